"""Understands the days that people type, in English, in German and in the language of the window."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.language import _
from deskapp.ui.widgets.fields import day_names
from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day as typed: exact, or without its year (then `day` has the present one)."""

    day: date
    yearless: bool = False
    #: The next one of its name: on that day itself, a week later where its time has passed.
    weekday: bool = False
    #: The day of the week that stood before the date, Monday being 0.
    said: int | None = None
    #: Somebody may mean the same day a week later.
    two_ways: bool = False


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}|\d{2})?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", re.ASCII)
_ORDINAL = r"(\d{1,2})(?:\.|st|nd|rd|th)?"
_NAMED = re.compile(rf"(?:{_ORDINAL}\s*([^\W\d_]+)\.?|([^\W\d_]+)\.?\s*{_ORDINAL}),?(?:\s+(\d{{4}}))?", re.ASCII | re.I)
_LETTERS = re.compile(r"[^\W\d_]+")

#: Days of other years are none that somebody means: a slip of the finger, or a sum's end.
YEARS = range(2000, 3000)

#: From today on.
_SPOKEN = (
    ({"day before yesterday", "vorgestern"}, -2),
    ({"yesterday", "gestern"}, -1),
    ({"today", "tonight", "heute"}, 0),
    ({"tomorrow", "morgen"}, 1),
    ({"day after tomorrow", "übermorgen", "uebermorgen"}, 2),
)
_NEXT = {"next", "nächster", "nächsten", "nächste", "naechsten", "naechster"}
_COMING = {"this", "coming", "diesen", "dieser", "kommenden", "kommender"}
_BEFORE = {"on", "the", "am", "den", "der"}


def read_day(text: str, today: date) -> TypedDay | None:
    """The day that a text in lower case names; None where it is none. Raises NotUnderstood where it cannot be."""
    words = text.split()
    while words and words[0] in _BEFORE:
        words = words[1:]
    text = " ".join(words)
    readers: tuple[Callable[[str, date], TypedDay | None], ...] = (
        _spoken, _of_the_week, _iso, _dotted, _slashed, _named,
    )  # fmt: skip
    found = next((day for read in readers if (day := read(text, today)) is not None), None)
    if found is not None or len(words) < 2:
        return found
    said = weekday(words[0])
    dated = None if said is None else read_day(" ".join(words[1:]), today)
    # "Monday tomorrow" names a day twice, and neither is a date.
    return None if dated is None or dated.weekday or dated.said is not None else replace(dated, said=said)


def weekday(word: str) -> int | None:
    """The day of the week that a word names, Monday being 0."""
    return _among(word.rstrip(".,"), day_names.days())


def _spoken(text: str, today: date) -> TypedDay | None:
    own = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    for names, step in _SPOKEN:
        if text in names or text == own.get(step):
            return TypedDay(today + timedelta(days=step))
    return None


def _of_the_week(text: str, today: date) -> TypedDay | None:
    """ "Monday"; "next Monday", which is the coming one where that lies in the next week, and else may be another."""
    first, _blank, rest = text.partition(" ")
    word = rest if rest and first in _NEXT | _COMING else text
    number = weekday(word)
    if number is None:
        return None
    ahead = (number - today.weekday()) % 7
    if word == text or first in _COMING:
        return TypedDay(today + timedelta(days=ahead), weekday=True)
    return TypedDay(today + timedelta(days=ahead or 7), two_ways=number > today.weekday())


def _iso(text: str, today: date) -> TypedDay | None:
    found = _ISO.fullmatch(text)
    return found and TypedDay(_date(int(found[1]), int(found[2]), int(found[3])))


def _dotted(text: str, today: date) -> TypedDay | None:
    found = _DOTTED.fullmatch(text)
    return None if found is None else _dated(found[3], int(found[2]), int(found[1]), today)


def _slashed(text: str, today: date) -> TypedDay | None:
    """Some write 3/11 for the third of November, some for the eleventh of March."""
    found = _SLASHED.fullmatch(text)
    if found is None:
        return None
    one, two = int(found[1]), int(found[2])
    if one != two and one <= 12 and two <= 12:
        raise NotUnderstood(Unclear.TWO_WAYS)
    day, month = (one, two) if two <= 12 else (two, one)
    return _dated(found[3], month, day, today)


def _named(text: str, today: date) -> TypedDay | None:
    # A month's name may have letters that no pattern of ASCII knows.
    plain = _LETTERS.sub(lambda word: _month_code(word[0]), text)
    found = _NAMED.fullmatch(plain)
    if found is None:
        return None
    code = found[2] or found[3]
    if not code.startswith("month"):
        return None
    return _dated(found[5], ord(code[5]) - ord("a") + 1, int(found[1] or found[4]), today)


def _month_code(word: str) -> str:
    month = _among(word, day_names.months())
    return word if month is None else f"month{chr(ord('a') + month)}"


def _dated(year: str | None, month: int, day: int, today: date) -> TypedDay:
    if year:
        return TypedDay(_date(int(year) if len(year) == 4 else 2000 + int(year), month, day))
    if (month, day) == (2, 29):
        leap = next(y for y in range(today.year, today.year + 9) if y % 4 == 0 and (y % 100 or y % 400 == 0))
        return TypedDay(_date(leap, month, day))
    return TypedDay(_date(today.year, month, day), yearless=True)


def _date(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise NotUnderstood(Unclear.NO_SUCH_DAY)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(Unclear.NO_SUCH_DAY) from None


def _among(word: str, names: list[set[str]]) -> int | None:
    return next((place for place, known in enumerate(names) if word in known), None)
