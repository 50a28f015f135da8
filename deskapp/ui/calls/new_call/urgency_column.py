"""Step 3 of a new call: how urgent it is, what that promises, the signs to escalate, and what to say and check."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.phrases import Step, fill
from deskapp.domain.words import Impact, Priority, Urgency
from deskapp.language import _, ngettext
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.new_call.promised_card import PromisedCard
from deskapp.ui.calls.new_call.sign_chips import SignChips
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.checklist import Checklist
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.heading import Section, StepHeading
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody


class UrgencyColumn(Column):
    """Nothing here has to be touched: one person, soon, is what most calls are."""

    changed = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: DeskFacts | None = None
        self.impact = choices.impact_row(Impact.ONE)
        self.urgency = choices.urgency_row(Urgency.SOON)
        self.promised = PromisedCard()
        self.signs = SignChips()
        self.checklist = Checklist()
        self.help_button = LinkButton("")
        self.help_button.clicked.connect(self.help_asked)
        self.set_similar(0)
        self._say = Label("", wrap=True)
        self._said = Card()
        self._said.body.addWidget(self._say)
        self._say_line = QHBoxLayout()
        self._say_line.addWidget(Section(_("Say")), 1)
        scroll = ScrollBody()
        for widget in (
            *(Section(_("Impact"), self.impact), self.impact, Section(_("Urgency"), self.urgency), self.urgency),
            *(self.promised, self.signs),
        ):
            scroll.body.addWidget(widget)
        self._body = scroll.body
        scroll.body.addLayout(self._say_line)
        scroll.body.addWidget(self._said)
        scroll.body.addWidget(self.checklist)
        scroll.body.addWidget(self.help_button)
        self.body.addWidget(StepHeading(3, _("How urgent")))
        self.body.addWidget(scroll, 1)
        for row in (self.impact, self.urgency):
            row.changed.connect(self._on_changed)
        self.promised.changed.connect(self._on_changed)

    def offer_incident(self, card: QWidget) -> None:
        """The open incident that the call may belong to, above everything else."""
        self._body.insertWidget(0, card)

    def set_facts(self, facts: DeskFacts) -> None:
        self._facts = facts
        self._show_priority()
        said = fill(facts.phrases.first(Step.TRYING_FIRST), {"site": facts.site.name})
        self._say.setText(f"“{said}”")
        self._said.setVisible(bool(said))

    def set_phrases_button(self, button: QWidget) -> None:
        """Where other things to say can be had."""
        self._say_line.addWidget(button)

    @property
    def chosen_impact(self) -> Impact:
        return Impact(str(self.impact.value))

    @property
    def chosen_urgency(self) -> Urgency:
        return Urgency(str(self.urgency.value))

    @property
    def priority(self) -> Priority | None:
        """As it stands: by hand, else by the site's matrix."""
        if self.promised.override is not None:
            return self.promised.override
        matrix = self._facts.matrix if self._facts else {}
        return matrix.get((self.chosen_impact, self.chosen_urgency))

    def set_similar(self, count: int) -> None:
        """How many past calls are like this one: what the help has to offer."""
        words = _("Help: guides and past calls")
        if count:
            words = ngettext("Help: {n} past call like this one", "Help: {n} past calls like this one", count)
        self.help_button.setText(f"{words.format(n=count)}   F9")
        self.help_button.setAccessibleName(words.format(n=count))

    def look_again(self) -> None:
        """The pills were set by a draft, which no signal tells."""
        self._show_priority()

    def _on_changed(self) -> None:
        self._show_priority()
        self.changed.emit()

    def _show_priority(self) -> None:
        self.promised.set_priority(self.priority)
