"""Escalating a call in one window: why, who, pass on, tell the customer, transfer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Conflict, DeskError, Invalid
from deskapp.domain.handoff_sheet import HandoffSheet
from deskapp.domain.words import EscalationType
from deskapp.language import _
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.next_in_chain import next_in_chain
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.documents.sheet_preview import SheetPreview
from deskapp.ui.escalate.dialog.already_escalated import AlreadyEscalated
from deskapp.ui.escalate.dialog.field_words import wrong
from deskapp.ui.escalate.dialog.header import Header
from deskapp.ui.escalate.dialog.steps import Steps
from deskapp.ui.escalate.dialog.type_blocks import type_blocks
from deskapp.ui.escalate.dialog.while_open import WhileOpen
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.library import library
from deskapp.ui.phrases.phrase_menu import KEY
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.calls.new_due import new_due
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import refusals

#: The types and the codes of the triggers that were chosen.
Why = tuple[tuple[EscalationType, ...], tuple[str, ...]]


class EscalateDialog(QDialog):
    """Open it with `open()`. It reads what the record knows, records the escalation, and tells it."""

    #: The escalation that was recorded (EscalationView), and whether its sheet is to be printed.
    escalated = Signal(object, bool)

    def __init__(
        self, place: Workplace, call_id: int, parent: QWidget | None = None, instead_of: int | None = None
    ) -> None:
        """instead_of: the escalation that came to nothing, whose place the next in the chain is to take."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Escalate"))
        self._place = place
        self.escalated.connect(place.escalated)
        self._call_id = call_id
        self._start: EscalationStart | None = None
        self._ranked_for: Why | None = None
        self._busy = False
        self._seen = 0
        self.header = Header()
        self.steps = Steps(place.desk.clock, place.zone, library(place), type_blocks(place))
        self.notice = Notice()
        self.already = AlreadyEscalated()
        self.preview = SheetPreview()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.steps)
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
        self._draft = Draft(place, f"escalate:{call_id}:{instead_of}" if instead_of else f"escalate:{call_id}", self)
        self.meanwhile = WhileOpen(place, call_id, self.steps, self)
        self._connect()
        self._rest()
        place.read(lambda desk: desk.overview.escalation_start(call_id, instead_of), self._on_start, self._on_no_start)

    @property
    def ready(self) -> bool:
        """Whether the record was read, and no act runs."""
        return self._start is not None and not self._busy

    @property
    def act(self) -> Escalate:
        """What was entered, as the act that records it."""
        return replace(self.steps.act(self._call_id), seen=self._seen)

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
        if not self.ready or not self.steps.hands_on or not self._readable():
            return
        act = self.act
        self._busy = True
        self._rest()
        self._place.read(lambda desk: desk.escalations.preview(act), self._on_preview, self._on_failed, receiver=self)

    def show_steps(self) -> None:
        """Back from the preview to the five steps."""
        self._pages.setCurrentWidget(self.steps)
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

    def _on_start(self, start: EscalationStart) -> None:
        self._start = start
        self._seen = max((one.number for one in start.call.escalations), default=0)
        facts = self._place.facts
        categories = {one.id: one.name for one in facts.categories} if facts else {}
        title = self.header.show_call(start.call, self._place.desk.staff_id, start.as_of)
        # For one [*] Qt puts its mark of unsaved changes.
        self.setWindowTitle(title.replace("[*]", "[*][*]"))
        self.steps.set_start(start, categories, self._values(start))
        self.steps.why.set_due(lambda to: new_due(start.call, to, facts, self._place.zone, start.as_of))
        self._rest()
        self._draft.restored.connect(self._on_restored)
        self._draft.failed.connect(self._on_draft_failed)
        self._draft.begin()
        self.meanwhile.begin(start)
        if start.earlier is not None:
            # The ranking was asked for with its types and triggers, and its contact is no choice.
            following = next_in_chain(start.offer, {*start.tried, *start.taken}) if start.offer else None
            if following is not None and following.contact is not None:
                self.steps.who.choose(following.contact.contact.id)
        self.steps.go_to_first()

    def _on_no_start(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)

    def _on_restored(self) -> None:
        self.notice.say(_("What you entered earlier is back."), action=_("Start afresh"))
        self.notice.acted.connect(self._on_afresh)

    def _on_afresh(self) -> None:
        self.notice.acted.disconnect(self._on_afresh)
        self._draft.clear()

    def _on_draft_failed(self, error: DeskError) -> None:
        words = refusals.error(error)
        self.notice.say(_("What you enter cannot be kept meanwhile: {why}").format(why=words), Tint.SOON)

    def _on_done(self, escalation: EscalationView, with_sheet: bool) -> None:
        self._busy = False
        self._draft.end()
        self.escalated.emit(escalation, with_sheet)
        self.accept()

    def _on_preview(self, sheet: HandoffSheet) -> None:
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
        if isinstance(error, Conflict) and isinstance(error.values.get("newer"), EscalationView):
            self._on_conflict(error)
            return
        if not isinstance(error, Invalid):
            self.notice.say(refusals.error(error), Tint.OVER)
            return
        with_them = error.values.get("with_them")
        first, unnamed = None, []
        for field, code in error.fields.items():
            words = wrong(field, code)
            if code == FieldFault.ALREADY_WITH_THEM and with_them is not None:
                words = escalation_wording.with_them(with_them, self._place.zone, self._place.desk.clock.now())
            where = self.steps.say(field, words)
            first = first or where
            if where is None:
                unnamed.append(words)
        if unnamed:
            self.notice.say(" ".join(unnamed), Tint.OVER)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_conflict(self, error: Conflict) -> None:
        """Somebody else was here meanwhile: both are shown, and the person decides."""
        chosen = self.steps.who.contact
        name, now = chosen.contact.name if chosen else "", self._place.desk.clock.now()
        self.already.say(error, self.act, name, self._place.zone, now)
        self._seen = max(self._seen, error.values["newer"].number)
        self.meanwhile.look()
        self.already.give_up_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        """Not to escalate after all: nothing of it is left to keep."""
        self._draft.end()
        super().reject()

    def _readable(self) -> bool:
        """Times that cannot be read are pointed out before anything is asked of the desk."""
        self.notice.end()
        unreadable = self.steps.unreadable()
        if unreadable is None:
            return True
        self.show_steps()
        unreadable.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _on_search(self, text: str) -> None:
        call_id, (types, codes) = self._call_id, self.steps.chosen_why
        self._place.read(
            lambda desk: desk.escalations.find_contacts(call_id, text, types, codes),
            self.steps.set_found,
            self._on_failed,
            key=("find contacts", id(self)),
        )

    def _rank_again(self) -> None:
        """The routes look at types and triggers: other ones, another order."""
        call_id, why = self._call_id, self.steps.chosen_why
        if self._start is None or why == self._ranked_for:
            return
        self._ranked_for = why
        self._place.read(
            lambda desk: desk.escalations.offer(call_id, *why), self.steps.set_offer, key=("rank again", id(self))
        )

    def _values(self, start: EscalationStart) -> dict[str, str]:
        """What the phrases know of this call, whoever it goes to."""
        facts = self._place.facts
        staff = {one.id: one.name for one in facts.staff} if facts else {}
        return {
            "customer": start.call.customer.name,
            "agent": staff.get(self._place.desk.staff_id or 0, ""),
            "ref": start.call.row.ref,
            "site": facts.site.name if facts else "",
        }

    def _rest(self) -> None:
        """Which buttons can be pressed now; without a contact there is no sheet to print."""
        ready, sheet = self.ready, self.steps.hands_on
        self.plain_button.setVisible(sheet)
        self.preview_button.setVisible(sheet)
        self.main_button.set_words(_("Escalate and print") if sheet else _("Escalate"))
        for button in (self.plain_button, self.preview_button, self.main_button):
            button.setEnabled(ready)

    def _connect(self) -> None:
        self.steps.types_changed.connect(self._rest)
        self.steps.search_asked.connect(self._on_search)
        self.already.as_well.connect(lambda: self.escalate(and_print=True))
        self.already.given_up.connect(self._give_up)
        self.meanwhile.failed.connect(self._on_failed)
        self.meanwhile.ticked.connect(self.header.set_now)
        self.meanwhile.looked.connect(lambda again: self.header.set_escalations(again.escalations))
        self.steps.why.changed.connect(self._rank_again)
        self.steps.types_changed.connect(self._rank_again)
        self.cancel_button.clicked.connect(self.reject)
        self._press(self.preview_button, self._toggle_preview, "Ctrl+P")
        self._press(self.plain_button, lambda: self.escalate(and_print=False), "Ctrl+Shift+Return", "Ctrl+Shift+Enter")
        self._press(self.main_button, lambda: self.escalate(and_print=True), "Ctrl+Return", "Ctrl+Enter")
        for number in range(1, 6):
            self._bind(f"Alt+{number}", partial(self._go, number))
        self._bind(KEY, self.steps.handover.tell.open_phrases)
        self._bind(f"Shift+{KEY}", self.steps.handover.transfer.open_phrases)
        self.steps.keep_in(self._draft)

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
        self.steps.go(number)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)
        column.addWidget(self.already)
        column.addWidget(self.notice)
        column.addWidget(self._bar)
        room = self.screen().availableSize()
        self.resize(min(theme.px(1180), room.width()), min(theme.px(800), room.height() - theme.px(28)))
