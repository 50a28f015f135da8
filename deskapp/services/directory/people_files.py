"""Files of people: read by what they are, written in the form that was asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services import events
from deskapp.services.directory import contact_table, contact_vcard
from deskapp.services.directory.contact_entries import Read, Told
from deskapp.services.directory.people_plan import Act, Planned, View

#: The versions of vCards that can be written, beside "csv".
_VCARDS = {"vcard3": 3, "vcard4": 4}
#: Nobody keeps an address book larger than this; it is some other file.
_LARGEST = 200_000_000
#: A card begins somewhere in the beginning of a file: something else may stand before it.
_BEGIN = re.compile(rb"(?im)^[^\w\n]*BEGIN:VCARD\s*$")
_BEGINNING = 1 << 16


def read_file(path: Path) -> Read:
    """What a file says. Raises DeskError where it is no file of people at all: contacts_missing, _unreadable,
    _too_large, _empty, _no_name, _no_card; csv_unreadable, table_kind, table_too_large."""
    content = _content(path)
    try:
        return read(content)
    except DeskError as problem:
        raise DeskError(problem.code, **{**problem.values, "path": str(path)}) from problem


def read(content: bytes) -> Read:
    """The entries of a file's content: vCards where it begins like one, else a table."""
    start = content[:_BEGINNING].replace(b"\0", b"").replace(b"\r", b"\n")
    return contact_vcard.read(content) if _BEGIN.search(start) else contact_table.read(content)


def written(rows: Iterable[Mapping[str, Told]], fields: Sequence[str], form: str) -> bytes:
    """People as "csv", "vcard3" or "vcard4"."""
    if form in _VCARDS:
        return contact_vcard.written(rows, _VCARDS[form])
    return contact_table.csv_of(rows, fields)


def differences(row: Planned[Act, View]) -> dict[str, Any]:
    """What a line of the timeline says of a changed person."""
    was = row.was
    assert was is not None  # only who was there is changed
    return events.differences(was, replace(was, **{name: getattr(row.act, name) for name in row.changes}))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # Not by what it says to be long: a pipe or a device says nothing, and has no end.
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise DeskError(Refusal.CONTACTS_TOO_LARGE, path=str(path))
        return content
    except FileNotFoundError as error:
        raise DeskError(Refusal.CONTACTS_MISSING, path=str(path)) from error
    except OSError as error:
        raise DeskError(Refusal.CONTACTS_UNREADABLE, path=str(path), said=error.strerror or str(error)) from error
