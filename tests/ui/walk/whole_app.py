"""The whole application before somebody of a role, on a copy of a desk's file; whole again whenever it was ended."""

from __future__ import annotations

import gc
import itertools
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import shiboken6
from patience import SECONDS
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QWidget
from steps import Chooser, Key

from deskapp import paths
from deskapp.domain.words import Role
from deskapp.ui.look import theme
from deskapp.ui.start.application import Application
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.window.screens import rows
from deskapp.ui.work.lanes import Lanes

#: A pause after typing is not longer than this; what waits longer is no part of the press.
_PAUSE_MS = 400
_POINTS = 9.0
#: So many seconds it waits for what is under way before it looks again.
_NAP = 0.005


class WholeApp:
    """role None: nobody is signed in, and what comes before the main window is walked."""

    def __init__(self, original: Path | None, role: Role | None, size: tuple[int, int], folder: Path) -> None:
        self._original, self._role, self._size, self._folder = original, role, size, folder
        self._staff_id: int | None = None
        #: The classes of the windows that came, also of those that went by themselves.
        self.came: set[type] = set()
        self._begin()

    # What the walker asks

    def places(self) -> Iterator[str]:
        if self._role is None:
            yield "start"
        else:
            yield from (row.key for row in rows())

    def go(self, place: str) -> None:
        _plain_look()
        window = self.window()
        if self._role is None:
            return
        if not isinstance(window, MainWindow) or window.place.locked or not self._is_right(window):
            self.end()
            self._begin()
        window = self._application.window
        assert isinstance(window, MainWindow)
        window.go_to_screen(place)

    def window(self) -> QWidget:
        window = self._application.window
        if window is None or not window.isVisible() or (isinstance(window, MainWindow) and not self._is_right(window)):
            self.end()
            self._begin()
            window = self._application.window
            assert window is not None
        if isinstance(window, MainWindow) and (window.width(), window.height()) != self._size:
            window.resize(*self._size)
        return window

    def settle(self) -> None:
        until, rests = time.monotonic() + SECONDS, 0
        while rests < 2:
            self.came.add(type(self._application.window))
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if self._application.lanes.busy:
                rests = 0
                time.sleep(_NAP)
            elif rests and _pass_time():  # it takes a look at all there is, so it is asked last
                rests = 0
            else:
                rests += 1
            assert time.monotonic() < until, "it never came to rest"

    # Coming and going

    def _is_right(self, window: MainWindow) -> bool:
        """Whether whoever is to press works here, as what they are to be."""
        if self._role is None:
            return False
        me = window.place.me
        return window.place.locked or (me is not None and me.id == self._staff_id and me.role is self._role)

    def _begin(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # Nothing that was done before makes it begin in another way.
        (paths.user_data() / "workstation.ini").unlink(missing_ok=True)
        self._application = application = Application(None, new_window=True)
        application.app, application.lanes = app, Lanes(application)
        file = None if self._original is None else self._copy(self._original)
        if file is None:
            application._begin()
        elif self._role is None:
            application.open_desk(file)
        else:
            self._staff_id = _one_of(file, self._role)
            application.open_desk(file, self._staff_id)
        self._until_there()

    def _copy(self, original: Path) -> Path:
        folder = self._folder / f"desk {len(list(self._folder.glob('desk *')))}"
        folder.mkdir()
        return Path(shutil.copy(original, folder / "desk.db"))

    def _until_there(self) -> None:
        until = time.monotonic() + SECONDS
        self.settle()
        while self._role is not None:
            window = self._application.window
            if isinstance(window, MainWindow) and window.current.panel is not None:
                break
            self.settle()
            assert time.monotonic() < until, "the window never came"
        self.window().activateWindow()
        self.settle()

    def end(self) -> None:
        """Close everything."""
        application = self._application
        for top in QApplication.topLevelWidgets():
            if isinstance(top, (QDialog, QMenu)) and top.isVisible():
                top.close()
        if application.wall is not None:
            application.wall.close()
        window = application.window
        if window is not None:
            window.close()
            window.close()  # it asks once where something is not saved
        self.settle()
        application.lanes.stop()
        if application._answering is not None:
            application._answering.stop()
        for one in (window, application):
            if one is not None:
                one.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        # What the start has frozen would be kept for every later test.
        gc.unfreeze()


class Choosers:
    """Answers the choosers of Qt's own: the first time by Escape, then with a file, which is a new one to write."""

    def __init__(self, folder: Path, to_read: Path) -> None:
        self._folder, self._to_read = folder, to_read
        self._numbers = itertools.count()

    def answer(self, chooser: Chooser, turn: int) -> None:
        if turn == 0:
            QTest.keyClick(chooser, Key.Key_Escape)
        elif isinstance(chooser, QFileDialog):
            to_write = chooser.acceptMode() == QFileDialog.AcceptMode.AcceptSave
            ending = Path(chooser.selectedFiles()[0]).suffix if to_write else ""
            _fill(chooser, "fileNameEdit", self._new(ending) if to_write else self._to_read)
        else:
            _fill(chooser, "filename", self._new(".pdf"))

    def _new(self, ending: str) -> Path:
        return self._folder / f"written {next(self._numbers)}{ending}"


def _fill(chooser: Chooser, name: str, file: Path) -> None:
    field = chooser.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(str(file))
    QTest.keyClick(field if isinstance(chooser, QFileDialog) else chooser, Key.Key_Return)


def _one_of(file: Path, role: Role) -> int:
    from deskapp.desk import Desk

    desk = Desk(file).open()
    try:
        return next(one.id for one in desk.facts().staff if one.role is role and one.active)
    finally:
        desk.close()


def _pass_time() -> bool:
    """Let the moment pass for which something waits, such as a search for the typing to end; False: nothing does."""
    waiting = [
        timer
        for top in QApplication.topLevelWidgets()
        if top.isVisible()
        for timer in top.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= _PAUSE_MS
    ]
    pauses = [(timer, timer.interval()) for timer in sorted(waiting, key=QTimer.remainingTime)]
    for timer, _pause in pauses:
        timer.start(0)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    for timer, pause in pauses:
        if shiboken6.isValid(timer):
            timer.setInterval(pause)  # the next time it waits as long as ever
    return bool(pauses)


def _plain_look() -> None:
    """Whatever was made of the look: each place is begun in the same one."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if app.font().pointSizeF() != _POINTS:
        font = QFont(app.font())
        font.setPointSizeF(_POINTS)
        app.setFont(font)
    theme.apply(app, "light")
