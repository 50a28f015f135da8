"""The small file that says what another program's list means here: found, read, refused by the place that is wrong."""

import errno
import os
import string
from collections.abc import Collection
from collections.abc import Mapping as Table
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskapp import paths
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.toml_text import NotTomlError, parsed
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
from deskapp.services.imports.cells import Clean, Column
from deskapp.services.imports.meanings import ANY, Mapping, StateMeaning, Texts
from deskapp.services.imports.times import TimeReader
from deskapp.services.tabular import encodings

#: What every list must tell; the other columns may be missing from a mapping.
NEEDED = ("reference", "state", "opened_at")
KNOWN_PARTS = ("source", "file", "columns", "texts", "contacts", "values")
LONGEST_CELL = 4000
#: More than the longest list of values of any program.
_MOST_BYTES = 1_000_000
#: The zone of times that are those of the site, wherever it is.
SITE = "site"


class MappingError(DeskError):
    """The mapping cannot be used. `values["where"]` names the place in it."""


def find(name: str) -> Path:
    """A mapping by its path, or by its name: one that comes with the program, or one that was made here."""
    path = Path(name)
    if path.is_file():
        return path
    named = by_name()
    if name in named:
        return named[name]
    raise MappingError(Refusal.MAPPING_MISSING, where=name, known=", ".join(named))


def by_name() -> dict[str, Path]:
    """The mappings that come with the program, and those that were made here, which come before one of their name."""
    folders = (paths.resources() / "import", own_folder())
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}


def own_folder() -> Path:
    """Where mappings lie that this user made. It may not be there yet."""
    return paths.user_data() / "import"


def load(path: Path, zone: str = "") -> Mapping:
    """Read a mapping. zone: of the site. Raises MappingError, which names what is wrong and where."""
    return read(content_of(path, zone))


def content_of(path: Path, zone: str = "") -> dict[str, Any]:
    """A mapping as it stands in its file; "site" as the zone of its times becomes the site's own. Else as `load`."""
    content = _parsed(path)
    file = content.get("file")
    if isinstance(file, dict) and file.get("zone") == SITE and zone:
        file["zone"] = zone
    return content


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return parsed(content.decode("utf-8").replace("\r\n", "\n"))
    except FileNotFoundError as error:
        raise MappingError(Refusal.MAPPING_MISSING, where=str(path), known="") from error
    except OSError as error:
        raise MappingError(Refusal.MAPPING_UNREADABLE, where=str(path), said=error.strerror) from error
    except (NotTomlError, UnicodeDecodeError) as error:
        raise MappingError(Refusal.MAPPING_UNREADABLE, where=str(path), said=str(error)) from error


def read(content: Table[str, Any], *, tried: bool = False) -> Mapping:
    """A mapping from its parsed file. tried: what states mean may be open yet; rows of unknown ones are not taken."""
    _only(content, KNOWN_PARTS, "")
    file = _table(content, "file", _FILE)
    zone = _zone(file)
    values_of_state = content.get("values", {}).get("state", {}) if isinstance(content.get("values"), dict) else {}
    cells = _columns(content, zone, ("reference", "opened_at") if ANY in values_of_state else NEEDED)
    columns = {name: column.shown for name, column in cells.items()}
    values = _table(content, "values", ("state", "impact", "urgency", "priority", "channel", "met"))
    contacts = _table(content, "contacts", ("group", "supplier"))
    return Mapping(
        source=_text(content, "source", "source"),
        encoding=_encoding(file),
        delimiter=_delimiter(file),
        heading_line=_count(file, "heading_line", None),
        sheet=_text(file, "sheet", "file.sheet", ""),
        cut_short=_flag(file, "cut_short", "file.cut_short"),
        zone=zone.key,
        times=_times(file, "file.time", zone),
        unknown=_unknown(file),
        longest_cell=_count(file, "longest_cell", LONGEST_CELL) or LONGEST_CELL,
        columns=columns,
        cells=cells,
        texts=_texts(content, columns),
        group_kind=_word(ContactKind, contacts.get("group", "expert"), "contacts.group"),
        supplier_kind=_word(ContactKind, contacts.get("supplier", "supplier"), "contacts.supplier"),
        states=_states(values, needed=not tried),
        impacts=_words(Impact, values, "impact"),
        urgencies=_words(Urgency, values, "urgency"),
        priorities=_words(Priority, values, "priority"),
        channels=_words(Channel, values, "channel"),
        verdicts=_words(Verdict, values, "met"),
        content=content,
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
    name = _text(file, "encoding", "file.encoding", "")
    if name and not encodings.known(name):
        raise MappingError(Refusal.MAPPING_VALUE, where="file.encoding", value=name, known="utf-8, cp1252")
    return name


def _delimiter(file: Table[str, Any]) -> str:
    delimiter = _text(file, "delimiter", "file.delimiter", "")
    if len(delimiter) > 1 or delimiter in ('"', "\r", "\n"):
        raise MappingError(Refusal.MAPPING_VALUE, where="file.delimiter", value=delimiter, known=", ; \\t")
    return delimiter


def _zone(file: Table[str, Any]) -> ZoneInfo:
    zone = _text(file, "zone", "file.zone")
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MappingError(Refusal.MAPPING_VALUE, where="file.zone", value=zone, known="UTC, Europe/Berlin") from error


def _times(table: Table[str, Any], where: str, zone: ZoneInfo) -> TimeReader:
    forms = table.get("time")
    if forms is None:
        raise MappingError(Refusal.MAPPING_INCOMPLETE, where=where)
    try:
        return TimeReader(forms if isinstance(forms, str) else _strings(forms, where), zone)
    except ValueError as error:
        known = "%d-%m-%Y %H:%M, iso, epoch, epoch_ms, excel"
        raise MappingError(Refusal.MAPPING_VALUE, where=where, value=str(forms), known=known) from error


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one.strip() for one in value):
        raise MappingError(Refusal.MAPPING_VALUE, where=where, value=str(value), known='["...", "..."]')
    return tuple(value)


def _unknown(file: Table[str, Any]) -> frozenset[str]:
    unknown = file.get("unknown", [""])
    if not isinstance(unknown, list) or not all(isinstance(text, str) for text in unknown):
        raise MappingError(Refusal.MAPPING_VALUE, where="file.unknown", value=str(unknown), known='["?", ""]')
    return frozenset((*unknown, ""))


def _count(file: Table[str, Any], key: str, default: int | None) -> int | None:
    count = file.get(key, default)
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 1):
        raise MappingError(Refusal.MAPPING_VALUE, where=f"file.{key}", value=str(count), known="1, 2, 3, ...")
    return count


def _flag(table: Table[str, Any], key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise MappingError(Refusal.MAPPING_VALUE, where=where, value=str(value), known="true, false")
    return value


def _columns(content: Table[str, Any], zone: ZoneInfo, needed: Collection[str]) -> dict[str, Column]:
    columns = content.get("columns", {})
    if not isinstance(columns, dict):
        raise MappingError(Refusal.MAPPING_VALUE, where="columns", value=str(columns), known="[...]")
    for name in needed:
        if name not in columns:
            raise MappingError(Refusal.MAPPING_INCOMPLETE, where=f"columns.{name}")
    return {name: _column(columns, name, zone) for name in columns}


_COLUMN = ("column", "join", "first", "row", "with", "clean", "time", "default", "optional")
_WAYS = ("column", "join", "first", "row")


def _column(columns: Table[str, Any], name: str, zone: ZoneInfo) -> Column:
    where = f"columns.{name}"
    said = columns[name]
    if not isinstance(said, dict):
        return Column((_text(columns, name, where),))
    _only(said, _COLUMN, f"{where}.")
    ways = [way for way in _WAYS if way in said]
    if len(ways) != 1:
        raise MappingError(Refusal.MAPPING_INCOMPLETE, where=f"{where}.{' / '.join(_WAYS)}")
    (way,) = ways
    if way == "column":
        names: tuple[str, ...] = (_text(said, way, f"{where}.column"),)
    else:
        names = () if way == "row" else _strings(said[way], f"{where}.{way}")
    return Column(
        names=names,
        first=way == "first",
        between=_text(said, "with", f"{where}.with", " "),
        clean=frozenset(_word(Clean, one, f"{where}.clean") for one in _listed(said, "clean", where)),
        default=_text(said, "default", f"{where}.default", ""),
        row=way == "row" and _flag(said, "row", f"{where}.row"),
        optional=_flag(said, "optional", f"{where}.optional"),
        times=_times(said, f"{where}.time", zone) if "time" in said else None,
    )


def _listed(table: Table[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, ())
    return (value,) if isinstance(value, str) else _strings(value, f"{where}.{key}") if value else ()


#: Texts with columns in braces.
_PATTERNS = ("summary", "details", "wants", "solution")
_FILE = (
    *("encoding", "delimiter", "heading_line", "sheet", "cut_short"),
    *("zone", "time", "unknown", "longest_cell"),
)


def _usual_texts(columns: Collection[str]) -> dict[str, str]:
    """What the texts are made of where the mapping does not say: of the columns that are meant for them."""
    said = {name: f"{{{name}}}" for name in ("summary", "wants", "solution") if name in columns}
    told = [f"{{{name}}}" for name in ("details", "conversations") if name in columns]
    return {"summary": "{reference}", **said, **({"details": "\n\n".join(told)} if told else {})}


def _texts(content: Table[str, Any], columns: Collection[str]) -> Texts:
    names = Texts.__slots__
    table = _table(content, "texts", names)
    said = {name: _text(table, name, f"texts.{name}", "") for name in table}
    texts = Texts(**{**_usual_texts(columns), **said})
    for name in _PATTERNS:
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


def _states(values: Table[str, Any], *, needed: bool) -> dict[str, StateMeaning]:
    found: dict[str, StateMeaning] = {}
    for theirs, ours in _words(_State, values, "state").items():
        state, _sep, reason = ours.value.partition(":")
        found[theirs] = StateMeaning(CallState(state), PauseReason(reason) if reason else None)
    if needed and not found:
        raise MappingError(Refusal.MAPPING_INCOMPLETE, where="values.state")
    return found
