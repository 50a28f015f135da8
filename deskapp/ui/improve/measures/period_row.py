"""Which period is measured and beside which: one step back and on, its kind, any dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.measures.periods import PeriodKind, between, containing
from deskapp.language import _
from deskapp.ui.improve.measures.asked import Asked
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.keys import KEYS, native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.measures import periods


class PeriodRow(QWidget):
    """What stands in it is what is asked; whatever a person changes in it is told."""

    changed = Signal(object)  # the Asked from now on, by a person's hand

    def __init__(self, place: Workplace, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self._today = place.desk.clock.now().astimezone(ZoneInfo(place.zone)).date()
        self.back = self._step("‹", _("The period before"), "back", -1)
        self.onward = self._step("›", _("The period after"), "onward", 1)
        self.name = Label("", "heading")
        self.kinds = ChoiceRow(_("Length"), [(one, periods.kind(one)) for one in PeriodKind], asked.period.kind)
        self.kinds.changed.connect(self._on_kind)
        self.first, self.last = (DayField(place.desk.clock, place.zone) for _end in range(2))
        for field, words in ((self.first, _("First day")), (self.last, _("Last day"))):
            field.setAccessibleName(words)
            field.changed.connect(self._on_dates)
            field.setMaximumWidth(theme.px(120))
        self.beside = DropDown()
        self.beside.setAccessibleName(_("Beside"))
        self.beside.activated.connect(lambda at: self._take(replace(self._asked, year_before=bool(at))))
        self._lay_out()
        self.show_asked(asked)

    def show_asked(self, asked: Asked) -> None:
        """Show what is asked, without telling anybody."""
        self._asked = asked
        period = asked.period
        self.name.setText(periods.name(period))
        self.kinds.set_value(period.kind)
        free = period.kind is PeriodKind.DATES
        self._dates.setVisible(free)
        if free and not (self.first.edit.hasFocus() or self.last.edit.hasFocus()):
            for field, day in ((self.first, period.first), (self.last, period.last)):
                if field.day != day:
                    field.blockSignals(True)
                    field.set_day(day)
                    field.blockSignals(False)
        self._offer_beside(asked)

    def turn(self, by: int) -> None:
        """To the period before or after."""
        period = self._asked.period
        self._take(replace(self._asked, period=period.after() if by > 0 else period.before()))

    def set_today(self, today: date) -> None:
        """The day it is, by the site's calendar."""
        self._today = today

    # Inside

    def _take(self, asked: Asked) -> None:
        if asked != self._asked:
            self.show_asked(asked)
            self.changed.emit(asked)

    def _on_kind(self, kind: PeriodKind) -> None:
        """The one of the other kind in which the present one ends; of a longer one, that in which it lies."""
        period, today = self._asked.period, self._today
        if kind is PeriodKind.DATES:
            self._take(replace(self._asked, period=between(period.first, period.last)))
        else:
            day = today if period.first <= today <= period.last else period.last
            self._take(replace(self._asked, period=containing(kind, day)))

    def _on_dates(self) -> None:
        first, last = self.first.day, self.last.day
        if first is not None and last is not None and self._asked.period.kind is PeriodKind.DATES:
            self._take(replace(self._asked, period=between(first, last)))

    def _offer_beside(self, asked: Asked) -> None:
        period = asked.period
        offered = [periods.before(period.before(), period)]
        if period.kind is not PeriodKind.YEAR:
            offered.append(periods.a_year_before(period.year_before(), period))
        if [self.beside.itemText(at) for at in range(self.beside.count())] != offered:
            self.beside.clear()
            for words in offered:
                self.beside.addItem(words)
        self.beside.setCurrentIndex(int(asked.year_before) if len(offered) > 1 else 0)

    def _step(self, sign: str, words: str, key: str, by: int) -> KeyButton:
        button = KeyButton(sign)
        button.setAccessibleName(words)
        button.setToolTip(f"{words}   {native(KEYS[key][0])}")
        button.setFixedWidth(max(24, theme.px(27)))
        button.setProperty("kind", "step")
        button.clicked.connect(lambda: self.turn(by))
        return button

    def _lay_out(self) -> None:
        stepper, self._dates, beside = QWidget(), QWidget(), QWidget()
        rows: tuple[tuple[QWidget, tuple[QWidget, ...]], ...] = (
            (stepper, (self.back, self.name, self.onward)),
            (self._dates, (self.first, Label(_("to"), "muted"), self.last)),
            (beside, (Label(_("beside"), "muted"), self.beside)),
        )
        for inside, parts in rows:
            row = QHBoxLayout(inside)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(6))
            for part in parts:
                row.addWidget(part)
        self.beside.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        #: What else is asked stands in the same rows.
        self.flow = FlowLayout(self, spacing=theme.px(8))
        for part in (stepper, self.kinds, self._dates, beside):
            self.flow.addWidget(part)
