"""Adding or changing a phrase of a step, with a look at how it reads in a call."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.phrases import PLACES, Step, fill
from deskapp.language import _
from deskapp.services.library.acts import SavePhrase
from deskapp.services.library.views import PhraseView
from deskapp.ui.directory.newer import Newer
from deskapp.ui.phrases import library
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.better_words import BetterWords
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_wording


class PhraseDialog(ActDialog):
    """Without a phrase it adds one at the end of the step."""

    def __init__(self, place: Workplace, step: Step, phrase: PhraseView | None, parent: QWidget | None = None) -> None:
        key = "new" if phrase is None else phrase.id if phrase.id is not None else f"shipped-{phrase.shipped}"
        super().__init__(
            place,
            _("Add a phrase") if phrase is None else _("Change the phrase"),
            _("Save phrase"),
            parent,
            about=phrase_wording.step(step),
            draft=f"phrase:{step}:{key}",
            width=600,
        )
        self._step = step
        self._id, self._shipped = (phrase.id, phrase.shipped) if phrase else (None, None)
        self._version = phrase.version if phrase else None
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.words = TextArea(lines=3, most=8)
        self.words.setPlainText(phrase.words if phrase else "")
        self.add("words", _("Phrase"), self.words)
        if self.draft is not None:
            # What was typed on an older version is saved as such, and so meets the newer one.
            self.draft.keep("version", lambda: self._version, self._set_version, self.words.textChanged)
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
        act = SavePhrase(self._step, self.words.text(), self._id, self._shipped, self._version)
        self.carry_out(lambda desk: desk.phrases.save(act))

    def refuse(self, error: DeskError) -> None:
        """What somebody else wrote meanwhile stands beside what was typed."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, PhraseView):
            self._version = newer.version
            differs = newer.words.strip() != self.words.text().strip()
            self.newer.show_differences(newer, [(_("Phrase"), newer.words)] if differs else [])
            self.go_to(self.newer)
            return
        super().refuse(error)

    def _set_version(self, version: int | None) -> None:
        self._version = version

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, PhraseView)
        self.words.setPlainText(newer.words)

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
