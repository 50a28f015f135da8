"""What the imports of past calls give back, as frozen data."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.services.tabular.rows import BadRow


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. In a dry run: what it would do.

    left_alone: references, in the list, of calls that were worked on here since an earlier import: they keep
    their state, and their new rows are not taken. bad: rows that cannot be taken, in all `bad_rows` of them. left_out:
    calls that are over before they began. remarks: what a row that was taken says and cannot be so. doubles: rows that
    are there twice. refused: there are bad rows and nothing was to be skipped, so nothing was imported. later: rows
    that `as_of` left out. import_id: by which it can be undone; None where nothing was new.
    """

    calls_added: int = 0
    calls_moved_on: int = 0
    rows_taken: int = 0
    rows_known: int = 0
    left_alone: tuple[str, ...] = ()
    bad: tuple[BadRow, ...] = ()
    later: int = 0
    refused: bool = False
    bad_rows: int = 0
    left_out: tuple[BadRow, ...] = ()
    remarks: tuple[BadRow, ...] = ()
    doubles: tuple[BadRow, ...] = ()
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import that was made. undone_at, undone_by: None and "" while it stands.

    newest: whether it is the last of its list that stands, and so can be undone while nobody has worked on its calls.
    """

    id: int
    source: str
    file: str
    at: datetime
    by: str
    calls_added: int
    calls_moved_on: int
    rows_taken: int
    undone_at: datetime | None
    undone_by: str
    newest: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """How many calls went, and how many are again as they were before."""

    calls_gone: int
    calls_back: int
