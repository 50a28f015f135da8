"""What is known of a desk's backups, what is in one, and what would be lost by putting it back."""

from datetime import datetime
from pathlib import Path

from deskapp.domain.backups.head import Head
from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """A backup. size: in bytes. aside: the desk itself as it was before a backup was put back.

    calls, schema, head and last_at (when its last line was written) are None where nobody can tell what is in it; said:
    why, for those who help.
    """

    name: str
    path: Path
    made_at: datetime
    size: int
    calls: int | None = None
    schema: int | None = None
    head: Head | None = None
    last_at: datetime | None = None
    aside: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """A second folder for backups. reached_at: when one was copied there last, and checked.

    away_since: since when that failed; None: it did not. said: why.
    """

    place: str
    reached_at: datetime | None = None
    away_since: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Backups:
    """All copies, the newest first, and the folder they lie in."""

    folder: Path
    copies: tuple[BackupCopy, ...]
    second: SecondPlace | None
    head: Head

    @property
    def newest(self) -> BackupCopy | None:
        """The newest that can be relied on."""
        return next((one for one in self.copies if one.calls is not None and not one.aside), None)


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """What came of keeping backups. made: the copy, None where nothing had changed since the last, or nothing was due.

    second: None where the site has no second place. removed: how many old ones were thinned out.
    """

    made: BackupCopy | None
    second: SecondPlace | None = None
    removed: int = 0


@dataclass(frozen=True, slots=True)
class CallIn:
    """A call in a copy."""

    ref: str
    summary: str
    customer: str
    logged_at: datetime


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a copy, and what the desk has that the copy has not: what would be lost by putting it back.

    calls_open: how many are not over. newest: the last calls in it. lost_lines: how many lines of the timeline came
    since; lost_calls: how many calls, the last of which are `lost`. of_this_line: False where the desk did not go on
    from this copy, but from another that was put back; then what would be lost is counted from where they part.
    """

    copy: BackupCopy
    calls_open: int
    newest: tuple[CallIn, ...]
    lost_lines: int
    lost_calls: int
    lost: tuple[CallIn, ...]
    last_line_at: datetime | None


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy is the desk now. aside: where the desk lies that it took the place of."""

    copy: str
    aside: Path
    lost_lines: int
