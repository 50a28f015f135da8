"""Signs to escalate: the built-in ones and the site's own, in the order of the escalation dialog."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.library.views import TriggerView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedList
from deskapp.ui.settings.library.sign_dialog import SignDialog
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals


class SignsPage(QWidget):
    """A list in order, a dialog to add or change a sign."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._signs: dict[str, TriggerView] = {}
        self._wanted: object = None
        self.signs = EditedList(_("Signs to escalate, in order"), _("No signs yet."), _("Add a sign"))
        self.signs.added.connect(lambda: self._open(None))
        self.signs.opened.connect(lambda code: self._open(self._signs.get(str(code))))
        self.signs.moved.connect(self._move)
        self.notice = Notice()
        self.why = Label("", "muted", wrap=True)
        box = Column()
        box.body.addWidget(self.signs, 1)
        about = _(
            "What can be ticked when a call is escalated, and the types it suggests. Some the record shows by itself;"
            " those that are switched off are neither ticked nor offered."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(box, 1)
        column.addWidget(self.notice)
        column.addWidget(self.why)
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)
        self._reloader = Reloader(self, place.hub)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("site")

    def reload(self) -> None:
        self._place.read(lambda desk: desk.triggers.all(), self._on_read, key=("signs", id(self)))

    def _on_read(self, signs: tuple[TriggerView, ...]) -> None:
        self._signs = {sign.code: sign for sign in signs}
        wanted, self._wanted = self._wanted, None
        self.signs.set_items([_card(sign) for sign in signs], wanted)

    def _on_facts(self, facts: DeskFacts) -> None:
        me = next((one for one in facts.staff if one.id == self._place.desk.staff_id), None)
        allowed = me is not None and me.role is Role.MANAGER
        self.why.setText("" if allowed else _("Only a manager can change the signs to escalate."))
        self.why.setVisible(not allowed)
        self.signs.set_allowed(allowed)

    def _open(self, sign: TriggerView | None) -> None:
        dialog = SignDialog(self._place, sign, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, sign: TriggerView) -> None:
        self._wanted = sign.code
        self.reload()

    def _move(self, code: object, places: int) -> None:
        self.notice.end()
        self._place.act(lambda desk: desk.triggers.move(str(code), places), self._on_read, self._on_failed)

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
        self.reload()


def _card(sign: TriggerView) -> CardItem:
    types = ", ".join(codes.escalation_type(kind) for kind in sign.suggests)
    told = [_("suggests {types}").format(types=types)]
    if not sign.built_in:
        told.append(_("the site's own"))
    elif sign.label:
        told.append(_("shipped as “{words}”").format(words=codes.trigger(sign.code)))
    corner, tint = ("", None) if sign.active else (_("switched off"), Tint.PAUSED)
    return CardItem(sign.code, codes.trigger(sign), (Line(" · ".join(told)),), corner, tint, shape=False)
