"""What people make of signals, as plain frozen data. Days are the site's."""

from datetime import date

from deskapp.domain.data_class import dataclass
from deskapp.domain.findings.kinds import FeedbackTo
from deskapp.domain.words import Channel


@dataclass(frozen=True, slots=True)
class WhichSignal:
    """The signal that somebody looked at: its key, in the month whose first day is named, and its title in words."""

    key: str
    month: date
    title: str


@dataclass(frozen=True, slots=True)
class DismissSignal:
    """It is no signal, for a reason."""

    which: WhichSignal
    reason: str


@dataclass(frozen=True, slots=True)
class TakeUpSignal:
    """It is one after all."""

    signal_id: int
    base_version: int


@dataclass(frozen=True, slots=True)
class AgreeOnAction:
    """What is done about it, by whom, and the last day on which it is in time."""

    which: WhichSignal
    what: str
    owner_id: int
    due: date


@dataclass(frozen=True, slots=True)
class MakeFeedback:
    """What somebody else is asked for because of it. told: its figures in words; with_names: also of customers."""

    which: WhichSignal
    told: str
    area: FeedbackTo
    to_whom: str
    asks: str
    wanted_by: date
    with_names: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackLeft:
    """Its sheet has left the desk. copied: as text; else saved or printed as a paper."""

    feedback_id: int
    copied: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackSent:
    """Somebody sent it, on a day, by a way."""

    feedback_id: int
    sent_on: date
    how: Channel
    base_version: int


@dataclass(frozen=True, slots=True)
class FeedbackAnswered:
    """What they answered on a day; changed: what is different because of it, where anything is."""

    feedback_id: int
    answered_on: date
    answer: str
    base_version: int
    changed: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawFeedback:
    """It is not wanted any more; the number of its sheet is not given again."""

    feedback_id: int
    base_version: int
