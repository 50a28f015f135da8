"""A period of the site's calendar: the present and the one before of each kind, or any dates."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.measures.periods import Period, PeriodKind, between, containing, local_day
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.measures import periods as wording

#: In the order of the list; the month before is what is asked for most.
_KINDS = (PeriodKind.MONTH, PeriodKind.WEEK, PeriodKind.DAY, PeriodKind.QUARTER, PeriodKind.YEAR)


class PeriodChoice(QWidget):
    """Any dates have two fields of their own; while one of them is no day, the period is what it was."""

    changed = Signal(object)  # a Period

    def __init__(self, place: Workplace, parent: QWidget | None = None, *, before: bool = False) -> None:
        """before: whether the month before is chosen at first, else the present one."""
        super().__init__(parent)
        self._place = place
        self.list = DropDown()
        self.first, self.last = DayField(place.desk.clock, place.zone), DayField(place.desk.clock, place.zone)
        self.first.setAccessibleName(_("From"))
        self.last.setAccessibleName(_("To, that day with it"))
        self._periods: list[Period] = []
        today = local_day(place.desk.clock.now(), ZoneInfo(place.zone))
        for kind in _KINDS:
            self._offer(kind, today)
        self.list.addItem(wording.kind(PeriodKind.DATES), None)
        self.list.setCurrentIndex(1 if before else 0)
        self.list.setMinimumContentsLength(14)
        self._period = self._periods[self.list.currentIndex()]
        self._dates = QWidget()
        row = QHBoxLayout(self._dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.first)
        row.addWidget(Label("–", "muted"))
        row.addWidget(self.last)
        self._dates.hide()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(self.list)
        whole.addWidget(self._dates)
        self.setFocusProxy(self.list)
        self.list.currentIndexChanged.connect(self._on_chosen)
        for field in (self.first, self.last):
            field.changed.connect(self._on_dates)

    @property
    def period(self) -> Period:
        return self._period

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.list.setAccessibleName(name)

    def set_dates(self, first: date, last: date) -> None:
        """Choose any dates."""
        self.list.setCurrentIndex(self.list.count() - 1)
        self.first.set_day(first)
        self.last.set_day(last)

    # Inside

    def _offer(self, kind: PeriodKind, today: date) -> None:
        for one in (containing(kind, today), containing(kind, today).before()):
            self._periods.append(one)
            self.list.addItem(wording.name(one), len(self._periods) - 1)

    def _on_chosen(self, _index: int = 0) -> None:
        place = self.list.currentData()
        self._dates.setVisible(place is None)
        if place is None:
            self._on_dates()
        else:
            self._tell(self._periods[int(place)])

    def _on_dates(self) -> None:
        if self.first.day is not None and self.last.day is not None:
            self._tell(between(self.first.day, self.last.day))

    def _tell(self, period: Period) -> None:
        if period != self._period:
            self._period = period
            self.changed.emit(period)
