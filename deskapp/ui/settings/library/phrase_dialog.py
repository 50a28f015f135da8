"""Adding or changing a phrase of a step, with a look at how it reads in a call."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.phrases import PLACES, Step, fill
from deskapp.language import _
from deskapp.services.library.acts import SavePhrase
from deskapp.services.library.views import PhraseView
from deskapp.ui.phrases import library
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.widgets.fields.better_words import BetterWords
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_wording


class PhraseDialog(RecordDialog):
    """Without a phrase it adds one at the end of the step."""

    MERGES = False

    def __init__(self, place: Workplace, step: Step, phrase: PhraseView | None, parent: QWidget | None = None) -> None:
        key = "new" if phrase is None else phrase.id if phrase.id is not None else f"shipped-{phrase.shipped}"
        self._step = step
        self._id, self._shipped = (phrase.id, phrase.shipped) if phrase else (None, None)
        super().__init__(
            place,
            _("Add a phrase") if phrase is None else _("Change the phrase"),
            _("Save phrase"),
            [record.area("words", _("Phrase"), lines=3)],
            phrase,
            parent,
            about=phrase_wording.step(step),
            draft=f"phrase:{step}:{key}",
            width=600,
        )
        self.words: TextArea = self.record["words"]
        self.better = BetterWords(self.words, lambda: library.library(place).avoid, parent=self)
        self.field_form("words").below(self.better)
        places = " ".join(f"{{{name}}}" for name in PLACES)
        about = _("{places} are filled in from the call. What stands in [brackets] is left out where one is not known.")
        self.body.addWidget(Label(about.format(places=places), "muted", wrap=True))
        self._known, self._unknown = Label("", wrap=True), Label("", "muted", wrap=True)
        card = Card()
        card.body.addWidget(Section(_("In a call that knows everything")))
        card.body.addWidget(self._known)
        card.body.addWidget(Section(_("Where nothing is known yet")))
        card.body.addWidget(self._unknown)
        self.body.addWidget(card)
        self.words.textChanged.connect(self._look)
        self._look()
        self.words.setFocus()

    def submit(self) -> None:
        act = SavePhrase(self._step, self.words.text(), self._id, self._shipped, self.base_version)
        self.carry_out(lambda desk: desk.phrases.save(act))

    def _look(self) -> None:
        examples = {
            "customer": _("Jane Doe"),
            "contact": _("Alex Meyer"),
            "contact_role": _("billing"),
            "time": "14:00",
            "ref": "C-00012",
            **library.of_desk(self.place),
        }
        self._known.setText(fill(self.words.text(), examples))
        self._unknown.setText(fill(self.words.text(), {}))
