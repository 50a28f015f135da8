"""How far an act in steps has come, as plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import LongActKind


@dataclass(frozen=True, slots=True)
class LongActView:
    """An act on many calls, and how many are still to do."""

    id: int
    kind: LongActKind
    total: int
    left: int
    #: Somebody had it rest.
    stopped: bool
    ended: bool

    @property
    def done(self) -> int:
        return self.total - self.left
