"""What would stand on the agent's screen in a scenario: the customer, who could help, what calms down."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.domain.calming import cards
from deskapp.domain.calming.cards import Situation
from deskapp.domain.practice.scenario import Scenario
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.cards import CardView
from deskapp.ui.phrases.tips import Tips
from deskapp.ui.practice.refill import Refilled
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.chip import Chip, priority_tint
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import PADDING, ColumnScroll, make_room
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.keys import native
from deskapp.wording import phrases

#: Goes to the scenario's card, and back.
CARD_KEY = "Shift+F9"


class ScreenColumn(Column):
    """Filled anew for each scenario; its card, where it has one, takes the place of the screen while it is read."""

    card_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_room(self.body)
        self._scroll = Refilled()
        self.for_whom = Label("", "small", wrap=True)
        self.card = CardView()
        self.card_button = secondary("", native(CARD_KEY))
        self.card_button.clicked.connect(self.turn_card)
        self._stack = ShownStack()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(ColumnScroll(self.card))
        self.body.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, theme.px(PADDING), 0)
        foot.setSpacing(theme.px(6))
        foot.addWidget(self.card_button)
        foot.addWidget(self.for_whom)
        self.body.addLayout(foot)

    def turn_card(self) -> None:
        """To the card, or back to the screen; where the scenario has none, nothing."""
        if self.card_button.isHidden():
            return
        self._turn(self._stack.currentIndex() == 0)
        if self._stack.currentIndex() == 1:
            self.card_opened.emit()

    def _turn(self, to_card: bool) -> None:
        self._stack.setCurrentIndex(int(to_card))
        if self.card.card is not None:
            card = _("Card: {situation}").format(situation=phrases.situation(self.card.card.situation))
            self.card_button.set_words(_("Back to the screen") if to_card else card)

    def show_scenario(self, scenario: Scenario, at_hand: Mapping[Situation, cards.Card]) -> None:
        """at_hand: the cards of the site, of which the scenario's own is offered."""
        card = at_hand.get(scenario.card) if scenario.card is not None else None
        self.card_button.setVisible(card is not None)
        if card is not None:
            self.card.show_card(card)
        self._turn(False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(Section(_("On your screen")))
        column.addWidget(Chip(scenario.priority, priority_tint(scenario.priority)))
        facts = QGridLayout()
        facts.setHorizontalSpacing(theme.px(12))
        facts.setVerticalSpacing(theme.px(4))
        for row, (name, value) in enumerate(scenario.facts):
            facts.addWidget(Label(name, "muted", wrap=True), row, 0)
            facts.addWidget(Label(value, wrap=True), row, 1)
        facts.setColumnStretch(1, 1)
        column.addLayout(facts)
        column.addWidget(Section(_("Who could help")))
        for person in scenario.people:
            box = Card()
            box.body.addWidget(Label(person.name, "strong", wrap=True))
            box.body.addWidget(Label(person.role, "muted", wrap=True))
            tint = Tint.OK if person.reachable else Tint.PLAIN
            box.body.addWidget(Chip(person.when, tint, shape=person.reachable))
            column.addWidget(box)
        column.addWidget(Section(_("What helps now")))
        column.addWidget(Tips(scenario.tips, heading=False))
        column.addStretch(1)
        self._scroll.fill(inside)
