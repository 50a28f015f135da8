"""Times of an imported list: a pattern and a zone, read into instants."""

import re
from datetime import UTC, datetime, tzinfo

# strptime takes ten times as long, and a list has two times a row. The parts it shares with us mean the same.
_PARTS = {
    "%d": r"(?P<day>\d{1,2})",
    "%m": r"(?P<month>\d{1,2})",
    "%Y": r"(?P<year>\d{4})",
    "%H": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{1,2})",
    "%S": r"(?P<second>\d{1,2})",
    "%%": "%",
}
#: A date needs a day, a month and a year, however they are written; %c and %x tell all of them.
_NEEDED = ({"%d", "%c", "%x"}, {"%m", "%b", "%B", "%c", "%x"}, {"%Y", "%y", "%c", "%x"})
_DIRECTIVE = re.compile(r"(%.)")


class TimeReader:
    """Reads times written in one format. One that tells its own offset (%z) keeps it, else it is of the zone."""

    def __init__(self, form: str, zone: tzinfo) -> None:
        """Raises ValueError where the format says too little to tell an instant."""
        used = set(_DIRECTIVE.findall(form))
        if not all(used & some for some in _NEEDED):
            raise ValueError(form)
        self._form = form
        self._zone = zone
        self._pattern = _pattern(form)
        self._known: dict[str, datetime] = {}

    def read(self, text: str) -> datetime:
        """The instant, in UTC. Raises ValueError."""
        at = self._known.get(text)
        if at is None:
            at = self._known[text] = self._read(text).astimezone(UTC)
        return at

    def _read(self, text: str) -> datetime:
        if self._pattern is None:
            at = datetime.strptime(text, self._form)  # noqa: DTZ007  (the zone is the list's, added below)
            return at if at.tzinfo is not None else at.replace(tzinfo=self._zone)
        found = self._pattern.fullmatch(text)
        if found is None:
            raise ValueError(text)
        parts = {name: int(digits) for name, digits in found.groupdict().items()}
        return datetime(**parts, tzinfo=self._zone)


def _pattern(form: str) -> re.Pattern[str] | None:
    pieces = _DIRECTIVE.split(form)
    if len(set(pieces[1::2])) != len(pieces[1::2]) or not set(pieces[1::2]) <= set(_PARTS):
        return None
    return re.compile("".join(_PARTS.get(piece) or re.escape(piece) for piece in pieces), re.ASCII)
