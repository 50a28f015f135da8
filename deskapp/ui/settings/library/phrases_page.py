"""What can be said to customers, by the steps of a conversation: the shipped phrases, or the site's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.phrases import Step
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.library.acts import PhraseMeant
from deskapp.services.library.views import PhrasesView, PhraseView, StepPhrases
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedList
from deskapp.ui.settings.library.phrase_dialog import PhraseDialog
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_wording
from deskapp.wording import refusals


class PhrasesPage(QWidget):
    """The steps on the left, the phrases of the chosen one on the right; the first of them is offered at once."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: PhrasesView | None = None
        self._allowed = False
        self._wanted: object = None
        self.steps = PickList(_("Steps of a conversation"))
        self.steps.chosen.connect(lambda _step: self._show_step())
        self.phrases = EditedList(
            _("Phrases of this step, in order"),
            _("Nothing is said at this step."),
            _("Add a phrase"),
            removes=_("Take out"),
        )
        self.phrases.added.connect(lambda: self._open(None))
        self.phrases.opened.connect(lambda key: self._open(self._phrase(key)))
        self.phrases.moved.connect(self._move)
        self.phrases.removed.connect(self._remove)
        self.shipped_button = secondary(_("As shipped again"))
        self.shipped_button.clicked.connect(self._back_to_shipped)
        self.phrases.bar.addWidget(self.shipped_button)
        self.notice = Notice()
        self.why = Label("", "muted", wrap=True)
        self._lay_out()
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)
        self._reloader = Reloader(self, place.hub)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("phrases", "site")

    def reload(self) -> None:
        self._place.read(lambda desk: desk.phrases.all(), self._on_read, key=("phrases", id(self)))

    @property
    def step(self) -> StepPhrases | None:
        """The step that is chosen."""
        steps = self._view.steps if self._view else ()
        return next((one for one in steps if one.step == self.steps.current), None)

    def _on_read(self, view: PhrasesView) -> None:
        self._view = view
        self.steps.set_items([_step_card(one) for one in view.steps])
        if self.steps.current is None:
            self.steps.choose_first()
        wanted, self._wanted = self._wanted, None
        self._show_step(wanted)

    def _on_facts(self, facts: DeskFacts) -> None:
        me = next((one for one in facts.staff if one.id == self._place.desk.staff_id), None)
        self._allowed = me is not None and me.role in (Role.SUPERVISOR, Role.MANAGER)
        self.why.setText("" if self._allowed else _("Only a supervisor or manager can change phrases."))
        self.why.setVisible(not self._allowed)
        self.phrases.set_allowed(self._allowed)
        self._show_step()

    def _show_step(self, wanted: object = None) -> None:
        step = self.step
        phrases = step.phrases if step else ()
        self.phrases.set_items(
            [
                CardItem(place, f"{place + 1}", (Line(phrase.words, muted=False),), _first(place))
                for place, phrase in enumerate(phrases)
            ],
            wanted,
        )
        self.shipped_button.setEnabled(self._allowed and step is not None and step.own)

    def _phrase(self, key: object) -> PhraseView | None:
        step = self.step
        return step.phrases[key] if step is not None and isinstance(key, int) else None

    def _open(self, phrase: PhraseView | None) -> None:
        if self.step is None:
            return
        dialog = PhraseDialog(self._place, self.step.step, phrase, self)
        self._wanted = self.phrases.current if phrase is not None else len(self.step.phrases)
        dialog.rejected.connect(self._forget_wanted)
        dialog.open()

    def _forget_wanted(self) -> None:
        self._wanted = None

    def _move(self, key: object, places: int) -> None:
        phrase = self._phrase(key)
        if phrase is not None and isinstance(key, int) and self.step is not None:
            self.notice.end()
            self._wanted = min(max(key + places, 0), len(self.step.phrases) - 1)
            meant = _meant(phrase)
            self._place.act(lambda desk: desk.phrases.move(meant, places), None, self._on_failed, receiver=self)

    def _remove(self, key: object) -> None:
        phrase = self._phrase(key)
        if phrase is not None:
            self.notice.end()
            meant = _meant(phrase)
            self._place.act(lambda desk: desk.phrases.remove(meant), None, self._on_failed, receiver=self)

    def _back_to_shipped(self) -> None:
        step = self.step
        if step is not None and self._allowed:
            self.notice.end()
            self._place.act(
                lambda desk: desk.phrases.back_to_shipped(step.step, step), None, self._on_failed, receiver=self
            )

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
        self.reload()

    def _lay_out(self) -> None:
        about = _(
            "Sentences for each step of a conversation, filled in for the call: F6 opens them where words for customers"
            " are written or read aloud. The first one of a step is offered at once."
        )
        left, right = Column(), Column()
        left.body.addWidget(Section(_("Steps"), self.steps))
        left.body.addWidget(self.steps, 1)
        right.body.addWidget(Section(_("Phrases of this step, in order"), self.phrases.list))
        right.body.addWidget(self.phrases, 1)
        both = QHBoxLayout()
        both.setSpacing(theme.px(10))
        both.addWidget(left, 2)
        both.addWidget(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addLayout(both, 1)
        column.addWidget(self.notice)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)


def _first(place: int) -> str:
    return "" if place else _("offered first")


def _meant(phrase: PhraseView) -> PhraseMeant:
    return PhraseMeant(phrase.step, phrase.id, phrase.shipped, phrase.version)


def _step_card(step: StepPhrases) -> CardItem:
    number = len(step.phrases)
    said = ngettext("{n} phrase", "{n} phrases", number).format(n=number)
    if step.own:
        said = _("{phrases} · the site's own").format(phrases=said)
    return CardItem(Step(step.step), phrase_wording.step(step.step), (Line(said),))
