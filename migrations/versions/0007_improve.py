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


def _never_changed(table: str, words: str, key: str = "event_id") -> None:
    """Its rows, known by this key, stay as they were written."""
    op.execute(f"""
            CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, '{words} is never changed'); END""")
    op.execute(f"""
            CREATE TRIGGER {table}_not_removed BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{words} is never removed'); END""")
    op.execute(f"""
            CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
            BEGIN SELECT RAISE(ABORT, '{words} is never replaced'); END""")


def _reviews() -> None:
    """Calls looked at together: draws, scorecards, marks, notes shared."""
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.CheckConstraint("json_array_length(lines) > 0", name=op.f("ck_scorecard_has_a_line")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_scorecard_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard")),
    )
    _never_changed("scorecard", "a scorecard", key="id")
    op.create_table(
        "review_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("each_agent", sa.Integer(), nullable=False),
        sa.Column("most_low", sa.Integer(), nullable=False),
        sa.Column("pool", sa.Integer(), nullable=False),
        sa.Column("low_found", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('day', 'week', 'month', 'quarter', 'year', 'dates')", name=op.f("ck_review_draw_kind_known")
        ),
        sa.CheckConstraint("trim(seed) <> ''", name=op.f("ck_review_draw_seed_not_blank")),
        sa.CheckConstraint("date(first) IS NOT DISTINCT FROM first", name=op.f("ck_review_draw_first_a_day")),
        sa.CheckConstraint("date(last) IS NOT DISTINCT FROM last", name=op.f("ck_review_draw_last_a_day")),
        sa.CheckConstraint("first <= last", name=op.f("ck_review_draw_first_to_last")),
        sa.CheckConstraint(
            "size > 0 AND each_agent >= 0 AND most_low >= 0 AND pool >= 0 AND low_found >= 0",
            name=op.f("ck_review_draw_counts"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_review_draw_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_draw")),
    )
    _never_changed("review_draw", "a draw of calls", key="id")
    op.create_table(
        "review_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("why IN ('lot', 'agent', 'low', 'chosen')", name=op.f("ck_review_call_why_known")),
        sa.CheckConstraint("(draw_id IS NULL) = (why = 'chosen')", name=op.f("ck_review_call_drawn_or_chosen")),
        sa.ForeignKeyConstraint(["draw_id"], ["review_draw.id"], name=op.f("fk_review_call_draw_id_review_draw")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_review_call_call_id_call")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_review_call_agent_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_review_call_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_call")),
    )
    drawn, chosen = sa.text("draw_id IS NOT NULL"), sa.text("draw_id IS NULL")
    op.create_index("uq_review_call_drawn", "review_call", ["draw_id", "call_id"], unique=True, sqlite_where=drawn)
    op.create_index("uq_review_call_chosen", "review_call", ["call_id"], unique=True, sqlite_where=chosen)
    op.create_index(op.f("ix_review_call_call_id"), "review_call", ["call_id"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("skip_reason", sa.Text(), nullable=False),
        sa.Column("names_hidden", sa.Boolean(), nullable=False),
        sa.Column("shared_at", sa.BigInteger(), nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('finished', 'skipped')", name=op.f("ck_review_state_known")),
        sa.CheckConstraint("agent_id <> reviewer_id", name=op.f("ck_review_of_somebody_else")),
        sa.CheckConstraint(
            "(state = 'finished') = (scorecard_id IS NOT NULL)", name=op.f("ck_review_finished_with_its_scorecard")
        ),
        sa.CheckConstraint(
            "state <> 'skipped' OR trim(skip_reason) <> ''", name=op.f("ck_review_skipped_with_its_reason")
        ),
        sa.CheckConstraint("shared_at IS NULL OR state = 'finished'", name=op.f("ck_review_shared_when_finished")),
        sa.CheckConstraint("read_at IS NULL OR shared_at IS NOT NULL", name=op.f("ck_review_read_when_shared")),
        sa.CheckConstraint(
            "(answered_at IS NULL) OR (shared_at IS NOT NULL)", name=op.f("ck_review_answered_when_shared")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_review_call_id_call")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_review_agent_id_staff")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.id"], name=op.f("fk_review_reviewer_id_staff")),
        sa.ForeignKeyConstraint(["scorecard_id"], ["scorecard.id"], name=op.f("fk_review_scorecard_id_scorecard")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index("uq_review_of_a_reviewer", "review", ["call_id", "reviewer_id"], unique=True)
    op.create_index(
        "ix_review_shared", "review", ["agent_id", "shared_at"], sqlite_where=sa.text("shared_at IS NOT NULL")
    )
    op.create_index("ix_review_at", "review", ["at"], sqlite_where=sa.text("state = 'finished'"))
    op.create_table(
        "review_mark",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.CheckConstraint("mark BETWEEN 1 AND 4", name=op.f("ck_review_mark_mark_one_to_four")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_mark_review_id_review")),
        sa.PrimaryKeyConstraint("review_id", "line", name=op.f("pk_review_mark")),
    )


def _readiness() -> None:
    """States of readiness that were kept, and the gaps that were chosen."""
