"""Adding or changing what is better not said, in its forms, and the words to put in its place."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _
from deskapp.services.library.acts import SaveAvoided
from deskapp.services.library.views import AvoidedView
from deskapp.ui.directory.newer import Newer, same_words
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class AvoidedDialog(ActDialog):
    """Without an entry it adds one."""

    def __init__(self, place: Workplace, entry: AvoidedView | None, parent: QWidget | None = None) -> None:
        key = "new" if entry is None else entry.id if entry.id is not None else f"shipped-{entry.shipped}"
        super().__init__(
            place,
            _("Add words to avoid") if entry is None else _("Change words to avoid"),
            _("Save"),
            parent,
            draft=f"avoid:{key}",
            width=560,
        )
        self._id, self._shipped = (entry.id, entry.shipped) if entry else (None, None)
        self._version = entry.version if entry else None
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.forms = TextArea(lines=3, most=10)
        self.forms.setPlainText("\n".join(entry.forms) if entry else "")
        self.add("forms", _("Better not said, each way of saying it on a line of its own"), self.forms)
        self.better = self.add("better", _("Say instead"), QLineEdit(entry.better if entry else ""))
        if self.draft is not None:
            # What was typed on an older version is saved as such, and so meets the newer one.
            self.draft.keep("version", lambda: self._version, self._set_version, self.forms.textChanged)
        about = _("These words take the place of the others. {time} is filled in. A dash alone: leave it out.")
        self.body.addWidget(Label(about.format(time="{time}"), "muted", wrap=True))
        self.body.addStretch(1)
        self.forms.setFocus()

    def submit(self) -> None:
        forms = tuple(self.forms.text().splitlines())
        act = SaveAvoided(forms, self.better.text(), self._id, self._shipped, self._version)
        self.carry_out(lambda desk: desk.phrases.save_avoided(act))

    def refuse(self, error: DeskError) -> None:
        """What somebody else wrote meanwhile stands beside what was typed."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, AvoidedView):
            self._version = newer.version
            rows = [
                (_("Better not said"), self.forms.text(), "\n".join(newer.forms)),
                (_("Say instead"), self.better.text(), newer.better),
            ]
            differ = [(words, theirs) for words, mine, theirs in rows if not same_words(mine, theirs)]
            self.newer.show_differences(newer, differ)
            self.go_to(self.newer)
            return
        super().refuse(error)

    def _set_version(self, version: int | None) -> None:
        self._version = version

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, AvoidedView)
        self.forms.setPlainText("\n".join(newer.forms))
        self.better.setText(newer.better)
