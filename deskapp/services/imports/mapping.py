"""The small file that says what the columns, values and times of another program's list mean here."""

import string
import tomllib
from collections.abc import Collection
from collections.abc import Mapping as Table
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskapp import paths
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.domain.words import (
    CallState,
    Channel,
    ContactKind,
    Impact,
    PauseReason,
    Priority,
    Urgency,
    Verdict,
)
from deskapp.services.imports.times import TimeReader

#: What every list must tell; the other columns may be missing from a mapping.
NEEDED = ("reference", "changed_at", "state", "opened_at")
KNOWN_PARTS = ("source", "file", "columns", "texts", "contacts", "values")
LONGEST_CELL = 4000


class MappingError(DeskError):
    """The mapping cannot be used. `values["where"]` names the place in it."""


@dataclass(frozen=True, slots=True)
class StateMeaning:
    """A state of the list in our words; a waiting one says for whom."""

    state: CallState
    waits_for: PauseReason | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """What the list has no words for. Braces name columns; unknown ones fall out with their comma."""

    summary: str
    solution: str = ""
    unknown_customer: str = "Unknown caller"
    unknown_category: str = ""
    priority_reason: str = "As it was in the imported list"
    importer: str = "Import"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, checked."""

    source: str
    encoding: str
    delimiter: str
    times: TimeReader
    unknown: frozenset[str]
    longest_cell: int
    #: Our name of a column -> its name in the list.
    columns: Table[str, str]
    texts: Texts
    group_kind: ContactKind
    supplier_kind: ContactKind
    states: Table[str, StateMeaning]
    impacts: Table[str, Impact]
    urgencies: Table[str, Urgency]
    priorities: Table[str, Priority]
    channels: Table[str, Channel]
    verdicts: Table[str, Verdict]

    def known(self, facts: Table[str, str], name: str) -> str:
        """A row's cell, "" where it is unknown."""
        cell = facts.get(name, "")
        return "" if cell in self.unknown else cell

    def said(self, pattern: str, facts: Table[str, str]) -> str:
        """A text with its columns filled in; what is unknown falls out with the words that led up to it."""
        said = ""
        for place, (words, name) in enumerate(_pieces(pattern)):
            cell = self.known(facts, name) if name is not None else ""
            if name is None or cell:
                said += (words if said or not place or name is None else "") + cell
        return said


@cache
def _pieces(pattern: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((words, name) for words, name, _form, _as in string.Formatter().parse(pattern))


def find(name: str) -> Path:
    """A mapping by its path, or by the name of one that comes with the program."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = {file.stem: file for file in sorted((paths.resources() / "import").glob("*.toml"))}
    if name in shipped:
        return shipped[name]
    raise MappingError(Refusal.MAPPING_MISSING, where=name, known=", ".join(shipped))


def load(path: Path) -> Mapping:
    """Read a mapping. Raises MappingError, which names what is wrong and where."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MappingError(Refusal.MAPPING_MISSING, where=str(path), known="") from error
    except OSError as error:
        raise MappingError(Refusal.MAPPING_UNREADABLE, where=str(path), said=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(Refusal.MAPPING_UNREADABLE, where=str(path), said=str(error)) from error
    return read(content)


def read(content: Table[str, Any]) -> Mapping:
    """A mapping from its parsed file."""
    _only(content, KNOWN_PARTS, "")
    file = _table(content, "file", ("encoding", "delimiter", "zone", "time", "unknown", "longest_cell"))
    columns = _columns(content)
    values = _table(content, "values", ("state", "impact", "urgency", "priority", "channel", "met"))
    contacts = _table(content, "contacts", ("group", "supplier"))
    return Mapping(
        source=_text(content, "source", "source"),
        encoding=_encoding(file),
        delimiter=_delimiter(file),
        times=_times(file),
        unknown=_unknown(file),
        longest_cell=_longest(file),
        columns=columns,
        texts=_texts(content, columns),
        group_kind=_word(ContactKind, contacts.get("group", "expert"), "contacts.group"),
        supplier_kind=_word(ContactKind, contacts.get("supplier", "supplier"), "contacts.supplier"),
        states=_states(values),
        impacts=_words(Impact, values, "impact"),
        urgencies=_words(Urgency, values, "urgency"),
        priorities=_words(Priority, values, "priority"),
        channels=_words(Channel, values, "channel"),
        verdicts=_words(Verdict, values, "met"),
    )


def _only(table: Table[str, Any], known: Collection[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise MappingError(Refusal.MAPPING_UNKNOWN_KEY, where=f"{where}{key}", known=", ".join(known))


def _table(content: Table[str, Any], name: str, known: Collection[str]) -> Table[str, Any]:
    table = content.get(name, {})
    if not isinstance(table, dict):
        raise MappingError(Refusal.MAPPING_VALUE, where=name, value=str(table), known="[...]")
    _only(table, known, f"{name}.")
    return table


def _text(table: Table[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise MappingError(Refusal.MAPPING_INCOMPLETE, where=where)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise MappingError(Refusal.MAPPING_VALUE, where=where, value=str(value), known='"..."')
    return value


def _encoding(file: Table[str, Any]) -> str:
    name = _text(file, "encoding", "file.encoding", "utf-8")
    try:
        "".encode(name)
    except LookupError as error:
        raise MappingError(Refusal.MAPPING_VALUE, where="file.encoding", value=name, known="utf-8, cp1252") from error
    # A mark at the beginning is no part of the first column's name.
    return "utf-8-sig" if name.lower().replace("_", "-") in ("utf-8", "utf8") else name


def _delimiter(file: Table[str, Any]) -> str:
    delimiter = _text(file, "delimiter", "file.delimiter", ",")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise MappingError(Refusal.MAPPING_VALUE, where="file.delimiter", value=delimiter, known=", ; \\t")
    return delimiter


def _times(file: Table[str, Any]) -> TimeReader:
    zone = _text(file, "zone", "file.zone")
    form = _text(file, "time", "file.time")
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MappingError(Refusal.MAPPING_VALUE, where="file.zone", value=zone, known="UTC, Europe/Berlin") from error
    try:
        return TimeReader(form, info)
    except ValueError as error:
        raise MappingError(Refusal.MAPPING_VALUE, where="file.time", value=form, known="%d-%m-%Y %H:%M") from error


def _unknown(file: Table[str, Any]) -> frozenset[str]:
    unknown = file.get("unknown", [""])
    if not isinstance(unknown, list) or not all(isinstance(text, str) for text in unknown):
        raise MappingError(Refusal.MAPPING_VALUE, where="file.unknown", value=str(unknown), known='["?", ""]')
    return frozenset((*unknown, ""))


def _longest(file: Table[str, Any]) -> int:
    longest = file.get("longest_cell", LONGEST_CELL)
    if not isinstance(longest, int) or isinstance(longest, bool) or longest < 1:
        raise MappingError(Refusal.MAPPING_VALUE, where="file.longest_cell", value=str(longest), known="1, 2, 3, ...")
    return longest


def _columns(content: Table[str, Any]) -> dict[str, str]:
    columns = content.get("columns", {})
    if not isinstance(columns, dict):
        raise MappingError(Refusal.MAPPING_VALUE, where="columns", value=str(columns), known="[...]")
    for name in NEEDED:
        if name not in columns:
            raise MappingError(Refusal.MAPPING_INCOMPLETE, where=f"columns.{name}")
    return {name: _text(columns, name, f"columns.{name}") for name in columns}


def _texts(content: Table[str, Any], columns: Collection[str]) -> Texts:
    names = Texts.__slots__
    table = _table(content, "texts", names)
    said = {name: _text(table, name, f"texts.{name}", "") for name in table}
    texts = Texts(**{"summary": "{reference}", **said})
    for name in ("summary", "solution"):
        pattern = getattr(texts, name)
        try:
            used = [column for _words, column, _form, _as in string.Formatter().parse(pattern) if column is not None]
        except ValueError as error:
            raise MappingError(
                Refusal.MAPPING_VALUE, where=f"texts.{name}", value=pattern, known="{category}"
            ) from error
        _only(dict.fromkeys(used), columns, f"texts.{name}: ")
    for name in ("summary", "unknown_customer", "importer"):
        if not getattr(texts, name).strip():
            raise MappingError(Refusal.MAPPING_INCOMPLETE, where=f"texts.{name}")
    return texts


W = TypeVar("W", bound=StrEnum)


def _word(kind: type[W], value: object, where: str) -> W:
    try:
        return kind(str(value))
    except ValueError as error:
        raise MappingError(Refusal.MAPPING_VALUE, where=where, value=str(value), known=", ".join(kind)) from error


def _words(kind: type[W], values: Table[str, Any], name: str) -> dict[str, W]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise MappingError(Refusal.MAPPING_VALUE, where=f"values.{name}", value=str(table), known="[...]")
    return {theirs: _word(kind, ours, f"values.{name}.{theirs}") for theirs, ours in table.items()}


class _State(StrEnum):
    """What a state of a list can become. Not closed: no agreement comes with an import."""

    NEW = "new"
    OPEN = "open"
    FOR_CUSTOMER = "waiting:customer"
    FOR_SUPPLIER = "waiting:supplier"
    FOR_OTHER = "waiting:other"
    RESOLVED = "resolved"
    ARCHIVED = "archived"


def _states(values: Table[str, Any]) -> dict[str, StateMeaning]:
    found: dict[str, StateMeaning] = {}
    for theirs, ours in _words(_State, values, "state").items():
        state, _sep, reason = ours.value.partition(":")
        found[theirs] = StateMeaning(CallState(state), PauseReason(reason) if reason else None)
    if not found:
        raise MappingError(Refusal.MAPPING_INCOMPLETE, where="values.state")
    return found
