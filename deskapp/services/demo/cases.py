"""A call of the demo's year before it is told: what it is about, what becomes of it, who is asked."""

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Priority

NOT_YET = datetime.max.replace(tzinfo=UTC)


class Course(StrEnum):
    """What becomes of a call."""

    AT_ONCE = "at_once"
    #: Solved here, with more than one conversation.
    SLOW = "slow"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"
    VOID = "void"


@dataclass
class Hand:
    """A hand-off: to whom, whether warm, and how they took it on."""

    contact: str
    #: After so much working time they accept; None: too late for their clock, by a little.
    accepts: timedelta | None
    #: So many times as long as estimated; None: nothing was estimated.
    outrun: float | None = None
    #: Why it was not warm; "": it was.
    cold: str = ""


@dataclass
class Refund:
    """In hundredths."""

    amount: int
    asked: str
    granted: bool
    words: str


@dataclass
class Case:
    course: Course
    category: str
    text: Mapping[str, Any]
    priority: Priority
    #: Working time from logged to resolved.
    takes: timedelta
    #: To whom it was passed on, one after the other.
    hands: list[Hand] = field(default_factory=list)
    refund: Refund | None = None
    #: How content the customer was, 1 to 5; None: they did not say.
    score: int | None = None
    comes_back: bool = False
    #: An update came late while a contact had it.
    late: bool = False
    no_first: bool = False
    reopened: bool = False
    #: By name; "": whoever calls.
    customer: str = ""
    #: When it was logged.
    at: datetime = NOT_YET
    #: Which call this one repeats.
    repeats: "Case | None" = None
    #: Its id, once it was told.
    call_id: int = 0

    @property
    def needs(self) -> timedelta:
        """So much working time until all of it is over."""
        more = {Course.LAPSED: timedelta(hours=30), Course.VOID: timedelta(minutes=30)}
        again = timedelta(hours=20) if self.reopened else timedelta()
        return self.takes + more.get(self.course, timedelta(minutes=15)) + again

    @property
    def planted(self) -> bool:
        """Whether the plan counts on it for more than being there."""
        marks = (self.refund, self.late, self.no_first, self.reopened, self.customer, self.score, self.comes_back)
        return any(marks) or len(self.hands) > 1 or "planted" in self.text
