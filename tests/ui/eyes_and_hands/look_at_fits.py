"""Looks through every view on a small display of its own: says what is larger than it, cut off or squeezed.

Run by `test_fits.py`, a process for each display, for Qt learns of its display once:
`look_at_fits.py DESK FOLDER POINTS`, with a display named by QT_QPA_PLATFORM.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from every_view import EveryView
from eyes_and_hands.conftest import AFTERNOON
from eyes_and_hands.controls import where
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.ui.look import theme
from deskapp.ui.widgets.placing import title_height
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.changes import ChangeHub
from deskapp.ui.work.lanes import Lanes
from deskapp.ui.work.workplace import Workplace
from deskapp.ui.work.workstation import Workstation

_SEEN = (QAbstractButton, QLabel, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)
#: A button may lose so much of the air around its words.
_AIR = 4
#: What lies in these is theirs to place.
_WHOLE = (QComboBox, QAbstractSpinBox, QTabBar, QAbstractItemView)


def complaints(shown: QWidget) -> Iterator[str]:
    """What of a window does not fit on its display, or is not wholly in its place."""
    room, least = shown.screen().availableGeometry(), shown.minimumSizeHint()
    high = room.height() - title_height()
    if least.width() > room.width() or least.height() > high:
        yield f"needs {least.width()} x {least.height()}"
    if shown.width() > room.width() or shown.height() > room.height():
        yield f"is {shown.width()} x {shown.height()}"
    for one in shown.findChildren(QWidget):
        seen = one.isVisible() and one.window() is shown and isinstance(one, _SEEN)
        if seen and not isinstance(one.parentWidget(), _WHOLE):
            yield from (f"{what}: {where(one)}" for what in _amiss(one, shown))


def _amiss(one: QWidget, shown: QWidget) -> Iterator[str]:
    box = _box(one, shown)
    around = one.parentWidget()
    while around is not shown and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    if isinstance(around, QAbstractScrollArea):
        inside = _box(around.viewport(), shown)
        never = around.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if never and (box.left() < inside.left() - 1 or box.right() > inside.right() + 1):
            yield "reaches past its column"
    elif not shown.rect().adjusted(-1, -1, 1, 1).contains(box):
        yield "lies outside of the window"
    least = one.minimumSizeHint()
    if isinstance(one, (QAbstractButton, QLabel)) and one.text() and one.width() < least.width():
        yield f"{one.text()[:30]!r} is cut to {one.width()} of {least.width()}"
    own = not one.layout() and not one.hasHeightForWidth()
    fixed = own and isinstance(one, (QAbstractButton, QLineEdit, QComboBox))
    if fixed and one.height() < least.height() - _AIR:
        yield f"is {one.height()} high of {least.height()}"


def _box(widget: QWidget, shown: QWidget) -> QRect:
    return QRect(widget.mapTo(shown, QPoint(0, 0)), widget.size())


def main(desk_file: Path, folder: Path, points: float) -> None:
    app = QApplication(sys.argv[:1])
    font = QFont("DejaVu Sans")
    font.setPointSizeF(points)
    app.setFont(font)
    theme.apply(app, "light")
    desk = Desk(desk_file, FixedClock(AFTERNOON), staff_id=1)
    desk.open()
    lanes = Lanes()
    place = Workplace(desk, lanes, ChangeHub())
    place.load_facts()

    def idle() -> None:
        rested = 0
        while rested < 4:
            QTest.qWait(5)
            rested = 0 if lanes.busy else rested + 1

    idle()
    window = MainWindow(place, Workstation(folder / "workstation.ini"), desk.first_screen("due"))
    window.show()
    window.activateWindow()
    window.begin()
    idle()
    views = 0
    for view, shown in EveryView(window, idle, folder).all():
        views += 1
        sys.stdout.writelines(f"{view}: {what}\n" for what in dict.fromkeys(complaints(shown)))
    sys.stdout.write(f"{views} views\n")
    sys.stdout.flush()
    # What is shown dies with the process, in whatever order.
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
