"""What is told of the desk's encryption."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import CopyRead


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy of the desk that lies there, and by what it is read. size: in bytes."""

    name: str
    made_at: datetime
    size: int
    read: CopyRead


@dataclass(frozen=True, slots=True)
class EncryptionView:
    """Whether the desk's file is encrypted, and its copies, the oldest first."""

    encrypted: bool
    copies: tuple[CopyView, ...]

    @property
    def readable(self) -> tuple[CopyView, ...]:
        """The copies that anybody can read who has them."""
        return tuple(one for one in self.copies if one.read is CopyRead.BY_ANYBODY)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of it: the recovery key, "" where there is none any more; the copies that are as they were."""

    recovery_key: str
    left: tuple[CopyView, ...]
