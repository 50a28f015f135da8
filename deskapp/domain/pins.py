"""PINs: which may be chosen, and how long the next attempt waits after wrong ones. Pure."""

import unicodedata
from datetime import datetime, timedelta
from itertools import pairwise

from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass

#: A PIN has so many signs at least, and at most.
SHORTEST, LONGEST = 4, 64
#: So many wrong attempts in a row cost nothing: fingers slip. From then on each waits, twice as long as the last.
FREE = 3
#: A start PIN has so many digits: it is told by mouth, and asked once.
START_LENGTH = 6
#: The signs of a recovery code: those that are mistaken for one another on paper stand for the same.
CODE_SIGNS, CODE_LENGTH = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16
_MISTAKEN = str.maketrans("OIL", "011")
_FIRST, _MOST = timedelta(seconds=1), timedelta(seconds=300)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, by the machine's clock and by its steady counter (see `domain.clock.Clock`)."""

    at: datetime
    #: Since the machine's start, and which start that was; "": nobody counted.
    passed: timedelta
    beginning: str


@dataclass(frozen=True, slots=True)
class Wait:
    """What is left of the wait before the next attempt, and the moment it counts from (kept with the attempts)."""

    left: timedelta
    since: Moment | None

    @property
    def seconds(self) -> int:
        """What is left, in whole seconds: never 0 while there is something left."""
        return -(-self.left // timedelta(seconds=1))


def length(failed: int) -> timedelta:
    """How long one waits after so many wrong attempts in a row: 0, then 1 s, doubling, up to 300 s."""
    if failed < FREE:
        return timedelta(0)
    # The power is bounded before it is taken: a count may be any number.
    return min(_FIRST * (1 << min(failed - FREE, 16)), _MOST)


def wait(failed: int, tried: Moment | None, now: Moment) -> Wait:
    """What is left of the wait after so many wrong attempts, of which the last was tried then.

    It is counted by the steady counter alone: a clock that is set, forward or back, makes nothing of it shorter. Where
    that counter knows nothing of the last attempt (another machine, or a start of it since) the wait begins anew now.
    """
    whole = length(failed)
    if tried is None or not whole:
        return Wait(timedelta(0), tried)
    known = tried.beginning != "" and tried.beginning == now.beginning and tried.passed <= now.passed
    since = tried if known else now
    return Wait(whole - min(now.passed - since.passed, whole), since)


def plain(pin: str) -> str:
    """A PIN as it is kept and compared: the same signs, however a keyboard writes them (full-width digits, accents)."""
    return unicodedata.normalize("NFKC", pin).strip()


def start_typed(pin: str) -> str:
    """A start PIN as it is compared: it is shown and read out by halves, and typed with or without the blank."""
    return "".join(sign for sign in plain(pin) if sign.isalnum())


def plain_code(code: str) -> str:
    """A recovery code as it is compared: without strokes and blanks, O read as 0, I and L as 1, in any case."""
    signs = plain(code).upper().translate(_MISTAKEN)
    return "".join(sign for sign in signs if sign in CODE_SIGNS)


def fault(pin: str) -> FieldFault | None:
    """The code of what makes a PIN one that is guessed first; None where it can be taken."""
    signs = plain(pin)
    if len(signs) < SHORTEST:
        return FieldFault.PIN_SHORT
    if len(signs) > LONGEST:
        return FieldFault.PIN_LONG
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(signs)}
    if steps == {0}:
        return FieldFault.PIN_SAME
    # 7890 and 0987 go round the end of the keyboard's row.
    round_the_end = {(number + 5) % 10 - 5 for number in steps} if signs.isdecimal() else steps
    if steps in ({1}, {-1}) or round_the_end in ({1}, {-1}):
        return FieldFault.PIN_RUN
    return None
