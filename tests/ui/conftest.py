"""What every test of the screens needs: no display, our look, and no Qt warning that nobody hears."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from patience import MS
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.ui.look import theme
from deskapp.ui.work.changes import ChangeHub
from deskapp.ui.work.lanes import Lanes
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from all_windows import Windows
    from dialog_hands import DialogHands
    from window_hands import Hands

    from deskapp.ui.window.main_window import MainWindow

#: What the offscreen platform says of itself, whatever the app does.
_OF_THE_PLATFORM = ("This plugin does not support propagateSizeHints()", "This plugin does not support raise()")
_BAD = {"QtWarningMsg", "QtCriticalMsg", "QtFatalMsg"}


@pytest.fixture(autouse=True, scope="session")
def look(qapp: QApplication) -> None:
    """The app's font and the light palette."""
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9)
    qapp.setFont(font)
    theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def no_qt_warnings(qtlog: Any) -> Iterator[None]:
    """A message of Qt fails the test in which it was given."""
    yield
    said = [f"{record.log_type_name}: {record.message}" for record in qtlog.records if _is_bad(record)]
    assert not said, "Qt said: " + "; ".join(said)


def _is_bad(record: Any) -> bool:
    return record.log_type_name in _BAD and record.message.strip() not in _OF_THE_PLATFORM


class PatientBot(QtBot):
    """Waits for what must come as long as a busy machine may need."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=MS)  # noqa: N815 - its own name
    waitSignal = partialmethod(QtBot.waitSignal, timeout=MS)  # noqa: N815 - its own name
    waitActive = partialmethod(QtBot.waitActive, timeout=MS)  # noqa: N815 - its own name
    waitExposed = partialmethod(QtBot.waitExposed, timeout=MS)  # noqa: N815 - its own name


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture
def place(desk: Desk, qapp: QApplication) -> Iterator[Workplace]:
    """A place of work over the test's desk, its facts loaded, its lanes ended with the test."""
    lanes = Lanes()
    place = Workplace(desk, lanes, ChangeHub())
    place.load_facts()
    _until_idle(place)
    yield place
    _until_idle(place)
    lanes.stop()


@pytest.fixture
def wait_idle() -> Callable[[Workplace], None]:
    """Lets everything that was asked for in the background be done and delivered."""
    return _until_idle


def _until_idle(place: Workplace) -> None:
    loop = QEventLoop()
    timer = QTimer()
    # Twice: while a dialog takes the keys that wait for it, this may be asked in the midst of its being opened.
    rested: list[bool] = [False]

    def look() -> None:
        if not place.lanes.busy and rested[0]:
            loop.quit()
        rested[0] = not place.lanes.busy

    timer.timeout.connect(look)
    timer.start(1)
    guard = QTimer()
    guard.setSingleShot(True)
    guard.timeout.connect(lambda: loop.exit(1))
    guard.start(MS)
    # What is shown may ask for more: idle is when a round of events asked for nothing.
    assert loop.exec() == 0, "the lanes never came to rest"


@pytest.fixture
def window(
    place: Workplace, tmp_path: Path, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> Iterator[MainWindow]:
    """The real window over the test's desk, painted, open and in front."""
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.workstation import Workstation

    first = place.desk.first_screen("due")
    made = MainWindow(place, Workstation(tmp_path / "workstation.ini"), first)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.begin()
    wait_idle(place)
    assert made.isActiveWindow()
    yield made
    wait_idle(place)


@pytest.fixture
def windows(window: MainWindow, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Windows:
    """All that can be seen of that window's desk."""
    from all_windows import Windows

    return Windows(window, place, wait_idle)


@pytest.fixture
def person(window: MainWindow, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Hands:
    """A person at that window who has a keyboard and nothing else."""
    from window_hands import Hands

    return Hands(window, lambda: wait_idle(place))


@pytest.fixture
def hands(qtbot: QtBot, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Iterator[DialogHands]:
    """Hands for widgets that are shown alone."""
    from dialog_hands import DialogHands

    made = DialogHands(qtbot, place, wait_idle)
    yield made
    made.let_go()
