"""Escalations, as the screens and the command line ask for them."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import and_

from deskapp.domain.handoff.marks import Decided
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import EscalationType, Priority
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.directory.index import DirectoryIndex
from deskapp.services.escalations import (
    amending,
    attempts,
    chasing,
    coded,
    conflicts,
    escalating,
    estimates,
    offering,
    returned,
    sheets,
)
from deskapp.services.escalations import life as escalation_life
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    AmendHandoff,
    Escalate,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    TryContact,
    WithdrawEscalation,
)
from deskapp.services.escalations.chase import Chase, ChaseAsk
from deskapp.services.escalations.coded import CodedHandoff
from deskapp.services.escalations.next_in_chain import next_in_chain
from deskapp.services.escalations.reading import escalations_of, newest_handoffs
from deskapp.services.escalations.sheets import LeavingSheet, LookedOver
from deskapp.services.escalations.views import (
    AttemptView,
    EscalationOut,
    EscalationView,
    FreshOffer,
    HandedOver,
    Held,
    NextInChain,
    OwnersNews,
    ToTell,
)
from deskapp.services.routes import ranking
from deskapp.services.routes.views import ContactRecord, Offer, RankedContact
from deskapp.services.work import Work

#: What is asked where nothing else is said.
EVERYTHING_OUT = ChaseAsk()


class Escalations:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work, index: DirectoryIndex | None = None) -> None:
        """index: the directory's; else one of its own."""
        self._work = work
        self._index = index or DirectoryIndex()

    def fresh_offer(
        self,
        call_id: int,
        types: Collection[EscalationType],
        triggers: Collection[str],
        priority: Priority | None = None,
    ) -> FreshOffer:
        """What an open dialog shows that time and other people change: whom to offer, what happened to the call."""
        with self._work.look() as look:
            session, call = look.session, the_call(look.session, call_id)
            made = escalations_of(session, Escalation.call_id == call_id, rules=look.rules)
            return FreshOffer(
                offer=offering.offer(look, call, ranking.all_active(session), types, triggers, priority),
                taken=offering.taken(made),
                tried=tuple(sorted(attempts.tried(session, call))),
                attempts=attempts.of(session, ContactAttempt.call_id == call_id),
                escalations=made,
                next_update=offering.next_update(look, call),
                as_of=look.now,
            )

    def next_in_chain(self, escalation_id: int) -> NextInChain:
        """Whom to offer the call to next, where this escalation came to nothing; and who is skipped on the way."""
        with self._work.look() as look:
            escalation = conflicts.view(look.session, escalation_id)
            call = the_call(look.session, escalation.call_id)
            triggers = [code for code, _reason in escalation.triggers]
            offered = offering.offer(look, call, ranking.all_active(look.session), escalation.types, triggers)
            return next_in_chain(offered, attempts.tried(look.session, call))

    def attempt(self, act: TryContact) -> Done[AttemptView]:
        """Record an attempt to reach a contact for a call."""
        return escalation_life.attempt(self._work, act)

    def to_tell(self) -> tuple[ToTell, ...]:
        """What came back and whose customer has not been told yet, the longest waiting first."""
        return returned.to_tell(self._work)

    def news(self) -> OwnersNews:
        """What the owner who works here must hear at once."""
        return returned.news(self._work)

    def time_left(self, call_id: int, contact_id: int) -> timedelta | None:
        """How much of a contact's hours lies before the customer's deadline, to the minute; None: nothing limits it."""
        with self._work.look() as look:
            return estimates.left(look, the_call(look.session, call_id), contact_id)

    def record_of(self, contact_id: int) -> ContactRecord:
        """How a contact did with the last escalations: accepted, estimated, taken."""
        with self._work.look() as look:
            return ranking.record_of(look, contact_id)

    def find_contacts(
        self,
        call_id: int,
        text: str,
        types: Collection[EscalationType] = (),
        triggers: Collection[str] = (),
        priority: Priority | None = None,
    ) -> tuple[RankedContact, ...]:
        """Of the whole directory those that were searched for, as the directory finds them, ranked for this call."""
        with self._work.look() as look:
            call, found = the_call(look.session, call_id), self._index.search(look.session, text)
            return offering.offer(look, call, found, types, triggers, priority).contacts

    def offer(
        self,
        call_id: int,
        types: Collection[EscalationType],
        triggers: Collection[str],
        priority: Priority | None = None,
    ) -> Offer:
        """Whom to offer when escalating in this way, because of these triggers; and what the routes skipped.

        priority: what the call is to be raised to; None: it stays.
        """
        with self._work.look() as look:
            call = the_call(look.session, call_id)
            return offering.offer(look, call, ranking.all_active(look.session), types, triggers, priority)

    def escalate(self, act: Escalate) -> Done[EscalationView]:
        return escalating.escalate(self._work, act)

    def preview(self, act: Escalate) -> HandoffSheet:
        return sheets.preview(self._work, act)

    def look(self, escalation_id: int) -> HandoffSheet:
        """The sheet as its next print would be; nothing is numbered or recorded."""
        return sheets.look(self._work, escalation_id)

    def newest_handoffs(self, call_ids: Collection[int]) -> tuple[HandedOver, ...]:
        """Of each of these calls the newest handoff to a contact; see `reading.newest_handoffs`."""
        with self._work.read() as session:
            return newest_handoffs(session, call_ids)

    def look_over(self, escalation_id: int, decided: Decided | None = None) -> LookedOver:
        """The sheet with what its reader gets, what stays, and what is to be looked at; see `sheets.look_over`."""
        return sheets.look_over(self._work, escalation_id, decided)

    def begin_sheet(self, escalation_id: int, decided: Decided | None = None) -> Done[LeavingSheet]:
        """A sheet that is about to leave, numbered; see `sheets.begin`."""
        return sheets.begin(self._work, escalation_id, decided)

    def sheet(self, escalation_id: int) -> Done[HandoffSheet]:
        """A sheet of the past; see `sheets.print_sheet`."""
        return sheets.print_sheet(self._work, escalation_id)

    def by_code(self, text: str) -> CodedHandoff | None:
        """The handoff whose code was scanned or typed, as "C-01482/1"; None: the text is none."""
        return coded.by_code(self._work, text)

    def held_by(self, contact_id: int) -> tuple[Held, ...]:
        """What a contact has not given back, oldest first, each as they may be told of it; nothing is recorded.

        Confidential calls that are not for whoever asks are not among them.
        """
        with self._work.look() as look:
            # By the index of what is out: of the contact's own, years of what came back would be read.
            of_them = (Escalation.contact_id + 0 == contact_id, Escalation.ended_at.is_(None))
            found = escalations_of(look.session, and_(*of_them), rules=look.rules)
            return tuple(Held(one, sheets.as_read(look, one.id)) for one in found if not one.masked)

    def one(self, escalation_id: int) -> EscalationView:
        """An escalation by itself. Raises NotFound, NotAllowed."""
        with self._work.read() as session:
            return conflicts.one(session, escalation_id)

    def amend(self, act: AmendHandoff) -> Done[EscalationView]:
        """Put the parts of a handoff right before its sheet is printed again."""
        return amending.amend(self._work, act)

    def accept(self, act: AcceptEscalation) -> Done[EscalationView]:
        return escalation_life.accept(self._work, act)

    def refuse(self, act: RefuseEscalation) -> Done[EscalationView]:
        return escalation_life.refuse(self._work, act)

    def withdraw(self, act: WithdrawEscalation) -> Done[EscalationView]:
        return escalation_life.withdraw(self._work, act)

    def hear(self, act: HearFromContact) -> Done[EscalationView]:
        return escalation_life.hear(self._work, act)

    def give_back(self, act: ReturnEscalation) -> Done[EscalationView]:
        return escalation_life.give_back(self._work, act)

    def out(self) -> tuple[EscalationOut, ...]:
        """All that is out: with whom, since when, accepted or not, estimated, promised. Oldest first."""
        with self._work.read() as session:
            found = escalations_of(session, Escalation.ended_at.is_(None), rules=self._work.rules)
            return chasing.outs(session, self._work.rules, found)

    def chase(self, ask: ChaseAsk = EVERYTHING_OUT) -> Chase:
        """What is out by contact, with whoever must be rung first; see `chase.Chase`."""
        with self._work.look() as look:
            return chasing.chase(look, ask)
