"""A call is made void: it duplicates another, or was logged in error. It leaves all measures, and can be restored."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.desk import Desk
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import DeskError, Invalid, NotFound
from deskapp.domain.words import VoidReason
from deskapp.language import _
from deskapp.services.calls.acts import RestoreCall, VoidCall
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import closing as closing_wording


class VoidDialog(CallActDialog):
    """The reason is never preset; of a duplicate the other call is named by its reference."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Make void"), _("Make void"), parent, draft=f"void:{call.row.id}")
        offered = [(reason, closing_wording.void_reason(reason)) for reason in VoidReason]
        self.reason = self.add("reason", _("Why"), ChoiceRow(_("Why it is void"), offered))
        self.other = self.add("duplicate_of", _("The call that stays, by its reference"), QLineEdit())
        self.other.setPlaceholderText("C-00001")
        self.words = self.add("words", _("In words"), TextArea(lines=2))
        self.hint.setText(_("Its clocks and promises end without a verdict. It can be restored."))
        #: What was pointed out, and pressing again goes on with.
        self._over: str | None = None
        self._duplicates: tuple[int, ...] = ()
        self.reason.changed.connect(self._show)
        self._show()
        self.reason.setFocus()

    def look_again(self) -> None:
        self._show()

    def submit(self) -> None:
        if self.reason.value is None:
            self.point_out("reason", _("Choose why it is void."))
            return
        self.carry_out(partial(self._void, VoidReason(str(self.reason.value)), self.other.text(), self.words.text()))

    def refuse(self, error: DeskError) -> None:
        super().refuse(error)
        if not isinstance(error, Invalid):
            return
        if error.fields.get("duplicate_of") == FieldFault.IS_OVER:
            self._over = self.other.text()
        if error.fields.get("reason") == FieldFault.HAS_DUPLICATES:
            self._duplicates = tuple(number for number, _ref in error.values["duplicates"])

    def wrong(self, name: str, code: FieldFault, error: DeskError) -> str:
        if code != FieldFault.HAS_DUPLICATES:
            return super().wrong(name, code, error)
        refs = ", ".join(ref for _number, ref in error.values["duplicates"])
        words = _("{refs}: void as duplicates of this call. Nobody would look at any of them. Press again to go on.")
        return words.format(refs=refs)

    def succeed(self, value: Any) -> None:
        super().succeed(value)
        act = RestoreCall(self._call.row.id, _("undone at once"))
        place = self.place
        words = _("{ref} is void.").format(ref=self._call.row.ref)
        place.undoable.emit(words, lambda: place.act(lambda desk: desk.calls.restore(act)))

    def _void(self, reason: VoidReason, other: str, words: str, desk: Desk) -> Done[CallRow]:
        duplicate_of = None
        if reason is VoidReason.DUPLICATE and other.strip():
            try:
                duplicate_of = desk.calls.find(other)
            except NotFound:
                raise Invalid({"duplicate_of": FieldFault.UNKNOWN}) from None
        over_too = self._over is not None and self._over == other
        act = VoidCall(
            self._call.row.id,
            reason,
            duplicate_of,
            words=words,
            over_too=over_too,
            duplicates=self._duplicates,
            base_version=self.base_version,
        )
        return desk.calls.void(act)

    def _show(self) -> None:
        self.field_shown("duplicate_of", self.reason.value == VoidReason.DUPLICATE)
