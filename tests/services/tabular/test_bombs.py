"""What is made to unpack to more than there is room for, or to take for ever, is refused or read within bounds."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_workbooks import book

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.directory import people_files
from deskapp.services.directory.content_lines import cards
from deskapp.services.tabular import content, xlsx_rows
from deskapp.services.tabular.tables import guess, table

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


def test_a_file_of_people_that_has_no_end_is_too_large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_files, "_LARGEST", 1_000_000)
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("needs a device that has no end")
    with pytest.raises(DeskError) as caught:
        people_files._content(endless)
    assert caught.value.code == Refusal.CONTACTS_TOO_LARGE
