"""The ground of every dialog that carries out one act: fields, the main button, what went wrong, the draft."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.act_form import ActForm
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.dialogs.typed_in import typed_in
from deskapp.ui.widgets.fields.field_changes import when_changed
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.placing import stand, stay_on_screen
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.widgets.scroll_body import ScrollBody, grow
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class ActDialog(ReadingOrder, ActForm, QDialog):
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
        kind: Qt.WindowType = Qt.WindowType.Dialog,
    ) -> None:
        super().__init__(parent, kind)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.begin_form(place)
        self._width = width
        self._shown = self._growing = False
        self._had_focus: QWidget | None = None
        #: Of which words it was said that they are not kept.
        self._told_words: tuple[str, ...] = ()
        self.draft = Draft(place, draft, self) if draft else None
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

    def look_again(self) -> None:
        """The draft has written the fields: show what depends on them. Pills tell only of a person's hand."""

    def take(self, name: str, form: FormField, *, kept: bool = True) -> FormField:
        # Pills and words that go on in a second line need more than their first one.
        form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if kept and self.draft is not None:
            self.draft.keep_field(name, form.field)
        when_changed(form.field, lambda: form.say(None))
        return super().take(name, form, kept=kept)

    def begin_draft(self) -> None:
        """The fields are as they are untouched: put back what was typed earlier, and keep what is typed."""
        if self.draft is not None:
            self.draft.restored.connect(self._on_restored)
            self.draft.rewritten.connect(self.look_again)
            self.draft.failed.connect(self._on_draft_failed)
            self.draft.begin()

    def add_button(self, button: KeyButton, pressed: Callable[[], object]) -> KeyButton:
        """Put a further button before the main one; it rests with it while an act runs."""
        button.clicked.connect(lambda: None if self._busy else pressed())
        self._bar.insertWidget(self._bar.count() - 1, button)
        self._buttons.append(button)
        return button

    def carry_out(self, work: Callable[[Desk], Done[Any]], done: Callable[[Any], object] | None = None) -> None:
        """Carry out an act. `done` replaces the usual end (see `succeed`)."""
        self.run(work, done or self.succeed)

    def succeed(self, value: Any) -> None:
        """The act was carried out: nothing is left to keep, and the dialog ends."""
        self._rest(False)
        if self.draft is not None:
            self.draft.end()
        self.carried_out.emit(value)
        self.accept()

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

    def make_foot(self) -> QLayout:
        """What stands below them: the hint and the buttons."""
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.px(6))
        self._bar.addWidget(self.hint, 1)
        self._bar.addWidget(self.cancel_button)
        self._bar.addWidget(self.main_button)
        return self._bar

    def fit(self) -> None:
        """As large as the fields need, within the screen; it grows with what is shown later."""
        room = self.screen().availableSize()
        width = min(max(theme.px(self._width), self.minimumSizeHint().width()), room.width())
        self.resize(width, self.height())
        self._grow(shrink=True)
        self.scrolled.inside.installEventFilter(self)
        self.installEventFilter(self)  # the message and the hint take room from the fields

    def words_back(self) -> str:
        """Said when the draft was put back."""
        return _("What you typed earlier is back.")

    def words_not_kept(self, why: str) -> str:
        """Said when the draft cannot be kept."""
        return _("What you type cannot be kept meanwhile: {why}").format(why=why)

    # What happens to it

    def enable(self) -> None:
        for button in self._buttons:
            button.setEnabled(not self._busy)

    def trigger(self) -> None:
        """Press the main button."""
        if not self._busy and self.main_button.isEnabled():
            self.submit()

    def reject(self) -> None:
        """Escape and Cancel. What was typed is kept, or it is said once that it is not.

        While an act runs, its answer is waited for.
        """
        if self._busy or self._holds_words():
            return
        if self.draft is not None:
            self.draft.save()
        super().reject()

    def _holds_words(self) -> bool:
        """Whether words that were typed here would go with the dialog, and that was not said yet of these."""
        words = () if self.draft is not None else typed_in(self.body.parentWidget() or self)
        if not words or words == self._told_words:
            return False
        self._told_words = words
        self.notice.say(_("What you typed here would not be kept. Press Escape once more to leave it."), Tint.SOON)
        return True

    def open(self) -> None:
        self.place.opening.emit()
        super().open()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._shown:
            self.begin_draft()
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
        column.addLayout(self.make_head(title, about))
        column.addWidget(self.make_middle(), 1)
        column.addWidget(self.notice)
        column.addLayout(self.make_foot())

    def _rest(self, busy: bool) -> None:
        """A button that rests gives the focus away; it gets it back."""
        if busy:
            self._had_focus = self.focusWidget()
        super()._rest(busy)
        if not busy and self._had_focus is not None:
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._had_focus = None

    def _on_restored(self) -> None:
        self.notice.say(self.words_back(), action=_("Start afresh"))
        self.notice.acted.connect(self._on_afresh)

    def _on_afresh(self) -> None:
        self.notice.acted.disconnect(self._on_afresh)
        self.afresh()

    def afresh(self) -> None:
        """Make the fields as they were untouched."""
        if self.draft is not None:
            self.draft.clear()

    def _on_draft_failed(self, error: DeskError) -> None:
        self.notice.say(self.words_not_kept(refusals.error(error)), Tint.SOON)
