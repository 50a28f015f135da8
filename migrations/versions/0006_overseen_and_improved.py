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
            "last_word_at",
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
    """What the owners of calls were asked, and how it was answered."""
    op.create_table(
        "update_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_of_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "how IN ('words', 'note', 'conversation', 'withdrawn', 'again', 'over')",
            name=op.f("ck_update_request_how_known"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (how IS NULL)",
            name=op.f("ck_update_request_ended_somehow"),
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_update_request_call_id_call")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_update_request_asked_by_id_staff")),
        sa.ForeignKeyConstraint(["asked_of_id"], ["staff.id"], name=op.f("fk_update_request_asked_of_id_staff")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_update_request_ended_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update_request")),
    )
    op.create_index(op.f("ix_update_request_call_id"), "update_request", ["call_id"])
    op.create_index(op.f("ix_update_request_asked_by_id"), "update_request", ["asked_by_id"])
    op.create_index(
        "uq_update_request_open", "update_request", ["call_id"], unique=True, sqlite_where=sa.text("ended_at IS NULL")
    )


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
