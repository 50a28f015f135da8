"""What is made to unpack to more than there is room for, or to take for ever, is refused or read within bounds."""

import gzip
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_workbooks import book

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.toml_text import NotTomlError, parsed
from deskapp.domain.practice import reading as scenario_reading
from deskapp.domain.practice.reading import ScenarioFault
from deskapp.models.schema.all import Base
from deskapp.services.directory import contact_entries, people_files
from deskapp.services.directory.content_lines import cards
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.mapping import MappingError
from deskapp.services.tabular import content, encodings, xlsx_rows
from deskapp.services.tabular.tables import guess, table
from deskapp.services.whole import form as whole_form
from deskapp.services.whole.form import WrongValueError
from deskapp.services.whole.json_stream import JsonStream, NotJsonError

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "lololololo">'
    + "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def repacked(change: Callable[[str, str], str]) -> bytes:
    """A workbook whose parts are changed, by their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["id", "name"], ["T-1", "Ana"]))) as sound, zipfile.ZipFile(made, "w") as out:
        for name in sound.namelist():
            out.writestr(name, change(name, sound.read(name).decode()))
    return made.getvalue()


def read(source: bytes) -> list[object]:
    with table(source, guess(source), longest=4000) as one:
        return list(one)


def refused(source: bytes) -> Refusal:
    with pytest.raises(DeskError) as caught:
        read(source)
    return Refusal(caught.value.code)


@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE], ids=["a billion laughs", "a file of this machine"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_of_a_workbook_are_neither_multiplied_nor_fetched(entities: str, part: str) -> None:
    def change(name: str, text: str) -> str:
        if name != part:
            return text
        # In a text where there is one, else in a name.
        begun, wanted = text.split("?>", 1) if text.startswith("<?xml") else ("", text)
        put = wanted.replace(">Ana<", ">&i;<").replace('name="Sheet', 'name="&i;')
        return (begun + "?>" if begun else "") + entities + put

    made = repacked(change)
    refusals, told = [], ""
    try:
        told = str(read(made))
    except DeskError as problem:
        refusals.append(problem.code)
    assert refusals in ([], [Refusal.CSV_UNREADABLE])
    assert len(told) < 1000
    assert "root:" not in told


def test_what_would_lie_in_memory_whole_is_refused_sooner_than_what_is_read_by_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def change(name: str, text: str) -> str:
        return text + " " * 50_000 if name == "xl/sharedStrings.xml" else text

    made = repacked(change)
    read(made)
    monkeypatch.setattr(xlsx_rows, "_LARGEST_IN_MEMORY", 40_000)
    assert refused(made) is Refusal.TABLE_TOO_LARGE


def test_rows_that_are_said_to_reach_far_to_the_right_are_counted_by_their_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_rows, "_MOST_CELLS", 100_000)
    far = '<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>'

    def change(name: str, text: str) -> str:
        rows = "".join(far.format(n=number) for number in range(3, 20))
        return text.replace("</sheetData>", rows + "</sheetData>") if name.startswith("xl/worksheets/") else text

    assert refused(repacked(change)) is Refusal.TABLE_TOO_LARGE


def test_what_was_gzipped_is_unpacked_as_far_as_any_list_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b"id,name\n" + b"1,Ana\n" * 400_000
    assert len(read(gzip.compress(lines))) == 400_000
    monkeypatch.setattr(content, "LARGEST", 1_000_000)
    assert refused(gzip.compress(lines)) is Refusal.TABLE_TOO_LARGE


def test_one_line_without_end_is_one_bad_row_and_what_follows_is_read() -> None:
    source = b"id,name\n" + b"a" * 40_000_000 + b"\n1,Ana\n"
    assert read(source)[-1] == (3, ["1", "Ana"])


@pytest.mark.parametrize("head", ["NOTE:", "PHOTO;ENCODING=b:", "NOTE;ENCODING=QUOTED-PRINTABLE:", "no colon at all"])
def test_a_line_of_a_card_that_is_folded_without_end_takes_as_long_as_it_is_long(head: str) -> None:
    def seconds(folds: int) -> float:
        end = "=" if "QUOTED" in head else ""
        text = f"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\n{head}{end}" + f"\n aaaa{end}" * folds + "\nEND:VCARD\n"
        begun = time.process_time()
        (card,) = cards(text.encode())
        assert sum(len(one.value) for one in card.properties) + sum(len(odd) for _at, odd in card.odd) > folds
        return time.process_time() - begun

    # Four times as long takes four times as long, not sixteen; by its own time, whatever else this machine does.
    assert seconds(160_000) < 10 * max(seconds(40_000), 0.02)


def test_more_people_than_anybody_keeps_and_cards_of_more_lines_than_any_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n"
    rows = b"name,photo\n" + b"Ana,x\n" * 50
    packed = gzip.compress(rows)
    for many in (card * 50, rows, packed, b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" + b"stray\n" * 50):
        people_files.read(many)
        with monkeypatch.context() as patched:
            patched.setattr(contact_entries, "MOST", 49)
            assert _too_large(many), many[:20]
    assert not _too_large(card.replace(b"FN:", b"X-A:1\n" * 9_000 + b"FN:"))
    assert _too_large(card.replace(b"FN:", b"X-A:1\n" * 11_000 + b"FN:"))
    # Folded it is one line, however long: a photo is.
    assert not _too_large(card.replace(b"END:", b"PHOTO;ENCODING=b:" + b"\n AAAA" * 20_000 + b"\nEND:"))


def _too_large(content: bytes) -> bool:
    try:
        people_files.read(content)
    except DeskError as problem:
        return problem.code == Refusal.CONTACTS_TOO_LARGE
    return False


def test_lines_of_a_file_of_people_are_looked_at_one_by_one() -> None:
    content = b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" + b"\n" * 50_000
    tracemalloc.start()
    try:
        (card,) = cards(content)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert card.properties[0].value == "A"
    # A list of them all would take eight times as much as the file.
    assert most < 4 * len(content)


def test_a_table_of_a_million_columns_is_refused_and_one_of_as_many_as_a_sheet_has_is_read() -> None:
    def wide(count: int) -> bytes:
        return ",".join(f"c{number}" for number in range(count)).encode() + b"\n" + b"," * (count - 1) + b"\nx\n"

    assert len(read(wide(16_384))) == 1
    assert refused(wide(1_000_000)) is Refusal.TABLE_TOO_LARGE


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "undefined", "zip", "a\0b", "x" * 5_000])
def test_what_is_no_encoding_of_a_text_decodes_none(charset: str) -> None:
    # Python's punycode takes the square of a text's length.
    text = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET={charset}:\u00e9\\u0041-99\nEND:VCARD\n"
    (card,) = cards(text.encode())
    assert card.properties[0].value == "\u00e9\\u0041-99"
    assert not encodings.known(charset)


#: What a library of TOML fails over by its depth, by a number, or never ends with; and what only looks like it.
BAD_TOML = ("a=" + "[" * 20_000, "a=" + "1" * 5_000, ".".join("a" * 50_000) + "=1", "[" + ".".join("a" * 50_000) + "]")


@pytest.mark.parametrize("text", BAD_TOML, ids=["deep", "a number", "a key", "a table"])
def test_a_text_in_toml_that_is_made_to_break_its_reader_is_none_and_the_line_is_named(text: str) -> None:
    with pytest.raises(NotTomlError) as caught:
        parsed(f'x = "y"\n{text}\n')
    assert 1 <= caught.value.line <= 3
    told = scenario_reading.read(f'x = "y"\n{text}\n', ())
    assert [one.fault for one in told.faults] == [ScenarioFault.NO_TOML]


@pytest.mark.parametrize("text", ["[" * 200_000, "1" * 5_000, '{"a":' * 200_000, '"' + "a" * 200_000, "[1" * 3])
def test_a_text_in_json_that_is_made_to_break_its_reader_is_none(text: str) -> None:
    with pytest.raises(NotJsonError):
        JsonStream(io.StringIO(text)).value()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_what_is_no_number_stands_in_no_column_of_json(value: object) -> None:
    (column,) = [one for one in Base.metadata.tables["draft"].columns if one.name == "content"]
    with pytest.raises(WrongValueError):
        whole_form.read(column)(value)


def test_sentences_in_toml_may_have_as_many_points_as_they_like() -> None:
    said = "No. " * 20 + "one.two.three " * 40 + "." * 200 + "e.g" * 99
    assert parsed(f'a.b."c.d" = "{said}"') == {"a": {"b": {"c.d": said}}}


def test_a_mapping_is_read_as_far_as_any_goes(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for text in (*BAD_TOML, "source = '" + "x" * 1_100_000 + "'"):
        file.write_text(text, "utf-8")
        with pytest.raises(MappingError) as caught:
            import_mapping.load(file)
        assert caught.value.code == Refusal.MAPPING_UNREADABLE
        assert len(str(caught.value.values["said"])) < 200


def test_a_file_of_people_that_has_no_end_is_too_large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_files, "_LARGEST", 1_000_000)
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("needs a device that has no end")
    with pytest.raises(DeskError) as caught:
        people_files._content(endless)
    assert caught.value.code == Refusal.CONTACTS_TOO_LARGE
