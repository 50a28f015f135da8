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
    pass


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
