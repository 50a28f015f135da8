"""What a desk learns from its record: measures by day, signals, reviews, readiness."""
# A migration stands for itself and is never edited after a release.

import sqlalchemy as sa
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
    _actions()


def _actions() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_kind", sa.Text(), nullable=False),
        sa.Column("of_key", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("of_kind IN ('signal', 'review', 'gap')", name=op.f("ck_action_of_kind_known")),
        sa.CheckConstraint("how IN ('done', 'withdrawn')", name=op.f("ck_action_how_known")),
        sa.CheckConstraint("trim(of_key) <> ''", name=op.f("ck_action_of_key_not_blank")),
        sa.CheckConstraint("trim(what) <> ''", name=op.f("ck_action_what_not_blank")),
        sa.CheckConstraint("date(due) IS NOT DISTINCT FROM due", name=op.f("ck_action_due_a_day")),
        sa.CheckConstraint("date(done_on) IS NOT DISTINCT FROM done_on", name=op.f("ck_action_done_on_a_day")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (how IS NULL)",
            name=op.f("ck_action_ended_somehow"),
        ),
        sa.CheckConstraint("(how IS 'done') = (done_on IS NOT NULL)", name=op.f("ck_action_done_on_its_day")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_action_owner_id_staff")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_action_made_by_id_staff")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_action_ended_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index("ix_action_of", "action", ["of_kind", "of_key"])
    op.create_index("ix_action_open", "action", ["owner_id", "due"], sqlite_where=sa.text("ended_at IS NULL"))
    op.create_table(
        "action_event",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_action_event_event_id_event")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_event_action_id_action")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_action_event")),
    )
    op.create_index(op.f("ix_action_event_action_id"), "action_event", ["action_id"])
    _never_changed("action_event", "an event of an action")


def _never_changed(table: str, words: str) -> None:
    """Its rows, known by the id of an event, stay as they were written."""
    op.execute(f"""
            CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, '{words} is never changed'); END""")
    op.execute(f"""
            CREATE TRIGGER {table}_not_removed BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{words} is never removed'); END""")
    op.execute(f"""
            CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE event_id = NEW.event_id)
            BEGIN SELECT RAISE(ABORT, '{words} is never replaced'); END""")


def _reviews() -> None:
    """Calls looked at together: draws, scorecards, marks, notes shared."""


def _readiness() -> None:
    """States of readiness that were kept, and the gaps that were chosen."""
