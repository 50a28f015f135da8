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
    pass


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
