"""What is told of the desk's encryption."""

from dataclasses import field
from datetime import datetime
from pathlib import Path

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import CopyRead


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy of the desk, beside it or in its second place, and by what it is read. size: in bytes."""

    path: Path
    made_at: datetime
    size: int
    read: CopyRead

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class EncryptionView:
    """Whether the desk's file is encrypted, and its copies. away: the second place, where it cannot be looked into."""

    encrypted: bool
    copies: tuple[CopyView, ...]
    away: str = ""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of it: the recovery key, "" where there is none any more; the copies that are as they were.

    away: as in EncryptionView: of what lies there nothing was changed.
    """

    recovery_key: str = field(repr=False)
    left: tuple[CopyView, ...]
    away: str = ""
