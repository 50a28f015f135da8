"""One step of a try: its heading, how far it is, and what is done in it while it is its turn."""

from enum import Enum

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.practice.play import Step
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.widgets.label import Label
from deskapp.wording.practice import tries


class When(Enum):
    """Whether a step is over, its turn, or still to come."""

    BEFORE = 0
    NOW = 1
    COMES = 2


class StepCard(Column):
    """Shows what was answered in one line once it is over."""

    def __init__(self, number: int, step: Step, doing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.doing = doing
        self._chip = Chip()
        self._told = Label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(StepHeading(number, tries.step(step)), 1)
        head.addWidget(self._chip)
        self.body.addLayout(head)
        self.body.addWidget(self._told)
        self.body.addWidget(doing)

    def show_when(self, when: When, told: str = "") -> None:
        """told: what was answered; shown once it is over."""
        words, tint = {
            When.BEFORE: (_("answered"), Tint.OK),
            When.NOW: (_("now"), Tint.INFO),
            When.COMES: (_("to come"), Tint.PLAIN),
        }[when]
        self._chip.set(words, tint, shape=when is When.BEFORE)
        self.doing.setVisible(when is When.NOW)
        self._told.setText(told)
        self._told.setVisible(when is When.BEFORE and bool(told))
