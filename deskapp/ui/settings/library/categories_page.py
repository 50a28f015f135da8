"""Categories: in order, with their checklists and guides, and who answers for them elsewhere."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.library.views import CategorySettings
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.library.category_dialog import CategoryDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.workplace import Workplace

Categories = tuple[CategorySettings, ...]
Read = tuple[Categories, tuple[tuple[int, str], ...], tuple[tuple[str, str], ...]]


class CategoriesPage(ListPage):
    """A list in order, and a dialog to add or change one."""

    CONCERNS = ("categories", "guides", "contacts")

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("What calls are about. Each category has what to check first, its guides, and who answers for it.")
        entries = EditedList(EditedCards(_("Categories"), empty=_("No categories yet.")), _("Add a category"))
        super().__init__(place, entries, about, _("Only a manager can change categories."), parent)
        self._categories: dict[int, CategorySettings] = {}
        self._contacts: tuple[tuple[int, str], ...] = ()
        self._shipped: tuple[tuple[str, str], ...] = ()
        self.begin()

    def read(self, desk: Desk) -> Read:
        return desk.categories.all(), desk.routes.all().contacts, desk.categories.shipped_guides()

    def show_read(self, read: Read) -> None:
        categories, self._contacts, self._shipped = read
        self._show(categories)

    def open(self, key: object) -> None:
        category = self._categories[key] if isinstance(key, int) else None
        dialog = CategoryDialog(self.place, category, self._contacts, self._shipped, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def move_entry(self, key: object, places: int) -> None:
        if isinstance(key, int):
            self.change(lambda desk: desk.categories.move(key, places), self._show)

    def make_middle(self) -> QWidget:
        self.entries.put_by_buttons(self.why)
        return super().make_middle()

    def _show(self, categories: Categories) -> None:
        self._categories = {one.id: one for one in categories}
        self.show_items([_card(one) for one in categories])

    def _on_saved(self, saved: CategorySettings) -> None:
        self.place.said.emit(_("{name} is saved.").format(name=saved.name))


def _card(one: CategorySettings) -> CardItem:
    lines, guides = sum(line.active for line in one.checks), sum(guide.active for guide in one.guides)
    about = [
        ngettext("{n} line to check first", "{n} lines to check first", lines).format(n=lines),
        ngettext("{n} guide", "{n} guides", guides).format(n=guides),
    ]
    asked = sum(field.active for field in one.fields)
    if asked:
        about.append(ngettext("{n} field of its own", "{n} fields of its own", asked).format(n=asked))
    if one.contact:
        gone = "" if one.contact_active else _(" (not active)")
        about.append(_("{contact} answers for it").format(contact=one.contact) + gone)
    corner, tint = ("", None) if one.active else (_("not in use"), Tint.PAUSED)
    return CardItem(one.id, one.name, (Line(direction.row(about)),), corner, tint, shape=False)
