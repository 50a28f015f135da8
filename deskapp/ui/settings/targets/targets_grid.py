"""The table of targets: a field for each clock at each priority, and the calendars they are counted in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from deskapp.domain.words import ClockKind, Priority
from deskapp.language import _
from deskapp.services.clocks.views import CalendarView
from deskapp.ui.look import theme
from deskapp.ui.settings.targets.target_calendars import spread
from deskapp.ui.settings.targets.target_words import Counted, Key
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.wording import codes, times

#: The clocks with targets of their own, in the order in which a call meets them.
KINDS = (
    ClockKind.RESPONSE,
    ClockKind.UPDATE,
    ClockKind.RESOLUTION,
    ClockKind.ACCEPTANCE,
    ClockKind.FIRST_WORD,
    ClockKind.CHASE,
)
#: A hundred years of working time; more is a slip of the keyboard.
LONGEST = timedelta(days=36_600)
#: A line for each clock needs so much width in the drawing.
_NEEDED = 600


class TargetsGrid(QWidget):
    """Calendars are only shown where there are several."""

    edited = Signal(object)  # the key of the field that was typed in, or whose calendar was chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: dict[Key, DurationField] = {}
        self.clock_calendars = {kind: _combo(_("Calendar of {clock}"), clock=codes.clock(kind)) for kind in KINDS}
        self.priority_calendars = {one: _combo(_("Calendar of {priority}"), priority=one.value) for one in Priority}
        self._around: Mapping[Key, timedelta | None] = {}
        self._calendar_of: dict[Key, int] = {}
        self._loaded: tuple[object, ...] = ()
        self._default = 0
        self._several = self._narrow = False
        self._beside, self._above = Label(_("Counted in"), "muted"), Section(_("Counted in"), parent=self)
        self._priorities = {one: Label(one.value, "strong") for one in Priority}
        self._clocks = {kind: Label(codes.clock(kind), wrap=True) for kind in KINDS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._make_parts()
        self._place()

    def show_targets(
        self,
        own: Mapping[Key, Counted],
        around: Mapping[Key, Counted] | None,
        calendars: Sequence[CalendarView],
    ) -> None:
        """own: the targets of these calls; around: what holds where they have none (None: nothing does)."""
        self._default = calendars[0].id if calendars else 0
        held = {**(around or {}), **{key: one for key, one in own.items() if one.length is not None}}
        self._calendar_of = {key: one.calendar_id for key, one in held.items() if one.length is not None}
        self._around = {key: one.length for key, one in (around or {}).items()}
        for key, field in self.cells.items():
            field.set_value(own[key].length if key in own else None)
            general = self._around.get(key)
            told = _("none") if general is None else times.duration(general)
            field.setPlaceholderText(told)
            self.mark(key, None if around is None else _("Empty: as for the others, {time}").format(time=told))
        self._show_calendars(calendars)

    def targets(self) -> dict[Key, Counted]:
        """What was typed; a field that cannot be read counts as empty."""
        return {key: Counted(field.value(), self.calendar_of(key)) for key, field in self.cells.items()}

    def effective(self, key: Key) -> Counted:
        """What would hold: what was typed, else what holds around."""
        value = self.cells[key].value()
        return Counted(self._around.get(key) if value is None else value, self.calendar_of(key))

    def calendar_of(self, key: Key) -> int:
        """The id of the calendar in which a target is counted."""
        if self._chosen() == self._loaded:
            rows = self.clock_calendars[key[1]].currentData()
            return self._calendar_of.get(key, rows or self._default)
        column = self.priority_calendars[key[0]].currentData()
        return int(column or self.clock_calendars[key[1]].currentData() or self._default)

    def keep(self, draft: Draft) -> None:
        """Have a draft keep what is typed and chosen."""
        for (priority, kind), field in self.cells.items():
            draft.keep_field(f"{priority}_{kind}", field)
        for name, combo in (*self.clock_calendars.items(), *self.priority_calendars.items()):
            draft.keep_field(f"calendar_{name}", combo)

    def content(self) -> object:
        return tuple(field.text() for field in self.cells.values()), self._chosen()

    def mark(self, key: Key, words: str | None, wrong: bool = False) -> None:
        """Say something of a field to those who do not see it; with `wrong` it is marked for the others too."""
        self.cells[key].setAccessibleDescription(words or "")
        set_style(self.cells[key], "wrong", "true" if wrong else None)

    def _chosen(self) -> tuple[object, ...]:
        return tuple(
            combo.currentData() for combo in (*self.clock_calendars.values(), *self.priority_calendars.values())
        )

    def _show_calendars(self, calendars: Sequence[CalendarView]) -> None:
        rows, columns = spread(self._calendar_of)
        for kind, combo in self.clock_calendars.items():
            combo.clear()
            for one in calendars:
                combo.addItem(one.name, one.id)
            combo.setCurrentIndex(max(0, combo.findData(rows.get(kind, self._default))))
        for priority, combo in self.priority_calendars.items():
            combo.clear()
            combo.addItem(_("per clock"), None)
            for one in calendars:
                combo.addItem(one.name, one.id)
            combo.setCurrentIndex(max(0, combo.findData(columns.get(priority))))
        self._several = len(calendars) > 1
        for widget in (*self.clock_calendars.values(), *self.priority_calendars.values()):
            widget.setVisible(self._several)
        self._show_heads()
        self._loaded = self._chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NEEDED)
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def _make_parts(self) -> None:
        for kind in KINDS:
            for priority in Priority:
                self._make((priority, kind))
            self.clock_calendars[kind].activated.connect(lambda _index, key=(Priority.P2, kind): self.edited.emit(key))
        for priority, combo in self.priority_calendars.items():
            # Of all its clocks the example tells of the one that people know best.
            combo.activated.connect(lambda _index, key=(priority, ClockKind.RESOLUTION): self.edited.emit(key))

    def _place(self) -> None:
        """A line for each clock; where there is no room, two: its name and calendar above its fields."""
        grid, narrow = self._grid, self._narrow
        while grid.count():
            grid.takeAt(0)
        first, last = (0, len(Priority) - 1) if narrow else (1, len(Priority) + 1)
        for column in range(len(Priority) + 2):
            grid.setColumnStretch(column, 1 if first <= column <= last else 0)
        for column, priority in enumerate(Priority, start=first):
            grid.addWidget(self._priorities[priority], 0, column, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(self._beside, 1, 0, 1, last + 1 if narrow else 1)
        for column, priority in enumerate(Priority, start=first):
            grid.addWidget(self.priority_calendars[priority], 2 if narrow else 1, column)
        if not narrow:
            grid.addWidget(self._above, 0, last)
        for number, kind in enumerate(KINDS):
            row = 3 + 2 * number if narrow else 2 + number
            fields = row + 1 if narrow else row
            grid.addWidget(self._clocks[kind], row, 0, 1, 2 if narrow else 1)
            for column, priority in enumerate(Priority, start=first):
                grid.addWidget(self.cells[(priority, kind)], fields, column)
            grid.addWidget(self.clock_calendars[kind], row, 2 if narrow else last, 1, 2 if narrow else 1)
        self._show_heads()

    def _show_heads(self) -> None:
        self._beside.setVisible(self._several)
        self._above.setVisible(self._several and not self._narrow)

    def _make(self, key: Key) -> None:
        field = DurationField(longest=LONGEST)
        field.setAccessibleName(f"{codes.clock(key[1])}, {key[0].value}")
        field.setMinimumWidth(theme.px(72))
        field.textEdited.connect(lambda _text: self.edited.emit(key))
        self.cells[key] = field


def _combo(name: str, **values: str) -> QComboBox:
    combo = DropDown()
    combo.setAccessibleName(name.format(**values))
    # As wide as the fields beside it: a long name must not make the page wider than the window.
    combo.setMinimumWidth(theme.px(72))
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    combo.hide()
    return combo
