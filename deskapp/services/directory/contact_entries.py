"""What a file says of people, whichever kind of file: entries as read, before the desk is asked about them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import timedelta
from typing import Any, TypeVar

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.domain.handoff.visible import Visible
from deskapp.domain.reach import Reach, line
from deskapp.domain.words import ContactKind, Level, Tier
from deskapp.services.tabular.rows import BadRow

#: The fields of a contact in a file, in the order in which they are written.
FIELDS = (
    "kind",
    "name",
    "organisation",
    "role",
    "skills",
    "phones",
    "email",
    "hours",
    "authority",
    "agreed_response",
    "our_account",
    "may_see",
    "language",
    "deputies",
    "notes",
    "active",
)
#: The same of a customer.
CUSTOMER_FIELDS = ("name", "organisation", "account", "phones", "email", "tier", "notes")
#: No text of a contact is longer; a file that says otherwise is not what it says it is.
LONGEST = 20_000
#: Nobody keeps as many people in one file: it is made to fill the memory. Nor has one so many names of columns.
MOST = 500_000
_MOST_NAMES = 10_000
#: Of somebody outside who may see nothing; an empty field says the same, one that is not there says nothing.
NONE = "none"

_LENGTH = re.compile(
    r"(?:(?P<h>\d{1,5})\s*h(?:ours?)?)?\s*(?:(?P<m>\d{1,6})\s*m(?:in(?:utes?)?)?)?\s*(?:(?P<s>\d{1,7})\s*s)?", re.I
)
_TRUE = ("yes", "y", "true", "1", "active")
_FALSE = ("no", "n", "false", "0", "inactive")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of an entry that was not taken over, though the entry itself is: a code with its values."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a file, with the line it begins on. What the file does not say is not in `said`.

    said: values by field: text, but kind, authority, agreed_response, active, tier as they are,
    phones and email as tuples of Reach, the preferred first, and
    skills (names of categories), may_see (codes), deputies (names) as tuples.
    strict: whether a category that the desk does not know spoils the entry, or is only remarked.
    """

    line: int
    said: Mapping[str, Any]
    remarks: tuple[Remark, ...] = ()
    strict: bool = True

    @property
    def name(self) -> str:
        return str(self.said["name"])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column or property that is not taken over: how often it says something, and the first that it says.

    is_field: `what` is a field of ours, which people of this kind have not.
    """

    what: str
    count: int
    first: str
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read: its entries, and the rows that cannot be taken, by line and reason.

    passed: what is nobody, a list or a place, by line and reason. left_out: by name, before anything is done.
    own: whether this program wrote it: then no two of its entries are one person.
    """

    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]
    kind: str
    passed: tuple[BadRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    own: bool = False


_Row = TypeVar("_Row", Entry, BadRow)


class Gathered:
    """What a file of people says, entry by entry. Raises DeskError contacts_too_large beyond `MOST` of them."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """names: these are named as left out also where none of their values says anything."""
        self._entries: list[Entry] = []
        self._bad: list[BadRow] = []
        self._passed: list[BadRow] = []
        self._firsts: dict[str, str] = dict.fromkeys(names, "")
        self._counts: Counter[str] = Counter()

    def take(self, entry: Entry) -> None:
        self._add(self._entries, entry)

    def refuse(self, row: BadRow) -> None:
        self._add(self._bad, row)

    def pass_by(self, row: BadRow) -> None:
        """It is nobody."""
        self._add(self._passed, row)

    def leave_out(self, told: Iterable[tuple[str, str]]) -> None:
        """Names with a value each, as they came: each name once, in that order. Empty values say nothing."""
        for what, value in told:
            if value.strip() and (what in self._firsts or len(self._firsts) < _MOST_NAMES):
                self._counts[what] += 1
                self._firsts[what] = self._firsts.get(what) or value.strip()[:60]

    def read(self, kind: str, own: bool) -> Read:
        """All of it."""
        left = tuple(LeftOut(what, self._counts[what], first) for what, first in self._firsts.items())
        return Read(tuple(self._entries), tuple(self._bad), kind, tuple(self._passed), left, own)

    def _add(self, rows: list[_Row], row: _Row) -> None:
        if len(self._entries) + len(self._bad) + len(self._passed) >= MOST:
            raise DeskError(Refusal.CONTACTS_TOO_LARGE)
        rows.append(row)


class Refused(Exception):
    """An entry cannot be taken: a code with its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


#: What a file says of a field: a text, several, or numbers and addresses.
Told = str | tuple[str, ...] | tuple[Reach, ...]


def checked(texts: Mapping[str, Told]) -> dict[str, Any]:
    """The values of an entry from its texts. Raises Refused with the field and what it says."""
    said = {name: _value(name, text) for name, text in texts.items() if _says_something(name, text)}
    _named(said)
    return said


def taken(texts: Mapping[str, Told]) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """The same, but a field that says what it cannot is remarked and costs nothing else. Raises Refused: no name."""
    said: dict[str, Any] = {}
    remarks: list[Remark] = []
    for name, text in texts.items():
        if _says_something(name, text):
            try:
                said[name] = _value(name, text)
            except Refused as refused:
                remarks.append(Remark(refused.code, refused.values))
    _named(said)
    return said, tuple(remarks)


def _named(said: Mapping[str, Any]) -> None:
    if not any(sign.isprintable() and not sign.isspace() for sign in said.get("name", "")):
        raise Refused("name_missing")


def _says_something(name: str, text: Told) -> bool:
    """What a file leaves empty stays as it is; but an empty list of what somebody may see is nothing."""
    return bool(text.strip() if isinstance(text, str) else text) or name == "may_see"


def _value(name: str, text: Told) -> Any:
    whole = text if isinstance(text, str) else "".join(one if isinstance(one, str) else line(one) for one in text)
    if len(whole) > LONGEST:
        raise Refused("field_too_long", field=name, limit=LONGEST)
    if "\0" in whole:
        raise Refused("field_unreadable", field=name, value=whole.replace("\0", "␀")[:60])
    if name == "may_see":
        for code in text:
            if code not in {visible.value for visible in Visible}:
                raise Refused("field_unreadable", field=name, value=str(code)[:60])
    if not isinstance(text, str):
        return text
    read = _READ.get(name)
    if read is None:
        return text.strip()
    try:
        return read(text.strip().casefold())
    except ValueError as error:
        raise Refused("field_unreadable", field=name, value=text.strip()[:60]) from error


def length_text(length: timedelta | None) -> str:
    """A length of time as a file keeps it: "4 h", "1 h 30 min", "45 s"."""
    if length is None:
        return ""
    seconds = round(length.total_seconds())
    parts = ((seconds // 3600, "h"), (seconds % 3600 // 60, "min"), (seconds % 60, "s"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount) or "0 min"


def _length(text: str) -> timedelta:
    if text.isascii() and text.isdigit() and len(text) < 7:
        return timedelta(minutes=int(text))
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ValueError(text)
    return timedelta(hours=int(found["h"] or 0), minutes=int(found["m"] or 0), seconds=int(found["s"] or 0))


def _active(text: str) -> bool:
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(text)


def _kind(text: str) -> ContactKind:
    return ContactKind(text.replace(" ", "_"))


_READ: Mapping[str, Callable[[str], Any]] = {
    "kind": _kind,
    "authority": Level,
    "tier": Tier,
    "agreed_response": _length,
    "active": _active,
}
