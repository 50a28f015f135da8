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
    ("call", "next_step TEXT DEFAULT '' NOT NULL"),
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


def _acts_on_many() -> None:
    """What was asked of owners, and what was done to several calls at once."""


def _in_steps() -> None:
    """How far a long act has come: which calls are still to do."""
    op.create_table(
        "long_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('targets', 'signs', 'words')", name=op.f("ck_long_act_kind_known")),
        sa.CheckConstraint("total >= 0", name=op.f("ck_long_act_total_not_below_zero")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_long_act_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_long_act")),
    )
    op.create_index(
        "uq_long_act_unfinished", "long_act", ["kind"], unique=True, sqlite_where=sa.text("ended_at IS NULL")
    )
    op.create_table(
        "long_act_call",
        sa.Column("long_act_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["long_act_id"], ["long_act.id"], name=op.f("fk_long_act_call_long_act_id_long_act")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_long_act_call_call_id_call")),
        sa.PrimaryKeyConstraint("long_act_id", "call_id", name=op.f("pk_long_act_call")),
    )
    # Which calls somebody ever had: without a way through all escalations.
    op.create_index(op.f("ix_escalation_contact_id"), "escalation", ["contact_id"], unique=False)


def _measures() -> None:
    """What is counted of each local day."""
