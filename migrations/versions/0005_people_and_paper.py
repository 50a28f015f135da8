"""The people of a customer, what is forgotten, and what a paper needs to say."""
# A migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = 5

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = ()


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _people()
    _erasure()
    _paper()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _people() -> None:
    """Who is spoken to at a customer."""
    op.create_table(
        "customer_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_customer_person_name_not_blank")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_person_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_person")),
    )
    op.create_index(op.f("ix_customer_person_customer_id"), "customer_person", ["customer_id"], unique=False)
    op.create_table(
        "person_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("digits_reversed", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["customer_person.id"],
            name=op.f("fk_person_phone_person_id_customer_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_phone")),
    )
    for column in ("person_id", "digits", "digits_reversed", "normal"):
        op.create_index(op.f(f"ix_person_phone_{column}"), "person_phone", [column], unique=False)
    op.execute(
        "ALTER TABLE call ADD COLUMN person_id INTEGER"
        " CONSTRAINT fk_call_person_id_customer_person REFERENCES customer_person (id)"
    )
    op.create_index("ix_call_person_id", "call", ["person_id"], sqlite_where=sa.text("person_id IS NOT NULL"))


def _erasure() -> None:
    """What is left of a customer who was forgotten."""


def _paper() -> None:
    """How papers are made and what became of each."""
