"""The call waits for somebody else: for whom, why, and until when."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import PauseReason
from deskapp.language import _
from deskapp.services.calls.acts import PauseCall, ResumeCall
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace


class PauseDialog(CallActDialog):
    """Says what the pause does to the clocks before it begins."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Pause"), _("Pause the call"), parent, draft=f"pause:{call.row.id}")
        self.reason = self.add(
            "reason",
            _("It waits for"),
            ChoiceRow(
                _("It waits for"),
                [
                    (PauseReason.CUSTOMER, _("The customer")),
                    (PauseReason.SUPPLIER, _("A supplier")),
                    (PauseReason.OTHER, _("Something else")),
                ],
            ),
        )
        self.words = self.add("words", _("What for"), TextArea(lines=2))
        self.back_by = self.add("back_by", _("Expected back by"), WhenField(place.desk.clock, place.zone))
        self.back_in_time = self.in_time("back_by")
        self.reason.changed.connect(self._show)
        self._show()
        self.reason.setFocus()

    def submit(self) -> None:
        if self.reason.value is None:
            self.point_out("reason", _("Choose what the call waits for."))
            return
        reason = PauseReason(str(self.reason.value))
        act = PauseCall(self._call.row.id, reason, self.words.text(), self.back_by.value(), self.base_version)
        self.carry_out(lambda desk: desk.calls.pause(act), self._on_paused)

    def _on_paused(self, row: CallRow) -> None:
        self.succeed(row)
        back, place = ResumeCall(row.id, _("undone at once")), self.place
        words = _("{ref} is paused.").format(ref=row.ref)
        place.undoable.emit(words, lambda: place.act(lambda desk: desk.calls.resume(back)))

    def look_again(self) -> None:
        self._show()

    def _show(self) -> None:
        site = self.place.facts.site if self.place.facts else None
        stops = {
            None: None,
            PauseReason.CUSTOMER: True,
            PauseReason.SUPPLIER: site.supplier_pauses if site else None,
            PauseReason.OTHER: site.other_pauses if site else None,
        }[self.reason.value]  # type: ignore[index]
        if stops is None:
            words = _("The next update to the customer goes on in any case.")
        elif stops:
            words = _("Response and resolution stand still. The next update to the customer goes on.")
        else:
            words = _("No clock stands still: this site counts on.")
        self.hint.setText(words)
