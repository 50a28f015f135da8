"""Escalations, as the screens and the command line ask for them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff_sheet import HandoffSheet
from deskapp.domain.routes import Asked
from deskapp.domain.words import ClockKind, EscalationType, HandoffPart, PromiseKind
from deskapp.models.attempts import ContactAttempt
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.promises import Promise
from deskapp.models.site import Site, Staff
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.clocks.reading import clock_view
from deskapp.services.clocks.views import ClockView
from deskapp.services.directory.index import DirectoryIndex
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations import attempts, conflicts, escalating, returned, sheets
from deskapp.services.escalations import life as escalation_life
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    Escalate,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    TryContact,
    WithdrawEscalation,
)
from deskapp.services.escalations.next_in_chain import next_in_chain
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import (
    Again,
    AttemptView,
    EscalationOut,
    EscalationView,
    NextInChain,
    OwnersNews,
    ToTell,
)
from deskapp.services.library.guides import ticked
from deskapp.services.library.triggers import views as trigger_views
from deskapp.services.masked import blank
from deskapp.services.overview import call_detail
from deskapp.services.overview.views import CallDetail, EscalationStart
from deskapp.services.routes import ranking
from deskapp.services.routes.views import ContactRecord, Offer, RankedContact
from deskapp.services.texts import reference
from deskapp.services.work import Work

#: What is told of a confidential call's escalation to those who may not see it.
_SEEN = ("escalation", "ref", "owner", "acceptance", "next_update", "masked")


class Escalations:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work, index: DirectoryIndex | None = None) -> None:
        """index: the directory's; else one of its own."""
        self._work = work
        self._index = index or DirectoryIndex()

    def start(self, call_id: int, instead_of: int | None = None) -> EscalationStart:
        """What the dialog opens with: everything the record already knows.

        instead_of: the escalation whose place the new one is to take; its types, triggers and handoff count then.
        """
        work, now = self._work, self._work.clock.now()
        with work.read() as session:
            call = the_call(session, call_id)
            detail = call_detail.load(session, work.rules, call_id, work)
            seen = call_signs.of_call(session, work.rules, call, now)
            earlier = None if instead_of is None else _of_call(detail, instead_of)
            asks = frozenset(sign.code for sign in seen)
            types: Collection[EscalationType] = call_signs.likely_types(session, asks)
            if earlier is not None:
                asks, types = frozenset(code for code, _reason in earlier.triggers), earlier.types
            offered = self._offer(session, call, ranking.all_active(session), now, types, asks)
            return EscalationStart(
                call=detail,
                triggers=trigger_views(session, every=False),
                seen=seen,
                contacts=offered.contacts,
                offer=offered,
                handoff=dict(earlier.handoff) if earlier else _prefilled(detail, ticked(session, call_id)),
                required=tuple(session.get_one(Site, 1).required_parts),
                taken=_taken(detail.escalations),
                next_update=self._next_update(session, call, now),
                as_of=now,
                tried=tuple(sorted(attempts.tried(session, call))),
                earlier=earlier,
            )

    def look_again(self, call_id: int, types: Collection[EscalationType], triggers: Collection[str]) -> Again:
        """What an open dialog shows that time and other people change: whom to offer, what happened to the call."""
        with self._work.read() as session:
            call, now = the_call(session, call_id), self._work.clock.now()
            made = escalations_of(session, Escalation.call_id == call_id, rules=self._work.rules)
            return Again(
                offer=self._offer(session, call, ranking.all_active(session), now, types, triggers),
                taken=_taken(made),
                tried=tuple(sorted(attempts.tried(session, call))),
                attempts=attempts.of(session, ContactAttempt.call_id == call_id),
                escalations=made,
                next_update=self._next_update(session, call, now),
                as_of=now,
            )

    def next_in_chain(self, escalation_id: int) -> NextInChain:
        """Whom to offer the call to next, where this escalation came to nothing; and who is skipped on the way."""
        with self._work.read() as session:
            escalation = conflicts.view(session, escalation_id)
            call, now = the_call(session, escalation.call_id), self._work.clock.now()
            triggers = [code for code, _reason in escalation.triggers]
            offered = self._offer(session, call, ranking.all_active(session), now, escalation.types, triggers)
            return next_in_chain(offered, attempts.tried(session, call))

    def attempt(self, act: TryContact) -> Done[AttemptView]:
        """Record an attempt to reach a contact for a call."""
        return escalation_life.attempt(self._work, act)

    def to_tell(self) -> tuple[ToTell, ...]:
        """What came back and whose customer has not been told yet, the longest waiting first."""
        return returned.to_tell(self._work)

    def news(self) -> OwnersNews:
        """What the owner who works here must hear at once."""
        return returned.news(self._work)

    def record_of(self, contact_id: int) -> ContactRecord:
        """How a contact did with the last escalations: accepted, estimated, taken."""
        with self._work.read() as session:
            return ranking.record_of(session, self._work.rules, contact_id)

    def find_contacts(
        self, call_id: int, text: str, types: Collection[EscalationType] = (), triggers: Collection[str] = ()
    ) -> tuple[RankedContact, ...]:
        """Of the whole directory those that were searched for, as the directory finds them, ranked for this call."""
        with self._work.read() as session:
            call = the_call(session, call_id)
            found = self._index.search(session, text)
            return self._offer(session, call, found, self._work.clock.now(), types, triggers).contacts

    def offer(self, call_id: int, types: Collection[EscalationType], triggers: Collection[str]) -> Offer:
        """Whom to offer when escalating in this way, because of these triggers; and what the routes skipped."""
        with self._work.read() as session:
            call = the_call(session, call_id)
            now = self._work.clock.now()
            return self._offer(session, call, ranking.all_active(session), now, types, triggers)

    def escalate(self, act: Escalate) -> Done[EscalationView]:
        return escalating.escalate(self._work, act)

    def preview(self, act: Escalate) -> HandoffSheet:
        return sheets.preview(self._work, act)

    def look(self, escalation_id: int) -> HandoffSheet:
        """The sheet as its next print would be; nothing is numbered or recorded."""
        return sheets.look(self._work, escalation_id)

    def sheet(self, escalation_id: int) -> Done[HandoffSheet]:
        return sheets.print_sheet(self._work, escalation_id)

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
            found = escalations_of(session, Escalation.ended_at.is_(None))
            return tuple(self._out(session, escalation) for escalation in found)

    def _out(self, session: Session, escalation: EscalationView) -> EscalationOut:
        call, customer, owner = session.execute(
            select(Call, Customer.name, Staff.name)
            .join(Customer, Customer.id == Call.customer_id)
            .join(Staff, Staff.id == Call.owner_id)
            .where(Call.id == escalation.call_id)
        ).one()
        out = EscalationOut(
            escalation=escalation,
            ref=reference(call.id),
            customer=customer,
            summary=call.summary,
            priority=call.priority,
            owner=owner,
            acceptance=self._acceptance(session, escalation),
            next_update=session.scalar(
                select(Promise.due_at)
                .where(
                    Promise.call_id == call.id,
                    Promise.kind == PromiseKind.UPDATE,
                    Promise.kept_at.is_(None),
                    Promise.moved_at.is_(None),
                )
                .order_by(Promise.due_at)
                .limit(1)
            ),
            masked=escalation.masked,
        )
        return blank(out, _SEEN) if out.masked else out

    def _acceptance(self, session: Session, escalation: EscalationView) -> ClockView | None:
        clock = session.scalars(
            select(ClockRow).where(ClockRow.escalation_id == escalation.id, ClockRow.kind == ClockKind.ACCEPTANCE)
        ).first()
        if clock is None:
            return None
        return clock_view(session, self._work.rules, clock, (), escalation.contact)

    def _offer(
        self,
        session: Session,
        call: Call,
        found: tuple[ContactView, ...],
        now: datetime,
        types: Collection[EscalationType],
        asks: Collection[str],
    ) -> Offer:
        rules = self._work.rules
        policy = rules.policy(session, call.policy_version_id)
        return ranking.offer(
            session,
            rules,
            found,
            now,
            Asked(call.category_id, types, asks, call.priority, call_signs.owner_of(session, call.category_id)),
            usual=clocks.target_of(session, call, policy, ClockKind.ACCEPTANCE),
        )

    def _next_update(self, session: Session, call: Call, now: datetime) -> datetime | None:
        """What to name to the customer: by the policy from now, but never later than what was promised already."""
        policy = self._work.rules.policy(session, call.policy_version_id)
        target = clocks.target_of(session, call, policy, ClockKind.UPDATE)
        promised = session.scalar(
            select(func.min(Promise.due_at)).where(
                Promise.call_id == call.id,
                Promise.kind == PromiseKind.UPDATE,
                Promise.kept_at.is_(None),
                Promise.moved_at.is_(None),
                Promise.due_at > now,
            )
        )
        if target is None:
            return promised
        due = self._work.rules.calendar(session, target.calendar_version_id).due(now, target.length)
        due = due.replace(second=0, microsecond=0)
        return due if promised is None else min(due, promised)


def _taken(escalations: Iterable[EscalationView]) -> tuple[int, ...]:
    return tuple(one.contact_id for one in escalations if one.ended_at is None and one.contact_id is not None)


def _of_call(call: CallDetail, escalation_id: int) -> EscalationView:
    for one in call.escalations:
        if one.id == escalation_id:
            return one
    raise NotFound(Refusal.ESCALATION_UNKNOWN, id=escalation_id)


def _prefilled(call: CallDetail, checks: Sequence[str]) -> dict[str, str]:
    """The handoff from the record: what was written down is not asked for again."""
    issue = call.row.summary if not call.details else f"{call.row.summary}\n{call.details}"
    said = [
        event.payload.get("words", "")
        for event in call.events
        if event.kind in (EventKind.NOTE, EventKind.CUSTOMER_TOLD)
    ]
    # A line of a checklist may be a question: the tick says that it was asked.
    steps = [call.steps, *(f"✓ {check}" for check in checks), *said]
    return {
        HandoffPart.ISSUE: issue,
        HandoffPart.STEPS: "\n".join(step for step in steps if step),
        HandoffPart.WANTS: call.wants,
        HandoffPart.TONE: call.tone.value if call.tone else "",
        HandoffPart.DEADLINE: "",
    }
