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
COLUMNS: tuple[tuple[str, str], ...] = (("site", "attachment_limit INTEGER DEFAULT 10 NOT NULL"),)

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
    pass


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
    pass


def _lists() -> None:
    pass


def _customers() -> None:
    pass
