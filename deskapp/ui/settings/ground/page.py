"""The ground of a page of the settings: a heading, fields in a white column, and one button that saves them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.act_form import ActForm
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals


class SettingsPage(ActForm, QWidget):
    """Subclasses add fields, answer `show_facts`, `content` and `submit`. Only a manager may save.

    News from elsewhere never overwrites what was typed and not saved yet. That is kept as a draft of who typed it: it
    is back when they come back, and shown to nobody else.
    """

    #: Under which name what is typed is kept; "": nothing is typed on it.
    KEPT = ""
    #: Whether the fields are filled only when something more was read: then they are `settle`d by whoever fills them.
    FILLED_LATER = False

    def __init__(self, place: Workplace, about: str, save: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin_form(place)
        #: Whether whoever works here may save.
        self.allowed = False
        self.draft = Draft(place, f"settings:{self.KEPT}", self) if self.KEPT else None
        if self.draft is not None:
            self.draft.restored.connect(self._on_restored)
            self.draft.failed.connect(self._on_not_kept)
        #: Who works here: what they typed is shown to nobody else.
        self._staff_id: int | None = None
        self._saved_content: object = None
        self._left: object = None
        self._column = Column()
        scroll = ScrollBody()
        self.fields = QWidget()
        self.body = QVBoxLayout(self.fields)
        self.body.setContentsMargins(0, 0, theme.px(4), 0)
        self.body.setSpacing(theme.px(8))
        scroll.body.addWidget(self.fields)
        scroll.body.addStretch(1)
        self._column.body.addWidget(scroll)
        self._scroll = scroll
        self.why = Label("", "muted", wrap=True)
        self.save_button = primary(save, _("Ctrl+Enter"))
        self.save_button.clicked.connect(self.trigger)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.trigger).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.px(10))
        self._bar.addWidget(self.why, 1)
        self._bar.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(self._column, 1)
        column.addWidget(self.notice)
        column.addLayout(self._bar)
        place.facts_changed.connect(self._on_facts)

    # What subclasses answer

    def show_facts(self, facts: DeskFacts) -> None:
        """Put the desk's facts into the fields."""
        raise NotImplementedError

    def content(self) -> object:
        """What stands in the fields, to see whether something was typed."""
        raise NotImplementedError

    # What subclasses use

    def take(self, name: str, form: FormField, *, kept: bool = True) -> FormField:
        if kept and self.draft is not None:
            self.draft.keep_field(name, form.field)
        return super().take(name, form, kept=kept)

    def settle(self) -> None:
        """What stands in the fields is what the desk says: nothing is typed yet, but what was typed earlier."""
        self._saved_content = self.content()
        if self.draft is not None and self.allowed:
            self.draft.settle()

    def carry_out(self, work: Callable[[Desk], Done[Any]], said: str, done: Callable[[], object] | None = None) -> None:
        """Save, and say so; a refusal stands beside the fields or in a line, and what was typed stays."""
        sent = self.content()

        def finished(_value: Any) -> None:
            self._rest(False)
            # What was typed while it was being saved is not saved.
            self._saved_content = sent
            if not self.typed:
                self.settle()
            self.notice.say(said, Tint.OK, seconds=8)
            if done is not None:
                done()

        self.run(work, finished)

    def show_part(self, part: QWidget) -> None:
        """Scroll a part of the page into sight, once everything has its place."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    @property
    def typed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._saved_content is not None and self.content() != self._saved_content

    def holds_back(self) -> bool:
        """Whether the window had better stay: something was typed and not saved, and it was not said yet."""
        if not self.allowed or not self.typed:
            return False
        if self._left == self.content():
            if self.draft is not None:
                self.draft.settle()  # it is left: no draft of it comes back
            return False
        self._left = self.content()
        self.notice.say(_("This is not saved yet. Save it, or close once more to leave it."), Tint.SOON)
        return True

    def forget_typed(self) -> None:
        """Show what the desk says, and drop what was typed."""
        if self.place.facts is not None:
            self.show_facts(self.place.facts)
            self.settle()

    def trigger(self) -> None:
        if not self._busy and self.save_button.isEnabled():
            self.submit()

    # What happens to it

    def enable(self) -> None:
        self.save_button.setEnabled(self.allowed and not self._busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.place.facts is not None:
            self._on_facts(self.place.facts)

    def _on_facts(self, facts: DeskFacts) -> None:
        person = self.place.me
        allowed = person is not None and person.role is Role.MANAGER
        self.fields.setEnabled(allowed)
        self.allowed = allowed
        if self._staff_id != self.place.desk.staff_id:
            self._staff_id, self._saved_content = self.place.desk.staff_id, None
            self.notice.end()
            if self.draft is not None:
                self.draft.leave()
        if not self.typed:
            self.show_facts(facts)
            if self.FILLED_LATER:
                self._saved_content = self.content()
            else:
                self.settle()
        self.enable()
        self.why.setText("" if allowed else _why_not(person.role if person else None))

    def _on_restored(self) -> None:
        self.notice.say(_("What you typed earlier is back."), action=_("Start afresh"), act=self.forget_typed)

    def _on_not_kept(self, error: DeskError) -> None:
        # Where a save was refused, that is said already, and is the same reason.
        if self.notice.isHidden():
            words = _("What you type cannot be kept meanwhile: {why}").format(why=refusals.error(error))
            self.notice.say(words, Tint.SOON)


def _why_not(role: Role | None) -> str:
    if role is None:
        return _("Choose who is working here; only a manager can change this.")
    return _("Only a manager can change this; you are working here as {role}.").format(role=codes.role(role))
