"""Shown while a desk of an older version is brought up to date."""

from pathlib import Path

from PySide6.QtCore import Signal
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

    def __init__(self, path: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(_("Bringing this desk up to date"), parent)
        self._path = path
        self._lanes = lanes
        words = _("An older version of this program made it. A backup is made first; nothing is lost.")
        self.body.addWidget(Label(words, wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Bringing this desk up to date"))
        self.body.addWidget(bar)
        self.body.addStretch(1)

    def begin(self) -> None:
        self._lanes.act(Desk(self._path).bring_up_to_date, self._on_updated, self._on_failed)

    def _on_updated(self, _backup: Path | None) -> None:
        self.updated.emit(self._path)

    def _on_failed(self, error: DeskError) -> None:
        self.failed.emit(error)
