"""What a supervisor is told at each visit of the day, as plain frozen data. Instants are aware UTC."""

from datetime import datetime
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.visits.trend import DayFigures
from deskapp.domain.words import ClockKind, Priority

#: So many are listed; how many there are is told.
SHOWN = 500


class Happened(StrEnum):
    """What can have come of a call since an instant."""

    #: It was logged, and is not void.
    NEW = "new"
    #: It was solved, and nobody said since that it is not.
    SOLVED = "solved"
    #: A clock that makes it overdue came to be over, whether or not it has stopped since.
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Since:
    """How many calls are new, solved and newly late since an instant, and how much is due before the next opening."""

    as_of: datetime
    since: datetime
    until: datetime
    new: int
    solved: int
    late: int
    ahead: int

    def count(self, what: Happened) -> int:
        return {Happened.NEW: self.new, Happened.SOLVED: self.solved, Happened.LATE: self.late}[what]


@dataclass(frozen=True, slots=True)
class DueAhead:
    """One clock that runs out before the next opening, with its call; on_call: by the first rota that has somebody.

    Of a masked call only ref, owner and clock are told.
    """

    at: datetime
    clock: ClockKind
    call_id: int
    ref: str
    priority: Priority | None
    customer: str
    phone: str
    summary: str
    owner: str
    with_name: str
    with_phone: str
    on_call: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on call by a rota for a stretch before the next opening; name "": nobody is."""

    rota: str
    start: datetime
    end: datetime
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What the next one takes over: what is due before the next opening, by time, and who is on call meanwhile."""

    told: Since
    rows: tuple[DueAhead, ...]
    duty: tuple[Duty, ...]
    #: How many calls are overdue already.
    overdue: int
    trend: tuple[DayFigures, ...]

    @property
    def more(self) -> int:
        """How many are due that are not among the rows."""
        return self.told.ahead - len(self.rows)
