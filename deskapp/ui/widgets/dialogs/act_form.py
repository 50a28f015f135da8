"""The ground of what carries out acts from fields: fields by name, what went wrong beside them, rest meanwhile."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import DeskError, Invalid
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import bring_into_sight
from deskapp.ui.work.underway import Act
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

Field = TypeVar("Field", bound=QWidget)
#: Words for the notice, and whether they tell of a refusal or of news.
Told = tuple[str, Tint]
if TYPE_CHECKING:
    _Widget = QWidget
else:
    # It is mixed into a widget and is none itself: a dialog is one of Qt's own kinds.
    _Widget = object


class ActForm(_Widget):
    """Call `begin_form` once the widget is made, and lay out `notice` and where `body` stands."""

    #: Where added fields go.
    body: QBoxLayout

    def begin_form(self, place: Workplace) -> None:
        self.place = place
        self.notice = Notice()
        self._fields: dict[str, FormField] = {}
        self._busy = False
        #: The act that runs, once it was said that it is held up.
        self._held_up: Act | None = None

    # What subclasses answer

    def submit(self) -> None:
        """Carry out the act; called by the main button and Ctrl+Enter, never while another runs."""
        raise NotImplementedError

    def enable(self) -> None:
        """Let those buttons be pressed that can be now; while an act runs they rest."""
        raise NotImplementedError

    # What subclasses use

    def add(self, name: str, words: str, field: Field, *, kept: bool = True) -> Field:
        """Add a field under its heading. `name` is that of the act's field; `kept` puts it into the draft, if any."""
        self.body.addWidget(self.form(name, words, field, kept=kept))
        return field

    def form(self, name: str, words: str, field: QWidget, *, kept: bool = True) -> FormField:
        """As `add`, for a field that is laid out by hand."""
        return self.take(name, FormField(words, field), kept=kept)

    def take(self, name: str, form: FormField, *, kept: bool = True) -> FormField:
        """As `form`, for a field that a part of this has made."""
        self._fields[name] = form
        return form

    def field_form(self, name: str) -> FormField:
        """A field with its heading, once it was added."""
        return self._fields[name]

    def say(self, name: str, words: str | None) -> None:
        """Put what is wrong beside a field; None when it is right."""
        self._fields[name].say(words)

    def point_out(self, name: str, words: str) -> None:
        """Say what is wrong with a field, and go to it."""
        self.say(name, words)
        self.go_to(self._fields[name].field)

    def time_in(self, name: str, missing: str) -> datetime | None:
        """The instant in a field that cannot do without; where there is none, that is pointed out."""
        field = self._fields[name].field
        assert isinstance(field, WhenField)
        at = field.value()
        if at is None and field.valid():
            self.point_out(name, missing)
        elif at is None:
            field.insist()
            self.go_to(field)
        return at

    def rename(self, name: str, words: str) -> None:
        """Give a field another heading."""
        self._fields[name].rename(words)

    def field_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field with its heading."""
        self._fields[name].setVisible(shown)

    def bind(self, keys: str, pressed: Callable[[], object]) -> QShortcut:
        """Have keys do something here, once however long they are held."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(pressed)
        return shortcut

    def run(self, work: Callable[[Desk], Done[Any]], done: Callable[[Any], object]) -> None:
        """Carry out an act, and give `done` its value; refused, everything typed stays."""
        if self.clear():
            self._rest(True)

            def finished(value: Any) -> None:
                self._goes_on()
                done(value)

            self.place.act(work, finished, self._on_failed, receiver=self, waits=self.say_it_waits)

    def clear(self) -> bool:
        """Take old complaints away; whether all times can be read: one that cannot is pointed out."""
        self.notice.end()
        for form in self._fields.values():
            form.say(None)
        return self._times_are_clear()

    @property
    def busy(self) -> bool:
        """Whether an act is running."""
        return self._busy

    def refuse(self, error: DeskError) -> None:
        """Say why the act was refused: beside the fields that it names, else in a line of its own."""
        newer = self.by_others(error)
        if newer is not None:
            self.notice.say(*newer)
            return
        unnamed: list[str] = []
        first: QWidget | None = None
        fields = error.fields if isinstance(error, Invalid) else {}
        for name, code in fields.items():
            words = self.wrong(name, code, error)
            field = self.say_beside(name, words)
            if field is None:
                unnamed.append(words)
            elif first is None:
                first = field
        if not fields:
            unnamed.append(refusals.error(error))
        if unnamed:
            self.notice.say(" ".join(unnamed), Tint.OVER)
        if first is not None:
            self.go_to(first)

    def by_others(self, error: DeskError) -> Told | None:
        """What somebody else did meanwhile, where that is why: it is told, and the person decides what to do now."""
        return None

    def wrong(self, name: str, code: FieldFault, error: DeskError) -> str:
        """What is wrong with a field, in words."""
        return refusals.field_error(code)

    def say_beside(self, name: str, words: str) -> QWidget | None:
        """Put words beside a field; the field, None where it cannot be seen."""
        form = self._fields.get(name)
        if form is None or form.isHidden():
            return None
        form.say(words)
        return form.field

    def go_to(self, field: QWidget) -> None:
        """Put the focus on a field, scrolled into sight with what is said of it."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        whole = next((form for form in self._fields.values() if form.isAncestorOf(field)), field)
        # What has just been said of it gets its room only now.
        QTimer.singleShot(0, whole, partial(bring_into_sight, whole))

    def _times_are_clear(self) -> bool:
        for form in self._fields.values():
            field = form.field
            if form.isHidden():
                continue
            if isinstance(field, WhenField) and not field.valid():
                field.insist()
                self.go_to(field)
                return False
            if isinstance(field, DurationField) and not field.valid():
                self.go_to(field)
                form.say(field.refusal)
                return False
        return True

    def _rest(self, busy: bool) -> None:
        self._busy = busy
        self.enable()

    def say_it_waits(self, act: Act) -> None:
        """The act is held up by whoever saves just now: it is waited for, or taken back."""
        self._held_up = act
        words = _("Not saved yet: this waits until whoever is saving just now has finished. What you typed stays here.")
        self.notice.say(words, Tint.SOON, _("Take back"), act=act.take_back)

    def _goes_on(self) -> None:
        if self._held_up is not None:
            self._held_up = None
            self.notice.end()

    def _on_failed(self, error: DeskError) -> None:
        self._goes_on()
        self._rest(False)
        if error.code == Refusal.TAKEN_BACK:
            self.notice.say(refusals.error(error), Tint.INFO)
        else:
            self.refuse(error)
