"""Escalating a call in one window: why, who, pass on, tell the customer, transfer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import EscalationType
from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.next_in_chain import next_in_chain
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import EscalationStart
from deskapp.services.routes.views import Offer
from deskapp.ui.documents.sheet_preview import SheetPreview
from deskapp.ui.escalate.dialog import field_words
from deskapp.ui.escalate.dialog.already_escalated import AlreadyEscalated
from deskapp.ui.escalate.dialog.header import Header
from deskapp.ui.escalate.dialog.new_contact_dialog import NewContactDialog
from deskapp.ui.escalate.dialog.record_watch import RecordWatch
from deskapp.ui.escalate.dialog.steps import Steps, Why
from deskapp.ui.escalate.dialog.type_blocks import type_blocks
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.library import library
from deskapp.ui.phrases.phrase_menu import KEY
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.calls.new_due import new_due
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import refusals


class EscalateDialog(ActDialog):
    """Open it with `open()`. It reads what the record knows, records the escalation, and tells it."""

    #: The escalation that was recorded (EscalationView), and whether its sheet is to be printed.
    escalated = Signal(object, bool)

    def __init__(
        self, place: Workplace, call_id: int, parent: QWidget | None = None, instead_of: int | None = None
    ) -> None:
        """instead_of: the escalation that came to nothing, whose place the next in the chain is to take."""
        self._call_id = call_id
        self._start: EscalationStart | None = None
        self._ranked_for: Why | None = None
        self._base_number = 0
        #: The title of the incident of which was said that this opens it.
        self._confirmed = ""
        self.header = Header()
        self.steps = Steps(place.desk.clock, place.zone, library(place), type_blocks(place))
        self.already = AlreadyEscalated()
        self.preview = SheetPreview()
        self.preview_button = secondary(_("Preview sheet"), _("Ctrl+P"))
        self.plain_button = secondary(_("Escalate"), _("Ctrl+Shift+Enter"))
        draft = f"escalate:{call_id}:{instead_of}" if instead_of else f"escalate:{call_id}"
        super().__init__(place, _("Escalate"), _("Escalate and print"), parent, draft=draft)
        self.watch = RecordWatch(place, call_id, self.steps, self)
        self.escalated.connect(place.escalated)
        self._connect()
        self.enable()
        place.read(lambda desk: desk.overview.escalation_start(call_id, instead_of), self._on_start, self._on_no_start)

    @property
    def awaits(self) -> bool:
        """Whether the record is still being read: see `TypeAhead`."""
        return self._start is None and self.notice.isHidden()

    @property
    def ready(self) -> bool:
        """Whether the record was read, and no act runs."""
        return self._start is not None and not self._busy

    @property
    def act(self) -> Escalate:
        """What was entered, as the act that records it."""
        return replace(self.steps.act(self._call_id), base_number=self._base_number)

    def submit(self) -> None:
        self.escalate(and_print=True)

    def escalate(self, *, and_print: bool) -> None:
        """Record the escalation; refusals come back beside their fields."""
        if not self.ready:
            return
        act = self.act
        if self._opens_unconfirmed(act):
            return
        with_sheet = and_print and act.contact_id is not None

        def done(escalation: EscalationView) -> None:
            self.escalated.emit(escalation, with_sheet)
            self.succeed(escalation)

        self.carry_out(lambda desk: desk.escalations.escalate(act), done)

    def _opens_unconfirmed(self, act: Escalate) -> bool:
        """Opening a major incident is said in so many words first, and done when the button is pressed again."""
        opens = act.incident_title if EscalationType.INCIDENT in act.types and act.incident_id is None else None
        if not opens or opens == self._confirmed:
            return False
        self._confirmed = opens
        words = _("This opens a major incident for the whole desk: “{title}”. Press again to open it.")
        self.notice.say(words.format(title=opens), Tint.SOON)
        return True

    def show_preview(self) -> None:
        """Show the sheet as it would be printed. Nothing is recorded by looking."""
        if not self.ready or not self.steps.hands_on or not self.clear():
            return
        act = self.act
        self._rest(True)
        self.place.read(lambda desk: desk.escalations.preview(act), self._on_preview, self._on_failed, receiver=self)

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
        super().reject()

    def _on_start(self, start: EscalationStart) -> None:
        self._start = start
        self._base_number = max((one.number for one in start.call.escalations), default=0)
        facts = self.place.facts
        categories = {one.id: one.name for one in facts.categories} if facts else {}
        title = self.header.show_call(start.call, self.place.desk.staff_id, start.as_of)
        self.setWindowTitle(title)
        self.steps.set_start(start, categories, self._values(start))
        here = self.place.desk.staff_id
        self.steps.who.else_.set_staff([one for one in facts.staff if one.active and one.id != here] if facts else [])
        self.steps.why.set_due(lambda to: new_due(start.call, to, facts, self.place.zone, start.as_of))
        self.enable()
        super().begin_draft()
        self.watch.begin(start)
        if start.earlier is not None:
            # The ranking was asked for with its types and triggers, and its contact is no choice.
            following = next_in_chain(start.offer, {*start.tried, *start.taken}) if start.offer else None
            if following is not None and following.contact is not None:
                self.steps.who.choose(following.contact.contact.id)
        self.steps.go_to_first()

    def _on_no_start(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)

    def begin_draft(self) -> None:
        """Not when it is first shown, but when it knows how the fields are untouched."""

    def words_back(self) -> str:
        return _("What you entered earlier is back.")

    def words_not_kept(self, why: str) -> str:
        return _("What you enter cannot be kept meanwhile: {why}").format(why=why)

    def _on_preview(self, sheet: HandoffSheet) -> None:
        self._rest(False)
        self.notice.end()
        self.preview.show_sheet(self.place, sheet)
        self._pages.setCurrentWidget(self.preview)
        self.preview_button.set_words(_("Back to the steps"))
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: DeskError) -> None:
        self.show_steps()
        if isinstance(error, Conflict) and isinstance(error.values.get("newer"), EscalationView):
            self._on_conflict(error)
            return
        super().refuse(error)

    def wrong(self, name: str, code: FieldFault, error: DeskError) -> str:
        with_them = error.values.get("with_them")
        if code == FieldFault.ALREADY_WITH_THEM and with_them is not None:
            return escalation_wording.with_them(with_them, self.place.zone, self.place.desk.clock.now())
        return field_words.wrong(name, code)

    def say_beside(self, name: str, words: str) -> QWidget | None:
        return self.steps.say(name, words)

    def _on_conflict(self, error: Conflict) -> None:
        """Somebody else was here meanwhile: both are shown, and the person decides."""
        chosen = self.steps.who.contact
        name, now = chosen.contact.name if chosen else "", self.place.desk.clock.now()
        self.already.say(error, self.act, name, self.place.zone, now)
        self._base_number = max(self._base_number, error.values["newer"].number)
        self.watch.look()
        self.already.give_up_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        """Not to escalate after all: nothing of it is left to keep."""
        if self.draft is not None:
            self.draft.end()
        super().reject()

    def clear(self) -> bool:
        if not super().clear():
            return False
        unreadable = self.steps.unreadable()
        if unreadable is None:
            return True
        self.show_steps()
        unreadable.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _on_search(self, text: str) -> None:
        call_id, why = self._call_id, self.steps.chosen_why
        self.place.read(
            lambda desk: desk.escalations.find_contacts(call_id, text, *why),
            self.steps.set_found,
            self._on_failed,
            key=("find contacts", id(self)),
        )

    def _add_contact(self) -> None:
        """Whoever can help and is not in the directory yet."""
        if not self.ready or not self.steps.hands_on or self._start is None:
            return
        call = self._start.call
        category = None if call.category_id is None else (call.category_id, call.category)
        dialog = NewContactDialog(self.place, self._call_id, self.steps.who.searching.strip(), category, self)
        dialog.carried_out.connect(self._choose)
        dialog.open()

    def _choose_staff(self, staff_id: int) -> None:
        self.place.act(
            lambda desk: desk.directory.contact_of_staff(staff_id), self._choose, self._on_failed, receiver=self
        )

    def _choose(self, contact: ContactView) -> None:
        """Somebody who was not in the list: it is read again, and they are chosen."""
        call_id, why = self._call_id, self.steps.chosen_why

        def there(offer: Offer) -> None:
            self.steps.set_offer(offer)
            self.steps.who.choose(contact.id)
            self.steps.who.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

        self.steps.who.forget_search()
        self.place.read(lambda desk: desk.escalations.offer(call_id, *why), there, self._on_failed, receiver=self)

    def _rank_again(self) -> None:
        """The routes look at types and triggers: other ones, another order."""
        call_id, why = self._call_id, self.steps.chosen_why
        if self._start is None or why == self._ranked_for:
            return
        self._ranked_for = why
        self.place.read(
            lambda desk: desk.escalations.offer(call_id, *why), self.steps.set_offer, key=("rank again", id(self))
        )

    def _values(self, start: EscalationStart) -> dict[str, str]:
        """What the phrases know of this call, whoever it goes to."""
        facts = self.place.facts
        staff = {one.id: one.name for one in facts.staff} if facts else {}
        return {
            "customer": start.call.customer.name,
            "agent": staff.get(self.place.desk.staff_id or 0, ""),
            "ref": start.call.row.ref,
            "site": facts.site.name if facts else "",
        }

    def enable(self) -> None:
        """Which buttons can be pressed now; without a contact there is no sheet to print."""
        ready, sheet = self.ready, self.steps.hands_on
        self.plain_button.setVisible(sheet)
        self.preview_button.setVisible(sheet)
        self.main_button.set_words(_("Escalate and print") if sheet else _("Escalate"))
        for button in (self.plain_button, self.preview_button, self.main_button):
            button.setEnabled(ready)

    def _connect(self) -> None:
        self.steps.types_changed.connect(self.enable)
        self.steps.search_asked.connect(self._on_search)
        self.already.as_well.connect(lambda: self.escalate(and_print=True))
        self.already.given_up.connect(self._give_up)
        somebody = self.steps.who.else_
        somebody.new_asked.connect(self._add_contact)
        somebody.staff_asked.connect(self._choose_staff)
        self.bind("Ctrl+Shift+N", self._add_contact)
        self.watch.failed.connect(self._on_failed)
        self.watch.ticked.connect(self.header.set_now)
        self.watch.looked.connect(lambda fresh: self.header.set_escalations(fresh.escalations))
        self.steps.why.changed.connect(self._rank_again)
        self.steps.types_changed.connect(self._rank_again)
        self._press(self.preview_button, self._toggle_preview, "Ctrl+P")
        self._press(self.plain_button, lambda: self.escalate(and_print=False), "Ctrl+Shift+Return", "Ctrl+Shift+Enter")
        for number in range(1, 6):
            self.bind(f"Alt+{number}", partial(self._go, number))
        self.bind(KEY, self.steps.handover.tell.open_phrases)
        self.bind(f"Shift+{KEY}", self.steps.handover.transfer.open_phrases)
        if self.draft is not None:
            self.steps.keep_in(self.draft)

    def _press(self, button: KeyButton, pressed: Callable[[], object], *keys: str) -> None:
        button.clicked.connect(pressed)
        for key in keys:
            self.bind(key, lambda: pressed() if button.isEnabled() and not button.isHidden() else None)

    def _toggle_preview(self) -> None:
        if self.previewing:
            self.show_steps()
        else:
            self.show_preview()

    def _go(self, number: int) -> None:
        """Alt and a step's number go to its first field."""
        self.show_steps()
        self.steps.go(number)

    def make_head(self, title: str, about: str) -> QLayout:
        head = QVBoxLayout()
        head.addWidget(self.header)
        return head

    def make_middle(self) -> QWidget:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.steps)
        self._pages.addWidget(self.preview)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._pages, 1)
        column.addWidget(self.already)
        return middle

    def make_foot(self) -> QLayout:
        note = _("Nothing is sent anywhere: this records the hand-off and starts its clock.")
        foot = QVBoxLayout()
        foot.addWidget(ActionBar(note, (self.cancel_button, self.preview_button, self.plain_button, self.main_button)))
        return foot

    def fit(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(theme.px(1180), room.width()), min(theme.px(800), room.height() - theme.px(28)))
