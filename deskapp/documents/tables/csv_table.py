"""A table as CSV for a spreadsheet: nothing in it is run, and what is text is guarded from becoming a number."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import BinaryIO
from zoneinfo import ZoneInfo

from deskapp.documents.tables.cells import heads, hours, wall_clock
from deskapp.domain.exchange.spreadsheets import guarded
from deskapp.domain.exchange.table import Cell, Kind, Table


def write_csv(file: BinaryIO, table: Table) -> None:
    """UTF-8 with the mark by which spreadsheets know it, lines ended by CR LF.

    Instants are 2026-03-05 14:30:00; in an hour that the clock goes through twice with their offset.
    """
    text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="", write_through=True)
    try:
        text.write("\ufeff")
        out = csv.writer(text, lineterminator="\r\n")
        out.writerow([guarded(head) for head in heads(table)])
        zone, kinds = ZoneInfo(table.zone), [column.kind for column in table.columns]
        for row in table.rows:
            out.writerow([_written(cell, kind, zone) for cell, kind in zip(row, kinds, strict=True)])
        text.flush()
    finally:
        text.detach()


def _written(cell: Cell, kind: Kind, zone: ZoneInfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, datetime):
        return _instant(cell, zone)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return hours(cell)
    return str(cell) if kind is Kind.NUMBER else guarded(str(cell))


def _instant(at: datetime, zone: ZoneInfo) -> str:
    there = wall_clock(at, zone)
    if there is None:
        return at.isoformat()
    twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return there.isoformat(" ") if twice else there.replace(tzinfo=None).isoformat(" ")
