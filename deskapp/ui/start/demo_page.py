"""Shown for the seconds in which the demo desk is made."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskapp.domain.clock import SystemClock
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes


class DemoPage(StartPage):
    """Makes the demo desk anew, off the window's thread; its times are relative to the present."""

    made = Signal(object)  # Path
    failed = Signal(object)  # StorageProblem

    def __init__(self, path: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(_("Making the demo desk"), parent)
        self._path = path
        self._lanes = lanes
        words = _("A print and copy shop in the middle of a busy day. Nothing in it is real.")
        self.body.addWidget(Label(words, wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Making the demo desk"))
        self.body.addWidget(bar)
        self.body.addStretch(1)

    def begin(self) -> None:
        path, now = self._path, SystemClock().now()
        self._lanes.act(lambda: _make(path, now), self._on_made, self._on_failed)

    def _on_made(self, path: Path) -> None:
        self.made.emit(path)

    def _on_failed(self, error: DeskError) -> None:
        self.failed.emit(error)


def _make(path: Path, now: datetime) -> Path:
    from deskapp.services.demo.service import make_demo_anew

    make_demo_anew(path, now)
    return path
