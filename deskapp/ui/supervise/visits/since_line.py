"""Beside the title of the overdue view: what happened since the last visit, and the way to what is due next."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.overview.visits.views import Happened, Since
from deskapp.ui.look import theme
from deskapp.ui.supervise.visits.visit_dialog import VisitDialog
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace

#: What no change tells of, a clock that runs out, is looked at again after so long.
_AGAIN = timedelta(seconds=30)


class SinceLine(QWidget):
    """ "Since 08:00: +4 new, 7 solved, 3 newly late", each figure the way to its calls; below it what comes."""

    open_asked = Signal(int)  # show this call whole

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._told: Since | None = None
        self._next_look: datetime | None = None
        self._since = Label(_("Loading…"), "muted")
        self.figures = {what: _link() for what in Happened}
        for what, link in self.figures.items():
            link.clicked.connect(partial(self.show_calls, what))
        self.ahead, self.trend = _link(), _link()
        self.ahead.clicked.connect(self.show_handover)
        self.trend.setText(_("last 30 days"))
        self.trend.clicked.connect(self.show_trend)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widgets in ((self._since, *self.figures.values()), (self.ahead, self.trend)):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(4))
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            rows.addLayout(row)
        for link in (*self.figures.values(), self.ahead):
            link.hide()  # it says nothing before it was read
        self._reloader = Reloader(self, place.hub)

    @property
    def words(self) -> str:
        """All that it says."""
        return " ".join((self._since.text(), *(link.text() for link in self.figures.values()), self.ahead.text()))

    def set_now(self, now: datetime) -> None:
        """The present: what ran out meanwhile is counted again."""
        if self.isVisible() and self._next_look is not None and now >= self._next_look:
            self.reload()

    def show_calls(self, what: Happened) -> None:
        """The calls that a figure is made of."""
        if self._told is not None:
            from deskapp.ui.supervise.visits.figure_dialog import FigureDialog

            self._open(FigureDialog(self._place, what, self._told, self.window()))

    def show_handover(self) -> None:
        from deskapp.ui.supervise.visits.handover_dialog import HandoverDialog

        self._open(HandoverDialog(self._place, self.window()))

    def show_trend(self) -> None:
        from deskapp.ui.supervise.visits.trend_dialog import TrendDialog

        self._open(TrendDialog(self._place, self.window()))

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.everything or bool(changes.calls) or changes.touches("promises", "policy", "site")

    def reload(self) -> None:
        self._next_look = None
        self._place.read(lambda desk: desk.visits.since(), self._on_read, key=("since", id(self)))

    # Inside

    def _open(self, dialog: VisitDialog) -> None:
        dialog.call_asked.connect(self.open_asked)
        dialog.open()

    def _on_read(self, told: Since) -> None:
        from deskapp.wording import times

        self._told, self._next_look = told, told.as_of + _AGAIN
        zone = self._place.zone
        self._since.setText(_("Since {time}:").format(time=times.instant(told.since, zone, told.as_of)))
        words = {
            Happened.NEW: ngettext("+{n} new,", "+{n} new,", told.new),
            Happened.SOLVED: ngettext("{n} solved,", "{n} solved,", told.solved),
            Happened.LATE: ngettext("{n} newly late", "{n} newly late", told.late),
        }
        for what, link in self.figures.items():
            link.setText(words[what].format(n=told.count(what)))
            link.setAccessibleName(f"{self._since.text()} {link.text().rstrip(',')}")
            link.setEnabled(told.count(what) > 0)
            link.show()
        until = times.instant(told.until, zone, told.as_of)
        self.ahead.setText(_("Due before {time}: {n}").format(time=until, n=told.ahead))
        self.ahead.setAccessibleName(_("{words}, the handover").format(words=self.ahead.text()))
        self.ahead.show()


def _link() -> LinkButton:
    link = LinkButton("")
    link.setProperty("inline", "true")
    return link
