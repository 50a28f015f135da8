"""How long what is kept stays: a rule a kind, what is due by them, and what is held."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import RetentionKind, Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.retention.acts import SetRules
from deskapp.services.retention.views import DueView, HoldView, RuleView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.erasure.due_dialog import DueDialog
from deskapp.ui.erasure.hold_dialogs import HoldCallDialog
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.buttons import LinkButton, secondary
from deskapp.ui.widgets.fields.spin_field import NumberField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording.erasure import retention as retention_wording

_LONGEST = 1200


@dataclass(frozen=True, slots=True)
class _Read:
    rules: tuple[RuleView, ...]
    due: tuple[DueView, ...]
    holds: tuple[HoldView, ...]


class KeepingPage(SettingsPage):
    """Rules are saved as on every page; what is due goes from its own dialog, never by itself."""

    KEPT = "keeping"
    FILLED_LATER = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("How long things are kept. Nothing goes by itself: what is due is listed, and a manager has it go.")
        super().__init__(place, about, _("Save"), parent)
        self._before: dict[RetentionKind, int] = {}
        self.months = {kind: NumberField() for kind in RetentionKind}
        for kind, field in self.months.items():
            field.setRange(0, _LONGEST)
            field.setSpecialValueText(_("for good"))
            field.setSuffix(" " + _("months"))
            field.setFixedWidth(theme.px(140))
            form = self.form(kind.value, codes.retention_kind(kind), field)
            # What each means begins below each other.
            form.setFixedWidth(theme.px(200))
            row = QHBoxLayout()
            row.setSpacing(theme.px(14))
            row.addWidget(form)
            row.addWidget(Label(retention_wording.means(kind), "muted", wrap=True), 1)
            self.body.addLayout(row)
        self.body.addWidget(Section(_("Due now")))
        self._due = self._room()
        self.body.addWidget(Section(_("Held")))
        self._held = self._room()
        self.hold_button = secondary(_("Hold a call…"))
        self.hold_button.clicked.connect(self._ask_to_hold)
        below = QHBoxLayout()
        below.addWidget(self.hold_button)
        below.addStretch(1)
        self.body.addLayout(below)
        self.body.addStretch(1)
        self.look_buttons: dict[RetentionKind, LinkButton] = {}
        self.end_buttons: dict[int, LinkButton] = {}
        place.hub.changed.connect(self._on_changes)
        assert self.draft is not None
        self.draft.keep(
            "before", lambda: {kind.value: months for kind, months in self._before.items()}, self._set_before
        )

    # What the ground asks

    def show_facts(self, facts: DeskFacts) -> None:
        self._read()

    def content(self) -> tuple[int, ...]:
        return tuple(field.value() for field in self.months.values())

    def submit(self) -> None:
        asked = {kind: field.value() for kind, field in self.months.items() if field.value()}
        act = SetRules(asked, dict(self._before))
        self.carry_out(lambda desk: desk.retention.set_rules(act), _("Saved. What is due is listed below."), self._read)

    # What people do

    def _ask_to_hold(self) -> None:
        HoldCallDialog(self.place, self.window()).open()

    def _look(self, one: DueView) -> None:
        DueDialog(self.place, one, self.window()).open()

    def _end(self, hold_id: int) -> None:
        self.run(lambda desk: desk.retention.end_hold(hold_id), lambda _none: self._rest(False))

    # What happens to it

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("retention") and self.isVisible():
            self._read()

    def _read(self) -> None:
        me = self.place.me
        if me is not None:
            role = me.role
            self.place.read(lambda desk: _read(desk, role), self._on_read, key=("keeping", id(self)))

    def _on_read(self, told: _Read) -> None:
        if not self.typed:
            self._before = {one.kind: one.months for one in told.rules if one.months is not None}
            for kind, field in self.months.items():
                field.setValue(self._before.get(kind, 0))
            self.settle()
        self._show_due(told.due)
        self._show_held(told.holds)

    def _set_before(self, kept: Mapping[str, int]) -> None:
        self._before = {RetentionKind(kind): months for kind, months in kept.items()}

    def _show_due(self, found: Sequence[DueView]) -> None:
        _empty(self._due)
        self.look_buttons = {}
        zone, now = self.place.zone, self.place.desk.clock.now()
        for one in found:
            words = (f"{codes.retention_kind(one.kind)}: {retention_wording.due(one, zone, now)}",)
            button = LinkButton(_("Look at them…"))
            button.setAccessibleName(_("Look at them: {what}").format(what=codes.retention_kind(one.kind)))
            button.setEnabled(one.due > 0)
            button.clicked.connect(partial(self._look, one))
            self.look_buttons[one.kind] = button
            _add(self._due, "\n".join(filter(None, (*words, retention_wording.stays(one)))), button)
        if not found:
            _add(self._due, _("No rule says that anything goes."))

    def _show_held(self, found: Sequence[HoldView]) -> None:
        _empty(self._held)
        self.end_buttons = {}
        zone, now = self.place.zone, self.place.desk.clock.now()
        for one in found:
            name = one.ref or one.name
            button = LinkButton(_("No longer hold it"))
            button.setAccessibleName(_("No longer hold {name}").format(name=name))
            button.clicked.connect(partial(self._end, one.id))
            self.end_buttons[one.id] = button
            _add(self._held, direction.row((name, retention_wording.hold(one, zone, now))), button)
        if not found:
            _add(self._held, _("Nothing is held."))

    def _room(self) -> QVBoxLayout:
        room = QVBoxLayout()
        room.setSpacing(theme.px(6))
        self.body.addLayout(room)
        return room


def _read(desk: Desk, role: Role) -> _Read:
    """What whoever works here may know of it."""
    due = desk.retention.due() if role is Role.MANAGER else ()
    holds = desk.retention.holds() if role.reaches(Role.SUPERVISOR) else ()
    return _Read(desk.retention.rules(), due, holds)


def _add(room: QVBoxLayout, words: str, button: LinkButton | None = None) -> None:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    row.addWidget(Label(breakable(words), wrap=True), 1)
    if button is not None:
        row.addWidget(button)
    room.addWidget(line)


def _empty(room: QVBoxLayout) -> None:
    while (item := room.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
