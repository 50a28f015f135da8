"""What a supervisor oversees, and what a desk learns from its record."""
# A migration stands for itself and is never edited after a release.

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = 6

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = (("call", "next_step TEXT DEFAULT '' NOT NULL"),)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _late()
    _acts_on_many()
    _in_steps()
    _measures()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _late() -> None:
    """What is late of each open call, ready to be counted and grouped."""


def _acts_on_many() -> None:
    """What was asked of owners, and what was done to several calls at once."""


def _in_steps() -> None:
    """How far a long act has come."""


def _measures() -> None:
    """What is counted of each local day."""
