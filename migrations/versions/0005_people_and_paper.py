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

#: What was issued stays; who owns it and when it is looked at again may change.
WRITTEN_POLICY_GUARDS = (
    """
    CREATE TRIGGER written_policy_as_it_was BEFORE UPDATE ON written_policy WHEN NEW.id IS NOT OLD.id
     OR NEW.issued_at IS NOT OLD.issued_at OR NEW.issued_by_id IS NOT OLD.issued_by_id
     OR NEW.words IS NOT OLD.words OR NEW.content IS NOT OLD.content
    BEGIN SELECT RAISE(ABORT, 'a written policy stays as it was'); END""",
    """
    CREATE TRIGGER written_policy_not_removed BEFORE DELETE ON written_policy
    BEGIN SELECT RAISE(ABORT, 'a written policy is never removed'); END""",
    """
    CREATE TRIGGER written_policy_not_replaced BEFORE INSERT ON written_policy
    WHEN EXISTS (SELECT 1 FROM written_policy WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a written policy is never replaced'); END""",
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _people()
    _erasure()
    _paper()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _people() -> None:
    """Who is spoken to at a customer."""


def _erasure() -> None:
    """What is left of a customer who was forgotten."""


def _paper() -> None:
    """How papers are made and what became of each."""
    _written_policy()


def _written_policy() -> None:
    """What was issued of the escalation policy, version by version."""
    op.create_table(
        "written_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(owner) <> ''", name=op.f("ck_written_policy_owner_not_blank")),
        sa.CheckConstraint(
            "date(next_review) IS NOT DISTINCT FROM next_review", name=op.f("ck_written_policy_next_review_a_day")
        ),
        sa.ForeignKeyConstraint(["issued_by_id"], ["staff.id"], name=op.f("fk_written_policy_issued_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_policy")),
    )
    for guard in WRITTEN_POLICY_GUARDS:
        op.execute(guard)
