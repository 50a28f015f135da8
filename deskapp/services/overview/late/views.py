"""The supervisor's view as screens, board and papers see it: plain frozen data. Instants are aware UTC.

How long something is over is not told: it grows. It is the present less the instant at which it was due.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ClockKind, PromiseKind
from deskapp.services.overview.late.ask import Ask, Tile


class NextStep(StrEnum):
    """What tells what is to be done next for a call."""

    #: Nobody has written it, nothing is promised, and the call waits for nobody.
    NONE = "none"
    WRITTEN = "written"
    #: Promised to the customer.
    CALL_BACK = PromiseKind.CALL_BACK.value
    UPDATE = PromiseKind.UPDATE.value
    #: The call waits for somebody.
    WAIT = "wait"


class LateRow(NamedTuple):
    """One line of the list. A plain tuple: two that are equal look the same.

    what: the clock that the row stands for, and due_at when it is or was due; None: no clock of it runs, and of a chase
    without a due instant no target is set. It belongs to the first tile asked for that the call stands under: of
    overdue and due soon it is the clock that is due first, as the log names it. What is left is
    `calendar.elapsed(now, due_at)`; without a calendar it runs in real time. Of a masked call only id, ref, state,
    owner and clocks are told, and why nothing counts down.
    """

    id: int
    ref: str
    priority: str
    #: Whom the call is of: the organisation, where there is one, and the person; "" where they are one.
    customer: str
    person: str
    summary: str
    what: ClockKind | None
    #: How many clocks are late beside `what`.
    more: int
    due_at: datetime | None
    warn_at: datetime | None
    calendar_id: int | None
    #: When the customer was last spoken to, or tried; None: never.
    last_word_at: datetime | None
    #: Whether they were told then; else nobody answered.
    told: bool
    step: NextStep
    #: What was written as the next step, promised or said of the wait.
    step_words: str
    #: When it is promised for, or brings the call up again.
    step_at: datetime | None
    owner_id: int
    owner: str
    #: Where the call waits, as `Holding` has it; None and "": with nobody else. Of several whoever has not accepted,
    #: then the newest.
    with_id: int | None
    with_name: str
    with_person: str
    #: Whether somebody there has accepted, and when they should have.
    accepted: bool
    accept_by: datetime | None
    state: str
    #: Why nothing counts down ("customer", "supplier", "other", "agreement"), else None.
    paused: str | None
    confidential: bool
    masked: bool
    #: Who gave the call back, until the customer has been spoken to; "": the customer knows.
    back_from: str
    may_lapse: bool
    signs: tuple[str, ...]
    #: Whether its owner was asked for an update, and has not answered.
    asked: bool
    #: The key of the group in which it stands.
    group: ClockKind | int | None

    @property
    def escalated(self) -> bool:
        return self.with_id is not None


class Group(NamedTuple):
    """Rows that stand under one heading.

    key, name: by what is late the clock that their rows stand for, None for calls of which nothing is late or due
    soon; by owner or contact their id and name, None and "" for calls that are with nobody else.
    """

    key: ClockKind | int | None
    name: str
    calls: int
    #: When the one that is over longest was due; None: none is over.
    since: datetime | None


class Holding(NamedTuple):
    """How many open calls somebody holds, or wait somewhere, and how many of them are overdue or paused."""

    id: int
    name: str
    open: int
    late: int
    paused: int
    #: Whether they no longer work here, or are no contact any more.
    left: bool = False


class TileFigure(NamedTuple):
    """calls: as many as the rows under this tile alone. since: when what is over longest under it was due."""

    calls: int
    since: datetime | None = None
    #: How many of them are of the chosen names; None: no name is chosen.
    of_names: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    tiles: Mapping[Tile, TileFigure]
    #: Every open call.
    open: int
    #: Due soon, and within the next 15 minutes.
    within_15: int
    #: Where nobody has accepted, with how many calls, the most first.
    not_accepted: tuple[tuple[str, int], ...]
    #: Resolved, and a supervisor may let them lapse.
    may_lapse: int
    #: Clocks that stopped since midnight at the site: met, and all.
    met_today: int
    stopped_today: int


#: The instant as of which rows were read, and what the last of them is sorted by. It is given back as it came, with the
#: same question.
Position = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[LateRow, ...]
    #: Where the next page begins; None: these are the last.
    after: Position | None


@dataclass(frozen=True, slots=True)
class LateView:
    """The supervisor's one view, as of one instant."""

    as_of: datetime
    ask: Ask
    figures: Figures
    #: Who holds what, and where calls wait: whoever left first, then those with most overdue.
    who: tuple[Holding, ...]
    where: tuple[Holding, ...]
    groups: tuple[Group, ...]
    page: Page
    #: How many rows the question has, of how many under its tiles: "12 of 183".
    calls: int
    of: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of the rows that are shown, since they were read. Nothing of it is moved yet."""

    #: The newer rows of those that say something else now.
    changed: tuple[LateRow, ...] = ()
    #: Calls that belong among the shown ones now, and those that no longer do.
    came: tuple[int, ...] = ()
    went: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self.changed) + len(self.came) + len(self.went)
