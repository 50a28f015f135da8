"""Where a signal stands by what somebody made of it: one word, of which the most urgent is told."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from deskapp.domain.findings.kinds import Named
from deskapp.domain.findings.laws import grown

#: So long after it was sent, feedback without an answer is told over.
ANSWERED_WITHIN = timedelta(days=14)


class Standing(StrEnum):
    """In the order in which it is told: the first that is so."""

    DISMISSED = "dismissed"
    WATCHED = "watched"
    #: Somebody had done with it, and it has grown since.
    BACK = "back"
    NO_ACTION = "no_action"
    ACTION_LATE = "action_late"
    NO_ANSWER = "no_answer"
    ANSWERED = "answered"
    ACTION = "action"
    SENT = "sent"
    NOT_SENT = "not_sent"
    #: All that was agreed is done, and all that was asked is answered.
    DONE = "done"


#: Nothing is left to do about these.
OVER = frozenset((Standing.DISMISSED, Standing.DONE))


class Agreed(NamedTuple):
    """An action: whether it is still to be done, and by when."""

    is_open: bool
    due: date


class Asked(NamedTuple):
    """Feedback: when it was sent, by when an answer is wanted, when it came."""

    sent_on: date | None
    wanted_by: date
    answered_on: date | None

    def is_late(self, today: date) -> bool:
        """Whether an answer should be there, by what was wanted or as nobody answered for long."""
        if self.sent_on is None or self.answered_on is not None:
            return False
        return self.wanted_by < today or today - self.sent_on >= ANSWERED_WITHIN


def standing(
    named: Named,
    calls: int,
    decided_calls: int | None,
    dismissed: bool,
    agreed: Sequence[Agreed],
    asked: Sequence[Asked],
    today: date,
) -> Standing:
    """calls: behind it now; decided_calls: when somebody decided about it last. Withdrawn ones are in neither list."""
    open_actions = [one for one in agreed if one.is_open]
    waits = [one for one in asked if one.answered_on is None]
    over = not open_actions and not waits
    if named is Named.NAMED and over and decided_calls is not None and grown(decided_calls, calls):
        return Standing.BACK
    if dismissed:
        return Standing.DISMISSED
    if not agreed and not asked:
        return Standing.WATCHED if named is Named.WATCHED else Standing.NO_ACTION
    for found, is_so in (
        (Standing.ACTION_LATE, any(one.due < today for one in open_actions)),
        (Standing.NO_ANSWER, any(one.is_late(today) for one in waits)),
        (Standing.DONE, over),
        (Standing.ANSWERED, bool(asked) and not waits),
        (Standing.ACTION, bool(open_actions)),
        (Standing.SENT, any(one.sent_on is not None for one in waits)),
    ):
        if is_so:
            return found
    return Standing.NOT_SENT
