"""The first schema: one site, its calls, clocks, events, contacts, escalations, promises, agreements."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.
# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Marks the file as a desk's ("desk" in ASCII) of schema 1.
APPLICATION_ID = 0x6465736B
SCHEMA = 1

TRIGGERS = (
    """CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    """CREATE TRIGGER event_not_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END""",
    """CREATE TRIGGER event_not_replaced BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'an event is never replaced'); END""",
    """CREATE TRIGGER event_words_not_changed BEFORE UPDATE ON event_words BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    """CREATE TRIGGER event_words_not_removed BEFORE DELETE ON event_words BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END""",
    """CREATE TRIGGER event_words_not_replaced BEFORE INSERT ON event_words WHEN EXISTS (SELECT 1 FROM event_words WHERE event_id = NEW.event_id) BEGIN SELECT RAISE(ABORT, 'an event is never replaced'); END""",
    """CREATE TRIGGER agreement_not_changed BEFORE UPDATE ON agreement BEGIN SELECT RAISE(ABORT, 'an agreement is never changed'); END""",
    """CREATE TRIGGER agreement_not_removed BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'an agreement is never removed'); END""",
    """CREATE TRIGGER agreement_not_replaced BEFORE INSERT ON agreement WHEN EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'an agreement is never replaced'); END""",
    """CREATE TRIGGER agreement_words_not_changed BEFORE UPDATE ON agreement_words BEGIN SELECT RAISE(ABORT, 'an agreement is never changed'); END""",
    """CREATE TRIGGER agreement_words_not_removed BEFORE DELETE ON agreement_words BEGIN SELECT RAISE(ABORT, 'an agreement is never removed'); END""",
    """CREATE TRIGGER agreement_words_not_replaced BEFORE INSERT ON agreement_words WHEN EXISTS (SELECT 1 FROM agreement_words WHERE agreement_id = NEW.agreement_id) BEGIN SELECT RAISE(ABORT, 'an agreement is never replaced'); END""",
    """CREATE TRIGGER rota_version_not_changed BEFORE UPDATE ON rota_version BEGIN SELECT RAISE(ABORT, 'a version of a rota is never changed'); END""",
    """CREATE TRIGGER rota_version_not_removed BEFORE DELETE ON rota_version BEGIN SELECT RAISE(ABORT, 'a version of a rota is never removed'); END""",
    """CREATE TRIGGER rota_version_not_replaced BEFORE INSERT ON rota_version WHEN EXISTS (SELECT 1 FROM rota_version WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a version of a rota is never replaced'); END""",
    """CREATE TRIGGER event_only_at_the_end AFTER INSERT ON event WHEN NEW.id <> 1 + coalesce((SELECT id FROM event WHERE id <> NEW.id ORDER BY id DESC LIMIT 1), 0) BEGIN SELECT RAISE(ABORT, 'an event is only added at the end'); END""",
    """CREATE TRIGGER agreement_only_at_the_end AFTER INSERT ON agreement WHEN NEW.id <> 1 + coalesce((SELECT id FROM agreement WHERE id <> NEW.id ORDER BY id DESC LIMIT 1), 0) BEGIN SELECT RAISE(ABORT, 'an agreement is only added at the end'); END""",
    """CREATE TRIGGER event_words_of_one_that_is_there BEFORE INSERT ON event_words WHEN NOT EXISTS (SELECT 1 FROM event WHERE id = NEW.event_id) BEGIN SELECT RAISE(ABORT, 'an event comes before its words'); END""",
    """CREATE TRIGGER agreement_words_of_one_that_is_there BEFORE INSERT ON agreement_words WHEN NOT EXISTS (SELECT 1 FROM agreement WHERE id = NEW.agreement_id) BEGIN SELECT RAISE(ABORT, 'an agreement comes before its words'); END""",
    """CREATE TRIGGER call_not_replaced BEFORE INSERT ON call WHEN EXISTS (SELECT 1 FROM call WHERE id = NEW.id) OR (NEW.source IS NOT NULL AND EXISTS (SELECT 1 FROM call WHERE source = NEW.source AND source_ref = NEW.source_ref)) BEGIN SELECT RAISE(ABORT, 'a call is never replaced'); END""",
    """CREATE TRIGGER call_not_removed BEFORE DELETE ON call BEGIN SELECT RAISE(ABORT, 'a call is never removed'); END""",
    """CREATE TRIGGER call_keeps_its_reference BEFORE UPDATE ON call WHEN NEW.id <> OLD.id OR NEW.source IS NOT OLD.source OR NEW.source_ref IS NOT OLD.source_ref BEGIN SELECT RAISE(ABORT, 'a call keeps its reference'); END""",
    """CREATE TRIGGER call_cycles_go_forward BEFORE UPDATE OF cycle ON call WHEN NEW.cycle < OLD.cycle BEGIN SELECT RAISE(ABORT, 'cycles of a call go forward'); END""",
    """CREATE TRIGGER call_reopened_in_a_new_cycle BEFORE UPDATE OF state ON call WHEN OLD.state = 'closed' AND NEW.state <> 'closed' AND NEW.cycle <= OLD.cycle BEGIN SELECT RAISE(ABORT, 'a closed call is reopened in a new cycle'); END""",
    """CREATE TRIGGER call_not_logged_closed BEFORE INSERT ON call WHEN NEW.state = 'closed' BEGIN SELECT RAISE(ABORT, 'a call is closed only when the customer agrees'); END""",
    """CREATE TRIGGER call_closed_only_when_agreed BEFORE UPDATE ON call WHEN NEW.state = 'closed' AND (OLD.state NOT IN ('resolved', 'closed') OR (SELECT answer FROM agreement WHERE call_id = NEW.id AND cycle = NEW.cycle ORDER BY id DESC LIMIT 1) IS NOT 'yes') BEGIN SELECT RAISE(ABORT, 'a call is closed only when the customer agrees'); END""",
    """CREATE TRIGGER rota_version_goes_forward BEFORE INSERT ON rota_version WHEN EXISTS ( SELECT 1 FROM rota_version WHERE rota_id = NEW.rota_id AND (valid_from > NEW.valid_from OR number >= NEW.number)) BEGIN SELECT RAISE(ABORT, 'a version of a rota never reaches back'); END""",
    """CREATE TRIGGER agreement_of_the_present_cycle BEFORE INSERT ON agreement WHEN NOT EXISTS ( SELECT 1 FROM call WHERE id = NEW.call_id AND cycle = NEW.cycle AND state = 'resolved') BEGIN SELECT RAISE(ABORT, 'an agreement belongs to the present cycle of a resolved call'); END""",
)

SEARCH = """CREATE VIRTUAL TABLE call_search USING fts5(
    ref, who, phones, summary, details,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"""


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_calendar_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
    )
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_category_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("name", name=op.f("uq_category_name")),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("tier IN ('standard', 'key')", name=op.f("ck_customer_tier_known")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_customer_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index(
        "uq_customer_source", "customer", ["source_ref"], unique=True, sqlite_where=sa.text("source_ref IS NOT NULL")
    )
    op.create_table(
        "matrix_cell",
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "impact IN ('one', 'several', 'department', 'site')", name=op.f("ck_matrix_cell_impact_known")
        ),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_matrix_cell_priority_known")),
        sa.CheckConstraint("urgency IN ('can_wait', 'soon', 'now')", name=op.f("ck_matrix_cell_urgency_known")),
        sa.PrimaryKeyConstraint("impact", "urgency", name=op.f("pk_matrix_cell")),
    )
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("phone_answers", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
    )
    op.create_table(
        "rota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_rota_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("supplier_pauses", sa.Boolean(), nullable=False),
        sa.Column("other_pauses", sa.Boolean(), nullable=False),
        sa.Column("tone_to_outside", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("required_parts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("paper IN ('A4', 'Letter')", name=op.f("ck_site_paper_known")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_site_name_not_blank")),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('agent', 'supervisor', 'manager')", name=op.f("ck_staff_role_known")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_staff_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_table(
        "trigger",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("suggests", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_trigger")),
    )
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendar.id"], name=op.f("fk_calendar_version_calendar_id_calendar")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
        sa.UniqueConstraint("calendar_id", "number", name=op.f("uq_calendar_version_calendar_id_number")),
    )
    op.create_table(
        "category_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_category_check_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_check")),
    )
    op.create_index(op.f("ix_category_check_category_id"), "category_check", ["category_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("agreed_response", sa.BigInteger(), nullable=True),
        sa.Column("our_account", sa.Text(), nullable=False),
        sa.Column("may_see", sa.JSON(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "authority IN ('agent', 'supervisor', 'manager', 'outside')", name=op.f("ck_contact_authority_known")
        ),
        sa.CheckConstraint(
            "kind IN ('senior', 'expert', 'customer_services', 'supplier', 'contractor')",
            name=op.f("ck_contact_kind_known"),
        ),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_contact_name_not_blank")),
        sa.CheckConstraint(
            "agreed_response IS NULL OR agreed_response >= 0", name=op.f("ck_contact_response_not_below_zero")
        ),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendar.id"], name=op.f("fk_contact_calendar_id_calendar")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["contact.id"], name=op.f("fk_contact_merged_into_id_contact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_table(
        "customer_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("digits_reversed", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_phone_customer_id_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_phone")),
    )
    op.create_index(op.f("ix_customer_phone_customer_id"), "customer_phone", ["customer_id"], unique=False)
    op.create_index(op.f("ix_customer_phone_digits"), "customer_phone", ["digits"], unique=False)
    op.create_index(op.f("ix_customer_phone_digits_reversed"), "customer_phone", ["digits_reversed"], unique=False)
    op.create_index(op.f("ix_customer_phone_normal"), "customer_phone", ["normal"], unique=False)
    op.create_table(
        "draft",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_draft_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "key", name=op.f("pk_draft")),
    )
    op.create_table(
        "rota_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rota_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_rota_version_made_by_id_staff")),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_rota_version_rota_id_rota")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_version")),
        sa.UniqueConstraint("rota_id", "number", name=op.f("uq_rota_version_rota_id_number")),
    )
    op.create_table(
        "route",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("trigger_code", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("then_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours IN ('always', 'inside', 'outside')", name=op.f("ck_route_hours_known")),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_route_priority_known")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_route_name_not_blank")),
        sa.CheckConstraint(
            "type IN ('functional', 'hierarchical', 'priority', 'incident')", name=op.f("ck_route_type_known")
        ),
        sa.CheckConstraint("then_id IS NULL OR then_id <> id", name=op.f("ck_route_then_another")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendar.id"], name=op.f("fk_route_calendar_id_calendar")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_route_category_id_category")),
        sa.ForeignKeyConstraint(["then_id"], ["route.id"], name=op.f("fk_route_then_id_route")),
        sa.ForeignKeyConstraint(["trigger_code"], ["trigger.code"], name=op.f("fk_route_trigger_code_trigger")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route")),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("logged_by_id", sa.Integer(), nullable=False),
        sa.Column("logged_at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("tone", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("priority_reason", sa.Text(), nullable=False),
        sa.Column("customer_deadline", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("policy_version_id", sa.Integer(), nullable=False),
        sa.Column("repeat_of_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_ref", sa.Text(), nullable=True),
        sa.Column("next_clock", sa.Text(), nullable=True),
        sa.Column("next_due_at", sa.BigInteger(), nullable=True),
        sa.Column("next_warn_at", sa.BigInteger(), nullable=True),
        sa.Column("next_calendar_id", sa.Integer(), nullable=True),
        sa.Column("paused", sa.Text(), nullable=True),
        sa.Column("back_by", sa.BigInteger(), nullable=True),
        sa.Column("with_name", sa.Text(), nullable=True),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('phone', 'email', 'in_person', 'chat', 'other')", name=op.f("ck_call_channel_known")
        ),
        sa.CheckConstraint("impact IN ('one', 'several', 'department', 'site')", name=op.f("ck_call_impact_known")),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_call_priority_known")),
        sa.CheckConstraint("state <> 'archived' OR source IS NOT NULL", name=op.f("ck_call_archived_is_imported")),
        sa.CheckConstraint(
            "state IN ('new', 'open', 'waiting', 'resolved', 'closed', 'lapsed', 'void', 'archived')",
            name=op.f("ck_call_state_known"),
        ),
        sa.CheckConstraint("trim(summary) <> ''", name=op.f("ck_call_summary_not_blank")),
        sa.CheckConstraint("urgency IN ('can_wait', 'soon', 'now')", name=op.f("ck_call_urgency_known")),
        sa.CheckConstraint("cycle >= 1", name=op.f("ck_call_cycle_from_one")),
        sa.CheckConstraint("id >= 1", name=op.f("ck_call_id_from_one")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_call_category_id_category")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_call_customer_id_customer")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["staff.id"], name=op.f("fk_call_logged_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["next_calendar_id"], ["calendar_version.id"], name=op.f("fk_call_next_calendar_id_calendar_version")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_call_owner_id_staff")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name=op.f("fk_call_policy_version_id_policy_version")
        ),
        sa.ForeignKeyConstraint(["repeat_of_id"], ["call.id"], name=op.f("fk_call_repeat_of_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index("ix_call_customer", "call", ["customer_id", "logged_at"], unique=False)
    op.create_index(
        "ix_call_open_due",
        "call",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('new', 'open', 'waiting', 'resolved')"),
    )
    op.create_index(
        "ix_call_open_owner",
        "call",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('new', 'open', 'waiting', 'resolved')"),
    )
    op.create_index(
        "uq_call_source", "call", ["source", "source_ref"], unique=True, sqlite_where=sa.text("source IS NOT NULL")
    )
    op.create_table(
        "contact_deputy",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("contact_id <> deputy_id", name=op.f("ck_contact_deputy_another_than_oneself")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_deputy_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deputy_id"], ["contact.id"], name=op.f("fk_contact_deputy_deputy_id_contact")),
        sa.PrimaryKeyConstraint("contact_id", "deputy_id", name=op.f("pk_contact_deputy")),
    )
    op.create_table(
        "contact_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_phone_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_phone")),
    )
    op.create_index(op.f("ix_contact_phone_contact_id"), "contact_phone", ["contact_id"], unique=False)
    op.create_index(op.f("ix_contact_phone_digits"), "contact_phone", ["digits"], unique=False)
    op.create_index(op.f("ix_contact_phone_normal"), "contact_phone", ["normal"], unique=False)
    op.create_table(
        "contact_skill",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_contact_skill_category_id_category")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_skill_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "category_id", name=op.f("pk_contact_skill")),
    )
    op.create_table(
        "policy_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_version_id", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("calendar_version_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('response', 'update', 'resolution', 'acceptance', 'first_word', 'chase', 'call_back', 'deadline')",
            name=op.f("ck_policy_target_kind_known"),
        ),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_policy_target_priority_known")),
        sa.CheckConstraint("tier IN ('standard', 'key')", name=op.f("ck_policy_target_tier_known")),
        sa.CheckConstraint("target >= 0", name=op.f("ck_policy_target_target_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["calendar_version_id"],
            ["calendar_version.id"],
            name=op.f("fk_policy_target_calendar_version_id_calendar_version"),
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_policy_target_category_id_category")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_version.id"], name=op.f("fk_policy_target_policy_version_id_policy_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_target")),
    )
    op.create_index(op.f("ix_policy_target_policy_version_id"), "policy_target", ["policy_version_id"], unique=False)
    op.create_table(
        "route_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("rota_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(contact_id IS NULL) <> (rota_id IS NULL)", name=op.f("ck_route_step_contact_or_rota")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_route_step_contact_id_contact")),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_route_step_rota_id_rota")),
        sa.ForeignKeyConstraint(
            ["route_id"], ["route.id"], name=op.f("fk_route_step_route_id_route"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_step")),
        sa.UniqueConstraint("route_id", "position", name=op.f("uq_route_step_route_id_position")),
    )
    op.create_index(op.f("ix_route_step_contact_id"), "route_step", ["contact_id"], unique=False)
    op.create_index(op.f("ix_route_step_route_id"), "route_step", ["route_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no')", name=op.f("ck_agreement_answer_known")),
        sa.CheckConstraint(
            "how IN ('phone', 'email', 'in_person', 'chat', 'other')", name=op.f("ck_agreement_how_known")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_agreement_call_id_call")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_agreement_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_call_id"), "agreement", ["call_id"], unique=False)
    op.create_table(
        "check_done",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_check_done_call_id_call")),
        sa.ForeignKeyConstraint(
            ["check_id"], ["category_check.id"], name=op.f("fk_check_done_check_id_category_check")
        ),
        sa.PrimaryKeyConstraint("call_id", "check_id", name=op.f("pk_check_done")),
    )
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("triggers", sa.JSON(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("rota_id", sa.Integer(), nullable=True),
        sa.Column("handoff", sa.JSON(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consent_reason", sa.Text(), nullable=False),
        sa.Column("transfer", sa.Text(), nullable=True),
        sa.Column("transfer_reason", sa.Text(), nullable=False),
        sa.Column("estimate", sa.BigInteger(), nullable=True),
        sa.Column("priority_was", sa.Text(), nullable=True),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("contact_reference", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("fixed_at", sa.BigInteger(), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('offered', 'accepted')) = (ended_at IS NULL)", name=op.f("ck_escalation_ended_when_not_out")
        ),
        sa.CheckConstraint("consent IN ('yes', 'no', 'not_asked')", name=op.f("ck_escalation_consent_known")),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'refused', 'withdrawn', 'returned')",
            name=op.f("ck_escalation_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('offered', 'accepted') OR contact_id IS NOT NULL",
            name=op.f("ck_escalation_out_with_somebody"),
        ),
        sa.CheckConstraint("json_array_length(types) > 0", name=op.f("ck_escalation_has_a_type")),
        sa.CheckConstraint(
            "rota_id IS NULL OR contact_id IS NOT NULL", name=op.f("ck_escalation_rota_with_its_contact")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_escalation_call_id_call")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_escalation_contact_id_contact")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_escalation_made_by_id_staff")),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_escalation_rota_id_rota")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_escalation_call_id_number")),
    )
    op.create_index(op.f("ix_escalation_call_id"), "escalation", ["call_id"], unique=False)
    op.create_index(
        "ix_escalation_out", "escalation", ["made_at"], unique=False, sqlite_where=sa.text("ended_at IS NULL")
    )
    op.create_index(
        "uq_escalation_out",
        "escalation",
        ["call_id", "contact_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("becomes", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_event_call_id_call")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_event_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_call", "event", ["call_id", "at"], unique=False)
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stops_clocks", sa.Boolean(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("back_by", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('customer', 'supplier', 'other', 'agreement')", name=op.f("ck_pause_reason_known")
        ),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name=op.f("ck_pause_end_after_beginning")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_pause_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    op.create_index(op.f("ix_pause_call_id"), "pause", ["call_id"], unique=False)
    op.create_index("uq_pause_open", "pause", ["call_id"], unique=True, sqlite_where=sa.text("ended_at IS NULL"))
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_reason", sa.Text(), nullable=False),
        sa.Column("moved_to_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('call_back', 'update')", name=op.f("ck_promise_kind_known")),
        sa.CheckConstraint("kept_at IS NULL OR moved_at IS NULL", name=op.f("ck_promise_kept_or_moved")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_promise_call_id_call")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_promise_made_by_id_staff")),
        sa.ForeignKeyConstraint(["moved_to_id"], ["promise.id"], name=op.f("fk_promise_moved_to_id_promise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index(op.f("ix_promise_call_id"), "promise", ["call_id"], unique=False)
    op.create_index(
        "ix_promise_open",
        "promise",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("kept_at IS NULL AND moved_at IS NULL"),
    )
    op.create_table(
        "agreement_words",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_words_agreement_id_agreement")
        ),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_agreement_words")),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("calendar_version_id", sa.Integer(), nullable=True),
        sa.Column("fixed_at", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("margin", sa.BigInteger(), nullable=True),
        sa.Column("escalation_id", sa.Integer(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('response', 'update', 'resolution', 'acceptance', 'first_word', 'chase', 'call_back', 'deadline')",
            name=op.f("ck_clock_kind_known"),
        ),
        sa.CheckConstraint("(target IS NULL) <> (fixed_at IS NULL)", name=op.f("ck_clock_target_or_instant")),
        sa.CheckConstraint("target IS NULL OR target >= 0", name=op.f("ck_clock_target_not_below_zero")),
        sa.CheckConstraint("verdict IS NULL OR stopped_at IS NOT NULL", name=op.f("ck_clock_verdict_when_stopped")),
        sa.ForeignKeyConstraint(
            ["calendar_version_id"], ["calendar_version.id"], name=op.f("fk_clock_calendar_version_id_calendar_version")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_clock_call_id_call")),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name=op.f("fk_clock_escalation_id_escalation")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_clock_promise_id_promise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_index(op.f("ix_clock_call_id"), "clock", ["call_id"], unique=False)
    op.create_index(
        "uq_clock_running",
        "clock",
        ["call_id", "kind"],
        unique=True,
        sqlite_where=sa.text("stopped_at IS NULL AND escalation_id IS NULL AND promise_id IS NULL"),
    )
    op.create_table(
        "event_words",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_words_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_words")),
    )
    op.create_table(
        "imported_row",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_imported_row_event_id_event")),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_imported_row")),
    )
    op.create_table(
        "clock_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("calendar_version_id", sa.Integer(), nullable=True),
        sa.Column("fixed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["calendar_version_id"],
            ["calendar_version.id"],
            name=op.f("fk_clock_change_calendar_version_id_calendar_version"),
        ),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name=op.f("fk_clock_change_clock_id_clock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_change")),
    )
    op.create_index(op.f("ix_clock_change_clock_id"), "clock_change", ["clock_id"], unique=False)
    op.execute(SEARCH)
    for trigger in TRIGGERS:
        op.execute(trigger)
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    op.execute(f"PRAGMA user_version = {SCHEMA}")
