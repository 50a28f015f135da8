"""Which cells of a row make up what the mapping asks for, and how they are cleaned."""

import html
import re
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from html.parser import HTMLParser

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.services.imports.times import TimeReader

#: Between values of columns that have one name: short ones on one line, else paragraphs.
_SHORT, _LISTED, _PARAGRAPH = 60, ", ", "\n\n"
_MIDNIGHT = " 00:00:00"
_DIGITS = re.compile(r"(?<=[0-9])[\s\u2009\u202f\u00a0']+(?=[0-9])")
_BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(("script", "style", "head", "title"))
_BREAKS = re.compile(r"<(?:br|p|div|li|tr)\b", re.I)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")


class Clean(StrEnum):
    """How a cell's text is cleaned: from HTML, from its entities alone, from blanks inside numbers."""

    HTML = "html"
    ENTITIES = "entities"
    BLANKS = "blanks"


@dataclass(frozen=True, slots=True)
class Column:
    """Where in a list one of our columns is.

    names: of the list's columns; all of them are joined by `between`, or (first) the first that is not empty is taken.
    Several columns of one name are all read. row: no column, but the number of the row. default: where all are empty.
    """

    names: tuple[str, ...]
    first: bool = False
    between: str = " "
    clean: frozenset[Clean] = frozenset()
    default: str = ""
    row: bool = False
    optional: bool = False
    #: The column's own forms of times; None: those of the list.
    times: TimeReader | None = None

    @property
    def shown(self) -> str:
        return (" / " if self.first else " + ").join(self.names) or "#"

    @property
    def plain(self) -> bool:
        """Whether it is one column, taken as it is."""
        return len(self.names) == 1 and not (self.clean or self.default or self.row)


Pick = Callable[[Sequence[str]], str]


def picker(columns: Sequence[Column], heading: Sequence[str], unknown: frozenset[str], path: str) -> Sequence[Pick]:
    """For each column a function from a row's cells to its text. Raises DeskError csv_columns_missing."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(heading):
        places.setdefault(name, []).append(place)
    missing = [name for one in columns if not one.optional for name in _missing(one, places)]
    if missing:
        raise DeskError(Refusal.CSV_COLUMNS_MISSING, path=path, columns=", ".join(dict.fromkeys(missing)))
    return [_pick(one, [places.get(_named(name), []) for name in one.names], unknown) for one in columns]


def _missing(column: Column, places: Collection[str]) -> list[str]:
    """The names of a column that the list has not; of several that stand for one another, one is enough."""
    missing = [name for name in column.names if _named(name) not in places]
    if not column.first:
        return missing
    return [column.shown] if missing and len(missing) == len(column.names) else []


def _named(name: str) -> str:
    """A column's name as the table knows it."""
    return " ".join(name.split())


def _pick(column: Column, places: Sequence[Sequence[int]], unknown: frozenset[str]) -> Pick:
    if column.plain and len(places[0]) == 1:
        (place,) = places[0]
        return lambda cells: cells[place].strip()
    groups = [tuple(one) for one in places if one]
    cleaned = _cleaner(column.clean)

    def pick(cells: Sequence[str]) -> str:
        said = [text for group in groups if (text := _of_one_name([cells[at].strip() for at in group], unknown))]
        if column.first:
            said = said[:1]
        if len(said) > 1:
            # A day and a time of two columns: a workbook gives the day a time of its own.
            said = [*(part.removesuffix(_MIDNIGHT) for part in said[:-1]), said[-1]]
        return cleaned(column.between.join(said)) or column.default

    return pick


def _of_one_name(cells: Sequence[str], unknown: frozenset[str]) -> str:
    """The cells of columns that share a name, each value once."""
    if len(cells) == 1:
        return "" if cells[0] in unknown else cells[0]
    values = list(dict.fromkeys(cell for cell in cells if cell not in unknown))
    short = all(len(value) <= _SHORT and "\n" not in value for value in values)
    return (_LISTED if short else _PARAGRAPH).join(values)


def _cleaner(clean: frozenset[Clean]) -> Callable[[str], str]:
    steps: list[Callable[[str], str]] = []
    if Clean.HTML in clean:
        steps.append(text_of_html)
    elif Clean.ENTITIES in clean:
        steps.append(lambda text: html.unescape(text).strip())
    if Clean.BLANKS in clean:
        steps.append(lambda text: _DIGITS.sub("", text))

    def cleaned(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return cleaned


class _Text(HTMLParser):
    def __init__(self, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._keeps_lines = keeps_lines
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self.said.append("\n")
        elif tag in _BLOCKS:
            self.said.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _BLOCKS:
            self.said.append("\n" if tag != "td" else " ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data if self._keeps_lines else data.replace("\n", " "))


def text_of_html(markup: str) -> str:
    """What is read of a piece of HTML: its words, a line for each block, nothing of what a browser would run."""
    if "<" not in markup and "&lt;" in markup:
        # Some programs export their own pages, made harmless once more.
        markup = html.unescape(markup)
    reader = _Text(_BREAKS.search(markup) is None)
    reader.feed(markup)
    reader.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.said).split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()
