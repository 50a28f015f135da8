"""Who rings before the window is ready, or while it is locked, is kept until it can be seen who they are."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.start.application import Application
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.lanes import Lanes


@pytest.fixture
def application(
    desk: Desk, desk_file: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    staff_id = desk.staff_id
    desk.close()
    made = Application(None, new_window=True, caller="020 7946 0018")
    made.app, made.lanes = qapp, Lanes(made)
    made.open_desk(desk_file, staff_id)
    yield made
    window = made.window
    assert window is not None
    monkeypatch.setattr(made, "_quit", lambda: None)
    window.close()
    qtbot.waitUntil(lambda: not made.lanes.busy)
    made.lanes.stop()
    if made._answering is not None:
        made._answering.stop()
    for one in (window, made):
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()


def numbers() -> list[str]:
    calls = [one for one in QApplication.topLevelWidgets() if isinstance(one, NewCallDialog) and one.isVisible()]
    return sorted(one.who.field.text() for one in calls)


def test_whoever_rings_is_kept_until_they_may_be_seen(application: Application, qtbot: QtBot) -> None:
    assert numbers() == []  # the window is not ready yet
    qtbot.waitUntil(lambda: numbers() == ["020 7946 0018"])
    window = application.window
    assert isinstance(window, MainWindow)
    counted: list[int] = []
    window.place.callers_waiting.connect(counted.append)
    window.place.locked = True
    for number in ("0161 496 0233", "0161 496 0240"):
        application._on_asked_forward(number)
    assert counted == [1, 2]
    assert len(numbers()) == 1
    window.place.locked = False
    window.place.unlocked.emit()
    qtbot.waitUntil(lambda: numbers() == ["0161 496 0233", "0161 496 0240", "020 7946 0018"])
    qtbot.waitUntil(lambda: not application.lanes.busy)
