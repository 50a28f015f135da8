"""Categories: in order, with their checklists and guides, and who answers for them elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.library.views import CategorySettings
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.library.category_dialog import CategoryDialog
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace

Read = tuple[tuple[CategorySettings, ...], tuple[tuple[int, str], ...]]


class CategoriesPage(QWidget):
    """A list in order, and a dialog to add or change one. Only a manager may."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._categories: dict[int, CategorySettings] = {}
        self._contacts: tuple[tuple[int, str], ...] = ()
        self._allowed = False
        self.list = PickList(_("Categories"), empty=_("No categories yet."))
        self.list.chosen.connect(lambda _key: self._rest())
        self.list.confirmed.connect(self._edit)
        self.why = Label("", "muted", wrap=True)
        self.up_button = secondary(_("Up"), _("Alt+↑"))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button = secondary(_("Down"), _("Alt+↓"))
        self.down_button.clicked.connect(lambda: self._move(1))
        for keys, places in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda places=places: self._move(places))
        self.edit_button = secondary(_("Change"))
        self.edit_button.clicked.connect(lambda: self._edit(self.list.current))
        self.add_button = secondary(_("Add a category"))
        self.add_button.clicked.connect(lambda: self._open(None))
        self._lay_out()
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)
        self._reloader = Reloader(self, place.hub)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("categories", "guides", "contacts")

    def reload(self) -> None:
        self._place.read(
            lambda desk: (desk.categories.all(), desk.routes.all().contacts),
            self._on_read,
            key=("categories", id(self)),
        )

    # Inside

    def _on_read(self, read: Read) -> None:
        categories, self._contacts = read
        self._show(categories)

    def _show(self, categories: tuple[CategorySettings, ...]) -> None:
        self._categories = {one.id: one for one in categories}
        self.list.set_items([_card(one) for one in categories])
        if self.list.current is None:
            self.list.choose_first()
        self._rest()

    def _on_facts(self, facts: DeskFacts) -> None:
        me = next((one for one in facts.staff if one.id == self._place.desk.staff_id), None)
        self._allowed = me is not None and me.role is Role.MANAGER
        self.why.setVisible(not self._allowed)
        self.why.setText("" if self._allowed else _("Only a manager can change categories."))
        self._rest()

    def _rest(self) -> None:
        order, current = list(self._categories), self.list.current
        ready = self._allowed and current is not None
        self.edit_button.setEnabled(ready)
        self.up_button.setEnabled(ready and order[:1] != [current])
        self.down_button.setEnabled(ready and order[-1:] != [current])
        self.add_button.setEnabled(self._allowed)

    def _edit(self, key: object) -> None:
        if self._allowed and isinstance(key, int):
            self._open(self._categories[key])

    def _open(self, category: CategorySettings | None) -> None:
        dialog = CategoryDialog(self._place, category, self._contacts, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, saved: CategorySettings) -> None:
        self._place.said.emit(_("{name} is saved.").format(name=saved.name))

    def _move(self, places: int) -> None:
        current = self.list.current
        if self._allowed and isinstance(current, int):
            self._place.act(lambda desk: desk.categories.move(current, places), self._show, receiver=self)

    def _lay_out(self) -> None:
        box = Column()
        box.body.addWidget(self.list)
        bar = FlowLayout(spacing=theme.px(6))
        for button in (self.up_button, self.down_button, self.edit_button, self.add_button):
            bar.addWidget(button)
        box.body.addWidget(self.why)
        box.body.addLayout(bar)
        about = _("What calls are about. Each category has what to check first, its guides, and who answers for it.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(box, 1)


def _card(one: CategorySettings) -> CardItem:
    lines, guides = sum(line.active for line in one.checks), sum(guide.active for guide in one.guides)
    about = [
        ngettext("{n} line to check first", "{n} lines to check first", lines).format(n=lines),
        ngettext("{n} guide", "{n} guides", guides).format(n=guides),
    ]
    if one.contact:
        gone = "" if one.contact_active else _(" (not active)")
        about.append(_("{contact} answers for it").format(contact=one.contact) + gone)
    corner, tint = ("", None) if one.active else (_("not in use"), Tint.PAUSED)
    return CardItem(one.id, one.name, (Line(" · ".join(about)),), corner, tint, shape=False)
