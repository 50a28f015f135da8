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
    pass
