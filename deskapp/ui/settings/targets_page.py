"""Targets: how much working time each clock has at each priority, with what it means for a call on a Friday."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp import wording
from deskapp.domain.words import ClockKind, Priority
from deskapp.language import _
from deskapp.services.acts import SaveTargets
from deskapp.services.views import DeskFacts, TargetView
from deskapp.ui import theme
from deskapp.ui.settings.page import SettingsPage
from deskapp.ui.settings.target_words import changes, friday_example
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.duration_field import DurationField
from deskapp.ui.widgets.form_field import FieldError
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.workplace import Workplace

Key = tuple[Priority, ClockKind]

#: The clocks with targets of their own, in the order in which a call meets them.
KINDS = (
    ClockKind.RESPONSE,
    ClockKind.UPDATE,
    ClockKind.RESOLUTION,
    ClockKind.ACCEPTANCE,
    ClockKind.FIRST_WORD,
    ClockKind.CHASE,
)


class TargetsPage(SettingsPage):
    """An empty field means no clock. The first press on the button shows what would change, the second saves it."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Working time in the desk's hours. An empty field means that there is no such clock."),
            _("Preview"),
            parent,
        )
        self.cells: dict[Key, DurationField] = {}
        self._before: dict[Key, TargetView] = {}
        self._shown: Key = (Priority.P2, ClockKind.RESOLUTION)
        self._previewed: object = None
        self._add_table()
        self.error = FieldError(self)
        self.body.addWidget(self.error)
        self.example = Label("", wrap=True)
        self.body.addWidget(self.example)
        self.preview = Card()
        self.preview.body.addWidget(Section(_("What would change, for calls logged from now on")))
        self._changes = Label("", wrap=True)
        self.preview.body.addWidget(self._changes)
        self.preview.hide()
        self.body.addWidget(self.preview)

    def show_facts(self, facts: DeskFacts) -> None:
        self._before = {(view.priority, view.kind): view for view in facts.targets}
        for key, field in self.cells.items():
            view = self._before.get(key)
            field.set_value(view.target if view else None)
        self._forget_preview()
        self._show_example()

    def content(self) -> object:
        return tuple(field.text() for field in self.cells.values())

    def submit(self) -> None:
        """First a preview; saved by a second press on what the preview showed."""
        if not self._all_clear():
            return
        lines = changes({key: view.target for key, view in self._before.items()}, self._typed_targets())
        if self._previewed != self.content():
            self._show_preview(lines)
            return
        if not lines:
            self._forget_preview()
            return
        desk = self.place.facts.desk_calendar.id if self.place.facts else 0
        act = SaveTargets(
            tuple(
                (key[0], key[1].value, target, self._before[key].calendar_id if key in self._before else desk)
                for key, target in self._typed_targets().items()
            )
        )
        said = _("The targets are saved; calls logged from now on follow them.")
        self.carry_out(lambda desk: desk.site.save_targets(act), said, self._forget_preview)

    def _typed_targets(self) -> dict[Key, timedelta | None]:
        return {key: field.value() for key, field in self.cells.items()}

    def _all_clear(self) -> bool:
        wrong = [field for field in self.cells.values() if not field.valid()]
        for field in self.cells.values():
            field.setAccessibleDescription("")
        if not wrong:
            self.error.say(None)
            return True
        words = _("“{typed}” is no length of time: write for example 45 min, 2 h or 1:30.")
        words = words.format(typed=wrong[0].text())
        self.error.say(words)
        wrong[0].setAccessibleDescription(words)
        wrong[0].setFocus()
        return False

    def _show_preview(self, lines: list[str]) -> None:
        self._previewed = self.content()
        self._changes.setText("\n".join(lines) or _("Nothing: these are the targets that hold now."))
        self.preview.show()
        if lines:
            self.save_button.set_words(_("Save targets"))

    def _forget_preview(self) -> None:
        self._previewed = None
        self.preview.hide()
        self.save_button.set_words(_("Preview"))

    def _on_typed(self, key: Key) -> None:
        self._shown = key
        self._forget_preview()
        if self.error.text():
            self._all_clear_quietly()
        self._show_example()

    def _all_clear_quietly(self) -> None:
        if all(field.valid() for field in self.cells.values()):
            self.error.say(None)

    def _show_example(self) -> None:
        """What the field typed in last means; it follows every key."""
        facts, field = self.place.facts, self.cells[self._shown]
        if facts is None or not field.valid():
            return
        now = self.place.desk.clock.now()
        self.example.setText(friday_example(*self._shown, field.value(), facts.desk_calendar.calendar, now))

    def _add_table(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        for column, priority in enumerate(Priority, start=1):
            grid.addWidget(Label(priority.value, "strong"), 0, column, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(column, 1)
        for row, kind in enumerate(KINDS, start=1):
            grid.addWidget(Label(wording.clock(kind), wrap=True), row, 0)
            for column, priority in enumerate(Priority, start=1):
                field = DurationField()
                field.setPlaceholderText(_("none"))
                field.setAccessibleName(f"{wording.clock(kind)}, {priority.value}")
                field.setMinimumWidth(theme.px(72))
                key = (priority, kind)
                field.textEdited.connect(lambda _text, key=key: self._on_typed(key))
                grid.addWidget(field, row, column)
                self.cells[key] = field
        self.body.addLayout(grid)
