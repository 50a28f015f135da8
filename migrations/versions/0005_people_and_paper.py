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
COLUMNS: tuple[tuple[str, str], ...] = (
    ("site", "email TEXT DEFAULT '' NOT NULL"),
    ("escalation", "boxes JSON DEFAULT '[]' NOT NULL"),
    ("escalation", "returned_by TEXT DEFAULT '' NOT NULL"),
)

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
    _beside_a_call()
    op.execute(f"PRAGMA user_version = {SCHEMA}")


def _people() -> None:
    """Who is spoken to at a customer."""


def _erasure() -> None:
    """What is left of a customer who was forgotten."""


def _paper() -> None:
    """How papers are made and what became of each."""
    _numbered_papers()
    _written_policy()
    _fonts()


def _numbered_papers() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('leaving', 'printed', 'saved', 'drafted', 'failed', 'unknown')",
            name=op.f("ck_paper_state_known"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_paper_number_from_one")),
        sa.CheckConstraint("(state = 'leaving') = (ended_at IS NULL)", name=op.f("ck_paper_ended_when_not_leaving")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_paper_call_id_call")),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name=op.f("fk_paper_escalation_id_escalation")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_paper_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_call_id"), "paper", ["call_id"], unique=False)
    for name, column, which in (
        ("uq_paper_of_call", "call_id", "escalation_id IS NULL"),
        ("uq_paper_of_escalation", "escalation_id", "escalation_id IS NOT NULL"),
    ):
        left = sa.text(f"{which} AND state <> 'failed'")
        op.create_index(name, "paper", [column, "number"], unique=True, sqlite_where=left)
    op.create_index("ix_paper_leaving", "paper", ["begun_at"], sqlite_where=sa.text("state = 'leaving'"))


def _fonts() -> None:
    """What the site prints with beside the faces that come along."""
    op.create_table(
        "font",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("scripts", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_font_name_not_blank")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_font_digest_whole")),
        sa.CheckConstraint("typeof(bytes) = 'blob'", name=op.f("ck_font_bytes_no_text")),
        sa.CheckConstraint("size = length(bytes)", name=op.f("ck_font_size_of_its_bytes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_font")),
    )
    op.create_index("uq_font_digest", "font", ["digest"], unique=True)


def _beside_a_call() -> None:
    """What is read beside a call is found by an index, however many calls its customer, place or thing has."""
    open_ = "state IN ('new', 'open', 'waiting', 'resolved')"
    for one in ("place", "equipment"):
        column = f"{one}_id"
        op.execute(f"DROP INDEX ix_call_{column}")
        op.execute(f"CREATE INDEX ix_call_{column} ON call ({column}, logged_at) WHERE {column} IS NOT NULL")
        op.execute(f"CREATE INDEX ix_call_open_{one} ON call ({column}) WHERE {column} IS NOT NULL AND {open_}")
    op.execute(f"CREATE INDEX ix_call_open_customer ON call (customer_id) WHERE {open_}")
    op.execute("CREATE INDEX ix_voiding_duplicate_of_id ON voiding (duplicate_of_id) WHERE duplicate_of_id IS NOT NULL")


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
