"""Templates of calls: kinds that come again and again, in the order in which a new call offers them."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.library.views import TemplateView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.library.template_dialog import TemplateDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.workplace import Workplace


class TemplatesPage(ListPage):
    """A list in order, and a dialog to add or change one."""

    CONCERNS = ("categories",)
    MAY = (Role.SUPERVISOR, Role.MANAGER)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "Kinds of calls that come again and again: Ctrl+Shift+T in a new call fills in what is known of one. What"
            " was typed before stays."
        )
        entries = EditedList(EditedCards(_("Templates"), empty=_("No templates yet.")), _("Add a template"))
        super().__init__(place, entries, about, _("Only a supervisor or manager can change templates."), parent)
        self._templates: dict[int, TemplateView] = {}
        self.begin()

    def read(self, desk: Desk) -> tuple[TemplateView, ...]:
        return desk.templates.all()

    def show_read(self, read: tuple[TemplateView, ...]) -> None:
        self._templates = {one.id: one for one in read}
        self.show_items([_card(one) for one in read])

    def open(self, key: object) -> None:
        template = self._templates[key] if isinstance(key, int) else None
        dialog = TemplateDialog(self.place, template, self)
        dialog.carried_out.connect(lambda saved: self.place.said.emit(_("{name} is saved.").format(name=saved.name)))
        dialog.open()

    def move_entry(self, key: object, places: int) -> None:
        if isinstance(key, int):
            self.change(lambda desk: desk.templates.move(key, places), self.show_read)

    def make_middle(self) -> QWidget:
        self.entries.put_by_buttons(self.why)
        return super().make_middle()


def _card(one: TemplateView) -> CardItem:
    lines = sum(line.active for line in one.checks)
    about = direction.row(
        (
            one.category,
            one.summary.strip(),
            ngettext("{n} line to check", "{n} lines to check", lines).format(n=lines) if lines else "",
        )
    )
    corner, tint = ("", None) if one.active else (_("not in use"), Tint.PAUSED)
    return CardItem(one.id, one.name, (Line(about),), corner, tint, shape=False)
