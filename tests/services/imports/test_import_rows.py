"""Reading another program's list: what can be taken, and each bad row by line and reason."""

import gzip
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import pytest
from import_sample import COLUMNS, SAMPLE, text, update

from deskapp.domain.errors import DeskError
from deskapp.domain.words import CallState
from deskapp.services.imports import listing
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.meanings import Mapping
from deskapp.services.imports.rows import Row
from deskapp.services.tabular.rows import BadRow


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return import_mapping.load(import_mapping.find("incident_event_log"))


@dataclass(frozen=True)
class Reading:
    """A list, read whole."""

    rows: list[Row]
    bad: list[BadRow]
    doubles: list[BadRow]


def read_rows(path: Path, mapping: Mapping, go_on: listing.GoOn | None = None) -> Reading:
    with listing.read(path, mapping, go_on=go_on) as found:
        return Reading(list(found), list(found.bad.all()), list(found.doubles.all()))


def read(tmp_path: Path, mapping: Mapping, content: str | bytes) -> Reading:
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rows(path, mapping)


def bad(reading: Reading) -> list[tuple[int, str]]:
    return [(row.line, row.code) for row in reading.bad]


GOOD = [update(0, "09:30", "New"), update(1, "10:00", "Active"), update(2, "11:00", "Resolved")]


def test_the_sample_is_read_whole(mapping: Mapping) -> None:
    reading = read_rows(SAMPLE, mapping)

    assert len(reading.rows) == 5998
    assert reading.bad == []
    assert len({row.key for row in reading.rows}) == 5998
    assert len({row.reference for row in reading.rows}) == 890


@pytest.mark.parametrize("packed", [False, True])
def test_a_list_is_read_plain_and_gzipped_with_a_byte_order_mark_and_any_line_end(
    tmp_path: Path, mapping: Mapping, packed: bool
) -> None:
    for end in ("\n", "\r\n", "\r"):
        content = b"\xef\xbb\xbf" + text(*GOOD).replace("\r\n", end).encode()

        reading = read(tmp_path, mapping, gzip.compress(content) if packed else content)

        assert [row.meaning.state.state for row in reading.rows] == [
            CallState.NEW,
            CallState.OPEN,
            CallState.RESOLVED,
        ]
        assert [row.line for row in reading.rows] == [2, 3, 4]


def test_any_text_is_taken_as_it_was(tmp_path: Path, mapping: Mapping) -> None:
    hostile = '=1+1, "said" שלום\u2028<b>🙂</b>\x85\x0b'
    reading = read(tmp_path, mapping, text(update(0, "09:30", "New", caller_id=hostile)))

    assert reading.bad == []
    assert reading.rows[0].facts["customer"] == hostile.strip()


def test_a_cell_may_hold_lines_of_its_own(tmp_path: Path, mapping: Mapping) -> None:
    reading = read(tmp_path, mapping, text(update(0, "09:30", "New", caller_id="one\ntwo"), *GOOD[1:]))

    assert [row.line for row in reading.rows] == [2, 4, 5]
    assert reading.rows[0].facts["customer"] == "one\ntwo"


@pytest.mark.parametrize(
    ("cells", "code", "values"),
    [
        ({"number": "?"}, "cell_needed", {"column": "number", "value": ""}),
        ({"incident_state": "Lost"}, "value_unknown", {"column": "incident_state", "value": "Lost"}),
        ({"opened_at": "?"}, "cell_needed", {"column": "opened_at", "value": ""}),
        ({"opened_at": "yesterday"}, "time_unreadable", {"column": "opened_at", "value": "yesterday"}),
        ({"sys_updated_at": "31-02-2016 10:00"}, "time_unreadable", None),
        ({"resolved_at": "soon"}, "time_unreadable", None),
        ({"sys_mod_count": "-1"}, "number_unreadable", {"column": "sys_mod_count", "value": "-1"}),
        ({"sys_mod_count": "9" * 4000}, "number_unreadable", None),
        ({"reopen_count": "²"}, "number_unreadable", None),
        ({"priority": "0 - Now"}, "value_unknown", None),
        ({"made_sla": "maybe"}, "value_unknown", None),
        ({"caller_id": "x" * 10_000}, "cell_too_long", {"column": "caller_id", "length": 10_000, "limit": 4000}),
        ({"caller_id": "x" * 200_000}, "cell_too_long", None),
    ],
)
def test_a_bad_row_is_reported_by_line_and_reason_and_the_others_are_read(
    tmp_path: Path, mapping: Mapping, cells: dict[str, str], code: str, values: dict[str, object] | None
) -> None:
    reading = read(tmp_path, mapping, text(GOOD[0], {**GOOD[1], **cells}, GOOD[2]))

    assert bad(reading) == [(3, code)]
    assert len(reading.rows) == 2
    if values is not None:
        assert reading.bad[0].values == values


def test_a_row_with_too_few_or_too_many_cells_is_reported(tmp_path: Path, mapping: Mapping) -> None:
    lines = text(*GOOD).splitlines()
    lines[1] += ",more"
    lines[2] = lines[2].rsplit(",", 1)[0]

    reading = read(tmp_path, mapping, "\n".join(lines))

    assert bad(reading) == [(2, "cells"), (3, "cells")]
    assert reading.bad[0].values == {"expected": len(COLUMNS), "found": len(COLUMNS) + 1}
    assert len(reading.rows) == 1


def test_a_quote_that_is_not_closed_is_reported_and_hides_no_other_row(tmp_path: Path, mapping: Mapping) -> None:
    lines = text(*GOOD, *(update(change, "12:00", "Closed") for change in range(3, 20))).splitlines()
    lines[2] = lines[2].replace("Caller 1", '"Caller 1')

    reading = read(tmp_path, mapping, "\n".join(lines))

    assert bad(reading) == [(3, "quote_not_closed")]
    assert len(reading.rows) == 19


def test_two_stray_quotes_are_two_bad_rows_not_one_long_cell(tmp_path: Path, mapping: Mapping) -> None:
    lines = text(*GOOD, *(update(change, "12:00", "Closed") for change in range(3, 20))).splitlines()
    for place in (2, 5):
        lines[place] = lines[place].replace("Caller 1", '"Caller 1')

    reading = read(tmp_path, mapping, "\n".join(lines))

    assert bad(reading) == [(3, "quote_not_closed"), (6, "quote_not_closed")]
    assert len(reading.rows) == 18


def test_a_row_in_another_encoding_is_reported_with_its_place(tmp_path: Path, mapping: Mapping) -> None:
    content = text(GOOD[0], {**GOOD[1], "caller_id": "Müller"}, GOOD[2]).encode("latin-1")

    reading = read(tmp_path, mapping, content)

    assert bad(reading) == [(3, "encoding")]
    assert reading.bad[0].values["encoding"] == "utf-8"
    assert len(reading.rows) == 2


def test_a_list_in_another_encoding_is_refused(tmp_path: Path, mapping: Mapping) -> None:
    for encoding in ("utf-16", "utf-32"):
        with pytest.raises(DeskError) as refused:
            read(tmp_path, mapping, text(*GOOD).encode(encoding))
        assert refused.value.code == "csv_encoding"


def test_missing_columns_are_named(tmp_path: Path, mapping: Mapping) -> None:
    with pytest.raises(DeskError) as refused:
        read(tmp_path, mapping, text(*GOOD).replace("caller_id", "caller").replace("made_sla", "sla"))

    assert refused.value.code == "csv_columns_missing"
    assert refused.value.values["columns"] == "caller_id, made_sla"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "csv_empty"),
        (b"\n\n\n", "csv_columns_missing"),
        (b'"', "csv_columns_missing"),
        (b"\x00\x01\x02", "csv_columns_missing"),
        (b"\x1f\x8b", "csv_unreadable"),
        (b"\x1f\x8bnot gzip at all", "csv_unreadable"),
        (gzip.compress(b"x" * 1000, mtime=0)[:-10], "csv_unreadable"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, mapping: Mapping, content: bytes, code: str) -> None:
    with pytest.raises(DeskError) as refused:
        read(tmp_path, mapping, content)

    assert refused.value.code == code


def test_a_list_that_is_not_there_is_refused(tmp_path: Path, mapping: Mapping) -> None:
    with pytest.raises(DeskError) as refused:
        read_rows(tmp_path / "none.csv", mapping)
    assert refused.value.code == "csv_missing"
    with pytest.raises(DeskError) as refused:
        read_rows(tmp_path, mapping)
    assert refused.value.code == "csv_unreadable"


def test_a_row_that_is_there_twice_counts_once_and_one_that_says_otherwise_is_reported(
    tmp_path: Path, mapping: Mapping
) -> None:
    reading = read(tmp_path, mapping, text(GOOD[0], GOOD[0], {**GOOD[0], "caller_id": "Caller 2"}))

    assert len(reading.rows) == 1
    assert bad(reading) == [(4, "row_twice")]
    assert reading.bad[0].values == {"first": 2}


def test_reading_can_be_stopped(tmp_path: Path, mapping: Mapping) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text(*GOOD), encoding="utf-8")

    def stop(_done: int, _total: int) -> None:
        raise DeskError("cancelled")

    with pytest.raises(DeskError, match="cancelled"):
        read_rows(path, mapping, stop)


def test_rows_wait_beside_the_memory_whatever_stands_in_them(tmp_path: Path, mapping: Mapping) -> None:
    path = tmp_path / "large.csv"
    long = {"caller_id": "x" * 3000}
    with path.open("w", encoding="utf-8") as out:
        out.write(text(update(0, "09:30", "New", number="INC0", **long)))
        line = text(update(0, "09:30", "New", number="INC", **long)).splitlines()[1]
        out.writelines(line.replace("INC", f"INC{number}", 1) + "\n" for number in range(1, 8000))
    tracemalloc.start()

    with listing.read(path, mapping) as found:
        assert len(found) == 8000
        assert found.of("INC7999")[0].facts["customer"] == long["caller_id"]
        assert tracemalloc.get_traced_memory()[0] < 8000 * 600
    tracemalloc.stop()
