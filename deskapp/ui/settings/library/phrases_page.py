"""What can be said to customers, by the steps of a conversation: the shipped phrases, or the site's own."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.phrases import Step
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.library.acts import PhraseMeant
from deskapp.services.library.views import PhrasesView, PhraseView, StepPhrases
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.library.phrase_dialog import PhraseDialog
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_wording


class PhrasesPage(ListPage):
    """The steps on the left, the phrases of the chosen one on the right; the first of them is offered at once."""

    CONCERNS = ("phrases", "site")
    MAY = (Role.SUPERVISOR, Role.MANAGER)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "Sentences for each step of a conversation, filled in for the call: F6 opens them where words for customers"
            " are written or read aloud. The first one of a step is offered at once."
        )
        cards = EditedCards(_("Phrases of this step, in order"), empty=_("Nothing is said at this step."))
        entries = EditedList(cards, _("Add a phrase"), removes=_("Take out"))
        super().__init__(place, entries, about, _("Only a supervisor or manager can change phrases."), parent)
        self._view: PhrasesView | None = None
        self.steps.chosen.connect(lambda _step: self._show_step())
        self.shipped_button = self.own_button(_("As shipped again"), self._back_to_shipped)
        self.begin()

    def read(self, desk: Desk) -> PhrasesView:
        return desk.phrases.all()

    def show_read(self, read: PhrasesView) -> None:
        self._view = read
        self.steps.set_items([_step_card(one) for one in read.steps])
        if self.steps.current is None:
            self.steps.choose_first()
        self._show_step()

    def rest(self) -> None:
        step = self.step
        self.shipped_button.setEnabled(self.allowed and step is not None and step.own)

    @property
    def step(self) -> StepPhrases | None:
        """The step that is chosen."""
        steps = self._view.steps if self._view else ()
        return next((one for one in steps if one.step == self.steps.current), None)

    def open(self, key: object) -> None:
        if self.step is None:
            return
        phrase = self._phrase(key)
        self.want(key if phrase is not None else len(self.step.phrases))
        dialog = PhraseDialog(self.place, self.step.step, phrase, self)
        dialog.rejected.connect(lambda: self.want(None))
        dialog.open()

    def move_entry(self, key: object, places: int) -> None:
        phrase = self._phrase(key)
        if phrase is not None and isinstance(key, int) and self.step is not None:
            self.want(min(max(key + places, 0), len(self.step.phrases) - 1))
            meant = _meant(phrase)
            self.change(lambda desk: desk.phrases.move(meant, places))

    def remove(self, key: object) -> None:
        phrase = self._phrase(key)
        if phrase is not None:
            meant = _meant(phrase)
            self.change(lambda desk: desk.phrases.remove(meant))

    def make_middle(self) -> QWidget:
        self.steps = PickList(_("Steps of a conversation"))
        left, right = Column(), Column()
        left.body.addWidget(Section(_("Steps"), self.steps))
        left.body.addWidget(self.steps, 1)
        right.body.addWidget(Section(_("Phrases, in order"), self.entries.list))
        right.body.addWidget(self.entries, 1)
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(left, 2)
        row.addWidget(right, 3)
        return columns

    def _show_step(self) -> None:
        self.show_items(
            [
                CardItem(place, f"{place + 1}", (Line(phrase.words, muted=False),), _first(place))
                for place, phrase in enumerate(self.step.phrases if self.step else ())
            ]
        )

    def _phrase(self, key: object) -> PhraseView | None:
        return self.step.phrases[key] if self.step is not None and isinstance(key, int) else None

    def _back_to_shipped(self) -> None:
        step = self.step
        if step is not None and self.allowed:
            self.change(lambda desk: desk.phrases.back_to_shipped(step.step, step))


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
