"""Who is to be rung about what they hold: what is asked, and what is given back, as plain frozen data."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import AttemptResult, ClockKind, EscalationType
from deskapp.services.escalations.views import EscalationOut


@dataclass(frozen=True, slots=True)
class ChaseAsk:
    """Of what is out that which fits every part.

    limit: how many of it are told whole, some of each contact; None: all.
    """

    #: Nobody has accepted it in time.
    not_accepted: bool = False
    #: It was taken on, and the time that was estimated is over.
    past_estimate: bool = False
    contact_id: int | None = None
    #: It is of one of these types; (): of any.
    types: tuple[EscalationType, ...] = ()
    limit: int | None = 100


@dataclass(frozen=True, slots=True)
class Chased:
    """One escalation that is out, with what whoever rings about it must know."""

    out: EscalationOut
    #: When somebody there last said something, and what; None: never.
    heard_at: datetime | None = None
    heard: str = ""
    #: The last attempt to reach them for it.
    tried_at: datetime | None = None
    tried: AttemptResult | None = None
    #: The call's own clock that is due first, and when; None: none runs.
    clock: ClockKind | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A contact and what they hold, who must be rung first with the longest waiting first.

    contact_id None: of confidential calls nobody is told with whom they are. calls: all that fit; rows: those told.
    """

    contact_id: int | None
    name: str
    role: str
    phone: str
    calls: int
    #: When those should have been accepted that nobody has, in order.
    accept_by: tuple[datetime, ...]
    rows: tuple[Chased, ...]

    def not_accepted(self, now: datetime) -> int:
        """How many of theirs nobody has accepted in time."""
        return bisect_left(self.accept_by, now)


@dataclass(frozen=True, slots=True)
class Chase:
    """What is out, by contact: whoever must be rung first stands first. Instants are aware UTC."""

    as_of: datetime
    holders: tuple[Holder, ...]
    #: How many fit, of how many that are out; of these, how many nobody has accepted.
    calls: int
    of: int
    offered: int
    #: How many of all that are out are of each type: one that is of two counts in both.
    types: Mapping[EscalationType, int]
    #: When those should have been accepted that nobody has, of all that are out, in order.
    accept_by: tuple[datetime, ...]
    #: By when those were to be done that were taken on, of all that are out, in order.
    done_by: tuple[datetime, ...]

    @property
    def rows(self) -> tuple[Chased, ...]:
        """Those that are told, in their order."""
        return tuple(row for holder in self.holders for row in holder.rows)

    def not_accepted(self, now: datetime) -> int:
        """How many of all that are out nobody has accepted in time."""
        return bisect_left(self.accept_by, now)

    def past_estimate(self, now: datetime) -> int:
        return bisect_left(self.done_by, now)
