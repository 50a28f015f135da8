"""Why a text that somebody typed is no instant."""

from datetime import datetime
from enum import StrEnum

from deskapp.language import _


class Unclear(StrEnum):
    """Why a text is no instant."""

    UNKNOWN = "unknown"
    NO_TIME = "no_time"
    NO_SUCH_DAY = "no_such_day"
    TWO_WAYS = "two_ways"
    OTHER_WEEKDAY = "other_weekday"
    SKIPPED = "skipped"
    PAST = "past"
    FUTURE = "future"


class NotUnderstood(ValueError):
    """The text is no instant, or not surely one. nearest: what it may have been meant for; None: nobody can tell."""

    def __init__(self, why: Unclear, nearest: datetime | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.nearest = nearest


def unclear_words(why: Unclear) -> str:
    """What is wrong with a text, and what to write."""
    return {
        Unclear.UNKNOWN: _("Not a time I know. Write it as: today 15:30, tomorrow 9:00, Mon 9:00, 21.11. 15:30"),
        Unclear.NO_TIME: _("At what time? For instance: {example}").format(example="9:00"),
        Unclear.NO_SUCH_DAY: _("There is no such day or time."),
        Unclear.TWO_WAYS: _("This could be two different days. Write the month as a word: 3 Nov 15:30"),
        Unclear.OTHER_WEEKDAY: _("That date is another day of the week."),
        Unclear.SKIPPED: _("That time is skipped when the clocks change. Choose another."),
        Unclear.PAST: _("That time has passed."),
        Unclear.FUTURE: _("That time has not come yet."),
    }[why]
