"""Escalating a call in one window: why, who, pass on, tell the customer, transfer."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp import wording
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.words import CONTACT_TYPES
from deskapp.language import _
from deskapp.services.acts import Escalate
from deskapp.services.views import EscalationStart, EscalationView, RankedContact
from deskapp.ui import theme
from deskapp.ui.documents.sheet_preview import SheetPreview
from deskapp.ui.escalate.action_bar import ActionBar
from deskapp.ui.escalate.field_words import FIELDS, wrong
from deskapp.ui.escalate.handover_column import HandoverColumn
from deskapp.ui.escalate.header import Header
from deskapp.ui.escalate.scrolling import ColumnsScroll
from deskapp.ui.escalate.who_column import WhoColumn
from deskapp.ui.escalate.why_column import WhyColumn
from deskapp.ui.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.draft import Draft
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.workplace import Workplace


class EscalateDialog(QDialog):
    """Open it with `open()`. It reads what the record knows, records the escalation, and tells it."""

    #: The escalation that was recorded (EscalationView), and whether its sheet is to be printed.
    escalated = Signal(object, bool)

    def __init__(self, place: Workplace, call_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Escalate"))
        self._place = place
        self._call_id = call_id
        self._start: EscalationStart | None = None
        self._busy = False
        self._header = Header()
        self.why = WhyColumn()
        self.who = WhoColumn()
        language = place.facts.site.language if place.facts else "en"
        self.handover = HandoverColumn(place.desk.clock, place.zone, language)
        self.notice = Notice()
        self.preview = SheetPreview()
        self._steps = self._columns()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._steps)
        self._pages.addWidget(self.preview)
        self.cancel_button = secondary(_("Cancel"))
        self.preview_button = secondary(_("Preview sheet"), _("Ctrl+P"))
        self.plain_button = secondary(_("Escalate"), _("Ctrl+Shift+Enter"))
        self.main_button = primary(_("Escalate and print"), _("Ctrl+Enter"))
        self._bar = ActionBar(
            _("Nothing is sent anywhere: this records the hand-off and starts its clock."),
            (self.cancel_button, self.preview_button, self.plain_button, self.main_button),
        )
        self._lay_out()
        self._draft = Draft(place, f"escalate:{call_id}", self)
        self._connect()
        self._rest()
        place.read(lambda desk: desk.escalations.start(call_id), self._on_start, self._on_no_start)

    @property
    def ready(self) -> bool:
        """Whether the record was read, and no act runs."""
        return self._start is not None and not self._busy

    @property
    def act(self) -> Escalate:
        """What was entered, as the act that records it."""
        types = self.why.types
        handed = any(kind in CONTACT_TYPES for kind in types)
        chosen = self.who.contact if handed else None
        tell, transfer = self.handover.tell, self.handover.transfer
        return Escalate(
            call_id=self._call_id,
            types=types,
            triggers=self.why.triggers,
            contact_id=chosen.contact.id if chosen else None,
            handoff=self.handover.pass_on.handoff,
            consent=tell.consent,
            consent_reason=tell.consent_reason,
            next_update=tell.next_update.value(),
            transfer=transfer.transfer if handed else None,
            transfer_reason=transfer.transfer_reason if handed else "",
            estimate=transfer.estimate,
            priority=self.why.priority,
            priority_reason=self.why.priority_reason,
        )

    def escalate(self, *, and_print: bool) -> None:
        """Record the escalation; refusals come back beside their fields."""
        if not self.ready or not self._readable():
            return
        act = self.act
        self._busy = True
        self._rest()
        with_sheet = and_print and act.contact_id is not None

        def done(escalation: EscalationView) -> None:
            self._on_done(escalation, with_sheet)

        self._place.act(lambda desk: desk.escalations.escalate(act), done, self._on_failed, receiver=self)

    def show_preview(self) -> None:
        """Show the sheet as it would be printed. Nothing is recorded by looking."""
        if not self.ready or not self._needs_contact or not self._readable():
            return
        act = self.act
        self._busy = True
        self._rest()
        self._place.read(
            lambda desk: desk.escalations.preview(act), self._on_preview, self._on_failed, receiver=self
        )

    def show_steps(self) -> None:
        """Back from the preview to the five steps."""
        self._pages.setCurrentWidget(self._steps)
        self.preview_button.set_words(_("Preview sheet"))

    @property
    def previewing(self) -> bool:
        return self._pages.currentWidget() is self.preview

    def reject(self) -> None:
        """Escape: out of the preview first, then out of the dialog; what was entered stays as a draft."""
        if self.previewing:
            self.show_steps()
            return
        if self._busy:
            return
        if self._start is not None:
            self._draft.save()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        if self._start is not None:
            self._draft.save()
        super().closeEvent(event)

    @property
    def _needs_contact(self) -> bool:
        return any(kind in CONTACT_TYPES for kind in self.why.types)

    def _on_start(self, start: EscalationStart) -> None:
        self._start = start
        facts = self._place.facts
        categories = {one.id: one.name for one in facts.categories} if facts else {}
        title = self._header.show_call(start.call, self._place.desk.staff_id, start.as_of)
        self.setWindowTitle(title)
        self.why.set_start(start, self._place.zone)
        self.who.set_start(start, self._place.zone, categories)
        self.handover.set_start(start, self._place.zone)
        self._follow_types()
        self._rest()
        self._draft.restored.connect(self._on_restored)
        self._draft.failed.connect(self._on_draft_failed)
        self._draft.begin()
        self._focus_first()

    def _on_no_start(self, error: DeskError) -> None:
        self.notice.say(wording.error(error), Tint.OVER)

    def _on_restored(self) -> None:
        self.notice.say(_("What you entered earlier is back."), action=_("Start afresh"))
        self.notice.acted.connect(self._on_afresh)

    def _on_afresh(self) -> None:
        self.notice.acted.disconnect(self._on_afresh)
        self._draft.clear()

    def _on_draft_failed(self, error: DeskError) -> None:
        words = wording.error(error)
        self.notice.say(_("What you enter cannot be kept meanwhile: {why}").format(why=words), Tint.SOON)

    def _on_done(self, escalation: EscalationView, with_sheet: bool) -> None:
        self._busy = False
        self._draft.end()
        self.escalated.emit(escalation, with_sheet)
        self.accept()

    def _on_preview(self, sheet: Any) -> None:
        self._busy = False
        self._rest()
        self.notice.end()
        self.preview.show_sheet(self._place, sheet)
        self._pages.setCurrentWidget(self.preview)
        self.preview_button.set_words(_("Back to the steps"))
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: DeskError) -> None:
        self._busy = False
        self._rest()
        self.show_steps()
        if not isinstance(error, Invalid):
            self.notice.say(wording.error(error), Tint.OVER)
            return
        first, unnamed = None, []
        for field, code in error.fields.items():
            words = wrong(field, code)
            where = self._say(field, words)
            first = first or where
            if where is None:
                unnamed.append(words)
        if unnamed:
            self.notice.say(" ".join(unnamed), Tint.OVER)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, field: str, words: str | None) -> QWidget | None:
        for column in (self.why, self.who, self.handover):
            where = column.say(field, words)
            if where is not None:
                return where
        return None

    def _readable(self) -> bool:
        """Times that cannot be read are pointed out before anything is asked of the desk."""
        self.notice.end()
        for field in FIELDS:
            self._say(field, None)
        unreadable = self.handover.unreadable()
        if unreadable is None:
            return True
        self.show_steps()
        unreadable.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _on_search(self, text: str) -> None:
        if self._start is None:
            return
        if not text.strip():
            self.who.set_found(self._start.contacts)
            return
        call_id = self._call_id
        self._place.read(
            lambda desk: desk.escalations.find_contacts(call_id, text),
            self._on_found,
            self._on_failed,
            key=("find contacts", id(self)),
        )

    def _on_found(self, found: tuple[RankedContact, ...]) -> None:
        # An answer that comes after the field was emptied is no longer asked for.
        if self.who.searching.strip():
            self.who.set_found(found)

    def _follow_types(self) -> None:
        needed = self._needs_contact or not self.why.types
        self.who.set_needed(needed)
        self.handover.set_needed(needed)
        self._tell_values()
        self._rest()

    def _tell_values(self) -> None:
        """Fill in the phrases for this call and the contact that is chosen."""
        if self._start is None or self._place.facts is None:
            return
        chosen = self.who.contact
        desk_staff = {one.id: one.name for one in self._place.facts.staff}
        values = {
            "customer": self._start.call.customer.name,
            "contact": chosen.contact.name if chosen else "",
            "contact_role": chosen.contact.role if chosen else "",
            "agent": desk_staff.get(self._place.desk.staff_id or 0, ""),
            "ref": self._start.call.row.ref,
            "site": self._place.facts.site.name,
        }
        self.handover.set_values(values, needs_contact=self._needs_contact or not self.why.types)

    def _rest(self) -> None:
        """Which buttons can be pressed now; without a contact there is no sheet to print."""
        ready, sheet = self.ready, self._needs_contact or not self.why.types
        self.plain_button.setVisible(sheet)
        self.preview_button.setVisible(sheet)
        self.main_button.set_words(_("Escalate and print") if sheet else _("Escalate"))
        for button in (self.plain_button, self.preview_button, self.main_button):
            button.setEnabled(ready)

    def _focus_first(self) -> None:
        """Where something is missing, else where the contact can be changed."""
        pass_on = self.handover.pass_on
        if not self._needs_contact:
            first = self.why.type_field()
        elif pass_on.missing:
            first = pass_on.first_field()
        else:
            first = self.who.first_field()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.why.types_changed.connect(self._follow_types)
        self.who.changed.connect(self._tell_values)
        self.who.search_asked.connect(self._on_search)
        self.who.picked.connect(lambda: self._go(3))
        self.handover.transfer.changed.connect(self._tell_values)
        self.cancel_button.clicked.connect(self.reject)
        self._press(self.preview_button, self._toggle_preview, "Ctrl+P")
        self._press(self.plain_button, lambda: self.escalate(and_print=False), "Ctrl+Shift+Return", "Ctrl+Shift+Enter")
        self._press(self.main_button, lambda: self.escalate(and_print=True), "Ctrl+Return", "Ctrl+Enter")
        for number in range(1, 6):
            self._bind(f"Alt+{number}", lambda number=number: self._go(number))
        self._draft.keep("why", self.why.content, self.why.restore, self.why.changed)
        self._draft.keep("contact", self.who.content, self.who.restore, self.who.changed)
        self._draft.keep("handover", self.handover.content, self.handover.restore, self.handover.changed)
        self._draft.keep_field("next_update", self.handover.tell.next_update)

    def _press(self, button: KeyButton, pressed: Callable[[], object], *keys: str) -> None:
        button.clicked.connect(pressed)
        for key in keys:
            self._bind(key, lambda: pressed() if button.isEnabled() and not button.isHidden() else None)

    def _bind(self, key: str, pressed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(pressed)

    def _toggle_preview(self) -> None:
        if self.previewing:
            self.show_steps()
        else:
            self.show_preview()

    def _go(self, number: int) -> None:
        """Alt and a step's number go to its first field."""
        self.show_steps()
        steps = (self.why, self.who, self.handover.pass_on, self.handover.tell, self.handover.transfer)
        steps[number - 1].first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _columns(self) -> QWidget:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for column, share in ((self.why, 333), (self.who, 363), (self.handover, 424)):
            row.addWidget(column, share)
        return ColumnsScroll(inside, theme.px(920))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(self._header)
        column.addWidget(self._pages, 1)
        column.addWidget(self.notice)
        column.addWidget(self._bar)
        room = self.screen().availableSize()
        self.resize(min(theme.px(1180), room.width()), min(theme.px(800), room.height() - theme.px(28)))
