"""Shown while a desk of an older version is brought up to date."""

from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes


class UpdatePage(StartPage):
    """Brings the file up to date off the window's thread; a backup is made and checked before."""

    updated = Signal(object)  # Path
    failed = Signal(object)  # StorageProblem
    _told = Signal(int, int)

    def __init__(self, path: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(_("Bringing this desk up to date"), parent)
        self._path = path
        self._lanes = lanes
        words = _("An older version of this program made it. A backup is made first; nothing is lost.")
        self.body.addWidget(Label(words, wrap=True))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Bringing this desk up to date"))
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self.body.addWidget(self.bar)
        self.body.addStretch(1)

    def begin(self) -> None:
        self._lanes.act(partial(Desk(self._path).bring_up_to_date, self._tell), self._on_updated, self._on_failed)

    def _tell(self, done: int, of: int) -> None:
        """On the lane's thread."""
        if shiboken6.isValid(self):
            self._told.emit(done, of)

    def _on_told(self, done: int, of: int) -> None:
        # What comes before and after the calls are gone through has no measure.
        self.bar.setRange(0, of if done < of else 0)
        self.bar.setValue(done)

    def _on_updated(self, _backup: Path | None) -> None:
        self.updated.emit(self._path)

    def _on_failed(self, error: DeskError) -> None:
        self.failed.emit(error)
