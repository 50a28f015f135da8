"""Everything about a call at hand."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = 4

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS: tuple[tuple[str, str], ...] = ()

SEARCH = (
    """CREATE VIRTUAL TABLE call_search USING fts5(
    summary, details,
    content='', contentless_delete=1, detail=column, tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE call_words USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='ascii',
    prefix='1 2 3 4 5 6 7 8 9 10 11 12 13 14 15')""",
)


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
    """Two indexes in place of one: of all that was said of calls, and of what they are about. Both are filled later."""
    op.execute("DROP TABLE call_search")
    for create in SEARCH:
        op.execute(create)


def _lists() -> None:
    pass


def _customers() -> None:
    pass
