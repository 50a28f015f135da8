"""The site's checklist for major incidents: its lines in their order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from deskapp import direction
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _
from deskapp.services.incidents.acts import SaveIncidentChecklist
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.order_list import OrderList
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

#: Of a line, its id; None: a new one.
_ID = Qt.ItemDataRole.UserRole
Lines = tuple[tuple[int, str], ...]


class IncidentsPage(SettingsPage):
    """Type a line and press Enter to add it; Alt with an arrow moves one, Enter changes it, Delete takes it out."""

    KEPT = "incidents"
    FILLED_LATER = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("What is done in every major incident, step by step. Open incidents keep the one they began with.")
        super().__init__(place, about, _("Save checklist"), parent)
        self._before: Lines = ()
        self.lines = OrderList()
        self.lines.setAccessibleName(_("Checklist"))
        self.lines.setEditTriggers(OrderList.EditTrigger.NoEditTriggers)
        self.lines.setMinimumHeight(theme.px(240))
        self.lines.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("A further step, then Enter"))
        self.body.addWidget(FormField(_("Checklist"), self.lines))
        self.body.addWidget(FormField(_("Add"), self.field))
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        self.buttons = [
            self._button(flow, _("Up"), "Alt+↑", lambda: self.lines.move_current(-1)),
            self._button(flow, _("Down"), "Alt+↓", lambda: self.lines.move_current(1)),
            self._button(flow, _("Change"), native("Return"), self._edit),
            self._button(flow, _("Take out"), "Del", self.lines.remove_current),
        ]
        self.body.addWidget(row)
        self.body.addWidget(Label(_("It is kept when it is saved."), "muted", wrap=True))
        self.lines.itemActivated.connect(self.lines.editItem)
        self.field.returnPressed.connect(self._add)
        self.notice.acted.connect(self._take_theirs)
        assert self.draft is not None
        self.draft.keep("before", lambda: list(map(list, self._before)), self._set_before, self.lines.changed)
        self.draft.keep("lines", lambda: list(map(list, self._lines())), self._put_all, self.lines.itemChanged)
        self.draft.keep_field("field", self.field)

    def show_facts(self, facts: DeskFacts) -> None:
        self.place.read(lambda desk: desk.incidents.checklist(), self._on_read, key=("incident checks", id(self)))

    def content(self) -> object:
        return self.texts, self.field.text()

    def submit(self) -> None:
        self._add()
        act = SaveIncidentChecklist(self._lines(), self._before)
        self.carry_out(lambda desk: desk.incidents.save_checklist(act), _("The checklist is saved."), self._read_again)

    def refuse(self, error: DeskError) -> None:
        """Somebody saved another one meanwhile: theirs is named, and saved once more this one takes its place."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, tuple):
            self._before = newer
            theirs = direction.row(text for _number, text in newer) or _("no line")
            self.notice.say(f"{refusals.error(error)} {theirs}", Tint.SOON, _("Take theirs"))
            return
        super().refuse(error)

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they stand."""
        return tuple(item.text() for item in self._items())

    def _items(self) -> list[QListWidgetItem]:
        return [self.lines.item(place) for place in range(self.lines.count())]

    def _on_read(self, lines: Lines) -> None:
        if self.typed:
            return
        self.field.clear()
        self._fill(lines)

    def _fill(self, lines: Lines) -> None:
        self._before = lines
        self._put_all(lines)
        self.settle()

    def _put_all(self, lines: Iterable[Sequence[Any]]) -> None:
        self.lines.clear()
        for line_id, text in lines:
            self._put(line_id, text)
        self.lines.setCurrentRow(0)

    def _lines(self) -> tuple[tuple[int | None, str], ...]:
        return tuple((item.data(_ID), item.text()) for item in self._items())

    def _set_before(self, kept: Iterable[Sequence[Any]]) -> None:
        self._before = tuple((line_id, text) for line_id, text in kept)

    def _put(self, line_id: int | None, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        item.setData(_ID, line_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.lines.addItem(item)
        return item

    def _read_again(self) -> None:
        self.place.read(lambda desk: desk.incidents.checklist(), self._fill, key=("incident checks", id(self)))

    def _take_theirs(self) -> None:
        self._fill(self._before)

    def _add(self) -> None:
        text = self.field.text().strip()
        if text:
            self.lines.setCurrentItem(self._put(None, text))
            self.field.clear()

    def _edit(self) -> None:
        item = self.lines.currentItem()
        if item is not None:
            self.lines.setFocus()
            self.lines.editItem(item)

    def _button(self, flow: FlowLayout, words: str, key: str, pressed: Callable[[], object]) -> KeyButton:
        button = secondary(words, key)
        button.clicked.connect(pressed)
        flow.addWidget(button)
        return button
