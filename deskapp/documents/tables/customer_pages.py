"""Everything about a customer as one page to read in any browser, and the archive that it lies in."""

import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from html import escape
from typing import IO, Any, BinaryIO
from zoneinfo import ZoneInfo

from deskapp.documents.tables.cells import heads, hours, wall_clock
from deskapp.domain.data_class import dataclass
from deskapp.domain.exchange.table import Cell, Row, Table

_STYLE = """
body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #1c2430 }
h2 { border-top: 1px solid #b8c0cc; padding-top: 1em; margin-top: 2em }
h3 { margin-bottom: .3em }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .25em .6em; border-bottom: 1px solid #dde2e9 }
td { white-space: pre-wrap; overflow-wrap: anywhere }
"""


@dataclass(frozen=True, slots=True)
class CustomerPages:
    """title: the customer's name. explained: paragraphs. calls: the title and the tables of each, the first a row."""

    title: str
    language: str
    made_at: str
    explained: tuple[str, ...]
    facts: Sequence[tuple[str, str]]
    record: Table
    calls: Sequence[tuple[str, Sequence[Table]]]


def archive(
    file: BinaryIO,
    pages: CustomerPages,
    data: Any,
    made_at: datetime,
    enclosed: Iterable[tuple[str, Callable[[IO[bytes]], None]]],
    paper: bytes,
) -> None:
    """Write a ZIP of the paper, and of the same as a page for a browser and as JSON.

    enclosed: names of files beside them, and what writes each. paper: a PDF.
    """
    at = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (
            ("customer.pdf", paper),
            ("customer.html", html(pages).encode("utf-8", "replace")),
            ("customer.json", json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace")),
        ):
            packed.writestr(_entry(name, at, zipfile.ZIP_DEFLATED), content)
        for name, write in enclosed:
            # Pictures and documents are packed already.
            with packed.open(_entry(name, at, zipfile.ZIP_STORED), "w") as part:
                write(part)


def _entry(name: str, at: tuple[int, ...], packing: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]
    info.compress_type, info.external_attr = packing, 0o600 << 16
    return info


def html(pages: CustomerPages) -> str:
    """The page; nothing in it runs or is loaded from anywhere."""
    parts = [
        f'<!DOCTYPE html><html lang="{escape(pages.language)}"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(pages.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(pages.title)}</h1><p>{escape(pages.made_at)}</p>",
        *(f"<p>{escape(said)}</p>" for said in pages.explained),
        _pairs(pages.facts),
    ]
    if pages.record.rows:
        parts.append(_table(pages.record))
    for title, tables in pages.calls:
        first, *others = tables
        parts.append(f"<h2>{escape(title)}</h2>")
        parts.append(_pairs([pair for row in first.rows for pair in named(first, row)]))
        parts += [_table(table) for table in others]
    parts.append("</body></html>")
    return "\n".join(parts)


def named(table: Table, row: Row) -> list[tuple[str, str]]:
    """What a row says, by the heads of its columns; what says nothing is left out."""
    zone = ZoneInfo(table.zone)
    told = ((head, said_in(cell, zone)) for head, cell in zip(heads(table), row, strict=True))
    return [(head, said) for head, said in told if said]


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in pairs)
    return f"<table>{rows}</table>"


def _table(table: Table) -> str:
    zone = ZoneInfo(table.zone)
    head = "".join(f"<th>{escape(one)}</th>" for one in heads(table))
    rows = ("<tr>" + "".join(f"<td>{escape(said_in(cell, zone))}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<h3>{escape(table.name)}</h3><table><tr>{head}</tr>{''.join(rows)}</table>"


def said_in(cell: Cell, zone: ZoneInfo) -> str:
    """What a cell says in words; instants as the clock on the wall does."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        there = wall_clock(cell, zone)
        return cell.isoformat() if there is None else f"{there:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    return hours(cell) if isinstance(cell, timedelta) else str(cell)
