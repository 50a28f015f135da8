"""The five steps of escalating side by side: what is entered in them, as one act."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.clock import Clock
from deskapp.domain.phrases import Library
from deskapp.domain.words import CONTACT_TYPES, EscalationType, Priority
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.next_in_chain import next_in_chain
from deskapp.services.escalations.views import AttemptView, FreshOffer
from deskapp.services.overview.views import EscalationStart
from deskapp.services.routes.views import Offer, RankedContact
from deskapp.ui.escalate.dialog.field_words import FIELDS
from deskapp.ui.escalate.dialog.handoff_column import HandoffColumn
from deskapp.ui.escalate.dialog.who_column import WhoColumn
from deskapp.ui.escalate.dialog.why_column import WhyColumn
from deskapp.ui.escalate.dialog.withheld import withheld
from deskapp.ui.look import theme
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.scrolling import ColumnsScroll
from deskapp.ui.widgets.type_block import TypeBlock

#: The types and the codes of the triggers that were chosen, and the priority that the call is raised to.
Why = tuple[tuple[EscalationType, ...], tuple[str, ...], Priority | None]
#: Shares of the width, and the width below which the columns scroll sideways.
_SHARES = (333, 363, 424)
_LEAST = 920


class Steps(ColumnsScroll):
    """Keeps the columns in step: the types decide whether somebody is needed, the contact fills the phrases."""

    types_changed = Signal()
    search_asked = Signal(str)  # what to look for in the directory

    def __init__(
        self,
        clock: Clock,
        zone: str,
        library: Library,
        blocks: Sequence[TypeBlock] = (),
        parent: QWidget | None = None,
    ) -> None:
        columns = WhyColumn(blocks), WhoColumn(), HandoffColumn(clock, zone, library)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for column, share in zip(columns, _SHARES, strict=True):
            row.addWidget(column, share)
        super().__init__(inside, theme.px(_LEAST), parent)
        self.why, self.who, self.handover = columns
        self._zone = zone
        self.why.set_tips(library.tips)
        self._start: EscalationStart | None = None
        self._attempts: tuple[AttemptView, ...] = ()
        self._values: dict[str, str] = {}
        self.why.types_changed.connect(self._on_types_changed)
        self.why.changed.connect(self._fill_phrases)
        self.who.changed.connect(self._fill_phrases)
        self.who.search_asked.connect(self._on_search)
        self.who.picked.connect(lambda: self.go(3))
        self.handover.transfer.changed.connect(self._fill_phrases)
        self.handover.tell.changed.connect(self._show_withheld)
        self.who.tries.next_asked.connect(self.who.choose)
        self.who.changed.connect(self._show_tried)

    def set_start(self, start: EscalationStart, categories: Mapping[int, str], values: Mapping[str, str]) -> None:
        """Show what the record knows. `values` fill the places of the phrases that no choice changes."""
        self._start, self._values = start, dict(values)
        self.why.set_start(start, self._zone)
        self.who.set_start(start, self._zone, categories)
        self.handover.set_start(start, self._zone)
        self._attempts = start.call.attempts
        if start.earlier is not None:
            self.why.fill_from(start.earlier)
        self._on_types_changed()
        self._show_tried()

    def set_found(self, found: tuple[RankedContact, ...]) -> None:
        """What the directory gave; an answer that comes after the field was emptied is no longer asked for."""
        if self.who.searching.strip():
            self.who.set_found(found)

    def set_offer(self, offer: Offer) -> None:
        """Ranked again for the types and triggers that were chosen; a search that is going on is left alone."""
        if self._start is not None:
            self._start = replace(self._start, contacts=offer.contacts, offer=offer)
            if not self.who.searching.strip():
                self.who.set_offer(offer)

    def set_fresh(self, fresh: FreshOffer) -> None:
        """What time and other people changed; what was chosen or typed stays, and is told where it no longer fits."""
        if self._start is None:
            return
        earlier = self._start.earlier
        if earlier is not None:
            earlier = next((one for one in fresh.escalations if one.id == earlier.id), earlier)
        self._start = replace(
            self._start,
            contacts=fresh.offer.contacts,
            offer=fresh.offer,
            taken=fresh.taken,
            tried=fresh.tried,
            next_update=fresh.next_update,
            as_of=fresh.as_of,
        )
        self._attempts = fresh.attempts
        self.who.set_fresh(fresh)
        self.handover.set_present(fresh.next_update, fresh.as_of)
        self._show_tried()
        self._fill_phrases()

    @property
    def chosen_why(self) -> Why:
        """The types and the codes of the triggers that are chosen, and the priority it is raised to."""
        return self.why.types, tuple(code for code, _reason in self.why.triggers), self.why.priority

    def _show_tried(self) -> None:
        """What was tried, and who is next where whoever is chosen was tried already."""
        start, chosen = self._start, self.who.contact
        if start is None:
            return
        lost = chosen is None or chosen.contact.id in start.tried
        found = None
        if lost and start.offer is not None and self._attempts:
            found = next_in_chain(start.offer, {*start.tried, *start.taken})
        self.who.tries.show_tried(self._attempts, self._zone, start.as_of, found)

    def keep_in(self, draft: Draft) -> None:
        """Have everything that is entered kept."""
        draft.keep("why", self.why.content, self.why.restore, self.why.changed)
        draft.keep("contact", self.who.content, self.who.restore, self.who.changed)
        draft.keep("tries", self.who.tries.content, self.who.tries.restore, self.who.tries.changed)
        draft.keep("instead", self.who.instead.content, self.who.instead.restore, self.who.instead.changed)
        draft.keep("handover", self.handover.content, self.handover.restore, self.handover.changed)
        draft.keep_field("next_update", self.handover.tell.next_update)

    @property
    def hands_on(self) -> bool:
        """Whether the call goes to somebody; also while no type is chosen yet."""
        return not self.why.types or any(kind in CONTACT_TYPES for kind in self.why.types)

    def act(self, call_id: int) -> Escalate:
        """What was entered, as the act that records it."""
        types = self.why.types
        handed = any(kind in CONTACT_TYPES for kind in types)
        chosen = self.who.contact if handed else None
        more = self.handover.pass_on.more if handed else {}
        tell, transfer, earlier = self.handover.tell, self.handover.transfer, self.who.instead.earlier
        act = Escalate(
            call_id=call_id,
            types=types,
            triggers=self.why.triggers,
            contact_id=chosen.contact.id if chosen else None,
            handoff=self.handover.pass_on.handoff,
            consent=tell.consent,
            consent_reason=tell.consent_reason,
            next_update=tell.next_update.value(),
            transfer=transfer.transfer if handed else None,
            transfer_reason=transfer.transfer_reason if handed else "",
            estimate=transfer.estimate if handed else None,
            priority=self.why.priority,
            priority_reason=self.why.priority_reason,
            rota_id=_rota(chosen),
            instead_of=None if earlier is None else earlier.id,
            instead_reason=self.who.instead.reason,
            instead_state=None if earlier is None else earlier.state,
            reach=more.get("reach", ""),
            place=more.get("place", ""),
            equipment=more.get("equipment", ""),
        )
        return self.why.fill(act)

    def unreadable(self) -> QWidget | None:
        """Take old complaints away; the first field whose time cannot be read, with the words beside it."""
        for field in (*FIELDS, *self.why.fields):
            self.say(field, None)
        return self.why.unreadable() or self.handover.unreadable()

    def say(self, field: str, words: str | None) -> QWidget | None:
        """Say what is wrong beside a field of the act; the widget to go to, None where no column has it."""
        for column in (self.why, self.who, self.handover):
            where = column.say(field, words)
            if where is not None:
                return where
        return None

    def go(self, number: int) -> None:
        """Go to the first field of a step."""
        steps = (self.why, self.who, self.handover.pass_on, self.handover.tell, self.handover.transfer)
        steps[number - 1].first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_first(self) -> None:
        """Where something is missing, else where the contact can be changed."""
        pass_on = self.handover.pass_on
        if not self.why.types or not self.hands_on:
            first = self.why.type_field()
        else:
            first = pass_on.first_field() if pass_on.lacks else self.who.first_field()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_types_changed(self) -> None:
        self.who.set_needed(self.hands_on)
        self.handover.set_needed(self.hands_on)
        self._fill_phrases()
        self.types_changed.emit()

    def _on_search(self, text: str) -> None:
        if text.strip():
            self.search_asked.emit(text)
        elif self._start is not None:
            self.who.set_found(self._start.contacts)

    def _fill_phrases(self) -> None:
        if self._start is None:
            return
        chosen = self.who.contact
        values = {
            **self._values,
            "contact": chosen.contact.name if chosen else "",
            "contact_role": chosen.contact.role if chosen else "",
        }
        self.handover.tell.set_more(self.why.phrases)
        self.handover.set_values(values, needs_contact=self.hands_on)
        self._show_withheld()

    def _show_withheld(self) -> None:
        chosen = self.who.contact if self.hands_on else None
        consent = self.handover.tell.consent
        self.handover.set_withheld(withheld(None if chosen is None else chosen.contact, consent))


def _rota(chosen: RankedContact | None) -> int | None:
    """The rota that makes them the one to ask."""
    reasons = chosen.reasons if chosen else ()
    return next((values["rota"] for code, values in reasons if code == "on_call"), None)
