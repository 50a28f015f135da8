"""Targets: how much working time each clock has at each priority, with what it means for a call on a Friday."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import ClockKind, Priority, Tier
from deskapp.language import _
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.clocks.views import CalendarView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.settings.targets.policy_page import PolicyPage
from deskapp.ui.settings.targets.target_scope import ALL, Scope, ScopeFields, inherited, own
from deskapp.ui.settings.targets.target_words import Counted, Key, changes, friday_example
from deskapp.ui.settings.targets.targets_grid import TargetsGrid
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields.form_field import FieldError
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class TargetsPage(PolicyPage):
    """The first press on the button shows what would change, the second saves it."""

    KEPT = "targets"
    FILLED_LATER = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Working time. New targets hold for calls from now on."), _("Preview"), parent)
        self._facts: DeskFacts | None = None
        self._calendars: tuple[CalendarView, ...] = ()
        self._scope = ALL
        #: The policy that what was typed began from.
        self._base_version: int | None = None
        self._before: dict[Key, Counted] = {}
        self._around: dict[Key, Counted] | None = None
        self._key: Key = (Priority.P2, ClockKind.RESOLUTION)
        self._previewed: object = None
        self.scope = ScopeFields()
        self.grid = TargetsGrid()
        self.cells = self.grid.cells
        self.hint = Label("", "muted", wrap=True)
        self.error = FieldError(self)
        self.example = Label("", wrap=True)
        self.preview = Card()
        self._heading = Section("")
        self._heading.setWordWrap(True)
        self.changes = Label("", wrap=True)
        self.preview.body.addWidget(self._heading)
        self.preview.body.addWidget(self.changes)
        self.preview.hide()
        for part in (self.scope, self.hint, self.grid, self.error, self.example, self.preview):
            self.body.addWidget(part)
        self.scope.chosen.connect(self._on_scope)
        self.grid.edited.connect(self._on_edited)
        assert self.draft is not None
        self.draft.keep("scope", lambda: tuple(self._scope), self._set_scope)
        self.draft.keep("version", lambda: self._base_version, self._set_base_version)
        self.grid.keep(self.draft)

    def show_facts(self, facts: DeskFacts) -> None:
        self._facts = facts
        self._calendars = self._calendars or (facts.desk_calendar,)
        self.scope.show_facts(facts)
        self._show()
        self.place.read(lambda desk: desk.site.calendars(), self._on_calendars, key=("calendars", id(self)))

    def content(self) -> object:
        return self.grid.content()

    def submit(self) -> None:
        """First a preview; saved by a second press on what the preview showed."""
        if not self._all_clear():
            return
        lines = self._lines()
        if self._previewed != self.content():
            self._show_preview(lines)
            return
        if not lines:
            self._forget_preview()
            return
        targets = tuple(
            (priority, kind.value, one.length, one.calendar_id) for (priority, kind), one in self.grid.targets().items()
        )
        act = SaveTargets(targets, self._scope.category_id, self._scope.tier, self._base_version)
        said = _("New calls follow these targets.")
        self.carry_out(lambda desk: desk.site.save_targets(act), said, lambda: self._on_saved(said))

    def refuse(self, error: DeskError) -> None:
        super().refuse(error)
        if isinstance(error, Conflict):
            self.place.read(lambda desk: desk.facts(), self._on_newer, key=("newer", id(self)))

    def _on_newer(self, facts: DeskFacts) -> None:
        """Somebody else changed them meanwhile: the preview is from theirs to what was typed here."""
        self._facts = facts
        self._take(facts)
        self._show_preview(self._lines())

    def _lines(self) -> list[str]:
        names = {one.id: one.name for one in self._calendars}
        around = None if self._around is None else {key: one.length for key, one in self._around.items()}
        return changes(self._before, self.grid.targets(), names, around)

    def _show(self) -> None:
        """The targets of the chosen calls, as they are in force."""
        if self._facts is None:
            return
        self._scope = self.scope.scope
        self._take(self._facts)
        self.grid.show_targets(self._before, self._around, self._calendars)
        self.hint.setText(_hint(self._scope))
        self.error.say(None)
        self._forget_preview()
        self._show_example()
        self._saved_content = self.content()

    def _set_scope(self, kept: Sequence[Any]) -> None:
        category_id, tier = kept
        self.scope.set_scope(Scope(category_id, None if tier is None else Tier(tier)))
        self._show()

    def _set_base_version(self, version: int | None) -> None:
        self._base_version = version

    def _take(self, facts: DeskFacts) -> None:
        """What is in force for the chosen calls, and around them."""
        self._base_version = facts.policy_id
        targets = own(facts.targets, self._scope)
        self._before = {key: Counted(one.target, one.calendar_id) for key, one in targets.items()}
        self._around = None
        if self._scope != ALL:
            around = inherited(facts.targets, self._scope)
            self._around = {key: Counted(one.target, one.calendar_id) for key, one in around.items()}

    def _all_clear(self) -> bool:
        wrong = [key for key, field in self.cells.items() if not field.valid()]
        for key in self.cells:
            self.grid.mark(key, None)
        if not wrong:
            self.error.say(None)
            return True
        field = self.cells[wrong[0]]
        typed = field.text().strip()
        if typed[:1] in ("-", "−"):
            words = refusals.field_error(FieldFault.TARGET_BELOW_ZERO)
        else:
            words = _("“{typed}”: {refusal}").format(typed=typed, refusal=field.refusal)
        self.error.say(words)
        for key in wrong:
            self.grid.mark(key, words, wrong=True)
        field.setFocus()
        self.show_part(self.error)
        return False

    def _show_preview(self, lines: list[str]) -> None:
        self._previewed = self.content()
        self._heading.setText(
            _("What would change, for calls logged from now on")
            if self._scope == ALL
            else _("What would change, for such calls logged from now on")
        )
        self.changes.setText("\n".join(lines) or _("Nothing: these are the targets that hold now."))
        self.preview.show()
        self.show_part(self.preview)
        if lines:
            self.save_button.set_words(_("Save targets"))

    def _forget_preview(self) -> None:
        self._previewed = None
        self.preview.hide()
        self.save_button.set_words(_("Preview"))

    def _on_saved(self, said: str) -> None:
        self._forget_preview()
        self.say_saved(said)

    def _on_calendars(self, calendars: tuple[CalendarView, ...]) -> None:
        self._calendars = calendars
        if not self.typed:
            self._show()
            self.settle()

    def _on_scope(self) -> None:
        """Show the targets of other calls; not while something typed would be lost."""
        if self.typed:
            self.scope.set_scope(self._scope)
            self.refuse_to_leave()
            return
        self.notice.end()
        self._show()
        self.settle()

    def _on_edited(self, key: Key) -> None:
        self._key = key
        self._forget_preview()
        if self.error.text() and all(field.valid() for field in self.cells.values()):
            self._all_clear()
        self._show_example()

    def _show_example(self) -> None:
        """What the field typed in last means; it follows every key."""
        if not self.cells[self._key].valid():
            self.example.setText("")
            return
        counted = self.grid.effective(self._key)
        calendar = next((one for one in self._calendars if one.id == counted.calendar_id), None)
        if calendar is None:
            return
        words = friday_example(*self._key, counted.length, calendar.calendar, self.place.desk.clock.now())
        self.example.setText(words)


def _hint(scope: Scope) -> str:
    if scope == ALL:
        return _("An empty field means that there is no such clock.")
    return _("An empty field means: as for the others, which is the figure shown in grey.")
