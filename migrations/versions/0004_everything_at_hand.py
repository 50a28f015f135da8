"""Everything about a call at hand."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

from deskapp.domain.spelling import folded

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
    ("site", "attachment_limit INTEGER DEFAULT 10 NOT NULL"),
)

#: The row of an attachment is what is left of it when it was removed.
ATTACHMENT_GUARDS = (
    """
    CREATE TRIGGER attachment_as_it_was BEFORE UPDATE ON attachment WHEN NEW.id IS NOT OLD.id
     OR NEW.call_id IS NOT OLD.call_id OR NEW.size IS NOT OLD.size OR NEW.digest IS NOT OLD.digest
     OR NEW.added_at IS NOT OLD.added_at OR NEW.added_by_id IS NOT OLD.added_by_id
    BEGIN SELECT RAISE(ABORT, 'an attachment stays as it was'); END""",
    """
    CREATE TRIGGER attachment_not_removed BEFORE DELETE ON attachment
    BEGIN SELECT RAISE(ABORT, 'an attachment is never removed'); END""",
    """
    CREATE TRIGGER attachment_not_replaced BEFORE INSERT ON attachment
    WHEN EXISTS (SELECT 1 FROM attachment WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an attachment is never replaced'); END""",
)

SEARCH = (
    """CREATE VIRTUAL TABLE call_search USING fts5(
    summary, details,
    content='', contentless_delete=1, detail=column, tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE call_words USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='ascii',
    prefix='1 2 3 4 5 6 7 8 9 10 11 12 13 14 15')""",
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
    kinds = (
        "kind IN ('png', 'jpg', 'gif', 'bmp', 'webp', 'tif', 'pdf', 'txt',"
        " 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'other')"
    )
    op.create_table(
        "attachment_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_attachment_content_digest_whole")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachment_content_size_not_below_zero")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_content")),
    )
    op.create_index("uq_attachment_content_digest", "attachment_content", ["digest"], unique=True)
    op.create_table(
        "attachment_chunk",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_attachment_chunk_number_from_one")),
        sa.CheckConstraint("typeof(bytes) = 'blob'", name=op.f("ck_attachment_chunk_bytes_no_text")),
        sa.ForeignKeyConstraint(
            ["content_id"], ["attachment_content.id"], name=op.f("fk_attachment_chunk_content_id_attachment_content")
        ),
        sa.PrimaryKeyConstraint("content_id", "number", name=op.f("pk_attachment_chunk")),
    )
    op.create_table(
        "attachment_picture",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("rendition", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("typeof(bytes) = 'blob'", name=op.f("ck_attachment_picture_bytes_no_text")),
        sa.CheckConstraint("length(bytes) BETWEEN 1 AND 524288", name=op.f("ck_attachment_picture_bytes_few")),
        sa.CheckConstraint("rendition IN ('small', 'paper')", name=op.f("ck_attachment_picture_rendition_known")),
        sa.ForeignKeyConstraint(
            ["content_id"], ["attachment_content.id"], name=op.f("fk_attachment_picture_content_id_attachment_content")
        ),
        sa.PrimaryKeyConstraint("content_id", "rendition", name=op.f("pk_attachment_picture")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name=op.f("ck_attachment_removed_by_somebody")
        ),
        sa.CheckConstraint(
            "content_id IS NOT NULL OR removed_at IS NOT NULL", name=op.f("ck_attachment_content_until_removed")
        ),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_attachment_name_not_blank")),
        sa.CheckConstraint(kinds, name=op.f("ck_attachment_kind_known")),
        sa.ForeignKeyConstraint(["added_by_id"], ["staff.id"], name=op.f("fk_attachment_added_by_id_staff")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_attachment_call_id_call")),
        sa.ForeignKeyConstraint(
            ["content_id"], ["attachment_content.id"], name=op.f("fk_attachment_content_id_attachment_content")
        ),
        sa.ForeignKeyConstraint(["removed_by_id"], ["staff.id"], name=op.f("fk_attachment_removed_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_call_id"), "attachment", ["call_id"], unique=False)
    op.create_index(op.f("ix_attachment_content_id"), "attachment", ["content_id"], unique=False)
    op.create_index(
        "ix_attachment_to_clear",
        "attachment",
        ["removed_at"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NOT NULL AND content_id IS NOT NULL"),
    )
    op.create_table(
        "attachment_waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("trim(key) <> ''", name=op.f("ck_attachment_waiting_key_not_blank")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_attachment_waiting_name_not_blank")),
        sa.CheckConstraint(kinds, name=op.f("ck_attachment_waiting_kind_known")),
        sa.ForeignKeyConstraint(
            ["content_id"], ["attachment_content.id"], name=op.f("fk_attachment_waiting_content_id_attachment_content")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_attachment_waiting_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_waiting")),
    )
    op.create_index(op.f("ix_attachment_waiting_content_id"), "attachment_waiting", ["content_id"], unique=False)
    op.create_index(op.f("ix_attachment_waiting_key"), "attachment_waiting", ["key"], unique=False)
    for sql in ATTACHMENT_GUARDS:
        op.execute(sql)


def _search() -> None:
    """Two indexes in place of one: of all that was said of calls, and of what they are about. Both are filled later."""
    op.execute("DROP TABLE call_search")
    for create in SEARCH:
        op.execute(create)


def _lists() -> None:
    op.create_table(
        "call_tag",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(key) <> ''", name=op.f("ck_call_tag_key_not_blank")),
        sa.CheckConstraint("trim(tag) <> ''", name=op.f("ck_call_tag_tag_not_blank")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_tag_call_id_call")),
        sa.PrimaryKeyConstraint("call_id", "key", name=op.f("pk_call_tag")),
    )
    op.create_index(op.f("ix_call_tag_key"), "call_tag", ["key"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_saved_view_name_not_blank")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_view_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )


def _customers() -> None:
    """Customers in the order of their names, and those that are one."""
    for column in (
        "name_folded TEXT DEFAULT '' NOT NULL",
        "merged_into_id INTEGER CONSTRAINT fk_customer_merged_into_id_customer REFERENCES customer (id)",
    ):
        op.execute(f"ALTER TABLE customer ADD COLUMN {column}")
    run = op.get_bind().exec_driver_sql
    names = [(folded(name), customer_id) for customer_id, name in run("SELECT id, name FROM customer")]
    if names:
        run("UPDATE customer SET name_folded = ? WHERE id = ?", names)
    op.execute("CREATE INDEX ix_customer_in_order ON customer (name_folded) WHERE merged_into_id IS NULL")
    op.execute("CREATE INDEX ix_customer_key ON customer (name_folded) WHERE merged_into_id IS NULL AND tier = 'key'")
    op.execute("CREATE INDEX ix_customer_merged ON customer (merged_into_id) WHERE merged_into_id IS NOT NULL")
    op.create_table(
        "customer_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_customer_merge_of_two")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_customer_merge_undone_by_somebody")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_customer_merge_staff_id_staff")),
        sa.ForeignKeyConstraint(["kept_id"], ["customer.id"], name=op.f("fk_customer_merge_kept_id_customer")),
        sa.ForeignKeyConstraint(["gone_id"], ["customer.id"], name=op.f("fk_customer_merge_gone_id_customer")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name=op.f("fk_customer_merge_undone_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merge")),
    )
    op.create_index(op.f("ix_customer_merge_kept_id"), "customer_merge", ["kept_id"], unique=False)
    op.execute("CREATE UNIQUE INDEX uq_customer_merge_in_force ON customer_merge (gone_id) WHERE undone_at IS NULL")
    op.create_table(
        "customers_apart",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("customer_id < other_id", name=op.f("ck_customers_apart_in_one_order")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customers_apart_customer_id_customer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["customer.id"], name=op.f("fk_customers_apart_other_id_customer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_customers_apart_staff_id_staff")),
        sa.PrimaryKeyConstraint("customer_id", "other_id", name=op.f("pk_customers_apart")),
    )
