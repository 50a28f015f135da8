"""Improve: what the desk learns from its record, in parts of which one is shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.improve.parts import PartRow, rows
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.part import Part
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace


class ImproveScreen(Screen):
    """Whoever works here sees the parts that are for them; what the window asks is asked of the one that is shown."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._parts: dict[str, Part] = {}
        self._rows: dict[str, PartRow] = {}
        self.switch = ChoiceRow(_("Part"), ())
        self.switch.changed.connect(lambda key: self.show_part(str(key)))
        self._stack, self._heads = ShownStack(self), ShownStack(self)
        self._below = False
        self._title = Label(_("Improve"), "title")
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(theme.px(14))
        self._head.setVerticalSpacing(theme.px(6))
        self._head.setColumnStretch(1, 1)
        self._head.addWidget(self._title, 0, 0)
        self._head.addWidget(self._heads, 0, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        self._offer_parts()
        place.facts_changed.connect(self._offer_parts)

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return self._parts[str(self.switch.value)]

    @property
    def offered(self) -> tuple[str, ...]:
        """The keys of the parts that whoever works here may see, in their order."""
        return tuple(self._rows)

    def show_part(self, key: str) -> Part:
        """Go to a part: one of `offered`."""
        if key not in self._parts:
            part = self._rows[key].make(self._place, self._stack)
            self._parts[key] = part
            self._join(part)
            self._stack.addWidget(part)
        part = self._parts[key]
        self.switch.set_value(key)
        self._stack.setCurrentWidget(part)
        head_row = part.head_row
        if head_row is not None:
            if self._heads.indexOf(head_row) < 0:
                self._heads.addWidget(head_row)
            self._heads.setCurrentWidget(head_row)
        self._heads.setVisible(head_row is not None)
        self._arrange_head()
        return part

    # What the window asks

    @property
    def current_call_id(self) -> int | None:
        return self.part.current_call_id

    @property
    def number_to_copy(self) -> str | None:
        return self.part.number_to_copy

    @property
    def listed_ids(self) -> Sequence[int]:
        return self.part.listed_ids

    @property
    def listed_call_id(self) -> int | None:
        return self.part.listed_call_id

    @property
    def focus_taker(self) -> QWidget:
        taker = self.part.focus_taker
        return self.switch if taker is self.part else taker

    def carries_out(self, act: CallAct) -> bool:
        return self.part.carries_out(act)

    @property
    def own_keys(self) -> Mapping[str, Callable[[], object]]:
        return self.part.own_keys

    def turns(self, by: int) -> bool:
        return self.part.turns(by)

    def refresh(self) -> bool:
        return self.part.refresh()

    def listings(self) -> Sequence[Listing]:
        return self.part.listings()

    def set_now(self, now: datetime) -> None:
        self.part.set_now(now)

    def holds_back(self) -> bool:
        """What was begun in a part and is not kept holds the window back, and is shown."""
        for key, part in self._parts.items():
            if part.holds_back():
                self.show_part(key)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_head()

    # Inside

    def _arrange_head(self) -> None:
        """The parts beside the name; below it where the buttons leave no room for them in one row."""
        heads = 0 if self._heads.isHidden() else self._heads.sizeHint().width() + theme.px(14)
        needs = self._title.sizeHint().width() + theme.px(14) + self.switch.sizeHint().width() + heads
        below = bool(heads) and needs > self.width() - 2 * theme.px(14)
        if self._head.indexOf(self.switch) < 0 or below is not self._below:
            self._below = below
            self._head.removeWidget(self.switch)
            row, column, columns = (1, 0, 3) if below else (0, 1, 1)
            self._head.addWidget(self.switch, row, column, 1, columns)

    def _offer_parts(self) -> None:
        """Those that are for whoever works here now; what somebody before them saw is not shown on."""
        me = self._place.me
        role = Role.AGENT if me is None else me.role
        self._rows = {row.key: row for row in rows() if role.reaches(row.at_least)}
        shown = self.switch.value
        self.switch.set_more(0, [(row.key, row.words) for row in self._rows.values()])
        if shown not in self._rows:
            shown = next(iter(self._rows))
        self.show_part(str(shown))

    def _go_to(self, key: str) -> None:
        if key in self._rows:
            self.show_part(key)
            self.focus_taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _join(self, part: Part) -> None:
        part.call_asked.connect(self.call_asked)
        part.row_menu_asked.connect(self.row_menu_asked)
        part.open_asked.connect(self.open_asked)
        part.act_asked.connect(self.act_asked)
        part.note_asked.connect(self.note_asked)
        part.calls_asked.connect(self.calls_asked)
        part.directory_asked.connect(self.directory_asked)
        part.settings_asked.connect(self.settings_asked)
        part.part_asked.connect(self._go_to)
        part.customer_asked.connect(self.customer_asked)
        part.export_asked.connect(self.export_asked)
