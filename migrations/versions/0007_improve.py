"""What a desk learns from its record: measures by day, signals, reviews, readiness."""
# A migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = 7

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = ()


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _measures()
    _signals()
    _reviews()
    _readiness()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _measures() -> None:
    """What is counted of each call, and of each local day: filled when the desk is brought up to date."""


def _signals() -> None:
    """What the figures point to, what was made of it: actions, feedback to whoever makes or decides what is used."""


def _reviews() -> None:
    """Calls looked at together: draws, scorecards, marks, notes shared."""


def _readiness() -> None:
    """How often cards were opened; states of readiness that were kept, and the gaps that were chosen."""
    op.create_table(
        "card_use",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "date(month || '-01') IS NOT DISTINCT FROM month || '-01'", name=op.f("ck_card_use_month_of_a_year")
        ),
        sa.CheckConstraint(
            "card IN ('anger', 'abuse', 'fear', 'tears', 'silence', 'threat', 'manager', 'legal', 'public',"
            " 'complaint', 'outage')",
            name=op.f("ck_card_use_card_known"),
        ),
        sa.CheckConstraint("times >= 1", name=op.f("ck_card_use_times_from_one")),
        sa.PrimaryKeyConstraint("month", "card", name=op.f("pk_card_use")),
    )
