"""What a desk learns from its record: measures by day, signals, reviews, readiness."""
# A migration stands for itself and is never edited after a release.

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = 7

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = ()


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _measures()
    _signals()
    _reviews()
    _readiness()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _measures() -> None:
    """What is counted of each call, and of each local day: filled when the desk is brought up to date."""


def _signals() -> None:
    """What the figures point to, what was made of it: actions, feedback to whoever makes or decides what is used."""


def _reviews() -> None:
    """Calls looked at together: draws, scorecards, marks, notes shared."""


def _readiness() -> None:
    """States of readiness that were kept, and the gaps that were chosen."""
