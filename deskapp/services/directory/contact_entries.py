"""What a file says of contacts, whichever kind of file: entries as read, before the desk is asked about them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import timedelta
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.visible import Visible
from deskapp.domain.words import ContactKind, Level
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
#: No text of a contact is longer; a file that says otherwise is not what it says it is.
LONGEST = 20_000
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
    """One contact of a file, with the line it begins on. What the file does not say is not in `said`.

    said: values by field: text, but kind, authority, agreed_response, active as they are, and
    skills (names of categories), phones, may_see (codes), deputies (names) as tuples.
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
class Read:
    """A file as it was read: its entries, and the rows that cannot be taken, by line and reason."""

    entries: tuple[Entry, ...]
    bad: tuple[BadRow, ...]
    kind: str


class Refused(Exception):
    """An entry cannot be taken: a code with its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def checked(texts: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """The values of an entry from its texts. Raises Refused with the field and what it says."""
    said: dict[str, Any] = {}
    for name, text in texts.items():
        whole = text if isinstance(text, str) else "".join(text)
        if len(whole) > LONGEST:
            raise Refused("field_too_long", field=name, limit=LONGEST)
        if "\0" in whole:
            raise Refused("field_unreadable", field=name, value=whole.replace("\0", "␀")[:60])
        read = _READ.get(name)
        if not isinstance(text, str):
            # What a file leaves empty stays as it is; but an empty list of what somebody may see is nothing.
            if text or name == "may_see":
                said[name] = text
        elif not text.strip():
            continue
        elif read is None:
            said[name] = text.strip()
        else:
            try:
                said[name] = read(text.strip().casefold())
            except ValueError as error:
                raise Refused("field_unreadable", field=name, value=text.strip()[:60]) from error
    if not str(said.get("name", "")).strip():
        raise Refused("name_missing")
    for code in said.get("may_see", ()):
        if code not in {visible.value for visible in Visible}:
            raise Refused("field_unreadable", field="may_see", value=str(code)[:60])
    return said


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
    "agreed_response": _length,
    "active": _active,
}
