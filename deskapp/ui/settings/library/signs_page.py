"""Signs to escalate: the built-in ones and the site's own, in the order of the escalation dialog."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.library.views import TriggerView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.library.sign_dialog import SignDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class SignsPage(ListPage):
    """A list in order, a dialog to add or change a sign."""

    CONCERNS = ("site",)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "What can be ticked when a call is escalated, and the types it suggests. Some the record shows by itself;"
            " those that are switched off are neither ticked nor offered."
        )
        entries = EditedList(EditedCards(_("Signs to escalate, in order"), empty=_("No signs yet.")), _("Add a sign"))
        super().__init__(place, entries, about, _("Only a manager can change the signs to escalate."), parent)
        self._signs: dict[str, TriggerView] = {}
        self.begin()

    def read(self, desk: Desk) -> tuple[TriggerView, ...]:
        return desk.triggers.all()

    def show_read(self, read: tuple[TriggerView, ...]) -> None:
        self._signs = {sign.code: sign for sign in read}
        self.show_items([_card(sign) for sign in read])

    def open(self, key: object) -> None:
        dialog = SignDialog(self.place, self._signs.get(str(key)), self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def move_entry(self, key: object, places: int) -> None:
        self.change(lambda desk: desk.triggers.move(str(key), places), self.show_read)

    def _on_saved(self, sign: TriggerView) -> None:
        self.want(sign.code)
        self.reload()


def _card(sign: TriggerView) -> CardItem:
    types = ", ".join(codes.escalation_type(kind) for kind in sign.suggests)
    told = [_("suggests {types}").format(types=types)]
    if not sign.built_in:
        told.append(_("the site's own"))
    elif sign.label:
        told.append(_("shipped as “{words}”").format(words=codes.trigger(sign.code)))
    corner, tint = ("", None) if sign.active else (_("switched off"), Tint.PAUSED)
    return CardItem(sign.code, codes.trigger(sign), (Line(direction.row(told)),), corner, tint, shape=False)
