"""One signal whole: its figures in words, its six months, the calls behind it, and what was made of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.findings.standing import Standing
from deskapp.language import SPOKEN, _, ngettext
from deskapp.paperwork.signal_chart import chart
from deskapp.services.findings.views import SignalCall, Signals, SignalView
from deskapp.ui.improve.measures.chart import ChartView, inks
from deskapp.ui.improve.signals.calls_table import CallsTable
from deskapp.ui.improve.signals.made import MadeCard, action_card, feedback_card
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton, primary, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.findings import signals as wording
from deskapp.wording.measures import periods

#: Chart and table beside each other need this much in the drawing; cards of what was made of it this much.
_BESIDE, _TWO = 600, 560
#: And so much the note beside the buttons.
_ROOMY = 700
#: Lines of the table that are seen at once.
_LINES = 7


class SignalDetail(Column):
    """The foot, with what can be done, stays where it is; the rest scrolls where the room is too small."""

    why_asked = Signal()
    dismiss_asked = Signal()
    feedback_asked = Signal()
    action_asked = Signal()
    take_up_asked = Signal()
    made_asked = Signal(str, object)  # what is to be done about an action or feedback
    opened = Signal(int)  # this call

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.view: SignalView | None = None
        self._signals: Signals | None = None
        self.table: CallsTable | None = None
        self._calls: tuple[SignalCall, ...] = ()
        self._cards: list[MadeCard] = []
        self.kind, self.found = Section(""), Label("", "muted", wrap=True)
        self.title = Label("", "title", wrap=True)
        self.text = Label("", wrap=True, selectable=True)
        self.because = Label("", "muted", wrap=True)
        self.why_button = LinkButton(_("Why a signal?   {key}").format(key=native("F1")))
        self.why_button.setAccessibleName(_("Why a signal?"))
        self.about, self.chart = Section(""), ChartView()
        self.behind, self.more = Section(""), Label("", "muted")
        self._scroll = ScrollBody(whole=True)
        self._made = QWidget()
        self._made_grid = QGridLayout(self._made)
        self._table_place = QVBoxLayout()
        self.note = Label(
            _("The app sends nothing: it makes the sheet, you send it and tell the app."), "muted", wrap=True
        )
        self.dismiss_button = secondary(_("Not a signal…"))
        self.take_up_button = secondary(_("A signal after all"))
        self.feedback_button = secondary(_("New feedback…"), native("Ctrl+M"))
        self.action_button = primary(_("New action…"), native("Ctrl+J"))
        self._lay_out()
        for button, asked in (
            (self.why_button, self.why_asked),
            (self.dismiss_button, self.dismiss_asked),
            (self.take_up_button, self.take_up_asked),
            (self.feedback_button, self.feedback_asked),
            (self.action_button, self.action_asked),
        ):
            button.clicked.connect(asked)

    def show_signal(self, view: SignalView | None, signals: Signals) -> None:
        """Another one, or the same as it is now; its calls and its drawing come when they are read."""
        same = self.view is not None and view is not None and self.view.key == view.key
        self.view, self._signals = view, signals
        self.setVisible(view is not None)
        if view is None:
            return
        finding = view.finding
        self.kind.setText(wording.gap(finding.kind).upper())
        self.found.setText(self._found_words(view, signals))
        self.title.setText(wording.title(view))
        self.text.setText(wording.text(view, signals.month))
        self.because.setText(self._because_words(view))
        self.about.setText(wording.about(view).upper())
        if not same or self.table is None:
            self._new_table()
        count = len(finding.calls)
        said = ngettext("The {n} call behind it", "The {n} calls behind it", count).format(n=count)
        self.behind.setText(said.upper())
        self._show_made(view, signals)
        dismissed = view.standing is Standing.DISMISSED
        self.dismiss_button.setVisible(not dismissed)
        self.take_up_button.setVisible(dismissed)
        self._draw()

    def show_calls(self, calls: Sequence[SignalCall]) -> None:
        self._calls = tuple(calls)
        if self.table is not None:
            self.table.put(calls)
            self._fit_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        roomy = self.width() >= theme.px(_ROOMY)
        # The dialog that makes a sheet says it, too.
        self.note.setVisible(roomy)
        self._arrange_made()
        self._draw()

    # Inside

    def _lay_out(self) -> None:
        body = self._scroll.body
        body.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.found, 1)
        self.found.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        body.addLayout(head)
        body.addWidget(self.title)
        body.addWidget(self.text)
        named = QHBoxLayout()
        named.setSpacing(theme.px(12))
        named.addWidget(self.because, 1)
        named.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(named)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.px(4))
        left.addWidget(self.about)
        left.addWidget(self.chart)
        left.addStretch(1)
        over = QHBoxLayout()
        over.addWidget(self.behind)
        over.addStretch(1)
        over.addWidget(self.more)
        right.addLayout(over)
        right.addLayout(self._table_place, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.px(18))
        self._halves.addLayout(left, 5)
        self._halves.addLayout(right, 8)
        body.addLayout(self._halves)
        rule = QFrame()
        rule.setFixedHeight(1)
        rule.setProperty("surface", "rule")
        body.addWidget(rule)
        body.addWidget(self._made)
        self._made_grid.setContentsMargins(0, 0, 0, 0)
        self._made_grid.setSpacing(theme.px(10))
        body.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        buttons = FlowLayout(spacing=theme.px(6))
        for button in (self.dismiss_button, self.take_up_button, self.feedback_button, self.action_button):
            buttons.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        foot.addWidget(self.note, 1)
        foot.addLayout(buttons)
        self.body.addLayout(foot)
        self.take_up_button.hide()

    def _found_words(self, view: SignalView, signals: Signals) -> str:
        of = _("figures of {month}").format(month=periods.name(signals.month))
        if signals.running:
            of = _("{figures} so far").format(figures=of)
        if view.found_at is None:
            return of
        day = wording.day(view.found_at.date(), signals.today)
        return _("found by the app {day} · {figures}").format(day=day, figures=of)

    def _because_words(self, view: SignalView) -> str:
        said = wording.because(view)
        if view.standing is Standing.DISMISSED and view.dismissed_at is not None and self._signals is not None:
            day = wording.day(view.dismissed_at.date(), self._signals.today)
            form = _("{who} said on {day} that it is no signal, at {n} calls: “{reason}” It comes back if it grows.")
            return form.format(who=view.dismissed_by, day=day, n=view.decided_calls or 0, reason=view.reason)
        if view.standing is Standing.BACK:
            form = _("It has grown from {was} calls to {n} since somebody decided about it.")
            said = f"{said} {form.format(was=view.decided_calls or 0, n=len(view.finding.calls))}"
        return said

    def _new_table(self) -> None:
        assert self.view is not None
        if self.table is not None:
            self._table_place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = CallsTable(self.view.finding.rule)
        self.table.opened.connect(self.opened)
        self._table_place.addWidget(self.table)
        self._calls = ()
        self._fit_table()

    def _fit_table(self) -> None:
        assert self.table is not None
        lines = max(1, min(len(self._calls), _LINES))
        row = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + row * lines + theme.px(4))
        below = len(self._calls) - lines
        enter = _("Enter opens one")
        self.more.setText(enter if below <= 0 else _("{enter} · {n} more below").format(enter=enter, n=below))

    def _show_made(self, view: SignalView, signals: Signals) -> None:
        for card in self._made.findChildren(MadeCard):
            self._made_grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        helped = wording.helped(view, signals.month)
        self._cards = [
            *(action_card(one, helped, signals.today) for one in view.actions),
            *(feedback_card(one, signals.today) for one in view.feedback),
        ]
        for card in self._cards:
            card.asked.connect(self.made_asked)
        self._made.setVisible(bool(self._cards))
        self._arrange_made()

    def _arrange_made(self) -> None:
        columns = 2 if self.width() >= theme.px(_TWO) else 1
        for place, card in enumerate(self._cards):
            self._made_grid.addWidget(card, place // columns, place % columns)
        for column in range(2):
            self._made_grid.setColumnStretch(column, 1 if column < columns else 0)

    def _draw(self) -> None:
        """The chart, off the window's thread; as wide as its half."""
        if self.view is None or self._signals is None or not self._signals.charted:
            return
        finding, months = self.view.finding, self._signals.charted
        room = self._scroll.viewport().width()
        beside = self.width() >= theme.px(_BESIDE)
        width = float(max(theme.px(220), round((room - theme.px(18)) * 5 / 13) if beside else room))
        size, ink = float(theme.px(10)), inks()
        drawn = chart(finding, months)
        told = "; ".join(
            f"{bar.name}: " + ", ".join(f"{row.title} {row.cells[place]}" for row in drawn.rows)
            for place, bar in enumerate(drawn.bars)
        )
        self.chart.setAccessibleName(_("{about} by month").format(about=wording.about(self.view)))
        self.chart.setAccessibleDescription(told)

        def draw(_desk: object) -> bytes:
            from deskapp.documents.charts.drawing import svg  # loads ReportLab, away from the window's thread

            return svg(drawn, SPOKEN, width, size, ink, float(theme.px(92)))

        self._place.read(draw, self.chart.show_drawing, key=("signal chart", id(self)), receiver=self)
