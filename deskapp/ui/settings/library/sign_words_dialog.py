"""Adding or changing what customers say that shows a sign to escalate: one sign, one language, a line for each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.library.acts import SaveSignWords
from deskapp.services.library.views import SignWordsView, TriggerView
from deskapp.ui.settings.ground.languages import LANGUAGES, name_of
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class SignWordsDialog(RecordDialog):
    """Without a list it adds one. Of a list that is there, sign and language stay as they are."""

    MERGES = False

    def __init__(
        self,
        place: Workplace,
        signs: Sequence[TriggerView],
        shown: SignWordsView | None,
        parent: QWidget | None = None,
    ) -> None:
        self._list = shown
        names = {sign.code: codes.trigger(sign) for sign in signs}
        about = ""
        rows: list[record.Row] = [
            (
                record.drop_down("code", _("Sign to escalate"), list(names.items())),
                record.drop_down("language", _("Language"), [*LANGUAGES, ("", name_of(""))]),
            )
        ]
        if shown is not None:
            rows, about = [], f"{names.get(shown.code, shown.code)}, {name_of(shown.language)}"
        words, but_not = _("Words and phrases, each on a line of its own"), _("But not in these, each on a line")
        rows += [
            record.texts("words", words, _("Words and phrases"), lines=6, most=12, between="\n"),
            record.texts("but_not", but_not, _("But not in these"), lines=3, most=8, between="\n"),
        ]
        super().__init__(
            place,
            _("Add words that show a sign") if shown is None else _("Change words that show a sign"),
            _("Save words"),
            rows,
            shown,
            parent,
            about=about,
            draft=f"sign words:{shown.id if shown else 'new'}",
            width=560,
        )
        told = _(
            "Whole words, in any case, with or without accents, and in any form of the word where a language is named"
            " (lawyer, lawyers). “…” stands for up to three words: speak … manager. What shares a word with a line of"
            " the second list, as it is written there, shows nothing."
        )
        self.body.addWidget(Label(told, "muted", wrap=True))
        self.body.addStretch(1)
        self.record["words" if shown else "code"].setFocus()

    def submit(self) -> None:
        values = self.record.values()
        if self._list is not None:
            values |= {"code": self._list.code, "language": self._list.language, "id": self._list.id}
        act = SaveSignWords(**values, base_version=self.base_version)
        self.carry_out(lambda desk: desk.sign_words.save(act))
