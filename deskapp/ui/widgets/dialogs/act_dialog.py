"""The ground of every dialog that carries out one act: fields, the main button, what went wrong, the draft."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError, Invalid
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.field_changes import when_changed
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.placing import stand, stay_on_screen
from deskapp.ui.widgets.scroll_body import ScrollBody, grow
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

Field = TypeVar("Field", bound=QWidget)


class ActDialog(QDialog):
    """Subclasses add fields in `__init__` and answer `submit` with `carry_out`; they are opened with `open()`.

    While an act runs its buttons rest. On success the draft is forgotten, `carried_out` tells the value, and
    the dialog ends; on refusal the words stand beside the field, everything typed stays.
    """

    carried_out = Signal(object)  # what the act gave back

    def __init__(
        self,
        place: Workplace,
        title: str,
        main: str,
        parent: QWidget | None = None,
        *,
        about: str = "",
        draft: str = "",
        width: int = 520,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.place = place
        self._width = width
        self._busy = self._shown = self._growing = False
        self._had_focus: QWidget | None = None
        self._fields: dict[str, FormField] = {}
        self.draft = Draft(place, draft, self) if draft else None
        self.notice = Notice()
        #: The fields, in a white column that scrolls where the room is too small.
        self.scrolled = ScrollBody()
        self.body = self.scrolled.body
        self.body.setSpacing(theme.px(8))
        self.hint = Label("", "muted", wrap=True)
        self.cancel_button = secondary(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.main_button = primary(main, _("Ctrl+Enter"))
        self.main_button.clicked.connect(self.trigger)
        self._buttons: list[QPushButton] = [self.main_button]
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.trigger)
        self._lay_out(title, about)

    # What subclasses use

    def setWindowTitle(self, title: str) -> None:
        """As it was typed: Qt puts its mark of unsaved changes for one [*], and takes two for one that is meant."""
        super().setWindowTitle(title.replace("[*]", "[*][*]"))

    def submit(self) -> None:
        """Carry out the act; called by the main button and Ctrl+Enter, never while another runs."""
        raise NotImplementedError

    def look_again(self) -> None:
        """The draft has written the fields: show what depends on them. Pills tell only of a person's hand."""

    def add(self, name: str, words: str, field: Field, *, kept: bool = True) -> Field:
        """Add a field under its heading. `name` is that of the act's field; `kept` puts it into the draft."""
        self.body.addWidget(self.form(name, words, field, kept=kept))
        return field

    def form(self, name: str, words: str, field: QWidget, *, kept: bool = True) -> FormField:
        """As `add`, for a field that is laid out by hand."""
        return self.take(name, FormField(words, field), kept=kept)

    def take(self, name: str, form: FormField, *, kept: bool = True) -> FormField:
        """As `form`, for a field that a part of the dialog has made."""
        self._fields[name] = form
        # Pills and words that go on in a second line need more than their first one.
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if kept and self.draft is not None:
            self.draft.keep_field(name, form.field)
        when_changed(form.field, lambda: form.say(None))
        return form

    def field_form(self, name: str) -> FormField:
        """A field with its heading, once it was added."""
        return self._fields[name]

    def say(self, name: str, words: str | None) -> None:
        """Put what is wrong beside a field; None when it is right."""
        self._fields[name].say(words)

    def rename(self, name: str, words: str) -> None:
        """Give a field another heading."""
        self._fields[name].rename(words)

    def field_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field with its heading."""
        self._fields[name].setVisible(shown)

    def add_button(self, button: KeyButton, pressed: Callable[[], object]) -> KeyButton:
        """Put a further button before the main one; it rests with it while an act runs."""
        button.clicked.connect(lambda: None if self._busy else pressed())
        self._bar.insertWidget(self._bar.count() - 1, button)
        self._buttons.append(button)
        return button

    def bind(self, keys: str, pressed: Callable[[], object]) -> None:
        """Have keys do something in this dialog."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(pressed)

    def carry_out(self, work: Callable[[Desk], Done[Any]], done: Callable[[Any], object] | None = None) -> None:
        """Carry out an act. `done` replaces the usual end (see `succeed`)."""
        self.notice.end()
        for form in self._fields.values():
            form.say(None)
        if not self._times_are_clear():
            return
        self._rest(True)
        self.place.act(work, done or self.succeed, self._on_failed, receiver=self)

    def succeed(self, value: Any) -> None:
        """The act was carried out: nothing is left to keep, and the dialog ends."""
        self._rest(False)
        if self.draft is not None:
            self.draft.end()
        self.carried_out.emit(value)
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why the act was refused: beside the fields that it names, else in a line of its own."""
        unnamed: list[str] = []
        first: FormField | None = None
        fields = error.fields if isinstance(error, Invalid) else {}
        for name, code in fields.items():
            form = self._fields.get(name)
            if form is None or form.isHidden():
                unnamed.append(refusals.field_error(code))
                continue
            form.say(refusals.field_error(code))
            first = first or form
        if not fields:
            unnamed.append(refusals.error(error))
        if unnamed:
            self.notice.say(" ".join(unnamed), Tint.OVER)
        if first is not None:
            self.go_to(first.field)

    def go_to(self, field: QWidget) -> None:
        """Put the focus on a field, scrolled into sight."""
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        around = field.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(field)

    @property
    def busy(self) -> bool:
        """Whether an act is running."""
        return self._busy

    # What a larger dialog may lay out in another way

    def make_head(self, title: str, about: str) -> QLayout:
        """What stands above the fields."""
        head = QVBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(Label(title, "title", wrap=True))
        if about:
            head.addWidget(Label(about, "muted", wrap=True))
        return head

    def make_middle(self) -> QWidget:
        """Where the fields stand."""
        column = Column()
        column.body.addWidget(self.scrolled)
        return column

    def fit(self) -> None:
        """As large as the fields need, within the screen; it grows with what is shown later."""
        room = self.screen().availableSize()
        width = min(max(theme.px(self._width), self.minimumSizeHint().width()), room.width())
        self.resize(width, self.height())
        self._grow(shrink=True)
        self.scrolled.inside.installEventFilter(self)
        self.installEventFilter(self)  # the message and the hint take room from the fields

    # What happens to it

    def trigger(self) -> None:
        """Press the main button."""
        if not self._busy and self.main_button.isEnabled():
            self.submit()

    def reject(self) -> None:
        """Escape and Cancel. What was typed is kept; while an act runs, its answer is waited for."""
        if self._busy:
            return
        if self.draft is not None:
            self.draft.save()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._shown and self.draft is not None:
            self.draft.restored.connect(self._on_restored)
            self.draft.rewritten.connect(self.look_again)
            self.draft.failed.connect(self._on_draft_failed)
            self.draft.begin()
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.fit()
            stand(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and not self._growing:
            self._growing = True
            # Once all fields that appear together have done so.
            QTimer.singleShot(0, self, self._grow)
        return super().eventFilter(watched, event)

    def _grow(self, shrink: bool = False) -> None:
        self._growing = False
        grow(self, self.scrolled, shrink=shrink)
        stay_on_screen(self)

    def _lay_out(self, title: str, about: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.px(6))
        self._bar.addWidget(self.hint, 1)
        self._bar.addWidget(self.cancel_button)
        self._bar.addWidget(self.main_button)
        column.addLayout(self.make_head(title, about))
        column.addWidget(self.make_middle(), 1)
        column.addWidget(self.notice)
        column.addLayout(self._bar)

    def _rest(self, busy: bool) -> None:
        """A button that rests gives the focus away; it gets it back."""
        self._busy = busy
        if busy:
            self._had_focus = self.focusWidget()
        for button in self._buttons:
            button.setEnabled(not busy)
        if not busy and self._had_focus is not None:
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

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
                form.say(_("Write it as: 45 min, 2 h, 1:30"))
                return False
        return True

    def _on_failed(self, error: DeskError) -> None:
        self._rest(False)
        self.refuse(error)

    def _on_restored(self) -> None:
        self.notice.say(_("What you typed earlier is back."), action=_("Start afresh"))
        self.notice.acted.connect(self._on_afresh)

    def _on_afresh(self) -> None:
        self.notice.acted.disconnect(self._on_afresh)
        if self.draft is not None:
            self.draft.clear()

    def _on_draft_failed(self, error: DeskError) -> None:
        words = refusals.error(error)
        self.notice.say(_("What you type cannot be kept meanwhile: {why}").format(why=words), Tint.SOON)
