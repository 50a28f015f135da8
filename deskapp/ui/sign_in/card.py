"""Signing in: a name, a PIN, and what happens where there is none yet or it was forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain import pins
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, Invalid
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.sign_in.people import PeopleList, Person
from deskapp.ui.sign_in.pin_field import PinField
from deskapp.ui.sign_in.wait_line import WaitLine
from deskapp.ui.widgets.buttons import LinkButton, primary
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.services.changes import Done
    from deskapp.services.people import StaffView


class Step(Enum):
    """What is asked."""

    ENTER = auto()
    CHOOSE = auto()
    FREE = auto()
    FROM_ABOVE = auto()
    FORGOTTEN = auto()
    RECOVER = auto()


class SignInCard(QWidget):
    """Asks, and tells who is in. `here`: who the window is locked for; they are asked for their PIN alone."""

    signed_in = Signal(object)  # StaffView
    code_made = Signal(object, str)  # StaffView, the recovery code to be shown once

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lanes = desk, lanes
        self._here: int | None = None
        self._free = False
        #: Whether a manager has a PIN: then who has none is let in by somebody above.
        self._begun = False
        #: Whether another name can be chosen.
        self._listed = True
        self._person: Person | None = None
        self._busy = False
        #: The PIN tried last, and the start PIN by which one's own is chosen.
        self._tried = self._start = ""
        self.step = Step.ENTER
        self.who = Label("", "heading", wrap=True)
        self.people = PeopleList()
        self.people.chosen.connect(self._on_person)
        self.people.confirmed.connect(self._go_to_first)
        self.about = Label("", "muted", wrap=True)
        self.code = FormField(_("Recovery code"), QLineEdit())
        self.pin = FormField(_("PIN"), PinField())
        self.new = FormField(_("New PIN"), PinField())
        self.again = FormField(_("The same again"), PinField())
        self._fields = (self.code, self.pin, self.new, self.again)
        self.waiting = WaitLine(desk.clock)
        self.waiting.over.connect(self._rest)
        self.problem = Label("", "error", wrap=True)
        self.go = primary(_("Sign in"), _("Enter"))
        self.go.clicked.connect(self.submit)
        self.forgotten = LinkButton(_("PIN forgotten?"))
        self.forgotten.clicked.connect(lambda: self.ask(Step.FORGOTTEN))
        self.other = LinkButton(_("Somebody else…"))
        self.other.clicked.connect(self.show_everybody)
        self.recover = LinkButton(_("Use the recovery code…"))
        self.recover.clicked.connect(lambda: self.ask(Step.RECOVER))
        self.back = LinkButton(_("Back"))
        self.back.clicked.connect(self._go_back)
        for form in self._fields:
            field = form.field
            assert isinstance(field, QLineEdit)
            field.returnPressed.connect(self.submit)
            field.textEdited.connect(lambda _text, form=form: form.say(None))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
        self._lay_out()

    def show_people(
        self, people: Sequence[Person], chosen: int | None = None, here: int | None = None, *, free: bool = False
    ) -> None:
        """Who may sign in, who did so last, and for whom the window is locked. free: a desk that goes without PINs."""
        self._here, self._free = here, free
        self._begun = any(one.has_pin and one.role == "manager" for one in people)
        self.people.show_people(people, here or chosen)
        self._listed = here is None
        self._on_person(self.people.current)
        self.ask(self.step)

    def show_everybody(self) -> None:
        """Somebody else than the window is locked for."""
        self._listed = True
        self.ask(self.step)
        self.people.name.setFocus()

    def begin(self) -> None:
        """Put the keyboard where the next thing is typed."""
        if self.people.isHidden() or self._person is not None:
            self._go_to_first()
        else:
            self.people.name.setFocus()

    def ask(self, step: Step) -> None:
        """Ask for something else."""
        # Where the keyboard is before anything is hidden: what hides hands it on.
        focus = QApplication.focusWidget()
        self.step = step
        if step is not Step.CHOOSE:
            self._start = ""
        self._clear()
        shown = {
            Step.ENTER: (self.pin,),
            Step.CHOOSE: (self.new, self.again),
            Step.FREE: (),
            Step.FROM_ABOVE: (),
            Step.FORGOTTEN: (),
            Step.RECOVER: (self.code, self.new, self.again),
        }[step]
        for form in self._fields:
            form.setVisible(form in shown)
        # Once it is about a forgotten PIN it is about one person.
        listed = self._listed and step not in (Step.FORGOTTEN, Step.RECOVER)
        self.people.setVisible(listed)
        self.who.setVisible(not listed)
        self.other.setVisible(not self._listed)
        self.about.setText(self._about())
        self.about.setVisible(bool(self.about.text()))
        self.go.setVisible(step not in (Step.FORGOTTEN, Step.FROM_ABOVE))
        self.go.set_words(self._main())
        self.forgotten.setVisible(step is Step.ENTER)
        manager = self._person is not None and self._person.role == "manager"
        self.recover.setVisible(step in (Step.FORGOTTEN, Step.FROM_ABOVE) and manager)
        self.back.setVisible(step in (Step.FORGOTTEN, Step.RECOVER))
        self._rest()
        # Whoever is still typing a name is not sent on by what is found meanwhile.
        if self.isVisible() and not (listed and focus is not None and self.people.isAncestorOf(focus)):
            self._go_to_first()

    def submit(self) -> None:
        """Try it."""
        person = self._person
        if self._busy or self.waiting.waiting or person is None:
            return
        if self.step in (Step.FORGOTTEN, Step.FROM_ABOVE):
            return
        self.problem.hide()
        pin, new, code = (_text(form) for form in (self.pin, self.new, self.code))
        empty = {Step.ENTER: (self.pin, pin), Step.RECOVER: (self.code, code)}.get(self.step)
        if empty is not None and not empty[1]:
            # No attempt: it must not count as one.
            empty[0].field.setFocus()
        elif self.step is Step.FREE:
            self._try(lambda desk: desk.staff.sign_in(person.id))
        elif self.step is Step.ENTER:
            self._tried = pin
            here = person.id == self._here
            self._try(lambda desk: desk.staff.unlock(pin) if here else desk.staff.sign_in(person.id, pin))
        elif not self._new_is_clear():
            return
        elif self.step is Step.CHOOSE:
            start = self._start
            self._try(lambda desk: _choose(desk, person.id, new, start))
        else:
            self._try(lambda desk: _recover(desk, code, person.id, new))

    # What comes of it

    def _try(self, work: Callable[[Desk], tuple[StaffView, str] | Done[StaffView]]) -> None:
        self._busy = True
        self._rest()
        desk = self._desk
        self._lanes.act(lambda: desk.open().acting(work), self._on_in, self._on_refused, receiver=self)

    def _on_in(self, outcome: Any) -> None:
        self._busy = False
        self._tried = self._start = ""
        self._clear()
        self._rest()
        if isinstance(outcome, tuple):
            view, code = outcome
            self.code_made.emit(view, code) if code else self.signed_in.emit(view)
        else:
            self.signed_in.emit(outcome.value)

    def _on_refused(self, error: DeskError) -> None:
        self._busy = False
        tried, self._tried = self._tried, ""
        self._rest()
        if error.code == Refusal.PIN_START:
            self._start = tried
            self.ask(Step.CHOOSE)
            self._go_to_first()
        elif error.code == Refusal.PIN_MISSING:
            self._know_pin(False)
            self.ask(self._without_pin())
            self._go_to_first()
        elif error.code == Refusal.PIN_FROM_ABOVE:
            self._know_pin(False)
            self._begun = True
            self.ask(Step.FROM_ABOVE)
            self._go_to_first()
        elif error.code == Refusal.PIN_THERE:
            self._know_pin(True)
            self.ask(Step.ENTER)
            self._go_to_first()
            self._say(refusals.error(error))
        elif error.code in (Refusal.PIN_WRONG, Refusal.PIN_WAIT, Refusal.CODE_WRONG):
            if self.step is Step.CHOOSE:  # reset, or guessed at, meanwhile
                self.ask(Step.ENTER)
            form = self.code if self.step is Step.RECOVER else self.pin
            if error.code != Refusal.PIN_WAIT:
                form.say(refusals.error(error))
            form.field.clear()  # type: ignore[attr-defined]
            form.field.setFocus()
            self.waiting.begin(int(error.values.get("seconds", 0)))
            self._rest()
        elif isinstance(error, Invalid):
            self.new.say(refusals.error(error))
        else:
            self._say(refusals.error(error))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _new_is_clear(self) -> bool:
        fault = pins.fault(_text(self.new))
        self.new.say(refusals.field_error(fault) if fault else None)
        same = pins.plain(_text(self.new)) == pins.plain(_text(self.again))
        self.again.say(None if same or fault else _("This is not the same: type it once more."))
        if fault or not same:
            (self.new if fault else self.again).field.setFocus()
        return not fault and same

    # Who is asked

    def _on_person(self, person: Person | None) -> None:
        if person == self._person and person is not None:
            return
        self._person = person
        self.waiting.begin(0)  # it is another's
        self.who.setText(person.words if person else "")
        self._start = ""
        self._go_back()

    def _go_back(self) -> None:
        """To what is asked of this person first."""
        self.ask(Step.ENTER if self._person is None or self._person.has_pin else self._without_pin())

    def _without_pin(self) -> Step:
        if self._free:
            return Step.FREE
        first = self._person is not None and self._person.role == "manager" and not self._begun
        return Step.CHOOSE if first else Step.FROM_ABOVE

    def _know_pin(self, has_pin: bool) -> None:
        if self._person is not None:
            self._person = self._person._replace(has_pin=has_pin)

    def _about(self) -> str:
        if self.step is Step.CHOOSE and self._start:
            return _(
                "That was the start PIN: it is asked once. Now choose your own: at least 4 digits or letters,"
                " nothing that is guessed first."
            )
        if self.step is Step.CHOOSE:
            return _("You have no PIN yet. Choose one: at least 4 digits or letters, nothing that is guessed first.")
        if self.step is Step.RECOVER:
            return _("The code from the print that was kept when the desk was set up, and a new PIN.")
        if self.step is Step.FROM_ABOVE:
            return self._about_above()
        if self.step is Step.FORGOTTEN:
            return _(
                "A supervisor resets an agent's PIN, a manager anybody else's: in the settings, under Staff."
                " You are told a start PIN; it is asked once, and you choose a new one."
            )
        return ""

    def _about_above(self) -> str:
        if not self._begun:
            return _("Nobody here has a PIN yet: a manager chooses the first one, and then lets you in.")
        return _(
            "You have no PIN yet. A supervisor lets an agent in, a manager anybody else: in the settings, under Staff."
            " You are told a start PIN, and choose your own by it."
        )

    def _main(self) -> str:
        if self.step is Step.FREE:
            return _("Work here")
        if self.step is Step.ENTER:
            return _("Unlock") if self._person is not None and self._person.id == self._here else _("Sign in")
        return _("Choose and sign in")

    def _go_to_first(self) -> None:
        field = next((form.field for form in self._fields if not form.isHidden()), None)
        links = (self.go, self.back, self.recover, self.other, self.people.name)
        (field or next(link for link in links if not link.isHidden())).setFocus()

    def _clear(self) -> None:
        for form in self._fields:
            form.field.clear()  # type: ignore[attr-defined]
            form.say(None)
        self.problem.hide()

    def _rest(self) -> None:
        self.go.setEnabled(not self._busy and not self.waiting.waiting and self._person is not None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.who)
        column.addWidget(self.people, 100)
        column.addWidget(self.about)
        for form in self._fields:
            column.addWidget(form)
        column.addWidget(self.waiting)
        column.addWidget(self.problem)
        column.addStretch(1)
        links = QHBoxLayout()
        links.setSpacing(theme.px(14))
        for link in (self.forgotten, self.recover, self.other, self.back):
            links.addWidget(link)
        links.addStretch(1)
        links.addWidget(self.go)
        column.addLayout(links)
        self.problem.hide()
        self.ask(Step.ENTER)


def _text(form: FormField) -> str:
    assert isinstance(form.field, QLineEdit)
    return form.field.text()


def _choose(desk: Desk, staff_id: int, pin: str, start: str) -> tuple[StaffView, str]:
    """A manager's first PIN at a desk without a recovery code makes one: an older desk, or one set up by command."""
    view = desk.staff.choose_pin(staff_id, pin, start).value
    if view.role.value == "manager" and not desk.staff.has_recovery_code():
        return view, desk.staff.make_recovery_code().value
    return view, ""


def _recover(desk: Desk, code: str, staff_id: int, pin: str) -> tuple[StaffView, str]:
    recovered = desk.staff.recover(code, staff_id, pin).value
    return recovered.manager, recovered.code
