"""What the site decides: whether a rota's gaps are counted all day."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = 3

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS = (("site", "gaps_all_day BOOLEAN DEFAULT 0 NOT NULL"),)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.execute(f"PRAGMA user_version = {SCHEMA}")
