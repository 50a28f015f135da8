"""Times of an imported list: patterns and a zone, read into instants."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo

#: Names of patterns that are none of strptime's: seconds and milliseconds since 1970, a spreadsheet's days since 1900,
#: and ISO 8601 in all its lengths.
EPOCH, EPOCH_MS, EXCEL, ISO = "epoch", "epoch_ms", "excel", "iso"

_TWO = "[0-9]{1,2}"
_OFFSET = r"(?P<offset>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)"
_NAME = r"[^\W\d_]+\.?"
# strptime takes ten times as long, knows no month of another language than the machine's, and wants fractions always or
# never. The parts it shares with us mean the same.
_PARTS = {
    "%d": f"(?P<day>{_TWO})",
    "%e": f"(?P<day>{_TWO})",
    "%m": f"(?P<month>{_TWO})",
    "%b": f"(?P<month_name>{_NAME})",
    "%B": f"(?P<month_name>{_NAME})",
    "%a": _NAME,
    "%A": _NAME,
    "%Y": "(?P<year>[0-9]{4})",
    "%y": "(?P<short_year>[0-9]{2})",
    "%H": f"(?P<hour>{_TWO})",
    "%I": f"(?P<hour>{_TWO})",
    "%M": f"(?P<minute>{_TWO})",
    "%S": rf"(?P<second>{_TWO})(?:[.,](?P<fraction>[0-9]{{1,9}}))?",
    "%p": r"(?P<half>[AaPp]\.?\s?[Mm]\.?|[Vv]orm\.?|[Nn]achm\.?)",
    "%z": rf"\s?{_OFFSET}",
    "%%": "%",
}
#: A date needs a day, a month and a year, however they are written; %c and %x tell all of them.
_NEEDED = ({"%d", "%e", "%c", "%x"}, {"%m", "%b", "%B", "%c", "%x"}, {"%Y", "%y", "%c", "%x"})
_DIRECTIVE = re.compile(r"(%.)")
_FRACTION = re.compile(r"[.,]?%f")
_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[T\s](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    rf"\s?{_OFFSET}?)?"
)
_ONE_A_MONTH = (
    "january januar jänner jan jän",
    "february februar feber feb",
    "march märz maerz mar mär mrz",
    "april apr",
    "may mai",
    "june juni jun",
    "july juli jul",
    "august aug",
    "september sept sep",
    "october oktober oct okt",
    "november nov",
    "december dezember dec dez",
)
MONTHS = {name: number for number, names in enumerate(_ONE_A_MONTH, start=1) for name in names.split()}
#: Years of two figures up to this one are of this century, as strptime has it.
_LAST_OF_THIS = 68
_IN_ORDER = ("year", "month", "day", "hour", "minute", "second")
_NUMBER = re.compile(r"[0-9]{1,17}(?:[.,][0-9]{1,15})?")
#: A spreadsheet's day 0; and the days from 1900, when it thought to know a leap year, to 9999.
_DAY_NOUGHT = datetime(1899, 12, 30)  # noqa: DTZ001  (the zone is the list's)
_DAYS = range(61, 2_958_466)
#: Seconds since 1970 until the year 9999.
_SECONDS = range(253_402_300_800)
#: So many times are remembered: lists tell the same few minutes again and again, or a new one in each row.
_REMEMBERED = 50_000


class TimeReader:
    """Reads times written in one of several forms, tried in turn.

    A form is a pattern of strptime, or "epoch", "epoch_ms", "excel", "iso". One that tells its own offset (%z) keeps
    it, else a time is of the zone. Months have their English or German names, seconds may have a fraction.
    """

    def __init__(self, forms: str | Sequence[str], zone: tzinfo) -> None:
        """Raises ValueError where there is no form, or one says too little to tell an instant."""
        self._forms = (forms,) if isinstance(forms, str) else tuple(forms)
        if not self._forms:
            raise ValueError("no form")
        self._zone = zone
        self._readers = [_reader(form) for form in self._forms]
        self._known: dict[str, datetime] = {}

    def also(self, form: str) -> "TimeReader":
        """The same with one more form, tried last."""
        return self if form in self._forms else TimeReader((*self._forms, form), self._zone)

    def read(self, text: str) -> datetime:
        """The instant, in UTC. Raises ValueError or OverflowError."""
        at = self._known.get(text)
        if at is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            at = self._known[text] = self._read(text)
        return at

    def _read(self, text: str) -> datetime:
        for read in self._readers:
            at = read(text)
            if at is not None:
                return (at if at.tzinfo is not None else at.replace(tzinfo=self._zone)).astimezone(UTC)
        raise ValueError(text)


Read = Callable[[str], datetime | None]


def _reader(form: str) -> Read:
    """Reads one form; gives None for what is not written in it."""
    named: dict[str, Read] = {
        EPOCH: lambda text: _since_1970(text, 1),
        EPOCH_MS: lambda text: _since_1970(text, 1000),
        EXCEL: _of_a_spreadsheet,
        ISO: lambda text: _fitting(_ISO, text),
    }
    if form in named:
        return named[form]
    form = _FRACTION.sub("", form)
    pieces = _DIRECTIVE.split(form)
    used = pieces[1::2]
    if not all(some.intersection(used) for some in _NEEDED):
        raise ValueError(form)
    groups = [_PARTS[piece].split(">")[0] for piece in used if piece in _PARTS and piece not in ("%a", "%A", "%%")]
    if len(set(groups)) != len(groups) or not set(used) <= set(_PARTS):
        return lambda text: _by_strptime(text, form)
    pattern = re.compile("".join(_PARTS.get(piece) or _literal(piece) for piece in pieces))
    in_order = [name for name in _IN_ORDER if name in pattern.groupindex]
    if set(pattern.groupindex) <= {*in_order, "fraction"} and in_order == list(_IN_ORDER[: len(in_order)]):
        return _figures_reader(pattern, tuple(pattern.groupindex[name] for name in in_order))
    halves = "%I" in used
    return lambda text: _fitting(pattern, text, halves)


def _figures_reader(pattern: re.Pattern[str], places: tuple[int, ...]) -> Read:
    """Reads times of figures alone, as most are: thousands in a row."""
    fraction = pattern.groupindex.get("fraction")

    def read(text: str) -> datetime | None:
        found = pattern.fullmatch(text)
        if found is None:
            return None
        try:
            at = datetime(*map(int, found.group(*places)))  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError:
            return None
        micro = found[fraction] if fraction is not None else None
        return at.replace(microsecond=int(micro.ljust(6, "0")[:6])) if micro else at

    return read


def _literal(piece: str) -> str:
    """Blanks stand for any, also narrow ones and those that break no line."""
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", piece))


def _by_strptime(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007  (the zone is the list's)
    except ValueError:
        return None


def _fitting(pattern: re.Pattern[str], text: str, halves: bool = False) -> datetime | None:
    found = pattern.fullmatch(text)
    if found is None:
        return None
    said = found.groupdict()
    month = MONTHS.get(said["month_name"].rstrip(".").lower(), 0) if "month_name" in said else int(said["month"])
    if "short_year" in said:
        short = int(said["short_year"])
        year = short + (2000 if short <= _LAST_OF_THIS else 1900)
    else:
        year = int(said["year"])
    hour = int(said.get("hour") or 0)
    if halves:
        if not 1 <= hour <= 12:
            return None
        hour %= 12
        if said.get("half") and said["half"][0] in "PpNn":
            hour += 12
    micro = int((said.get("fraction") or "0").ljust(6, "0")[:6])
    try:
        minute, second = int(said.get("minute") or 0), int(said.get("second") or 0)
        return datetime(year, month, int(said["day"]), hour, minute, second, micro, _zone(said.get("offset")))
    except ValueError:
        return None


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    if offset[0] not in "+-":
        return UTC
    figures = offset[1:].replace(":", "")
    hours, minutes, seconds = (int(figures[at : at + 2] or 0) for at in (0, 2, 4))
    away = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-away if offset[0] == "-" else away)


def _since_1970(text: str, per_second: int) -> datetime | None:
    if not _NUMBER.fullmatch(text):
        return None
    seconds = float(text.replace(",", ".")) / per_second
    return datetime.fromtimestamp(seconds, UTC) if int(seconds) in _SECONDS else None


def _of_a_spreadsheet(text: str) -> datetime | None:
    if not _NUMBER.fullmatch(text):
        return None
    days = float(text.replace(",", "."))
    # A day has no exact fraction for most of its seconds.
    return _DAY_NOUGHT + timedelta(seconds=round(days * 86_400)) if int(days) in _DAYS else None
