"""Numbers and addresses: copied as typed, opened only as a call or a letter, and shown in whole before."""

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from deskapp.ui.directory.address_row import AddressRow, mail, open_outside, telephone
from deskapp.ui.directory.open_address import OpenAddress


class Program(QObject):
    """Stands for the system's program: remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.given.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def program() -> Program:
    program = Program()
    for scheme in ("tel", "mailto", "http", "file"):
        QDesktopServices.setUrlHandler(scheme, program, "open")
    yield program
    for scheme in ("tel", "mailto", "http", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_a_number_is_copied_as_it_was_typed(qtbot: QtBot) -> None:
    row = AddressRow("+44 (0)20 7946-0112", telephone("+44 (0)20 7946-0112"), "Call…", "Phone")
    qtbot.addWidget(row)
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == "+44 (0)20 7946-0112"


def test_a_letter_cannot_smuggle_in_other_readers_or_words() -> None:
    url = mail("a@b.example?cc=x@y.example&body=hi\nBcc: z")
    assert url.scheme() == "mailto"
    assert "?" not in url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert not url.hasQuery()


@pytest.mark.parametrize("url", ["http://example.org", "file:///etc/passwd", "javascript:1", "", "TELL:1"])
def test_nothing_but_a_call_or_a_letter_is_opened(program: Program, url: str) -> None:
    assert not open_outside(QUrl(url))
    assert program.given == []


def test_the_whole_address_is_shown_before_it_is_opened(program: Program, qtbot: QtBot) -> None:
    ask = OpenAddress()
    qtbot.addWidget(ask)
    ask.ask(telephone("020 7946 0112"))
    assert ask.shown_url == "tel:02079460112"
    assert ask.address.text().replace("\u200b", "") == "tel:02079460112"
    assert program.given == []
    ask.open_button.click()
    assert program.given == ["tel:02079460112"]
    assert ask.isHidden()


def test_cancel_opens_nothing(program: Program, qtbot: QtBot) -> None:
    ask = OpenAddress()
    qtbot.addWidget(ask)
    ask.ask(mail("alex.meyer@northside.example"))
    ask.cancel_button.click()
    assert program.given == []


def test_the_links_go_below_an_address_that_needs_the_room(qtbot: QtBot) -> None:
    row = AddressRow("somebody.with.a.long.name@northside.example", mail("x@y"), "Write…", "E-mail")
    qtbot.addWidget(row)
    row.show()
    row.resize(600, 30)
    beside = row.copy_button.y()
    row.resize(180, 90)
    qtbot.waitUntil(lambda: row.copy_button.y() > beside)
