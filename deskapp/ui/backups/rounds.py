"""Backups by themselves: soon after a window was started, then every half an hour, in a thread of their own."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.domain.clock import Clock
from deskapp.ui.work.lanes import Lanes

if TYPE_CHECKING:
    from deskapp.domain.errors import DeskError
    from deskapp.services.backups.views import KeptBackup

#: So long after everything can be used the first is looked after.
_SOON_MS = 15_000
#: So often is looked whether one is due. Another window may have made one meanwhile.
_LOOK_MS = 5 * 60_000
#: One is due after so long, where something was saved since.
EVERY = timedelta(minutes=30)


class BackupRounds(QObject):
    """Of several windows on one desk one makes it; each looks."""

    kept = Signal(object)  # KeptBackup
    failed = Signal(object)  # DeskError

    def __init__(self, path: Path, clock: Clock, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._clock, self._lanes = path, clock, lanes
        self._busy = self._began = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on, for as long as the window is there."""
        QTimer.singleShot(_SOON_MS, self, self.look)
        self._timer.start()

    def look(self) -> None:
        """Make one where one is due. The first time that is also where the last is younger than half an hour."""
        if self._busy:
            return
        self._busy = True
        every = EVERY if self._began else timedelta(0)
        self._began = True
        work = partial(keep, self._path, self._clock, every)
        self._lanes.write_out(work, self._on_kept, self._on_failed, receiver=self)

    def _on_kept(self, kept: KeptBackup) -> None:
        self._busy = False
        self.kept.emit(kept)

    def _on_failed(self, error: DeskError) -> None:
        self._busy = False
        self.failed.emit(error)


def keep(path: Path, clock: Clock, every: timedelta = timedelta(0)) -> KeptBackup:
    """See `keeping.keep`; not on the thread that draws."""
    from deskapp.services.backups import keeping  # loads what makes them

    return keeping.keep(path, clock.now(), every=every)
