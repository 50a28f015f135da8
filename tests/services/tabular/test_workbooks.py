"""A workbook from outside: the kept values as text, dates as dates, and no bomb."""

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import xlsxwriter

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.tabular.rows import BadRow
from deskapp.services.tabular.tables import guess, table


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def book(*rows: Sequence[Any], write: Callable[[Any, Any], None] | None = None, **options: Any) -> bytes:
    made = io.BytesIO()
    out = xlsxwriter.Workbook(made, {"in_memory": True, **options})
    sheet = out.add_worksheet("Calls")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    if write is not None:
        write(out, sheet)
    out.close()
    return made.getvalue()


def read(content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with table(content, guess(content), longest=4000) as one:
        rows = list(one)
        assert not any(isinstance(row, BadRow) for row in rows)
        return one.heading, rows  # type: ignore[return-value]


def test_cells_come_as_the_text_that_stands_in_them() -> None:
    def write(out: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 4, at("2025-06-18 14:16:30"), out.add_format({"num_format": "dd.mm.yyyy hh:mm"}))
        sheet.write_datetime(1, 5, at("2025-06-18"), out.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_number(1, 6, 123, out.add_format({"num_format": "000000"}))
        sheet.write_formula(1, 7, "=1+1", None, 2)
        sheet.write_boolean(1, 8, True)

    content = book(
        ["id", "phone", "account", "cost", "at", "day", "number", "sum", "yes"],
        ["T-1", "+49 30 1234", "000123", 2.5],
        write=write,
    )

    assert read(content)[1] == [
        (
            2,
            [
                "T-1",
                "+49 30 1234",
                "000123",
                "2.5",
                "2025-06-18 14:16:30",
                "2025-06-18 00:00:00",
                "000123",
                "2",
                "TRUE",
            ],
        )
    ]


def test_dates_are_right_in_a_workbook_that_counts_from_1904() -> None:
    def write(out: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 1, at("2025-06-18 14:16"), out.add_format({"num_format": "yyyy-mm-dd hh:mm"}))

    assert read(book(["id", "at"], ["T-1"], write=write, date_1904=True))[1] == [(2, ["T-1", "2025-06-18 14:16:00"])]


def test_rows_are_as_wide_as_the_heading_and_empty_ones_are_passed_over() -> None:
    heading, rows = read(book(["id", "who", "what"], ["T-1"], [], ["T-2", "A", "x"]))

    assert heading == ["id", "who", "what"]
    assert rows == [(2, ["T-1", "", ""]), (4, ["T-2", "A", "x"])]


def test_the_first_visible_sheet_with_rows_is_taken_and_all_are_named() -> None:
    def write(out: Any, sheet: Any) -> None:
        out.add_worksheet("Hidden").hide()
        out.add_worksheet("Second").write_row(0, 0, ["id", "who"])

    form = guess(book(write=write))

    assert (form.sheet, form.sheets, form.workbook) == ("Second", ("Calls", "Second"), True)


@pytest.mark.filterwarnings("ignore:unclosed file")
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["id"], ["T-1"]))) as sound, zipfile.ZipFile(bomb, "w") as out:
        for part in sound.infolist():
            content = sound.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * 120_000_000)
            out.writestr(part, content, zipfile.ZIP_DEFLATED)
    tracemalloc.start()

    with pytest.raises(DeskError) as refused:
        guess(bomb.getvalue())

    assert refused.value.code is Refusal.TABLE_TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_workbook_that_is_damaged_is_refused_in_plain_words() -> None:
    sound = book(["id", "who"], *(["T-1", "A"] for _ in range(500)))
    for content in (sound[:-200], sound[:800], sound[:1500] + bytes(400) + sound[1900:], b"PK\x03\x04" + bytes(50)):
        with pytest.raises(DeskError) as refused:
            read(content)
        assert refused.value.code is Refusal.CSV_UNREADABLE


def test_a_document_of_another_office_is_named_as_such() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", "<x/>")
    with pytest.raises(DeskError) as refused:
        guess(made.getvalue())
    assert refused.value.code is Refusal.TABLE_KIND


def test_a_row_number_that_no_sheet_has_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["id"], ["T-1"]))) as sound, zipfile.ZipFile(made, "w") as out:
        for part in sound.infolist():
            content = (
                sound.read(part).replace(b'<row r="2"', b'<row r="99999999999"').replace(b'r="A2"', b'r="A99999999999"')
            )
            out.writestr(part, content, zipfile.ZIP_DEFLATED)
    with pytest.raises(DeskError) as refused:
        read(made.getvalue())
    assert refused.value.code is Refusal.CSV_UNREADABLE


def test_rows_of_a_large_sheet_are_read_one_by_one() -> None:
    peaks = []
    for rows in (500, 5_000):
        content = book(*([number, "the same words"] for number in range(rows)))
        form = guess(content)
        tracemalloc.start()
        with table(content, form, longest=4000) as one:
            assert sum(1 for _row in one) == rows - 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 300_000
