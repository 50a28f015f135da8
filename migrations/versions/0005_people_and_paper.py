"""The people of a customer, what is forgotten, and what a paper needs to say."""
# A migration stands for itself and is never edited after a release.

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = 5

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = ()


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _people()
    _erasure()
    _paper()
    _beside_a_call()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _people() -> None:
    """Who is spoken to at a customer."""


def _erasure() -> None:
    """What is left of a customer who was forgotten."""


def _paper() -> None:
    """How papers are made and what became of each."""


def _beside_a_call() -> None:
    """What is read beside a call is found by an index, however many calls its customer, place or thing has."""
    open_ = "state IN ('new', 'open', 'waiting', 'resolved')"
    for one in ("place", "equipment"):
        column = f"{one}_id"
        op.execute(f"DROP INDEX ix_call_{column}")
        op.execute(f"CREATE INDEX ix_call_{column} ON call ({column}, logged_at) WHERE {column} IS NOT NULL")
        op.execute(f"CREATE INDEX ix_call_open_{one} ON call ({column}) WHERE {column} IS NOT NULL AND {open_}")
    op.execute(f"CREATE INDEX ix_call_open_customer ON call (customer_id) WHERE {open_}")
    op.execute("CREATE INDEX ix_voiding_duplicate_of_id ON voiding (duplicate_of_id) WHERE duplicate_of_id IS NOT NULL")
