"""De-escalation cards on screen: one card, and all of them by situation, those that fit first."""

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.domain.calming.cards import Card, Situation
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.phrases.library import cards
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as words

#: So many lines of a kind a card has at most.
_LINES = 3


class CardView(QWidget):
    """A card, read from top to bottom in half a minute."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: Card | None = None
        self._what, self._escalate = Label("", wrap=True), Label("", wrap=True)
        self._do = _Lines(("1", "2", "3"))
        self._say = _Lines(("●",) * _LINES)
        self._leave = _Lines(("▲",) * _LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for heading, widget in (
            (_("What is going on"), self._what),
            (_("What to do, in this order"), self._do),
            (_("What to say"), self._say),
            (_("Better not"), self._leave),
            (_("When to escalate"), self._escalate),
        ):
            column.addWidget(Section(heading))
            column.addWidget(widget)
            column.addSpacing(theme.px(4))
        column.addStretch(1)

    def show_card(self, card: Card) -> None:
        self.card = card
        self._what.setText(card.what)
        self._do.show_lines(card.do)
        self._say.show_lines([_("“{words}”").format(words=one) for one in card.say])
        self._leave.show_lines([_("“{words}”").format(words=one) for one in card.leave])
        self._escalate.setText(card.escalate)
        self.setAccessibleName(words.situation(card.situation))


class CardsPage(QWidget):
    """Every situation as a pill, those that fit what is at hand first; its card below."""

    opened = Signal(object)  # the Situation whose card somebody looks at

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._fitting: tuple[Situation, ...] | None = None
        self.pills = ChoiceRow(_("Situation"), [(one, words.situation(one)) for one in Situation], Situation.ANGER)
        self.view = CardView()
        self.pills.changed.connect(self._on_changed)
        self._scroll = scroll = ScrollBody()
        scroll.body.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.pills)
        column.addWidget(scroll, 1)
        self.set_fitting(())

    @property
    def situation(self) -> Situation:
        """The one whose card is shown."""
        return cast(Situation, self.pills.value)

    def set_fitting(self, those: Sequence[Situation]) -> None:
        """Which ones come first; of them the first is shown. What somebody is reading stays in sight."""
        if tuple(those) == self._fitting:
            return
        self._fitting = tuple(those)
        order = [*those, *(one for one in Situation if one not in those)]
        self.pills.set_more(0, [(one, words.situation(one)) for one in order])
        if not self.isVisible():
            self.pills.set_value(order[0])
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # not where the window only comes back from the task bar
            self.opened.emit(self.situation)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose the card; where it is longer than the room, these keys read on."""
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if pages is None:
            super().keyPressEvent(event)
            return
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def take_focus(self) -> None:
        self.pills.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, _situation: object) -> None:
        self._show()
        self.opened.emit(self.situation)

    def _show(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        card = cards(self._place).get(self.situation)
        if card is not None:
            self.view.show_card(card)


class _Lines(QWidget):
    """Lines below each other, each behind its mark."""

    def __init__(self, marks: Iterable[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        self._rows = [(Label(mark, "muted"), Label("", wrap=True)) for mark in marks]
        for row, (mark, line) in enumerate(self._rows):
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, row, 1)

    def show_lines(self, lines: Sequence[str]) -> None:
        for row, (mark, line) in enumerate(self._rows):
            line.setText(lines[row] if row < len(lines) else "")
            for widget in (mark, line):
                widget.setVisible(row < len(lines))


def count(place: Workplace, page: CardsPage) -> None:
    """What is opened there is counted, by card and month; whoever opened it is not."""
    page.opened.connect(lambda situation: place.act(lambda desk: desk.cards.opened(situation), receiver=place))
