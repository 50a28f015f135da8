"""Imports are kept, each with what it brought, so that one can be undone; rows with what they said."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = 4

#: By ALTER TABLE, for batch mode would build the table anew.
COLUMNS = (
    "import_id INTEGER CONSTRAINT fk_imported_row_import_id_import_batch REFERENCES import_batch (id)",
    "digest TEXT",
)


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("calls_added", sa.Integer(), nullable=False),
        sa.Column("calls_moved_on", sa.Integer(), nullable=False),
        sa.Column("rows_taken", sa.Integer(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("last_event_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_import_batch_staff_id_staff")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name=op.f("fk_import_batch_undone_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    for column in COLUMNS:
        op.execute(f"ALTER TABLE imported_row ADD COLUMN {column}")
    op.create_index(op.f("ix_imported_row_import_id"), "imported_row", ["import_id"], unique=False)
    op.execute(f"PRAGMA user_version = {SCHEMA}")
