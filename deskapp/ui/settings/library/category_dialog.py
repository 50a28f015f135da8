"""Adding or changing a category: its name, who answers for it, its checklist, its guides, its own fields."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from deskapp import direction
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import Asks, GuideKind
from deskapp.language import _
from deskapp.services.library.acts import SaveCategory
from deskapp.services.library.views import CategorySettings
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edit_rows import EditRows
from deskapp.ui.settings.library.category_rows import CheckRow, Content, FieldEditRow, GuideEditRow
from deskapp.ui.widgets.calls.contact_field import ContactField
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.menu_button import MenuButton
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals


class CategoryDialog(ActDialog):
    """With a category: changes it. Somebody else's newer version is told, and what was typed stays."""

    def __init__(
        self,
        place: Workplace,
        category: CategorySettings | None,
        contacts: Sequence[tuple[int, str]],
        shipped: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """shipped: the guides that came with the program, by title, and what they say."""
        title = _("New category") if category is None else _("Change category")
        draft = f"category:{category.id if category else 'new'}"
        super().__init__(place, title, _("Save category"), parent, draft=draft, width=720)
        self._category = category
        self._basis = _basis(category)
        self.name = self.add("name", _("Name"), QLineEdit())
        self.active = self.add("active", _("Offered for new calls"), QCheckBox(_("In use")))
        self.active.setChecked(True)
        self.contact = self.add(
            "contact_id", _("Who answers for it, where that is not the desk"), ContactField(contacts)
        )
        self.contact.setPlaceholderText(_("Nobody else: type a part of the name"))
        self.asks_place, self.asks_equipment = _asks(), _asks()
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(10))
        beside.addWidget(self.form("asks_place", _("Place"), self.asks_place), 1)
        beside.addWidget(self.form("asks_equipment", _("Equipment"), self.asks_equipment), 1)
        self.body.addLayout(beside)
        self.checks: EditRows[CheckRow] = EditRows(_("Add a line"), CheckRow)
        self.add(
            "checks", _("Check first: what to ask, look at and try before passing a call on"), self.checks, kept=False
        )
        self.guides: EditRows[GuideEditRow] = EditRows(_("Add a guide"), GuideEditRow)
        self.add("guides", _("Guides: files, links and notes"), self.guides, kept=False)
        self._shipped = shipped
        self.shipped_button = MenuButton(_("One that came with the program…"))
        self.guides.beside_add(self.shipped_button)
        self.guides.changed.connect(self._offer_shipped)
        self.fields: EditRows[FieldEditRow] = EditRows(_("Add a field"), FieldEditRow)
        self.add("fields", _("Fields of its own: what a call of this category also says"), self.fields, kept=False)
        if category is not None:
            self.name.setText(category.name)
            self.active.setChecked(category.active)
            self.contact.set_value(category.contact_id, category.contact)
            for box, asks in self._asks(category):
                box.setCurrentIndex(box.findData(asks.value))
        draft_of = self.draft
        assert draft_of is not None  # this dialog has one
        for name, (rows, content) in self._rows.items():
            self._put(name, content(category))
            rows.changed.connect(partial(self.say, name, None))
            draft_of.keep(name, partial(_content, rows), partial(self._put, name), rows.changed)
        self._offer_shipped()
        # What was typed on an older version is saved as such, and so meets the newer one.
        draft_of.keep("basis", lambda: self._basis, self._set_basis, self.name.textChanged)
        self.name.setFocus()

    def submit(self) -> None:
        if not self.contact.clear_enough:
            self.say("contact_id", _("There is nobody of this name: choose one who is offered, or leave it empty."))
            self.go_to(self.contact)
            return
        act = self.act()
        self.carry_out(lambda desk: desk.categories.save(act))

    def act(self) -> SaveCategory:
        return SaveCategory(
            name=self.name.text(),
            checks=tuple(one for row in self.checks.rows for one in (row.edited,) if one is not None),
            guides=tuple(one for row in self.guides.rows for one in (row.edited,) if one is not None),
            fields=tuple(one for row in self.fields.rows for one in (row.edited,) if one is not None),
            contact_id=self.contact.value,
            active=self.active.isChecked(),
            id=self._category.id if self._category else None,
            base_version=self._basis["version"] if self._category else None,
            asks_place=Asks(self.asks_place.currentData()),
            asks_equipment=Asks(self.asks_equipment.currentData()),
        )

    def refuse(self, error: DeskError) -> None:
        """What somebody else changed is said; lines that they added are put to one's own."""
        newer = error.values.get("newer")
        if not isinstance(error, Conflict) or not isinstance(newer, CategorySettings):
            super().refuse(error)
            return
        older, self._category, self._basis = self._basis, newer, _basis(newer)
        for rows, content in self._rows.values():
            self._add_missing(rows, content(newer))
        told = direction.row(_theirs(older, newer), "; ")
        self.notice.say(f"{refusals.error(error)} {_('Theirs: {what}.').format(what=told)}", Tint.OVER)

    def _asks(self, category: CategorySettings) -> Iterable[tuple[DropDown, Asks]]:
        return (self.asks_place, category.asks_place), (self.asks_equipment, category.asks_equipment)

    def _offer_shipped(self) -> None:
        """Those that stand there already are not offered again."""
        there = {row.title.text() for row in self.guides.rows}
        menu = self.shipped_button.menu_
        menu.clear()
        for title, words in self._shipped:
            if title not in there:
                menu.addAction(title.replace("&", "&&"), partial(self._add_shipped, title, words))
        self.shipped_button.setVisible(not menu.isEmpty())

    def _add_shipped(self, title: str, words: str) -> None:
        row = self.guides.add_row()
        kind = GuideKind.NOTE.value
        row.set_content({"id": None, "kind": kind, "title": title, "content": words, "active": True})
        row.title.setFocus()

    def _set_basis(self, kept: Content) -> None:
        self._basis = kept

    @property
    def _rows(self) -> dict[str, tuple[EditRows[Any], Callable[[CategorySettings | None], list[Content]]]]:
        """The rows by the name of the act's field, each with what the desk has of it."""
        return {
            "checks": (self.checks, _checks),
            "guides": (self.guides, _guides),
            "fields": (self.fields, _fields),
        }

    def _put(self, name: str, contents: Sequence[Content]) -> None:
        rows, of_desk = self._rows[name]
        rows.clear()
        for content in contents:
            rows.add_row().set_content(content)
        # A draft may be older than the last line.
        self._add_missing(rows, of_desk(self._category))

    def _add_missing(self, rows: EditRows[Any], of_desk: Sequence[Content]) -> None:
        there = {row.id for row in rows.rows}
        for content in of_desk:
            if content["id"] not in there:
                rows.add_row().set_content(content)


def _asks() -> DropDown:
    box = DropDown()
    for one in (Asks.ASKED, Asks.NOT, Asks.NEEDED):
        box.addItem(codes.asks(one), one.value)
    return box


def _content(rows: EditRows[Any]) -> list[Content]:
    return [row.content for row in rows.rows]


def _checks(category: CategorySettings | None) -> list[Content]:
    lines = category.checks if category else ()
    return [{"id": line.id, "text": line.text, "active": line.active} for line in lines]


def _guides(category: CategorySettings | None) -> list[Content]:
    return [
        {"id": one.id, "kind": one.kind.value, "title": one.title, "content": one.content, "active": one.active}
        for one in (category.guides if category else ())
    ]


def _fields(category: CategorySettings | None) -> list[Content]:
    return [
        {
            "id": one.id,
            "label": one.label,
            "kind": one.kind.value,
            "choices": "\n".join(one.choices),
            "needed": one.needed,
            "active": one.active,
        }
        for one in (category.fields if category else ())
    ]


def _basis(category: CategorySettings | None) -> Content:
    """What was there when somebody began to type, as a draft keeps it."""
    if category is None:
        return {}
    return {
        "version": category.version,
        "name": category.name,
        "active": category.active,
        "contact": category.contact,
        "asks": [category.asks_place.value, category.asks_equipment.value],
        "checks": _checks(category),
        "guides": _guides(category),
        "fields": _fields(category),
    }


def _theirs(older: Content, newer: CategorySettings) -> list[str]:
    """What somebody else made of it, part by part."""
    told = []
    if older["name"] != newer.name:
        told.append(newer.name)
    if older["active"] != newer.active:
        told.append(_("in use") if newer.active else _("not in use"))
    if older["contact"] != newer.contact:
        told.append(newer.contact or _("nobody else answers for it"))
    now = _basis(newer)["asks"]
    # A draft of an earlier version of the program says nothing of it.
    for before, after, heading in zip(older.get("asks") or now, now, (_("Place"), _("Equipment")), strict=True):
        if before != after:
            told.append(f"{heading}: {codes.asks(after)}")
    told += [line["text"] for line in _checks(newer) if line not in older["checks"]]
    told += [one["title"] for one in _guides(newer) if one not in older["guides"]]
    told += [one["label"] for one in _fields(newer) if one not in older.get("fields", ())]
    return told or [_("another order")]
