"""Says where backups cannot be made, or the second place is away for a day: once, and once more the next day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals
from deskapp.wording.backups import copies as wording

if TYPE_CHECKING:
    from deskapp.domain.errors import DeskError
    from deskapp.services.backups.views import KeptBackup
    from deskapp.ui.backups.rounds import BackupRounds


class BackupsNotice(QObject):
    """One message; it goes when what it said is over."""

    page_asked = Signal()

    def __init__(self, place: Workplace, rounds: BackupRounds, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        #: What was said, and on which day.
        self._told: tuple[str, date] | None = None
        self.notice = Notice()
        self.notice.acted.connect(self.page_asked)
        rounds.kept.connect(self.show_kept)
        rounds.failed.connect(self.show_failed)

    def show_kept(self, kept: KeptBackup) -> None:
        """A backup was made, or none was due."""
        second, now = kept.second, self._place.desk.clock.now()
        if second is not None and second.away_since is not None and now - second.away_since >= wording.PATIENCE:
            self._say("second", wording.away(second, self._place.zone, now))
        else:
            self._told = None
            self.notice.end()

    def show_failed(self, error: DeskError) -> None:
        """None could be made."""
        self._say(error.code, wording.not_made(refusals.error(error)))

    def _say(self, what: str, words: str) -> None:
        today = self._place.desk.clock.now().astimezone(ZoneInfo(self._place.zone)).date()
        if self._told != (what, today):
            self._told = (what, today)
            self.notice.say(words, Tint.SOON, _("Backups"))
