"""Asking the owner of one call for an update; who may not is told so before anything is typed."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.many.acts import AskOwners, TakeBack
from deskapp.services.many.views import ManyDone
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals
from deskapp.wording.overseen import many as wording


def ask_owner(place: Workplace, call: CallDetail, window: QWidget) -> None:
    """Open the dialog, or say why there is nobody to ask."""
    me = place.me
    if me is not None and me.role is Role.AGENT:
        place.advised.emit(_("Asking an owner for an update is for supervisors: write a note on the call instead."))
    elif me is not None and call.row.owner_id == me.id:
        place.advised.emit(_("{ref} is your own: write down how far it is.").format(ref=call.row.ref))
    else:
        AskDialog(place, call, window).open()


class AskDialog(CallActDialog):
    """The question shows at the owner's next look. One that waits already stands here, and is asked anew."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        title = _("Ask {name}").format(name=call.row.owner)
        super().__init__(place, call, title, _("Ask"), parent, draft=f"ask:{call.row.id}")
        self.words = self.add("words", _("What you want to know"), TextArea(lines=3))
        self.hint.setText(_("They see it at once, or when they sign in. You see what they answer."))
        waits = call.request
        self._again = waits is not None and waits.waits
        if waits is not None and waits.waits:
            now = place.desk.clock.now()
            said = wording.asked(waits, place.zone, now)
            self.notice.say(_("{said}, and nobody has answered.").format(said=said), Tint.SOON)
        self.words.setFocus()

    def submit(self) -> None:
        act = AskOwners((self._call.row.id,), self.words.text(), self._again)
        self.carry_out(lambda desk: desk.many.ask(act), self._on_asked)

    def _on_asked(self, done: ManyDone) -> None:
        refused = next(iter(done.refused.values()), None)
        if refused is not None:
            # Somebody else asked meanwhile: pressed again, it is asked anew.
            self._again = True
            self._rest(False)
            self.notice.say(refusals.error(refused), Tint.SOON)
            return
        self.succeed(done)
        place, back = self.place, TakeBack(done.lines, _("undone at once"))
        words = _("{name} is asked about {ref}.").format(name=self._call.row.owner, ref=self._call.row.ref)
        place.undoable.emit(words, lambda: place.act(lambda desk: desk.many.take_back(back)))
