"""A first mapping for a list that nobody has described yet: by its headings, and by what stands in its first rows."""

import re
import string
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.services.imports import headings
from deskapp.services.imports.meanings import ANY, CODES, INSTANTS
from deskapp.services.imports.times import EPOCH, EPOCH_MS, EXCEL, ISO, TimeReader
from deskapp.services.tabular import tables
from deskapp.services.tabular.content import Source
from deskapp.services.tabular.rows import BadRow, Form

#: So many rows are looked at, and so many of them shown.
_LOOKED_AT, SHOWN = 200, 20
#: Any cell is shown, however long.
_LONGEST = 1_000_000
_UNKNOWN = ("", "?", "-", "NULL", "null", "None", "none", "n/a", "N/A", "NaN", "(null)", "--")
_DATES = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y")
_NAMED = ("%d %b %Y", "%d. %b %Y", "%d/%b/%y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%a, %d %b %Y", "%a %d %b %Y")
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")
_BETWEEN = (" ", ", ", "T", " - ")
#: The likelier first; of two that read everything the earlier one is proposed.
_FORMS = (
    ISO,
    *(f"{day}{between}{time}" for day in (*_DATES, *_NAMED) for time in _TIMES for between in _BETWEEN),
    *(f"{day} {time}{zone}" for day in _NAMED for time in _TIMES for zone in (" %z", "%z")),
    *_DATES,
    *_NAMED,
)
#: Figures alone: only in a column whose name says that it is a time.
_FIGURES = (EPOCH_MS, EPOCH, EXCEL)
#: From when to when a time of a help desk lies, as figures: the same figures may be a number of something else.
_LIKELY = {
    EPOCH_MS: range(500_000_000_000, 4_000_000_000_000),
    EPOCH: range(500_000_000, 4_000_000_000),
    EXCEL: range(25_000, 80_000),
}
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")
_MARKUP = re.compile(r"<(?:p|br|div|span|b|strong|ul|ol|table)\b[^>]*>|&(?:lt;(?:p|br|div)|nbsp;)", re.I)
_ENTITY = re.compile(r"&(?:amp|quot|lt|gt|#[0-9]+|[a-z]+);")


@dataclass(frozen=True, slots=True)
class Found:
    """A list as it was found: how it is written, its columns, and its first rows with their lines."""

    form: Form
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def look(source: Source, form: Form | None = None) -> Found:
    """How a list is written and what stands in it, before anything is made of it.

    form: where somebody says that it is written otherwise than guessed. Raises DeskError: see `tables.guess`.
    """
    form = form or tables.guess(source)
    with tables.table(source, form, longest=_LONGEST, fill=True) as table:
        first = [row for row in islice(table, _LOOKED_AT) if not isinstance(row, BadRow)]
        return Found(form, tuple(table.heading), tuple((line, tuple(cells)) for line, cells in first))


def propose(found: Found, source: str, zone: str) -> dict[str, Any]:
    """A mapping as it stands in a file, as far as headings and first rows tell; the rest is for whoever knows the list.

    source: a name for the list, by which a later one is known to be the same. zone: of its times.
    """
    columns: dict[str, Any] = dict(headings.meant(found.columns))
    times = _times(found, columns)
    file: dict[str, Any] = {"zone": zone, "time": times.forms or [ISO], "unknown": list(_UNKNOWN)}
    if found.form.workbook:
        file["sheet"] = found.form.sheet
    else:
        file |= {"encoding": tables.shown(found.form.encoding), "delimiter": found.form.delimiter, "cut_short": True}
    if found.form.heading_line not in (None, 1):
        file["heading_line"] = found.form.heading_line
    file["longest_cell"] = _LONGEST
    for name in INSTANTS:
        if name in columns and columns[name] not in times.read:
            # Its name says a time, and its cells do not: it is left out, and named as such.
            del columns[name]
    if "reference" not in columns:
        columns["reference"] = {"row": True}
    columns = {name: _with_day_time(found, name, heading, times) for name, heading in columns.items()}
    columns = {name: _cleaned(found, name, column) for name, column in columns.items()}
    return {"source": source, "file": file, "columns": columns, "values": _values(found, columns)}


class _Times:
    """Forms in which the times of a list are written, and the columns that they read."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.read: set[str] = set()


def _times(found: Found, columns: Mapping[str, Any]) -> _Times:
    times = _Times()
    for name in INSTANTS:
        heading = columns.get(name)
        if heading is None:
            continue
        cells = [cell for cell in _cells(found, heading) if cell not in _UNKNOWN]
        forms = _forms_of(cells)
        if forms or not cells:
            times.read.add(heading)
        times.forms += [form for form in forms if form not in times.forms]
    return times


def _forms_of(cells: Sequence[str]) -> list[str]:
    """The fewest forms that together read the cells; none where most are read by none: then they are no times."""
    every = list(dict.fromkeys(cells))
    left = every
    chosen: list[str] = []
    while left:
        best, reads = "", 0
        for form in (*_FORMS, *_FIGURES):
            many = sum(_reads(form, cell) for cell in left)
            if many > reads:
                best, reads = form, many
            if reads == len(left):
                break
        if not reads:
            return chosen if 2 * len(left) < len(every) else []
        chosen.append(best)
        left = [cell for cell in left if not _reads(best, cell)]
    return chosen


_READERS: dict[str, TimeReader] = {}


def _reads(form: str, cell: str) -> bool:
    if form in _LIKELY:
        figures = cell.replace(",", ".").split(".")[0]
        return figures.isascii() and figures.isdigit() and len(figures) < 16 and int(figures) in _LIKELY[form]
    reader = _READERS.get(form) or _READERS.setdefault(form, TimeReader(form, ZoneInfo("UTC")))
    try:
        reader.read(cell)
    except (ValueError, OverflowError):
        return False
    return True


def _with_day_time(found: Found, name: str, heading: Any, times: _Times) -> Any:
    """A day whose time stands in a column of its own, beside it."""
    if name != "opened_at" or not isinstance(heading, str):
        return heading
    for other in found.columns:
        if headings.name_of(other) in headings.CLOCK_TIMES and other != heading:
            cells = [cell for cell in _cells(found, other) if cell]
            if cells and all(_CLOCK.fullmatch(cell) for cell in cells):
                seconds = any(cell.count(":") > 1 for cell in cells)
                days = [form for form in times.forms if "%H" not in form and "%I" not in form]
                times.forms += [f"{form} %H:%M{':%S' if seconds else ''}" for form in days if form != ISO]
                return {"join": [heading, other]}
    return heading


def _cleaned(found: Found, name: str, column: Any) -> Any:
    if not isinstance(column, str) or name in INSTANTS:
        return column
    cells = _cells(found, column)
    if any(_MARKUP.search(cell) for cell in cells):
        return {"column": column, "clean": ["html"]}
    if any(_ENTITY.search(cell) for cell in cells):
        return {"column": column, "clean": ["entities"]}
    return column


def _cells(found: Found, heading: str) -> list[str]:
    places = [place for place, one in enumerate(found.columns) if one == heading]
    return [cells[place].strip() for _line, cells in found.rows for place in places]


def _names(column: Any) -> Sequence[str]:
    """Of the list's columns that a column of a mapping is made of."""
    if isinstance(column, dict):
        names: Sequence[str] = column.get("first") or column.get("join") or ()
        return (column["column"],) if "column" in column else names
    return () if column is None else (column,)


def _values(found: Found, columns: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What the values of the first rows mean; values that come later are asked about when all of them are known."""
    values: dict[str, dict[str, str]] = {}
    for name in CODES:
        column = columns.get(name)
        heading = column["column"] if isinstance(column, dict) else column
        if heading is None:
            continue
        there = dict.fromkeys(cell for cell in _cells(found, heading) if cell not in _UNKNOWN)
        meant = {value: ours for value in there if (ours := headings.value_of(name, value)) is not None}
        if meant:
            values[name] = meant
    return values


def completed(found: Found, content: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping whose columns somebody chose, with what follows from their cells: forms of times, how texts are
    cleaned, and what the values of the first rows are likely to mean. What the mapping says already stays.
    """
    file, columns = dict(content["file"]), dict(content["columns"])
    told = [file["time"]] if isinstance(file["time"], str) else list(file["time"])
    for name in INSTANTS:
        if isinstance(columns.get(name), str):
            cells = [cell for cell in _cells(found, columns[name]) if cell not in _UNKNOWN]
            if not all(any(_reads(form, cell) for form in told) for cell in cells):
                told += [form for form in _forms_of(cells) if form not in told]
    columns = {name: _cleaned(found, name, column) for name, column in columns.items()}
    said: Mapping[str, Mapping[str, str]] = content.get("values", {})
    values = {name: dict(meant) for name, meant in said.items() if name in columns}
    for name, meant in _values(found, columns).items():
        values[name] = {**meant, **values.get(name, {})}
    if "state" not in columns:
        values["state"] = {ANY: said.get("state", {}).get(ANY, "archived")}
    texts = {name: text for name, text in content.get("texts", {}).items() if _filled(text, columns)}
    return {**content, "file": {**file, "time": told}, "columns": columns, "texts": texts, "values": values}


def _filled(text: str, columns: Mapping[str, Any]) -> bool:
    """Whether the columns that a text has in braces are all there."""
    return all(name is None or name in columns for _words, name, _form, _as in string.Formatter().parse(text))
