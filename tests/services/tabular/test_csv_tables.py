"""A CSV from outside: guessed as it is written, read as it comes, bad rows by line."""

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.tabular.content import Source
from deskapp.services.tabular.rows import BadRow, Form
from deskapp.services.tabular.tables import guess, table

GERMAN = "Nummer;Name;Ort\n1;Jürgen Groß;Köln\n2;Zoë Müller, geb. Öz;Ägidienstraße\n"


def read(
    source: Source, form: Form | None = None, longest: int = 4000, fill: bool = False
) -> tuple[list[str], list[tuple[int, list[str]]], list[BadRow]]:
    """Heading, records, bad rows."""
    with table(source, form or guess(source), longest=longest, fill=fill) as one:
        rows = list(one)
        good = [row for row in rows if not isinstance(row, BadRow)]
        return one.heading, good, [row for row in rows if isinstance(row, BadRow)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "cp850"]
)
def test_the_encoding_is_guessed_and_the_letters_are_right(encoding: str) -> None:
    heading, rows, bad = read(GERMAN.encode(encoding))

    assert heading == ["Nummer", "Name", "Ort"]
    assert rows == [(2, ["1", "Jürgen Groß", "Köln"]), (3, ["2", "Zoë Müller, geb. Öz", "Ägidienstraße"])]
    assert bad == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id,texto\n1,¿Señor Núñez? “Sí”\n", "cp1252"),
        ("id,texte\n1,L’été à Orléans coûte 5 €\n", "cp1252"),
        ("id,texte\n1,L’été à Orléans coûte 5 €\n", "mac-roman"),
        ("id,text\n1,für\x81 Grüße aus Köln\n", "latin-1"),
        ("id,text\n1,plain\n", "utf-8"),
        ("id,text\n1,Привет Łódź שלום 🙂\n", "utf-8"),
    ],
)
def test_letters_of_other_languages_tell_the_encoding_too(text: str, encoding: str) -> None:
    assert guess(text.encode(encoding)).encoding == encoding
    assert read(text.encode(encoding))[1][0][1][1] == text.split("\n")[1].split(",", 1)[1]


def test_one_stray_byte_makes_no_other_encoding_but_a_bad_row() -> None:
    content = ("id,name\n" + "1,Müller\n" * 50).encode() + b"2,M\xfcller\n" + "3,Öz\n".encode()

    _heading, rows, bad = read(content)

    assert [(one.line, one.code) for one in bad] == [(52, "encoding")]
    assert rows[-1] == (53, ["3", "Öz"])


def test_a_letter_far_down_the_file_counts_for_the_encoding() -> None:
    content = b"id,name\n" + b"1,plain\n" * 400_000 + "2,Müller\n".encode("cp1252")

    assert guess(content).encoding == "cp1252"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_rows_of_one_width(delimiter: str) -> None:
    rows = [["id", "what, where; who", "when"], ["1", 'said "no"; left', "a,b"], ["2", "x\ny", ""]]
    out = io.StringIO()
    for row in rows:
        out.write(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n")

    assert guess(out.getvalue().encode()).delimiter == delimiter
    assert [cells for _line, cells in read(out.getvalue().encode())[1]] == rows[1:]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_tells_spreadsheets_the_delimiter_is_no_heading(first: str) -> None:
    content = f"{first}\r\nid;what\r\n1;a, b\r\n".encode("utf-8-sig")

    assert guess(content).delimiter == ";"
    assert read(content) == (["id", "what"], [(3, ["1", "a, b"])], [])
    # It is right about it, whatever was thought before.
    assert read(content, Form("utf-8", ","))[0] == ["id", "what"]


def test_titles_above_the_names_of_the_columns_are_passed_over() -> None:
    content = b"Calls of March\n\nMade by,A. Sample\nid,state,who,when\n1,open,B,today\n2,open,C,today\n"

    assert guess(content).heading_line == 4
    assert read(content)[0] == ["id", "state", "who", "when"]


def test_a_row_cut_short_is_filled_where_that_was_asked_for_and_else_reported() -> None:
    content = b"id,state,who\n1,open,B\n2,open\n3,open,C,,\n4,open,D,more\n"

    _heading, rows, bad = read(content)
    assert [line for line, _cells in rows] == [2, 4]
    assert [(one.line, one.code, one.values) for one in bad] == [
        (3, "cells", {"expected": 3, "found": 2}),
        (5, "cells", {"expected": 3, "found": 4}),
    ]
    _heading, rows, bad = read(content, fill=True)
    assert rows[1] == (3, ["2", "open", ""])
    assert [one.line for one in bad] == [5]


def test_a_cell_is_as_long_as_whoever_reads_allows_also_past_the_modules_own_limit() -> None:
    mail = "line of a mail, with comma\n" * 6000
    content = f'id,body\nT-1,"{mail}"\nT-2,short\n'.encode()

    _heading, rows, bad = read(content, longest=1_000_000)
    assert [(line, len(cells[1])) for line, cells in rows] == [(2, len(mail)), (6003, 5)]
    assert bad == []
    _heading, rows, bad = read(content)
    assert [cells[0] for _line, cells in rows] == ["T-2"]
    assert [(one.line, one.code, one.values["length"]) for one in bad] == [(2, "cell_too_long", len(mail))]


def test_a_nul_in_a_cell_costs_nothing_but_itself() -> None:
    assert read(b"id,what\n1,a\x00b\n2,c\n")[1] == [(2, ["1", "ab"]), (3, ["2", "c"])]


def test_an_open_quote_costs_its_own_line() -> None:
    content = b'id,what\n1,"never closed\n2,good\n3,"fine"\n' + b"4,good\n" * 200

    _heading, rows, bad = read(content)

    assert [(one.line, one.code) for one in bad] == [(2, "quote_not_closed")]
    assert len(rows) == 202


def test_old_macs_end_their_lines_with_a_return_alone() -> None:
    assert read("id;Ort\r1;Köln\r2;Bär\r".encode("mac-roman"))[1] == [(2, ["1", "Köln"]), (3, ["2", "Bär"])]


def test_a_zipped_list_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(GERMAN.encode("cp1252")))

    assert read(path)[1][0] == (2, ["1", "Jürgen Groß", "Köln"])


def test_a_large_list_is_read_in_steady_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    peaks = []
    for rows in (2_000, 40_000):
        with path.open("w", encoding="utf-8") as out:
            out.write("id,what\n")
            out.writelines(f'{number},"{"wörter " * 60}"\n' for number in range(rows))
        form = guess(path)
        tracemalloc.start()
        with table(path, form, longest=4000) as one:
            assert sum(not isinstance(row, BadRow) for row in one) == rows
            assert one.at == one.size
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] + 200_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Refusal.CSV_EMPTY),
        (b"\n \n\n", Refusal.CSV_EMPTY),
        (b"\x1f\x8bnot gzip at all", Refusal.CSV_UNREADABLE),
        (gzip.compress(b"id,what\n" * 1000, mtime=0)[:-10], Refusal.CSV_UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.TABLE_KIND),
    ],
    ids=["empty", "blank", "no gzip", "cut short", "old workbook"],
)
def test_what_is_no_list_is_refused(content: bytes, code: Refusal) -> None:
    with pytest.raises(DeskError) as refused:
        guess(content)
    assert refused.value.code is code


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as refused:
        guess(tmp_path / "none.csv")
    assert refused.value.code is Refusal.CSV_MISSING
    with pytest.raises(DeskError) as refused:
        guess(tmp_path)
    assert refused.value.code is Refusal.CSV_UNREADABLE


def test_a_heading_that_is_not_in_the_encoding_refuses_the_list() -> None:
    with pytest.raises(DeskError) as refused:
        read("id,straße\n1,x\n".encode("cp1252"), Form("utf-8", ","))
    assert (refused.value.code, refused.value.values["encoding"]) == (Refusal.CSV_ENCODING, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_an_encoding_that_begins_with_a_mark_refuses_a_list_without_one(encoding: str) -> None:
    with pytest.raises(DeskError) as refused, table(b"a,b\n1,2\n", Form(encoding, ","), longest=100) as read:
        list(read)
    assert (refused.value.code, refused.value.values["encoding"]) == (Refusal.CSV_ENCODING, encoding)
