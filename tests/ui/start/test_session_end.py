"""The system ends the session: what was typed is kept, what was asked for saved, or the session is asked to stay."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlite
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from refusing_file import RefusingFile

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.ui.start.session_end import SessionEnd
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.window.main_window import MainWindow


class Ending:
    """A session that ends, as Qt tells of it; nobody can make one of Qt's own."""

    def __init__(self) -> None:
        self.stays = False

    def allowsInteraction(self) -> bool:
        return True

    def release(self) -> None:
        pass

    def cancel(self) -> None:
        self.stays = True


@pytest.fixture
def typed(window: MainWindow, place: Workplace, wait_idle: Callable[[Workplace], None]) -> MainWindow:
    """Somebody types a call."""
    window.shell.new_call()
    wait_idle(place)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "Ada")
    return window


def test_what_is_typed_is_kept_before_the_session_ends(typed: MainWindow, desk: Desk, place: Workplace) -> None:
    ending = Ending()
    SessionEnd(QApplication.instance(), place.lanes).commit(ending)
    assert not ending.stays
    assert not typed.isVisible()
    with closing(sqlite.connect(str(desk.path))) as file:
        assert file.execute("SELECT count(*) FROM draft").fetchone() == (1,)


def test_a_session_that_would_take_words_with_it_is_asked_to_stay_and_told_why(
    typed: MainWindow, desk: Desk, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, ending = RefusingFile(monkeypatch), Ending()
    file.why = Refusal.DISK_FULL
    SessionEnd(QApplication.instance(), place.lanes).commit(ending)
    assert ending.stays
    assert typed.isVisible()
    assert "The disk is full" in typed.shell.unsaved.drafts.words
    assert typed.shell.unsaved.stays.words.startswith("The window stays open")
    file.why = None
    place.keeper.try_again()
