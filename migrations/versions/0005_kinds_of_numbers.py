"""What each number is for, and all addresses of somebody."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = 5

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS = (
    ("contact_phone", "kind TEXT DEFAULT '' NOT NULL"),
    ("customer_phone", "kind TEXT DEFAULT '' NOT NULL"),
    ("contact", "email_kind TEXT DEFAULT '' NOT NULL"),
    ("contact", "other_emails JSON DEFAULT '[]' NOT NULL"),
    ("customer", "email_kind TEXT DEFAULT '' NOT NULL"),
    ("customer", "other_emails JSON DEFAULT '[]' NOT NULL"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.execute(f"PRAGMA user_version = {SCHEMA}")
