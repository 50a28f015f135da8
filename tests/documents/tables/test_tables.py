"""Tables for spreadsheets are read back as they were: text as text, times as times, nothing that is run."""

import csv
import io
import os
import shutil
import stat
import subprocess
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import SECONDS

from deskapp.documents.new_file import new_file
from deskapp.documents.tables.csv_table import write_csv
from deskapp.documents.tables.xlsx_table import write_xlsx
from deskapp.domain.exchange.spreadsheets import bare
from deskapp.domain.exchange.table import Column, Kind, Row, Table
from deskapp.services.tabular import tables

#: What stands in a field of text and no program may make anything else of.
IDENTIFIERS = [
    "+4930555000123", "+49 30", "0049305550003", "000123", "3E5", "12-05", "1/2", "+49-30-555-0002", "12.05.",
    "2020-12-05", "TRUE", "1.5", "12:30", "123456789012345678", "'s Gravenhage", "''", "=1+1", "+1+1", "@SUM(A1)",
    "<r>x</r>", "<r><t>1</t></r>", "_x0041_", "  led by blanks", "two\nlines", "12 May", "שלום 😀", "a&b<c>\"d\"",
]  # fmt: skip
_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _table(cells: list[str]) -> Table:
    return Table(
        "Cells", (Column("Cell"), Column("Line", Kind.NUMBER)), [(cell, n) for n, cell in enumerate(cells)], "UTC"
    )


def _xlsx(table: Table, path: Path) -> Path:
    with new_file(path) as file:
        write_xlsx(file, [table], path.parent)
    return path


def _csv(table: Table) -> list[list[str]]:
    made = io.BytesIO()
    write_csv(made, table)
    return _rows_of(made.getvalue())


def _rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _cells_of(path: Path, sheet: int = 1) -> list[list[tuple[str, str]]]:
    """(kind, what stands there) of each cell, read from the file's own XML: "inlineStr" and "s" are text."""
    with zipfile.ZipFile(path) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(part.text or "" for part in one.iter(f"{_SHEETS}t")) for one in root]
        root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    rows = []
    for line in root.iter(f"{_SHEETS}row"):
        row = []
        for cell in line:
            assert cell.find(f"{_SHEETS}f") is None, "a formula"
            kind, value = cell.get("t", "n"), cell.findtext(f"{_SHEETS}v") or ""
            if kind == "inlineStr":
                value = "".join(part.text or "" for part in cell.iter(f"{_SHEETS}t"))
            elif kind == "s":
                kind, value = "inlineStr", shared[int(value)]
            row.append((kind, value.replace("_x005F_", "_")))
        rows.append(row)
    return rows


def _read(path: Path) -> list[str]:
    """The first column as our own import reads it."""
    with tables.table(path, tables.guess(path), longest=100_000) as read:
        return [cells[0] for _line, cells in read]


def test_text_is_text_in_a_sheet_whatever_it_looks_like(tmp_path: Path) -> None:
    rows = _cells_of(_xlsx(_table(IDENTIFIERS), tmp_path / "cells.xlsx"))
    assert rows[0] == [("inlineStr", "Cell"), ("inlineStr", "Line")]
    assert [row[0] for row in rows[1:]] == [("inlineStr", cell) for cell in IDENTIFIERS]
    assert [row[1] for row in rows[1:]] == [("n", str(n)) for n in range(len(IDENTIFIERS))]


@given(st.lists(st.text(min_size=1), max_size=5))
def test_any_text_makes_a_sheet_that_is_read_and_a_csv_that_gives_it_back(cells: list[str]) -> None:
    made = io.BytesIO()
    with tempfile.TemporaryDirectory() as made_for_it:
        folder = Path(made_for_it)
        write_xlsx(made, [_table(cells)], folder)
        (folder / "cells.xlsx").write_bytes(made.getvalue())
        found = [row[0][1] for row in _cells_of(folder / "cells.xlsx")[1:]]
    plain = str.maketrans(dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�"))
    assert found == [
        cell.replace("\r\n", "\n").replace("\r", "\n").translate(plain).replace("_x005F_", "_") for cell in cells
    ]
    assert [bare(row[0]) for row in _csv(_table(cells))[1:]] == cells


def test_halves_of_characters_spoil_neither_form(tmp_path: Path) -> None:
    table = _table(["\ud800half"])
    assert _cells_of(_xlsx(table, tmp_path / "half.xlsx"))[1][0] == ("inlineStr", "\ufffdhalf")
    assert _csv(table)[1][0] == "?half"


def test_times_are_times_on_the_sites_wall_clock_and_the_zone_is_named(tmp_path: Path) -> None:
    columns = (Column("Due", Kind.INSTANT), Column("On", Kind.DAY), Column("Took", Kind.DURATION))
    row = (datetime(2026, 7, 1, 13, 30, tzinfo=UTC), date(2026, 7, 1), timedelta(hours=26, minutes=3))
    table = Table("Times", columns, [row], "Europe/Berlin")
    assert _csv(table) == [["Due (Europe/Berlin)", "On", "Took"], ["2026-07-01 15:30:00", "2026-07-01", "26:03:00"]]
    cells = _cells_of(_xlsx(table, tmp_path / "times.xlsx"))
    assert [kind for kind, _value in cells[1]] == ["n", "n", "n"]
    due, on, took = (timedelta(seconds=round(float(value) * 86_400)) for _kind, value in cells[1])
    days = timedelta(days=(date(2026, 7, 1) - date(1899, 12, 30)).days)
    assert (due, on) == (days + timedelta(hours=15, minutes=30), days)
    assert took == timedelta(hours=26, minutes=3)


def test_an_hour_that_comes_twice_has_its_offset_in_a_csv() -> None:
    column = (Column("At", Kind.INSTANT),)
    rows = [(datetime(2026, 10, 25, hour, 30, tzinfo=UTC),) for hour in (0, 1, 2)]
    written = _csv(Table("Night", column, rows, "Europe/Berlin"))[1:]
    assert written == [["2026-10-25 02:30:00+02:00"], ["2026-10-25 02:30:00+01:00"], ["2026-10-25 03:30:00"]]


def test_what_a_sheet_has_no_number_for_stands_there_in_words(tmp_path: Path) -> None:
    columns = (Column("At", Kind.INSTANT), Column("Took", Kind.DURATION), Column("Number", Kind.NUMBER))
    rows: list[Row] = [
        (datetime(1850, 1, 1, tzinfo=UTC), -timedelta(minutes=15), 12345678901234567890),
        (None, None, None),
        (datetime.max.replace(tzinfo=UTC), timedelta(0), 2.5),
    ]
    cells = _cells_of(_xlsx(Table("Edges", columns, rows, "Asia/Tokyo"), tmp_path / "edges.xlsx"))
    assert [value for _kind, value in cells[1]] == ["1850-01-01T00:00:00+00:00", "-0:15:00", "12345678901234567890"]
    assert cells[-1][0][1].startswith("9999-12-31")
    assert cells[-1][1:] == [("n", "0"), ("n", "2.5")]


def test_a_text_longer_than_a_cell_holds_is_cut_and_counted(tmp_path: Path) -> None:
    with new_file(tmp_path / "long.xlsx") as file:
        assert write_xlsx(file, [_table(["x" * 40_000, "short"])], tmp_path) == 1
    (_kind, text), _line = _cells_of(tmp_path / "long.xlsx")[1]
    assert len(text) == 32_767
    assert text.endswith("x […]")
    assert len(_csv(_table(["x" * 40_000]))[1][0]) == 40_000


def test_names_of_sheets_are_such_as_programs_allow(tmp_path: Path) -> None:
    tables = [
        Table(name, (Column("x"),), [], "UTC") for name in ("Calls: all/[open]", "calls  all  open", "", "x" * 40)
    ]
    with new_file(tmp_path / "names.xlsx") as file:
        write_xlsx(file, tables, tmp_path)
    with zipfile.ZipFile(tmp_path / "names.xlsx") as book:
        root = ElementTree.fromstring(book.read("xl/workbook.xml"))
    assert [sheet.get("name") for sheet in root.iter(f"{_SHEETS}sheet")] == [
        "Calls  all  open",
        "calls  all  open 2",
        "1",
        "x" * 31,
    ]


def test_a_sheet_that_is_full_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.documents.tables.xlsx_table._ROWS", 3)
    path = _xlsx(_table(["a", "b", "c", "d", "e"]), tmp_path / "full.xlsx")
    sheets = [[row[0][1] for row in _cells_of(path, sheet)] for sheet in (1, 2, 3)]
    assert sheets == [["Cell", "a", "b"], ["Cell", "c", "d"], ["Cell", "e"]]


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_what_goes_wrong_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    seen: list[int] = []

    def rows() -> Iterator[Row]:
        yield ("a", 1)
        seen.extend(stat.S_IMODE(part.stat().st_mode) & 0o077 for part in tmp_path.iterdir())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "x.xlsx") as file:
        write_xlsx(file, [Table("x", (Column("a"), Column("b")), rows(), "UTC")], tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert seen == [0, 0]


def test_a_hundred_thousand_rows_need_no_more_memory_than_a_few(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        rows = ((f"C-{n:05}", n) for n in range(count))
        tracemalloc.start()
        with new_file(tmp_path / "many.xlsx") as file:
            write_xlsx(file, [Table("x", (Column("a"), Column("b", Kind.NUMBER)), rows, "UTC")], tmp_path)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(1_000)
    assert peak(10_000) < few + 500_000


def test_our_own_import_reads_what_we_wrote_as_it_was(tmp_path: Path) -> None:
    assert _read(_xlsx(_table(IDENTIFIERS), tmp_path / "cells.xlsx")) == IDENTIFIERS
    with new_file(tmp_path / "cells.csv") as file:
        write_csv(file, _table(IDENTIFIERS))
    assert _read(tmp_path / "cells.csv") == IDENTIFIERS


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_everything_is_the_same_after_libreoffice_has_opened_and_saved_it(form: str, tmp_path: Path) -> None:
    table, source = _table(IDENTIFIERS), tmp_path / f"cells.{form}"
    if form == "xlsx":
        _xlsx(table, source)
    else:
        with new_file(source) as file:
            write_csv(file, table)
    kind = "xlsx:Calc MS Excel 2007 XML" if form == "xlsx" else "csv"
    settings = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", settings, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out"), str(source)],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    saved = tmp_path / "out" / source.name
    if form == "xlsx":
        assert [row[0] for row in _cells_of(saved)[1:]] == [("inlineStr", cell) for cell in IDENTIFIERS]
        assert _read(saved) == IDENTIFIERS
    else:
        assert [bare(row[0]) for row in _rows_of(saved.read_bytes())[1:]] == IDENTIFIERS
        assert _read(saved) == IDENTIFIERS
