"""The people of a customer, what is forgotten, and what a paper needs to say."""
# A migration stands for itself and is never edited after a release.

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = 5

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("site", "email TEXT DEFAULT '' NOT NULL"),
    ("escalation", "boxes JSON DEFAULT '[]' NOT NULL"),
    ("escalation", "returned_by TEXT DEFAULT '' NOT NULL"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _people()
    _erasure()
    _paper()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _people() -> None:
    """Who is spoken to at a customer."""


def _erasure() -> None:
    """What is left of a customer who was forgotten."""


def _paper() -> None:
    """How papers are made and what became of each."""
