"""What a supervisor oversees, and what a desk learns from its record."""
# A migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = 6

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("call", "last_word_at BIGINT"),
    ("call", "last_word_told BOOLEAN DEFAULT 0 NOT NULL"),
    ("clock", "due_at BIGINT"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _late()
    _acts_on_many()
    _in_steps()
    _measures()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _late() -> None:
    """What is late of each open call, ready to be counted and grouped: filled when the desk is brought up to date."""
    op.execute("DROP INDEX ix_call_open_due")
    op.create_index(
        "ix_call_open_due",
        "call",
        [
            "next_due_at",
            "next_clock",
            "next_warn_at",
            "owner_id",
            "priority",
            "state",
            "paused",
            "may_lapse",
            "confidential",
        ],
        sqlite_where=sa.text("state IN ('new', 'open', 'waiting', 'resolved')"),
    )
    op.create_index(
        "ix_clock_due", "clock", ["kind", "due_at", "call_id", "fixed_at"], sqlite_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index(
        "ix_clock_verdict",
        "clock",
        ["stopped_at", "verdict", "call_id"],
        sqlite_where=sa.text("verdict IS NOT NULL"),
    )
    # What was logged, solved, and promised anew since an instant.
    op.create_index(
        "ix_call_logged_at", "call", ["logged_at"], sqlite_where=sa.text("state NOT IN ('void', 'archived')")
    )
    op.create_index(
        "ix_call_resolved_at",
        "call",
        ["resolved_at"],
        sqlite_where=sa.text("state IN ('resolved', 'closed', 'lapsed')"),
    )
    op.create_index("ix_clock_change_until", "clock_change", ["until", "clock_id"])


def _acts_on_many() -> None:
    """What was asked of owners, and what was done to several calls at once."""


def _in_steps() -> None:
    """How far a long act has come."""


def _measures() -> None:
    """What is counted of each local day."""
