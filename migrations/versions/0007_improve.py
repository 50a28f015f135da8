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
COLUMNS: tuple[tuple[str, str], ...] = (
    ("site", "warm_goal INTEGER DEFAULT 80 NOT NULL"),
    ("site", "measures_by_agent BOOLEAN DEFAULT 0 NOT NULL"),
    ("draft", "saved_at BIGINT"),
    ("site", "backup_place TEXT DEFAULT '' NOT NULL"),
    *(
        (table, column)
        for table in ("staff_pin", "recovery_code")
        for column in (
            *("tried_passed BIGINT", "tried_beginning TEXT", "untold INTEGER DEFAULT 0 NOT NULL"),
            *("untold_since BIGINT", "untold_last BIGINT", "put_down INTEGER DEFAULT 0 NOT NULL"),
        )
    ),
)

#: What a call counts for, and a day comes to.
COUNTED = (
    *("logged", "escalated", "still_open", "void", "archived", "closed", "lapsed", "untold", "first_contact"),
    *("without_escalation", "with_escalation", "repeated"),
    *("answered_escalated", "content_escalated", "answered_others", "content_others"),
    *("handed", "handoffs", "one_handoff", "transfers", "warm", "promised", "kept", "agreed_first"),
    *("response_met", "response_all", "update_met", "update_all", "resolution_met", "resolution_all"),
    *("acceptance_met", "acceptance_all", "first_word_met", "first_word_all", "chase_met", "chase_all"),
    *("call_back_met", "call_back_all", "deadline_met", "deadline_all"),
)

#: Guards that let words go while an erasure is under way.
RETENTION_GUARDS: tuple[tuple[str, str], ...] = (
    (
        "incident_message_not_changed",
        """
        CREATE TRIGGER incident_message_not_changed BEFORE UPDATE ON incident_message WHEN NOT (NEW.words = '–' AND
        NEW.id = OLD.id AND NEW.incident_id = OLD.incident_id AND NEW.number = OLD.number AND NEW.made_at =
        OLD.made_at AND NEW.made_by_id = OLD.made_by_id AND (EXISTS (SELECT 1 FROM erasure WHERE cleared_at IS NULL)
        OR EXISTS (SELECT 1 FROM incident_call WHERE incident_id = OLD.incident_id) AND NOT EXISTS ( SELECT 1 FROM
        incident_call JOIN call ON call.id = call_id JOIN customer ON customer.id = customer_id WHERE incident_id =
        OLD.incident_id AND customer.erasure_id IS NULL))) BEGIN SELECT RAISE(ABORT,
        'a message of an incident is never changed'); END""",
    ),
    (
        "approval_as_it_was",
        """
        CREATE TRIGGER approval_as_it_was BEFORE UPDATE ON approval WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS NOT
        OLD.call_id OR NEW.kind IS NOT OLD.kind OR NEW.amount IS NOT OLD.amount OR NEW.currency IS NOT OLD.currency
        OR NEW.needs IS NOT OLD.needs OR NEW.asked_at IS NOT OLD.asked_at OR NEW.asked_by_id IS NOT OLD.asked_by_id
        OR (NEW.reason IS NOT OLD.reason AND NOT (NEW.reason = '' AND (EXISTS (SELECT 1 FROM erasure WHERE
        cleared_at IS NULL) OR EXISTS ( SELECT 1 FROM call JOIN customer ON customer.id = call.customer_id WHERE
        call.id = OLD.call_id AND customer.erasure_id IS NOT NULL)))) BEGIN SELECT RAISE(ABORT,
        'what was asked stays as it was'); END""",
    ),
    (
        "approval_decided_once",
        """
        CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval WHEN OLD.state <> 'asked' AND ( (NEW.state <>
        OLD.state AND NOT ( OLD.means IS 'phone' AND OLD.confirmed_at IS NULL AND ((OLD.state = 'granted' AND
        NEW.state = 'refused') OR (OLD.state = 'refused' AND NEW.state = 'asked')))) OR (NEW.state = OLD.state AND (
        NEW.decided_at IS NOT OLD.decided_at OR NEW.decided_by_id IS NOT OLD.decided_by_id OR NEW.decided_by_name <>
        OLD.decided_by_name OR NEW.means IS NOT OLD.means OR (NEW.words <> OLD.words AND NOT (NEW.words = '' AND
        (EXISTS (SELECT 1 FROM erasure WHERE cleared_at IS NULL) OR EXISTS ( SELECT 1 FROM call JOIN customer ON
        customer.id = call.customer_id WHERE call.id = OLD.call_id AND customer.erasure_id IS NOT NULL)))))) OR
        (OLD.confirmed_at IS NOT NULL AND ( NEW.confirmed_at IS NOT OLD.confirmed_at OR NEW.confirmed_by_id IS NOT
        OLD.confirmed_by_id))) BEGIN SELECT RAISE(ABORT, 'an approval is decided once'); END""",
    ),
    (
        "voiding_as_it_was",
        """
        CREATE TRIGGER voiding_as_it_was BEFORE UPDATE ON voiding WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS NOT
        OLD.call_id OR NEW.at IS NOT OLD.at OR NEW.staff_id IS NOT OLD.staff_id OR NEW.reason IS NOT OLD.reason OR
        NEW.duplicate_of_id IS NOT OLD.duplicate_of_id OR NEW.was IS NOT OLD.was OR NEW.ended IS NOT OLD.ended OR
        (NEW.words IS NOT OLD.words AND NOT (NEW.words = '–' AND NEW.undone_at IS OLD.undone_at AND NEW.undone_by_id
        IS OLD.undone_by_id AND (EXISTS (SELECT 1 FROM erasure WHERE cleared_at IS NULL) OR EXISTS ( SELECT 1 FROM
        call JOIN customer ON customer.id = call.customer_id WHERE call.id = OLD.call_id AND customer.erasure_id IS
        NOT NULL)))) OR (OLD.undone_at IS NOT NULL AND NOT (NEW.words = '–' AND NEW.undone_at IS OLD.undone_at AND
        NEW.undone_by_id IS OLD.undone_by_id AND (EXISTS (SELECT 1 FROM erasure WHERE cleared_at IS NULL) OR EXISTS
        ( SELECT 1 FROM call JOIN customer ON customer.id = call.customer_id WHERE call.id = OLD.call_id AND
        customer.erasure_id IS NOT NULL)))) BEGIN SELECT RAISE(ABORT, 'why a call was void stays as it was'); END""",
    ),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _measures()
    _signals()
    _reviews()
    _readiness()
    _retention()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _measures() -> None:
    """What is counted of each call, and of each local day: filled when the desk is brought up to date."""
    counted = ", ".join(f"{name} INTEGER DEFAULT 0 NOT NULL" for name in COUNTED)
    op.execute(
        f"""
        CREATE TABLE measured_call (
            call_id INTEGER NOT NULL, logged_day INTEGER NOT NULL, over_day INTEGER, category_id INTEGER NOT NULL,
            priority TEXT NOT NULL, customer_id INTEGER NOT NULL, owner_id INTEGER NOT NULL, logged_at BIGINT NOT NULL,
            types INTEGER DEFAULT 0 NOT NULL, flags INTEGER DEFAULT 0 NOT NULL, working INTEGER, wall INTEGER,
            {counted}, CONSTRAINT pk_measured_call PRIMARY KEY (call_id))
        """
    )
    day = "day INTEGER NOT NULL, category_id INTEGER NOT NULL, priority TEXT NOT NULL"
    key = "PRIMARY KEY (day, category_id, priority)"
    op.execute(f"CREATE TABLE measured_day ({day}, {counted}, CONSTRAINT pk_measured_day {key}) WITHOUT ROWID")
    lengths = ", ".join(f"{name} BLOB NOT NULL" for name in ("working", "wall", "accept", "ratio"))
    op.execute(f"CREATE TABLE measured_lengths ({day}, {lengths}, CONSTRAINT pk_measured_lengths {key}) WITHOUT ROWID")
    op.execute(
        """
        CREATE TABLE measured_escalation (
            call_id INTEGER NOT NULL, escalation_id INTEGER NOT NULL, logged_day INTEGER NOT NULL, over_day INTEGER,
            category_id INTEGER NOT NULL, priority TEXT NOT NULL, customer_id INTEGER NOT NULL, contact_id INTEGER,
            types INTEGER NOT NULL, ended_at BIGINT, in_time INTEGER, first_word INTEGER, accept INTEGER,
            accept_target INTEGER, ratio INTEGER,
            CONSTRAINT pk_measured_escalation PRIMARY KEY (call_id, escalation_id)) WITHOUT ROWID
        """
    )
    for name, on, where in (
        ("ix_measured_call_over", "measured_call (over_day, call_id, flags, category_id, priority)", "over_day"),
        ("ix_measured_call_escalated", "measured_call (logged_day, call_id, types, category_id, priority)", ""),
        ("ix_measured_escalation_over", "measured_escalation (over_day, contact_id)", "over_day"),
        ("ix_measured_escalation_logged", "measured_escalation (logged_day, contact_id, types)", None),
        ("ix_measured_escalation_customer", "measured_escalation (customer_id, ended_at)", None),
    ):
        which = "" if where is None else f" WHERE {where} IS NOT NULL" if where else " WHERE escalated"
        op.execute(f"CREATE INDEX {name} ON {on}{which}")
    _long_acts("measures")


def _long_acts(*kinds: str) -> None:
    """Another kind of acts in steps: SQLite changes no CHECK, so the table is made anew; no trigger is on it."""
    known = ", ".join(f"'{kind}'" for kind in ("targets", "signs", "words", *kinds))
    op.execute(
        f"""
        CREATE TABLE long_act_new (
            id INTEGER NOT NULL, kind TEXT NOT NULL, begun_at BIGINT NOT NULL, staff_id INTEGER NOT NULL,
            asked JSON NOT NULL, total INTEGER NOT NULL, stopped_at BIGINT, ended_at BIGINT,
            CONSTRAINT pk_long_act PRIMARY KEY (id),
            CONSTRAINT ck_long_act_kind_known CHECK (kind IN ({known})),
            CONSTRAINT ck_long_act_total_not_below_zero CHECK (total >= 0),
            CONSTRAINT fk_long_act_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id))
        """
    )
    op.execute("INSERT INTO long_act_new SELECT * FROM long_act")
    op.execute("DROP TABLE long_act")
    op.execute("ALTER TABLE long_act_new RENAME TO long_act")
    op.execute("CREATE UNIQUE INDEX uq_long_act_unfinished ON long_act (kind) WHERE ended_at IS NULL")


def _signals() -> None:
    """What the figures point to, what was made of it: actions, feedback to whoever makes or decides what is used."""
    _actions()
    _found()
    op.create_index("ix_approval_asked_at", "approval", ["asked_at"])


def _found() -> None:
    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("decided_calls", sa.Integer(), nullable=True),
        sa.Column("back_at", sa.BigInteger(), nullable=True),
        sa.Column("dismissed_at", sa.BigInteger(), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "rule IN ('topic', 'contact', 'waiting', 'approvals', 'returns', 'equipment', 'customer')",
            name=op.f("ck_signal_rule_known"),
        ),
        sa.CheckConstraint("trim(key) <> ''", name=op.f("ck_signal_key_not_blank")),
        sa.CheckConstraint("date(month) IS NOT DISTINCT FROM month", name=op.f("ck_signal_month_a_day")),
        sa.CheckConstraint(
            "decided_calls IS NULL OR decided_calls >= 0", name=op.f("ck_signal_decided_calls_not_below_zero")
        ),
        sa.CheckConstraint(
            "(dismissed_at IS NULL) = (dismissed_by_id IS NULL) AND (dismissed_at IS NULL) = (trim(reason) = '')",
            name=op.f("ck_signal_dismissed_with_a_reason"),
        ),
        sa.ForeignKeyConstraint(["dismissed_by_id"], ["staff.id"], name=op.f("fk_signal_dismissed_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
    )
    op.create_index(op.f("ix_signal_month"), "signal", ["month"])
    op.create_index(op.f("uq_signal_key"), "signal", ["key"], unique=True)
    op.create_table(
        "signal_event",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_signal_event_event_id_event")),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_signal_event_signal_id_signal")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_signal_event")),
    )
    op.create_index(op.f("ix_signal_event_signal_id"), "signal_event", ["signal_id"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        sa.Column("calls", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_how", sa.Text(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("area IN ('product', 'operations')", name=op.f("ck_feedback_area_known")),
        sa.CheckConstraint(
            "sent_how IN ('phone', 'email', 'in_person', 'chat', 'other')", name=op.f("ck_feedback_sent_how_known")
        ),
        sa.CheckConstraint("trim(to_whom) <> ''", name=op.f("ck_feedback_to_whom_not_blank")),
        sa.CheckConstraint("trim(asks) <> ''", name=op.f("ck_feedback_asks_not_blank")),
        sa.CheckConstraint("date(wanted_by) IS NOT DISTINCT FROM wanted_by", name=op.f("ck_feedback_wanted_by_a_day")),
        sa.CheckConstraint("date(sent_on) IS NOT DISTINCT FROM sent_on", name=op.f("ck_feedback_sent_on_a_day")),
        sa.CheckConstraint(
            "date(answered_on) IS NOT DISTINCT FROM answered_on", name=op.f("ck_feedback_answered_on_a_day")
        ),
        sa.CheckConstraint(
            "(sent_on IS NULL) = (sent_how IS NULL) AND (sent_on IS NULL) = (sent_by_id IS NULL)",
            name=op.f("ck_feedback_sent_somehow"),
        ),
        sa.CheckConstraint("answered_on IS NULL OR sent_on IS NOT NULL", name=op.f("ck_feedback_answered_when_sent")),
        sa.CheckConstraint("(answered_on IS NULL) = (trim(answer) = '')", name=op.f("ck_feedback_answered_in_words")),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_feedback_signal_id_signal")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_feedback_made_by_id_staff")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["staff.id"], name=op.f("fk_feedback_sent_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_signal_id"), "feedback", ["signal_id"])
    op.create_index(
        op.f("ix_feedback_waits"),
        "feedback",
        ["sent_on", "wanted_by"],
        sqlite_where=sa.text("answered_on IS NULL AND withdrawn_at IS NULL AND sent_on IS NOT NULL"),
    )
    _never_changed("signal_event", "an event of a signal")


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
    """How often cards were opened; states of readiness that were kept, and the gaps that were chosen."""
    op.create_table(
        "card_use",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "date(month || '-01') IS NOT DISTINCT FROM month || '-01'", name=op.f("ck_card_use_month_of_a_year")
        ),
        sa.CheckConstraint(
            "card IN ('anger', 'abuse', 'fear', 'tears', 'silence', 'threat', 'manager', 'legal', 'public',"
            " 'complaint', 'outage')",
            name=op.f("ck_card_use_card_known"),
        ),
        sa.CheckConstraint("times >= 1", name=op.f("ck_card_use_times_from_one")),
        sa.PrimaryKeyConstraint("month", "card", name=op.f("pk_card_use")),
    )
    op.create_table(
        "readiness_state",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.CheckConstraint("date(day) IS NOT DISTINCT FROM day", name=op.f("ck_readiness_state_day_a_day")),
        sa.CheckConstraint("json_type(answers) = 'object'", name=op.f("ck_readiness_state_answers_by_question")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_readiness_state_staff_id_staff")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_readiness_state")),
    )
    op.create_table(
        "readiness_gap",
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "question IN ('policy', 'authority', 'triggers', 'warm', 'training', 'handoff', 'tracking', 'feedback')",
            name=op.f("ck_readiness_gap_question_known"),
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_readiness_gap_position_from_one")),
        sa.PrimaryKeyConstraint("question", name=op.f("pk_readiness_gap")),
    )
    op.create_table(
        "desk_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('policy', 'report')", name=op.f("ck_desk_paper_kind_known")),
        sa.CheckConstraint("way IN ('printed', 'saved', 'drafted')", name=op.f("ck_desk_paper_way_known")),
        sa.CheckConstraint("trim(about) <> ''", name=op.f("ck_desk_paper_about_not_blank")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_paper_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_paper")),
    )
    op.create_index("ix_desk_paper_about", "desk_paper", ["kind", "about", "at"])


def _retention() -> None:
    """After how long what goes, what is held, and calls whose words went."""
    op.create_table(
        "retention_rule",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('words', 'customers', 'files', 'papers', 'drafts')", name=op.f("ck_retention_rule_kind_known")
        ),
        sa.CheckConstraint("months BETWEEN 1 AND 1200", name=op.f("ck_retention_rule_months_one_to_a_century")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_rule")),
    )
    op.create_table(
        "retention_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_retention_hold_reason_not_blank")),
        sa.CheckConstraint("(call_id IS NULL) <> (customer_id IS NULL)", name=op.f("ck_retention_hold_of_one")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_retention_hold_ended_by_somebody")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_retention_hold_call_id_call")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_retention_hold_customer_id_customer")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_retention_hold_staff_id_staff")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_retention_hold_ended_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_hold")),
    )
    held = sa.text("ended_at IS NULL")
    for column in ("call", "customer"):
        name = f"uq_retention_hold_{column}"
        op.create_index(name, "retention_hold", [f"{column}_id"], unique=True, sqlite_where=held)
    op.create_table(
        "erased_call",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("erasure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_erased_call_call_id_call")),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasure.id"], name=op.f("fk_erased_call_erasure_id_erasure")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_erased_call")),
    )
    # Nobody knows when they were kept: they are as old as the desk's last line.
    op.execute("UPDATE draft SET saved_at = (SELECT max(written_at) FROM event)")
    for name, guard in RETENTION_GUARDS:
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
        op.execute(" ".join(guard.split()))  # what a guard says stands in one line
