"""A save that is held up, or that the file does not take: said, waited for, taken back, asked anew, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from refusing_file import RefusingFile

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from window_hands import Hands

    from deskapp.ui.window.main_window import MainWindow

Key = Qt.Key


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another workstation saves, for as long as the block lasts."""
    other = sqlite.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def call_id(desk: Desk, window: MainWindow, place: Workplace, wait_idle: Callable[[Workplace], None]) -> int:
    """A call, shown in the panel."""
    call = desk.calls.log(LogCall("No power", new_customer=NewCustomer("Ada Vega"))).value
    window.show_call(call.id)
    wait_idle(place)
    return call.id


def _kinds(desk: Desk, call_id: int) -> list[str]:
    return [str(one.kind) for one in desk.overview.call(call_id).events]


def _spoke(desk: Desk, call_id: int) -> int:
    return _kinds(desk, call_id).count("customer_told")


def _press(window: MainWindow, key: Key) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(window, key)


def test_the_window_says_which_act_waits_stays_until_it_is_saved_and_closes_then(
    window: MainWindow, desk: Desk, place: Workplace, call_id: int, qtbot: QtBot
) -> None:
    unsaved = window.shell.unsaved
    with held(desk.path):
        _press(window, Key.Key_F7)
        qtbot.waitUntil(lambda: not unsaved.waits.isHidden())
        assert unsaved.waits.words.startswith("Not saved yet: C-00001: spoke with the customer.")
        assert window.close() is False
        assert unsaved.stays.words.startswith("The window closes as soon as everything is saved.")
        assert window.close() is False
        assert window.isVisible()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert _spoke(desk, call_id) == 1


def test_whoever_closes_the_message_has_the_window_stay(
    window: MainWindow, desk: Desk, place: Workplace, call_id: int, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    with held(desk.path):
        _press(window, Key.Key_F7)
        qtbot.waitUntil(lambda: bool(place.underway.acts))
        assert window.close() is False
        window.shell.unsaved.stays.end()
    wait_idle(place)
    assert window.isVisible()
    assert _spoke(desk, call_id) == 1


def test_what_waits_is_taken_back_and_nothing_of_it_is_saved(
    window: MainWindow, desk: Desk, place: Workplace, call_id: int, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    waits = window.shell.unsaved.waits
    with held(desk.path):
        _press(window, Key.Key_F7)
        qtbot.waitUntil(lambda: not waits.isHidden())
        waits._action.click()
        assert waits.isHidden()
        assert not place.underway.acts
    wait_idle(place)
    assert _spoke(desk, call_id) == 0
    assert window.current.panel.notice.words == "Taken back: nothing of it was saved."


def test_leaving_without_it_saves_nothing_behind_whoever_left(
    window: MainWindow, desk: Desk, place: Workplace, call_id: int, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    with held(desk.path):
        _press(window, Key.Key_F7)
        qtbot.waitUntil(lambda: bool(place.underway.acts))
        assert window.close() is False
        window.shell.unsaved.stays._action.click()
        assert not window.isVisible()
    wait_idle(place)
    assert _spoke(desk, call_id) == 0


@pytest.mark.parametrize("why", [Refusal.DISK_FULL, Refusal.LOCKED])
def test_an_act_that_the_file_did_not_take_is_asked_for_again(
    window: MainWindow,
    desk: Desk,
    place: Workplace,
    call_id: int,
    wait_idle: Callable[[Workplace], None],
    monkeypatch: pytest.MonkeyPatch,
    why: Refusal,
) -> None:
    file, refused = RefusingFile(monkeypatch), window.shell.unsaved.refused
    file.why = why
    _press(window, Key.Key_F7)
    wait_idle(place)
    assert refused.words.startswith("Not saved: C-00001: spoke with the customer. ")
    assert window.close() is False
    assert window.shell.unsaved.stays.words.startswith("The window stays open")
    refused._action.click()
    wait_idle(place)
    assert not refused.isHidden()
    file.why = None
    refused._action.click()
    wait_idle(place)
    assert refused.isHidden()
    assert _spoke(desk, call_id) == 1
    assert not window.isVisible()


def test_a_dialog_says_that_it_waits_gives_its_words_back_and_saves_them_later(
    window: MainWindow,
    desk: Desk,
    place: Workplace,
    call_id: int,
    qtbot: QtBot,
    wait_idle: Callable[[Workplace], None],
    person: Hands,
) -> None:
    dialog = NoteDialog(place, desk.overview.call(call_id), window)
    dialog.open()
    wait_idle(place)
    dialog.words.setPlainText("Rang again")
    with held(desk.path):
        dialog.trigger()
        qtbot.waitUntil(lambda: not dialog.notice.isHidden())
        assert dialog.notice.words.startswith("Not saved yet")
        assert window.shell.unsaved.waits.isHidden()
        dialog.reject()
        assert dialog.isVisible()
        dialog.notice._action.click()
        assert dialog.notice.words == "Taken back: nothing of it was saved."
        assert dialog.main_button.isEnabled()
        assert dialog.words.toPlainText() == "Rang again"
        dialog.trigger()
    wait_idle(place)
    assert _kinds(desk, call_id).count("note") == 1


def test_a_draft_that_cannot_be_written_is_there_when_its_dialog_is_opened_again_and_can_be_copied(
    window: MainWindow,
    desk: Desk,
    place: Workplace,
    call_id: int,
    qtbot: QtBot,
    wait_idle: Callable[[Workplace], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, drafts = RefusingFile(monkeypatch), window.shell.unsaved.drafts
    file.why = Refusal.DISK_FULL
    dialog = NoteDialog(place, desk.overview.call(call_id), window)
    dialog.open()
    wait_idle(place)
    dialog.words.setPlainText("They ring back at four")
    dialog.reject()
    wait_idle(place)
    assert drafts.words.startswith("What you typed (Note) is kept in this window only: The disk is full")
    drafts._action.click()
    assert "They ring back at four" in QApplication.clipboard().text()
    assert window.close() is False
    again = NoteDialog(place, desk.overview.call(call_id), window)
    again.open()
    wait_idle(place)
    assert again.words.toPlainText() == "They ring back at four"
    again.reject()
    file.why = None
    place.keeper.try_again()
    qtbot.waitUntil(lambda: not place.keeper.waiting)
    assert drafts.isHidden()
    assert desk.drafts.load(f"note:{call_id}")["words"] == "They ring back at four"
    qtbot.waitUntil(lambda: not window.isVisible())  # whoever asked for it to close had it wait
