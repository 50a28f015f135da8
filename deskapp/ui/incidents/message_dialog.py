"""The message for all affected customers: changed, it becomes the next one, and everybody must be told anew."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.phrases import Step
from deskapp.language import _
from deskapp.services.incidents.acts import WriteMessage
from deskapp.services.incidents.views import IncidentMessageView, IncidentView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import words_for_customers
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

#: In a message for all they stay open, to be filled in for each call.
_PLACES = {name: f"{{{name}}}" for name in ("customer", "agent", "ref", "site")}


class MessageDialog(ActDialog):
    """Begins with the message as it stands, the first one with the phrase for outages."""

    def __init__(self, place: Workplace, incident: IncidentView, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Message {number} for the customers").format(number=incident.number + 1),
            _("Save message"),
            parent,
            about=incident.title,
            draft=f"incident-message:{incident.id}",
            width=600,
        )
        self._incident, self._base_number = incident, incident.number
        self.words = self.add("words", _("What all affected customers are told"), TextArea(lines=5, most=12))
        self.words.setPlainText(incident.message or library.said(place, Step.OUTAGE, _PLACES))
        self.better = words_for_customers(self, place, "words", self.words, lambda: (Step.OUTAGE,), lambda: _PLACES)
        self.hint.setText(_("{customer}, {agent}, {ref}, {site} are filled in for each call when it is read out."))
        if self.draft is not None:
            # What was typed after an older message is saved as such, and so meets the newer one.
            self.draft.keep("seen", lambda: self._base_number, self._set_base_number, self.words.textChanged)
        self.words.setFocus()
        self.words.selectAll()

    def submit(self) -> None:
        act = WriteMessage(self._incident.id, self.words.text(), self._base_number)
        self.carry_out(lambda desk: desk.incidents.write(act))

    def _set_base_number(self, number: int) -> None:
        self._base_number = number

    def by_others(self, error: DeskError) -> Told | None:
        """Somebody wrote one meanwhile: both are seen, and saved once more it is the one after theirs."""
        newer = error.values.get("newer")
        if not isinstance(error, Conflict) or not isinstance(newer, IncidentMessageView):
            return None
        self._base_number = newer.number
        return f"{refusals.error(error)}\n“{newer.words}”", Tint.SOON
