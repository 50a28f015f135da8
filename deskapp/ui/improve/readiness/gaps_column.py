"""The three biggest gaps, and how it went."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.readiness.views import ReadinessView
from deskapp.ui.improve.readiness.gap_card import GapCard
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.wording.readiness import questions

#: So many of the states that were kept stand here; all of them are on paper.
_LISTED = 8


class GapsColumn(Column):
    """Filled anew whenever something of it changed."""

    agree_asked = Signal(object)  # Gap
    done_asked = Signal(object)  # ActionView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[GapCard] = []
        self._about = Label("", "muted", wrap=True)
        self.choose_button = secondary(_("Choose others…"))
        self._cards, self._went = QVBoxLayout(), QVBoxLayout()
        self._cards.setSpacing(theme.px(8))
        self._held: QWidget | None = None
        self.body.addWidget(Label(_("The three biggest gaps"), "title", wrap=True))
        self.body.addWidget(self._about)
        self.body.addLayout(self._cards)
        row = QVBoxLayout()
        row.setContentsMargins(0, theme.px(4), 0, theme.px(10))
        row.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(row)
        self.body.addWidget(Section(_("How it went")))
        self.body.addLayout(self._went)
        self.body.addStretch(1)

    def show_view(self, view: ReadinessView) -> None:
        proposed = _("Proposed by what is missing and how many calls it touches; you choose.")
        self._about.setText(_("Chosen by your desk.") if view.chosen else proposed)
        focused = next((one.gap.answer.question for one in self.cards if one.isAncestorOf(_focus(self))), None)
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for gap in view.gaps:
            card = GapCard(gap, view.month, view.today)
            card.agree_asked.connect(self.agree_asked)
            card.done_asked.connect(self.done_asked)
            self._cards.addWidget(card)
            self.cards.append(card)
            if gap.answer.question is focused:
                taker = card.done if gap.action is not None and gap.action.is_open else card.agree
                taker.setFocus()
        self._show_went(view)

    def _show_went(self, view: ReadinessView) -> None:
        if self._held is not None:
            self._went.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = QWidget()
        grid = QGridLayout(self._held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        lines = [
            (questions.kept_on(one.day, view.today), questions.kept(one), "small")
            for one in reversed(view.kept[:_LISTED])
        ]
        for place, (day, words, kind) in enumerate((*lines, (_("today"), questions.all_counted(view), "strong"))):
            grid.addWidget(Label(day, kind), place, 0)  # type: ignore[arg-type]
            grid.addWidget(Label(words, kind, wrap=True), place, 1)  # type: ignore[arg-type]
        self._went.addWidget(self._held)


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget.window()
