"""Escalation as a craft: sign-in, authority, incidents, attempts, estimates, endings, the site's own sentences."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.
# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = 2

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS = (
    ("call", "confidential BOOLEAN DEFAULT 0 NOT NULL"),
    ("call", "back_from TEXT"),
    ("call", "may_lapse BOOLEAN DEFAULT 0 NOT NULL"),
    ("promise", "follow_up BOOLEAN DEFAULT 0 NOT NULL"),
    ("escalation", "incident_id INTEGER CONSTRAINT fk_escalation_incident_id_incident REFERENCES incident (id)"),
    (
        "escalation",
        "instead_of_id INTEGER CONSTRAINT fk_escalation_instead_of_id_escalation REFERENCES escalation (id)",
    ),
    ("site", "lock_minutes INTEGER DEFAULT 10 NOT NULL"),
    ("site", "currency TEXT DEFAULT '' NOT NULL"),
    ("category", "version INTEGER DEFAULT 1 NOT NULL"),
    ("category", "contact_id INTEGER CONSTRAINT fk_category_contact_id_contact REFERENCES contact (id)"),
    ("category_check", "active BOOLEAN DEFAULT 1 NOT NULL"),
    ('"trigger"', "version INTEGER DEFAULT 1 NOT NULL"),
)

TRIGGERS = (
    """CREATE TRIGGER incident_event_not_changed BEFORE UPDATE ON incident_event BEGIN SELECT RAISE(ABORT, 'an event of an incident is never changed'); END""",
    """CREATE TRIGGER incident_event_not_removed BEFORE DELETE ON incident_event BEGIN SELECT RAISE(ABORT, 'an event of an incident is never removed'); END""",
    """CREATE TRIGGER incident_event_not_replaced BEFORE INSERT ON incident_event WHEN EXISTS (SELECT 1 FROM incident_event WHERE event_id = NEW.event_id) BEGIN SELECT RAISE(ABORT, 'an event of an incident is never replaced'); END""",
    """CREATE TRIGGER incident_message_not_changed BEFORE UPDATE ON incident_message BEGIN SELECT RAISE(ABORT, 'a message of an incident is never changed'); END""",
    """CREATE TRIGGER incident_message_not_removed BEFORE DELETE ON incident_message BEGIN SELECT RAISE(ABORT, 'a message of an incident is never removed'); END""",
    """CREATE TRIGGER incident_message_not_replaced BEFORE INSERT ON incident_message WHEN EXISTS (SELECT 1 FROM incident_message WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a message of an incident is never replaced'); END""",
    """CREATE TRIGGER call_closed_never_void BEFORE UPDATE OF state ON call WHEN OLD.state = 'closed' AND NEW.state = 'void' BEGIN SELECT RAISE(ABORT, 'a closed call is never void'); END""",
    """CREATE TRIGGER call_void_with_its_reason BEFORE UPDATE OF state ON call WHEN NEW.state = 'void' AND OLD.state <> 'void' AND NOT EXISTS (SELECT 1 FROM voiding WHERE call_id = NEW.id AND undone_at IS NULL) BEGIN SELECT RAISE(ABORT, 'a call is void with its reason'); END""",
    """CREATE TRIGGER call_void_becomes_what_it_was BEFORE UPDATE OF state ON call WHEN OLD.state = 'void' AND NEW.state NOT IN ('void', 'closed') AND NEW.state IS NOT (SELECT was FROM voiding WHERE call_id = NEW.id ORDER BY id DESC LIMIT 1) BEGIN SELECT RAISE(ABORT, 'a void call becomes what it was'); END""",
    """CREATE TRIGGER call_lapsed_only_when_resolved BEFORE UPDATE OF state ON call WHEN NEW.state = 'lapsed' AND OLD.state NOT IN ('resolved', 'lapsed', 'void') BEGIN SELECT RAISE(ABORT, 'only a resolved call lapses'); END""",
    """CREATE TRIGGER call_lapsed_reopened_in_a_new_cycle BEFORE UPDATE OF state ON call WHEN OLD.state = 'lapsed' AND NEW.state NOT IN ('lapsed', 'void', 'closed') AND NEW.cycle <= OLD.cycle BEGIN SELECT RAISE(ABORT, 'a lapsed call is reopened in a new cycle'); END""",
    """CREATE TRIGGER approval_as_it_was BEFORE UPDATE ON approval WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS NOT OLD.call_id OR NEW.kind IS NOT OLD.kind OR NEW.amount IS NOT OLD.amount OR NEW.currency IS NOT OLD.currency OR NEW.reason IS NOT OLD.reason OR NEW.needs IS NOT OLD.needs OR NEW.asked_at IS NOT OLD.asked_at OR NEW.asked_by_id IS NOT OLD.asked_by_id BEGIN SELECT RAISE(ABORT, 'what was asked stays as it was'); END""",
    """CREATE TRIGGER approval_not_removed BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'what was asked is never removed'); END""",
    """CREATE TRIGGER approval_not_replaced BEFORE INSERT ON approval WHEN EXISTS (SELECT 1 FROM approval WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was asked is never replaced'); END""",
    """CREATE TRIGGER approval_asked_first AFTER INSERT ON approval WHEN NEW.state <> 'asked' BEGIN SELECT RAISE(ABORT, 'an approval is asked for first'); END""",
    """CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval WHEN OLD.state <> 'asked' AND ( (NEW.state <> OLD.state AND NOT ( OLD.means IS 'phone' AND OLD.confirmed_at IS NULL AND ((OLD.state = 'granted' AND NEW.state = 'refused') OR (OLD.state = 'refused' AND NEW.state = 'asked')))) OR (NEW.state = OLD.state AND ( NEW.decided_at IS NOT OLD.decided_at OR NEW.decided_by_id IS NOT OLD.decided_by_id OR NEW.decided_by_name <> OLD.decided_by_name OR NEW.means IS NOT OLD.means OR NEW.words <> OLD.words)) OR (OLD.confirmed_at IS NOT NULL AND ( NEW.confirmed_at IS NOT OLD.confirmed_at OR NEW.confirmed_by_id IS NOT OLD.confirmed_by_id))) BEGIN SELECT RAISE(ABORT, 'an approval is decided once'); END""",
    """CREATE TRIGGER voiding_as_it_was BEFORE UPDATE ON voiding WHEN OLD.undone_at IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.call_id IS NOT OLD.call_id OR NEW.at IS NOT OLD.at OR NEW.staff_id IS NOT OLD.staff_id OR NEW.reason IS NOT OLD.reason OR NEW.duplicate_of_id IS NOT OLD.duplicate_of_id OR NEW.words IS NOT OLD.words OR NEW.was IS NOT OLD.was OR NEW.ended IS NOT OLD.ended BEGIN SELECT RAISE(ABORT, 'why a call was void stays as it was'); END""",
    """CREATE TRIGGER voiding_not_removed BEFORE DELETE ON voiding BEGIN SELECT RAISE(ABORT, 'why a call was void is never removed'); END""",
    """CREATE TRIGGER voiding_not_replaced BEFORE INSERT ON voiding WHEN EXISTS ( SELECT 1 FROM voiding WHERE id = NEW.id OR (call_id = NEW.call_id AND undone_at IS NULL AND NEW.undone_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'why a call was void is never replaced'); END""",
    """CREATE TRIGGER voiding_of_what_it_was AFTER INSERT ON voiding WHEN NEW.was IS NOT (SELECT state FROM call WHERE id = NEW.call_id) BEGIN SELECT RAISE(ABORT, 'a void call was what it was'); END""",
    """CREATE TRIGGER incident_message_number_once BEFORE INSERT ON incident_message WHEN EXISTS (SELECT 1 FROM incident_message WHERE incident_id = NEW.incident_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'a message of an incident is never replaced'); END""",
    """CREATE TRIGGER call_not_logged_over BEFORE INSERT ON call WHEN NEW.state IN ('lapsed', 'void') BEGIN SELECT RAISE(ABORT, 'a call lapses or is void after it was logged'); END""",
)

#: What a level may decide where no site has said otherwise, in hundredths; None: whatever the amount.
LIMITS = (
    ("agent", "refund", 50_00),
    ("agent", "credit", 50_00),
    ("supervisor", "refund", 500_00),
    ("supervisor", "credit", 500_00),
    ("supervisor", "policy_exception", None),
    ("manager", "refund", 5_000_00),
    ("manager", "credit", 5_000_00),
    ("manager", "policy_exception", None),
    ("manager", "contract_change", None),
    ("outside", "refund", None),
    ("outside", "credit", None),
    ("outside", "policy_exception", None),
    ("outside", "contract_change", None),
)


#: The checklist that every major incident begins with.
INCIDENT_CHECKLIST = (
    "How far it reaches: who cannot work, since when",
    "Everybody at the desk knows, and who leads",
    "Whoever can end it is called, with their estimate",
    "First message for the customers written",
    "All affected customers told, the next word promised",
    "Safety and workarounds looked at",
    "The end checked with one customer before all are told",
    "Last message written, all customers told that it is over",
    "What it was, what ended it, what to do so that it stays away",
)
#: What solved a call is searched for from now on: calls that were solved before are indexed anew.
SOLUTIONS = """
INSERT OR REPLACE INTO call_search (rowid, ref, who, phones, summary, details)
SELECT call.id, 'C-' || printf('%05d', call.id) || ' ' || coalesce(call.source_ref, ''),
       customer.name || ' ' || customer.organisation || ' ' || customer.account,
       coalesce((SELECT group_concat(digits, ' ') FROM customer_phone WHERE customer_id = customer.id), ''),
       call.summary, call.details || ' ' || call.wants || ' ' || call.solution
FROM call JOIN customer ON customer.id = call.customer_id
WHERE call.solution <> ''
"""


def upgrade() -> None:
    op.create_table(
        "authority_limit",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('refund', 'credit', 'policy_exception', 'contract_change')",
            name=op.f("ck_authority_limit_kind_known"),
        ),
        sa.CheckConstraint(
            "level IN ('agent', 'supervisor', 'manager', 'outside')", name=op.f("ck_authority_limit_level_known")
        ),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_authority_limit_amount_not_below_zero")),
        sa.PrimaryKeyConstraint("level", "kind", name=op.f("pk_authority_limit")),
    )
    op.create_table(
        "avoided_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("better", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(better) <> ''", name=op.f("ck_avoided_phrase_better_not_blank")),
        sa.CheckConstraint("trim(said) <> ''", name=op.f("ck_avoided_phrase_said_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avoided_phrase")),
    )
    op.create_table(
        "incident_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("trim(text) <> ''", name=op.f("ck_incident_check_text_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_check")),
    )
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(step) <> ''", name=op.f("ck_phrase_step_not_blank")),
        sa.CheckConstraint("trim(words) <> ''", name=op.f("ck_phrase_words_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    op.create_index(op.f("ix_phrase_step"), "phrase", ["step"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("failed >= 0", name=op.f("ck_recovery_code_failed_not_below_zero")),
        sa.CheckConstraint("id = 1", name=op.f("ck_recovery_code_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "staff_pin",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("start", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("failed >= 0", name=op.f("ck_staff_pin_failed_not_below_zero")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_pin_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_pin")),
    )
    op.create_table(
        "guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('file', 'link', 'note')", name=op.f("ck_guide_kind_known")),
        sa.CheckConstraint("trim(content) <> ''", name=op.f("ck_guide_content_not_blank")),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_guide_title_not_blank")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_guide_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide")),
    )
    op.create_index(op.f("ix_guide_category_id"), "guide", ["category_id"], unique=False)
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("over_at", sa.BigInteger(), nullable=True),
        sa.Column("over_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_incident_title_not_blank")),
        sa.CheckConstraint("(over_at IS NULL) = (over_by_id IS NULL)", name=op.f("ck_incident_over_by_somebody")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_incident_category_id_category")),
        sa.ForeignKeyConstraint(["lead_id"], ["staff.id"], name=op.f("fk_incident_lead_id_staff")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name=op.f("fk_incident_opened_by_id_staff")),
        sa.ForeignKeyConstraint(["over_by_id"], ["staff.id"], name=op.f("fk_incident_over_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(
        "ix_incident_open", "incident", ["opened_at"], unique=False, sqlite_where=sa.text("over_at IS NULL")
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('refund', 'credit', 'policy_exception', 'contract_change')", name=op.f("ck_approval_kind_known")
        ),
        sa.CheckConstraint("means IN ('pin', 'signed_in', 'phone')", name=op.f("ck_approval_means_known")),
        sa.CheckConstraint(
            "needs IN ('agent', 'supervisor', 'manager', 'outside')", name=op.f("ck_approval_needs_known")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused', 'withdrawn')", name=op.f("ck_approval_state_known")
        ),
        sa.CheckConstraint(
            "state NOT IN ('granted', 'refused') OR (decided_at IS NOT NULL AND means IS NOT NULL AND (decided_by_id IS NOT NULL OR trim(decided_by_name) <> ''))",
            name=op.f("ck_approval_decided_by_somebody"),
        ),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_approval_amount_not_below_zero")),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> asked_by_id",
            name=op.f("ck_approval_not_confirmed_by_oneself"),
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> asked_by_id", name=op.f("ck_approval_not_by_oneself")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_approval_asked_by_id_staff")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_approval_call_id_call")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["staff.id"], name=op.f("fk_approval_confirmed_by_id_staff")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_approval_decided_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_call_id"), "approval", ["call_id"], unique=False)
    op.create_index("ix_approval_open", "approval", ["asked_at"], unique=False, sqlite_where=sa.text("state = 'asked'"))
    op.create_index(
        "ix_approval_unconfirmed",
        "approval",
        ["decided_at"],
        unique=False,
        sqlite_where=sa.text("means = 'phone' AND confirmed_at IS NULL"),
    )
    op.create_table(
        "call_named",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_named_call_id_call")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_call_named_staff_id_staff")),
        sa.PrimaryKeyConstraint("call_id", "staff_id", name=op.f("pk_call_named")),
    )
    op.create_table(
        "incident_call",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("joined_by_id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_incident_call_call_id_call")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_call_incident_id_incident")),
        sa.ForeignKeyConstraint(["joined_by_id"], ["staff.id"], name=op.f("fk_incident_call_joined_by_id_staff")),
        sa.ForeignKeyConstraint(["told_by_id"], ["staff.id"], name=op.f("fk_incident_call_told_by_id_staff")),
        sa.PrimaryKeyConstraint("incident_id", "call_id", name=op.f("pk_incident_call")),
    )
    op.create_index(
        "uq_incident_call", "incident_call", ["call_id"], unique=True, sqlite_where=sa.text("left_at IS NULL")
    )
    op.create_table(
        "incident_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(words) <> ''", name=op.f("ck_incident_message_words_not_blank")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_message_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_incident_message_made_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_message")),
        sa.UniqueConstraint("incident_id", "number", name=op.f("uq_incident_message_incident_id_number")),
    )
    op.create_table(
        "incident_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_incident_step_done_by_somebody")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_incident_step_done_by_id_staff")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_step_incident_id_incident")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_step")),
        sa.UniqueConstraint("incident_id", "position", name=op.f("uq_incident_step_incident_id_position")),
    )
    op.create_table(
        "satisfaction",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_satisfaction_score_one_to_five")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_satisfaction_call_id_call")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_satisfaction_staff_id_staff")),
        sa.PrimaryKeyConstraint("call_id", "cycle", name=op.f("pk_satisfaction")),
    )
    op.create_table(
        "voiding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("ended", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(reason = 'duplicate') = (duplicate_of_id IS NOT NULL)", name=op.f("ck_voiding_duplicate_of_a_call")
        ),
        sa.CheckConstraint("reason IN ('duplicate', 'in_error')", name=op.f("ck_voiding_reason_known")),
        sa.CheckConstraint("trim(words) <> ''", name=op.f("ck_voiding_words_not_blank")),
        sa.CheckConstraint(
            "was IN ('new', 'open', 'waiting', 'resolved', 'closed', 'lapsed', 'void', 'archived')",
            name=op.f("ck_voiding_was_known"),
        ),
        sa.CheckConstraint(
            "duplicate_of_id IS NULL OR duplicate_of_id <> call_id", name=op.f("ck_voiding_duplicate_of_another")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_voiding_call_id_call")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["call.id"], name=op.f("fk_voiding_duplicate_of_id_call")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_voiding_staff_id_staff")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name=op.f("fk_voiding_undone_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voiding")),
    )
    op.create_index(
        "uq_voiding_in_force", "voiding", ["call_id"], unique=True, sqlite_where=sa.text("undone_at IS NULL")
    )
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "result IN ('reached', 'no_answer', 'message')", name=op.f("ck_contact_attempt_result_known")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_contact_attempt_call_id_call")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_contact_attempt_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_contact_attempt_escalation_id_escalation")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_contact_attempt_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    op.create_index(op.f("ix_contact_attempt_call_id"), "contact_attempt", ["call_id"], unique=False)
    op.create_index(op.f("ix_contact_attempt_contact_id"), "contact_attempt", ["contact_id"], unique=False)
    op.create_table(
        "estimate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length >= 0", name=op.f("ck_estimate_length_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_estimate_escalation_id_escalation")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_estimate_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate")),
    )
    op.create_index(op.f("ix_estimate_escalation_id"), "estimate", ["escalation_id"], unique=False)
    op.create_table(
        "incident_event",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_incident_event_event_id_event")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_event_incident_id_incident")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_incident_event")),
    )
    op.create_index(op.f("ix_incident_event_incident_id"), "incident_event", ["incident_id"], unique=False)
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index("ix_call_repeat_of_id", "call", ["repeat_of_id"], sqlite_where=sa.text("repeat_of_id IS NOT NULL"))
    op.execute(SOLUTIONS)
    op.create_index("ix_call_confidential", "call", ["id"], unique=False, sqlite_where=sa.text("confidential"))
    for trigger in TRIGGERS:
        op.execute(trigger)
    # Of what was estimated until now only the last word is known.
    op.execute(
        "INSERT INTO estimate (escalation_id, at, staff_id, length)"
        " SELECT id, coalesce(accepted_at, made_at), made_by_id, estimate FROM escalation WHERE estimate IS NOT NULL"
    )
    # A new desk gets these from its defaults; one that is there already has a site.
    limits = sa.table("authority_limit", sa.column("level"), sa.column("kind"), sa.column("amount"))
    checks = sa.table("incident_check", sa.column("position"), sa.column("text"), sa.column("active"))
    if op.get_bind().execute(sa.text("SELECT 1 FROM site")).first():
        op.bulk_insert(limits, [dict(zip(("level", "kind", "amount"), row, strict=True)) for row in LIMITS])
        op.bulk_insert(
            checks,
            [{"position": place, "text": text, "active": True} for place, text in enumerate(INCIDENT_CHECKLIST)],
        )
    op.execute(f"PRAGMA user_version = {SCHEMA}")
