"""Why this deadline? What a clock's due instant is made of: start, target, spans, days skipped, pauses."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from deskapp.domain import sla
from deskapp.domain.words import PAUSABLE
from deskapp.domain.working_time import DayKind
from deskapp.language import _
from deskapp.services.clocks.views import ClockView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields import when
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.widgets.scroll_body import ScrollBody, grow
from deskapp.wording import codes, times

#: Longer lists say how many more there are.
_MOST = 14


class WhyDialog(ReadingOrder, QDialog):
    """Only tells; nothing can be changed here."""

    def __init__(self, clock: ClockView, zone: str, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Why this deadline?"))
        self._zone, self._now = zone, now
        self._why = sla.why(clock.facts, now)
        self._clock = clock
        self._scroll = ScrollBody()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(Label(_("Why this deadline?"), "title"))
        column.addWidget(Label(codes.clock(clock.kind), "muted", wrap=True))
        box = Column()
        box.body.addWidget(self._scroll)
        column.addWidget(box, 1)
        close = primary(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        self._scroll.body.addLayout(self._grid)
        self._fill()
        close.setFocus()

    def rows(self) -> list[tuple[str, str]]:
        """All that is told, in order; a heading has no second part."""
        why, rows = self._why, [(_("Started"), self._at(self._why.started))]
        if why.fixed is not None:
            rows.append((_("Promised for"), self._at(why.fixed)))
            rows.append((_("Counts in"), _("real time: a promise is a fixed instant")))
        elif why.target is None:
            rows.append((_("Target"), _("none is set")))
        else:
            rows.append((_("Target"), times.duration(why.target)))
            hours = _("working time, {zone}").format(zone=why.zone) if why.zone else _("real time")
            rows.append((_("Counts in"), hours))
        rows.append((_("Due"), self._due()))
        rows += self._list(_("Time counted"), [self._span(begin, end) for begin, end in why.spans])
        rows += self._list(_("Days skipped"), [self._day(skipped) for skipped in why.skipped])
        rows += self._list(_("Pauses"), [self._pause(pause) for pause in why.pauses])
        if self._clock.kind not in PAUSABLE and why.fixed is None:
            rows.append((_("Pauses"), _("none stops this clock")))
        return rows

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableSize()
        self.resize(min(theme.px(460), room.width()), self.height())
        grow(self, self._scroll, shrink=True)
        stand(self)
        # Once more with the widths that the words then have.
        QTimer.singleShot(0, self, lambda: grow(self, self._scroll))

    def _due(self) -> str:
        if self._why.due is not None:
            return self._at(self._why.due)
        if sla.reading(self._clock.facts, self._now).state is sla.ClockState.NO_HOURS:
            return _("never: its hours are over for good")
        return _("not while it stands still")

    def _fill(self) -> None:
        for row, (name, words) in enumerate(self.rows()):
            if words:
                self._grid.addWidget(Label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(Label(words, wrap=True, selectable=True), row, 1)
            else:
                heading = Section(name)
                heading.setContentsMargins(0, theme.px(8), 0, 0)
                self._grid.addWidget(heading, row, 0, 1, 2)

    def _list(self, heading: str, lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
        if not lines:
            return []
        more = len(lines) - _MOST
        if more > 0:
            lines = [*lines[:_MOST], (_("and"), _("{n} more").format(n=more))]
        return [(heading, ""), *lines]

    def _span(self, begin: datetime, end: datetime) -> tuple[str, str]:
        words = _("{begin} to {end}").format(begin=self._at(begin), end=self._short(end, begin))
        return times.duration(end - begin, measured=True), words

    def _day(self, skipped: sla.SkippedDay) -> tuple[str, str]:
        noon = datetime(skipped.day.year, skipped.day.month, skipped.day.day, 12, tzinfo=self._now.tzinfo)
        words = {
            DayKind.CLOSED: _("closed"),
            DayKind.SPECIAL: _("its own hours"),
            DayKind.NO_HOURS: _("no hours"),
            DayKind.USUAL: _("usual hours"),
        }[skipped.kind]
        return when.say_day(noon, self._now, "UTC"), words

    def _pause(self, pause: sla.PauseCost) -> tuple[str, str]:
        until = _("now") if pause.end is None else self._short(pause.end, pause.begin)
        words = _("{begin} to {end}").format(begin=self._at(pause.begin), end=until)
        return times.duration(pause.cost, measured=True), words

    def _at(self, at: datetime) -> str:
        return when.say(at, self._now, self._zone)

    def _short(self, at: datetime, after: datetime) -> str:
        """Only the time, where the day is that of the instant before it."""
        full, before = when.say(at, self._now, self._zone), when.say(after, self._now, self._zone)
        day = full.rsplit(" ", 1)
        return day[1] if before.startswith(f"{day[0]} ") else full
