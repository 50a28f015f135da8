"""The page of fonts: added by their file, shown with licence and scripts, printed with at once, removed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from added_fonts import DEVANAGARI, FOLDER, HINDI_TEXT
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from deskapp.documents.glyphs import site_fonts
from deskapp.documents.text import not_printed
from deskapp.ui.documents.fonts_of_desk import FontsOfDesk
from deskapp.ui.settings.documents_page import DocumentsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> Iterator[DocumentsPage]:
    page = screen.show_page("documents")
    assert isinstance(page, DocumentsPage)
    FontsOfDesk(place, screen)
    wait_idle(place)
    yield page
    site_fonts.add_from(tuple)


def listed(page: DocumentsPage) -> list[tuple[str, ...]]:
    return [(item.title, *(line.text for line in item.lines)) for item in page.entries.list.cards.items]


def test_a_font_is_added_by_its_file_shown_with_licence_and_script_printed_with_and_removed(
    page: DocumentsPage, place: Workplace, wait_idle: WaitIdle, qtbot: object
) -> None:
    page.entries.add_button.click()
    (dialog,) = page.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(FOLDER / "NotoSansDevanagari-part.ttf"))
    dialog.reject()
    wait_idle(place)
    wait_idle(place)
    ((name, adds, licence),) = listed(page)
    assert name == "Noto Sans Devanagari Regular"
    assert adds == "Devanagari (Hindi, Marathi, Nepali)"
    assert "SIL Open Font License" in licence
    # As whoever prints: beside the thread that draws.
    read: list[list[str]] = []
    place.read(lambda _desk: not_printed(HINDI_TEXT), read.append, key="printed")
    wait_idle(place)
    assert read == [[]]
    page.entries.list.setFocus()
    QTest.keyClick(page.entries.list, Qt.Key.Key_Home)
    page.entries.remove_button.click()
    wait_idle(place)
    wait_idle(place)
    assert listed(page) == []
    place.read(lambda _desk: not_printed(HINDI_TEXT), read.append, key="printed")
    wait_idle(place)
    assert len(read[1]) > 10


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html>", "This is no font that can be printed with: choose a TTF, OTF or TTC file with outlines."),
        (DEVANAGARI[:-400], "This font is broken: get its file anew."),
    ],
)
def test_a_file_that_is_no_font_or_broken_is_told_in_plain_words(
    page: DocumentsPage, place: Workplace, wait_idle: WaitIdle, tmp_path: Path, data: bytes, said: str
) -> None:
    file = tmp_path / "some.ttf"
    file.write_bytes(data)
    page.take(file)
    wait_idle(place)
    wait_idle(place)
    assert page.notice.words == said
    assert listed(page) == []
    page.take(tmp_path / "nothing.ttf")
    wait_idle(place)
    assert page.notice.words == "This file cannot be read: choose one that you may open."
