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
COLUMNS: tuple[tuple[str, str], ...] = ()


def upgrade() -> None:
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
    pass


def _attachments() -> None:
    pass


def _search() -> None:
    pass


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
    pass
