"""What would stand on the agent's screen in a scenario: the customer, who could help, what calms down."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.domain.practice.scenario import Scenario
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.tips import Tips
from deskapp.ui.practice.refill import Refilled
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.chip import Chip, priority_tint
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import make_room


class ScreenColumn(Column):
    """Filled anew for each scenario."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_room(self.body)
        self._scroll = Refilled()
        self.for_whom = Label("", "small", wrap=True)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self.for_whom)

    def show_scenario(self, scenario: Scenario) -> None:
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
            card = Card()
            card.body.addWidget(Label(person.name, "strong", wrap=True))
            card.body.addWidget(Label(person.role, "muted", wrap=True))
            tint = Tint.OK if person.reachable else Tint.PLAIN
            card.body.addWidget(Chip(person.when, tint, shape=person.reachable))
            column.addWidget(card)
        column.addWidget(Section(_("What helps now")))
        column.addWidget(Tips(scenario.tips, heading=False))
        column.addStretch(1)
        self._scroll.fill(inside)
