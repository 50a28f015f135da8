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
    ("customer", "erasure_id INTEGER CONSTRAINT fk_customer_erasure_id_erasure REFERENCES erasure (id)"),
    ("event_words", "erasure_id INTEGER CONSTRAINT fk_event_words_erasure_id_erasure REFERENCES erasure (id)"),
    ("agreement_words", "erasure_id INTEGER CONSTRAINT fk_agreement_words_erasure_id_erasure REFERENCES erasure (id)"),
    ("site", "email TEXT DEFAULT '' NOT NULL"),
    ("escalation", "boxes JSON DEFAULT '[]' NOT NULL"),
    ("escalation", "returned_by TEXT DEFAULT '' NOT NULL"),
)

#: What an erasure may do, and nothing else: (name, the guard as it is from now on).
ERASURE_GUARDS: tuple[tuple[str, str], ...] = (
    (
        "event_words_not_changed",
        """
        CREATE TRIGGER event_words_not_changed BEFORE UPDATE ON event_words WHEN NOT (OLD.erasure_id IS NULL AND
        NEW.event_id = OLD.event_id AND NEW.salt = '' AND NEW.words = '{}' AND EXISTS (SELECT 1 FROM erasure WHERE
        id = NEW.erasure_id)) BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
    ),
    (
        "agreement_words_not_changed",
        """
        CREATE TRIGGER agreement_words_not_changed BEFORE UPDATE ON agreement_words WHEN NOT (OLD.erasure_id IS
        NULL AND NEW.agreement_id = OLD.agreement_id AND NEW.who = '' AND NEW.words = '' AND EXISTS (SELECT 1 FROM
        erasure WHERE id = NEW.erasure_id)) BEGIN SELECT RAISE(ABORT, 'an agreement is never changed'); END""",
    ),
    (
        "incident_message_not_changed",
        """
        CREATE TRIGGER incident_message_not_changed BEFORE UPDATE ON incident_message WHEN NOT (NEW.words = '–'
        AND NEW.id = OLD.id AND NEW.incident_id = OLD.incident_id AND NEW.number = OLD.number AND NEW.made_at =
        OLD.made_at AND NEW.made_by_id = OLD.made_by_id AND EXISTS (SELECT 1 FROM incident_call WHERE incident_id
        = OLD.incident_id) AND NOT EXISTS ( SELECT 1 FROM incident_call JOIN call ON call.id = call_id JOIN
        customer ON customer.id = customer_id WHERE incident_id = OLD.incident_id AND customer.erasure_id IS
        NULL)) BEGIN SELECT RAISE(ABORT, 'a message of an incident is never changed'); END""",
    ),
    (
        "approval_as_it_was",
        """
        CREATE TRIGGER approval_as_it_was BEFORE UPDATE ON approval WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS
        NOT OLD.call_id OR NEW.kind IS NOT OLD.kind OR NEW.amount IS NOT OLD.amount OR NEW.currency IS NOT
        OLD.currency OR NEW.needs IS NOT OLD.needs OR NEW.asked_at IS NOT OLD.asked_at OR NEW.asked_by_id IS NOT
        OLD.asked_by_id OR (NEW.reason IS NOT OLD.reason AND NOT (NEW.reason = '' AND EXISTS ( SELECT 1 FROM call
        JOIN customer ON customer.id = call.customer_id WHERE call.id = OLD.call_id AND customer.erasure_id IS NOT
        NULL))) BEGIN SELECT RAISE(ABORT, 'what was asked stays as it was'); END""",
    ),
    (
        "approval_decided_once",
        """
        CREATE TRIGGER approval_decided_once BEFORE UPDATE ON approval WHEN OLD.state <> 'asked' AND ( (NEW.state
        <> OLD.state AND NOT ( OLD.means IS 'phone' AND OLD.confirmed_at IS NULL AND ((OLD.state = 'granted' AND
        NEW.state = 'refused') OR (OLD.state = 'refused' AND NEW.state = 'asked')))) OR (NEW.state = OLD.state AND
        ( NEW.decided_at IS NOT OLD.decided_at OR NEW.decided_by_id IS NOT OLD.decided_by_id OR
        NEW.decided_by_name <> OLD.decided_by_name OR NEW.means IS NOT OLD.means OR (NEW.words <> OLD.words AND
        NOT (NEW.words = '' AND EXISTS ( SELECT 1 FROM call JOIN customer ON customer.id = call.customer_id WHERE
        call.id = OLD.call_id AND customer.erasure_id IS NOT NULL))))) OR (OLD.confirmed_at IS NOT NULL AND (
        NEW.confirmed_at IS NOT OLD.confirmed_at OR NEW.confirmed_by_id IS NOT OLD.confirmed_by_id))) BEGIN SELECT
        RAISE(ABORT, 'an approval is decided once'); END""",
    ),
    (
        "voiding_as_it_was",
        """
        CREATE TRIGGER voiding_as_it_was BEFORE UPDATE ON voiding WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS NOT
        OLD.call_id OR NEW.at IS NOT OLD.at OR NEW.staff_id IS NOT OLD.staff_id OR NEW.reason IS NOT OLD.reason OR
        NEW.duplicate_of_id IS NOT OLD.duplicate_of_id OR NEW.was IS NOT OLD.was OR NEW.ended IS NOT OLD.ended OR
        (NEW.words IS NOT OLD.words AND NOT (NEW.words = '–' AND NEW.undone_at IS OLD.undone_at AND
        NEW.undone_by_id IS OLD.undone_by_id AND EXISTS ( SELECT 1 FROM call JOIN customer ON customer.id =
        call.customer_id WHERE call.id = OLD.call_id AND customer.erasure_id IS NOT NULL))) OR (OLD.undone_at IS
        NOT NULL AND NOT (NEW.words = '–' AND NEW.undone_at IS OLD.undone_at AND NEW.undone_by_id IS
        OLD.undone_by_id AND EXISTS ( SELECT 1 FROM call JOIN customer ON customer.id = call.customer_id WHERE
        call.id = OLD.call_id AND customer.erasure_id IS NOT NULL))) BEGIN SELECT RAISE(ABORT,
        'why a call was void stays as it was'); END""",
    ),
    (
        "erasure_as_it_was",
        """
        CREATE TRIGGER erasure_as_it_was BEFORE UPDATE ON erasure WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT
        OLD.at OR NEW.staff_id IS NOT OLD.staff_id OR NEW.reason IS NOT OLD.reason OR NEW.calls IS NOT OLD.calls
        BEGIN SELECT RAISE(ABORT, 'an erasure stays as it was'); END""",
    ),
    (
        "erasure_not_removed",
        """
        CREATE TRIGGER erasure_not_removed BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT,
        'an erasure is never removed'); END""",
    ),
    (
        "erasure_not_replaced",
        """
        CREATE TRIGGER erasure_not_replaced BEFORE INSERT ON erasure WHEN EXISTS (SELECT 1 FROM erasure WHERE id =
        NEW.id) BEGIN SELECT RAISE(ABORT, 'an erasure is never replaced'); END""",
    ),
    (
        "customer_forgotten_for_good",
        """
        CREATE TRIGGER customer_forgotten_for_good BEFORE UPDATE ON customer WHEN OLD.erasure_id IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a customer is forgotten for good'); END""",
    ),
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
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_erasure_reason_not_blank")),
        sa.CheckConstraint("calls >= 0", name=op.f("ck_erasure_calls_not_below_zero")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_erasure_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_to_clear", "erasure", ["id"], unique=False, sqlite_where=sa.text("cleared_at IS NULL"))
    op.create_index(
        "ix_customer_erasure_id",
        "customer",
        ["erasure_id"],
        unique=False,
        sqlite_where=sa.text("erasure_id IS NOT NULL"),
    )
    for name, guard in ERASURE_GUARDS:
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
        op.execute(guard)


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
