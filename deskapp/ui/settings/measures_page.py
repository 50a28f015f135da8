"""Whether this desk has figures by agent, and what that means."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.measures.acts import SetByAgent
from deskapp.services.site.views import DeskFacts
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class MeasuresPage(SettingsPage):
    """One box; it stands in the site's timeline who ticked it, and when."""

    KEPT = "measures"
    FILLED_LATER = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, _("What the figures under Improve may tell."), _("Save"), parent)
        self.by_agent = WrappingCheckBox(_("Figures can be narrowed down to one agent, and split by agent"))
        means = (
            _("On, everybody who works here can see them, of everybody, and the screen says so to all."),
            _("Off, no figure is about one agent: not on the screen, not on paper, not in a file, whoever asks."),
            _(
                "Such a figure tells of the calls that somebody was given as much as of them. Speak about it with "
                "those who work here before you turn it on."
            ),
        )
        self.body.addWidget(Section(_("Figures by agent")))
        self.body.addWidget(self.by_agent)
        assert self.draft is not None
        self.draft.keep_field("by_agent", self.by_agent)
        for words in means:
            self.body.addWidget(Label(words, "muted", wrap=True))
        self.body.addStretch(1)

    def show_facts(self, facts: DeskFacts) -> None:
        self.place.read(lambda desk: desk.measures.by_agent(), self._on_read, key=("figures by agent", id(self)))

    def content(self) -> bool:
        return self.by_agent.isChecked()

    def submit(self) -> None:
        act = SetByAgent(self.by_agent.isChecked())
        said = _("There are figures by agent now.") if act.on else _("There are no figures by agent now.")
        self.carry_out(lambda desk: desk.measures.set_by_agent(act), said)

    def _on_read(self, on: bool) -> None:
        if not self.typed:
            self.by_agent.setChecked(on)
            self.settle()
