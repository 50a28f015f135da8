"""A call copied as plain text, to be pasted wherever somebody needs it."""

from PySide6.QtGui import QGuiApplication

from deskapp.documents.call_sheet import call_text
from deskapp.language import SPOKEN, _
from deskapp.paperwork.call import for_desk
from deskapp.services.overview.views import CallDetail
from deskapp.ui.work.workplace import Workplace


def copy_call(place: Workplace, call: CallDetail) -> None:
    """Everything about a call with its timeline; of one that is not for whoever works here that it is there."""
    if place.facts is None:
        return
    me = place.me
    sheet = for_desk(call, place.facts, place.desk.clock.now(), me.name if me else "", timeline=True)
    QGuiApplication.clipboard().setText(call_text(sheet, SPOKEN))
    place.said.emit(_("{ref} is copied as text.").format(ref=call.row.ref))
