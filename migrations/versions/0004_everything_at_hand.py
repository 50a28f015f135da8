"""Everything about a call at hand."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = 4

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = (
    (
        "category_check",
        "template_id INTEGER CONSTRAINT fk_category_check_template_id_call_template REFERENCES call_template (id)",
    ),
    ("call", "template_id INTEGER CONSTRAINT fk_call_template_id_call_template REFERENCES call_template (id)"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _places_and_equipment()
    _fields_of_a_category()
    _attachments()
    _search()
    _lists()
    _customers()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _places_and_equipment() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_place_name_not_blank")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_place_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_customer_id"), "place", ["customer_id"], unique=False)
    op.create_table(
        "equipment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("contract_ref", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(label) <> ''", name=op.f("ck_equipment_label_not_blank")),
        *(
            sa.CheckConstraint(f"date({day}) IS NOT DISTINCT FROM {day}", name=op.f(f"ck_equipment_{day}_a_day"))
            for day in ("warranty_until", "contract_until")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_equipment_customer_id_customer")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_equipment_place_id_place")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_equipment_contact_id_contact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
    )
    op.create_index(op.f("ix_equipment_customer_id"), "equipment", ["customer_id"], unique=False)
    for column in ("place_id", "contact_id"):
        op.create_index(f"ix_equipment_{column}", "equipment", [column], sqlite_where=sa.text(f"{column} IS NOT NULL"))
    for column, table in (("place_id", "place"), ("equipment_id", "equipment")):
        op.execute(
            f"ALTER TABLE call ADD COLUMN {column} INTEGER CONSTRAINT fk_call_{column}_{table} REFERENCES {table} (id)"
        )
        op.create_index(f"ix_call_{column}", "call", [column], sqlite_where=sa.text(f"{column} IS NOT NULL"))
    for column in ("asks_place", "asks_equipment"):
        op.execute(
            f"ALTER TABLE category ADD COLUMN {column} TEXT DEFAULT 'asked' NOT NULL"
            f" CONSTRAINT ck_category_{column}_known CHECK ({column} IN ('not', 'asked', 'needed'))"
        )
    _steps_of_routes()
    # A new desk gets it from its resources; one that is there already has its signs.
    op.execute(
        'INSERT INTO "trigger" (code, label, suggests, position, active, version)'
        " SELECT 'same_equipment', '', '[\"functional\"]', max(position) + 1, 1, 1 FROM \"trigger\""
        " HAVING count(*) > 0 AND NOT max(code = 'same_equipment')"
    )


def _steps_of_routes() -> None:
    """A step may be whoever looks after the equipment; SQLite changes no CHECK, so the table is made anew."""
    op.create_table(
        "route_step_as_it_will_be",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("rota_id", sa.Integer(), nullable=True),
        sa.Column("of_equipment", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "(contact_id IS NOT NULL) + (rota_id IS NOT NULL) + (of_equipment <> 0) = 1",
            name=op.f("ck_route_step_names_somebody"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_route_step_contact_id_contact")),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_route_step_rota_id_rota")),
        sa.ForeignKeyConstraint(
            ["route_id"], ["route.id"], name=op.f("fk_route_step_route_id_route"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_step")),
        sa.UniqueConstraint("route_id", "position", name=op.f("uq_route_step_route_id_position")),
    )
    op.execute(
        "INSERT INTO route_step_as_it_will_be (id, route_id, position, contact_id, rota_id)"
        " SELECT id, route_id, position, contact_id, rota_id FROM route_step"
    )
    op.drop_table("route_step")
    op.rename_table("route_step_as_it_will_be", "route_step")
    op.create_index(op.f("ix_route_step_route_id"), "route_step", ["route_id"], unique=False)
    op.create_index(op.f("ix_route_step_contact_id"), "route_step", ["contact_id"], unique=False)


def _fields_of_a_category() -> None:
    op.create_table(
        "call_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('phone', 'email', 'in_person', 'chat', 'other')", name=op.f("ck_call_template_channel_known")
        ),
        sa.CheckConstraint(
            "impact IN ('one', 'several', 'department', 'site')", name=op.f("ck_call_template_impact_known")
        ),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_call_template_name_not_blank")),
        sa.CheckConstraint("urgency IN ('can_wait', 'soon', 'now')", name=op.f("ck_call_template_urgency_known")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_call_template_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_template")),
        sa.UniqueConstraint("name", name=op.f("uq_call_template_name")),
    )
    op.create_table(
        "category_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'choice', 'date', 'number')", name=op.f("ck_category_field_kind_known")),
        sa.CheckConstraint("trim(label) <> ''", name=op.f("ck_category_field_label_not_blank")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_category_field_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_field")),
    )
    op.create_index(op.f("ix_category_field_category_id"), "category_field", ["category_id"], unique=False)
    op.create_table(
        "call_field",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(value) <> ''", name=op.f("ck_call_field_value_not_blank")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_field_call_id_call")),
        sa.ForeignKeyConstraint(
            ["field_id"], ["category_field.id"], name=op.f("fk_call_field_field_id_category_field")
        ),
        sa.PrimaryKeyConstraint("call_id", "field_id", name=op.f("pk_call_field")),
    )
    op.create_index(op.f("ix_call_field_field_id"), "call_field", ["field_id"], unique=False)


def _attachments() -> None:
    pass


def _search() -> None:
    pass


def _lists() -> None:
    pass


def _customers() -> None:
    pass
