"""Escalations, as the screens and the command line ask for them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.handoff_sheet import HandoffSheet
from deskapp.domain.routes import Asked
from deskapp.domain.words import ClockKind, EscalationType, HandoffPart, PromiseKind
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.promises import Promise
from deskapp.models.site import Site, Staff
from deskapp.services import (
    acts,
    call_detail,
    call_rows,
    call_signs,
    clocks,
    escalation_act,
    escalation_life,
    ranking,
    sheets,
)
from deskapp.services.call_care import the_call
from deskapp.services.directory_index import DirectoryIndex
from deskapp.services.guides import ticked
from deskapp.services.masked import blank
from deskapp.services.triggers import views as trigger_views
from deskapp.services.views import (
    CallDetail,
    ClockView,
    ContactView,
    Done,
    EscalationOut,
    EscalationStart,
    EscalationView,
    Offer,
    RankedContact,
)
from deskapp.services.work import Work

#: What is told of a confidential call's escalation to those who may not see it.
_SEEN = ("escalation", "ref", "owner", "acceptance", "next_update", "masked")


class Escalations:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work, index: DirectoryIndex | None = None) -> None:
        """index: the directory's; else one of its own."""
        self._work = work
        self._index = index or DirectoryIndex()

    def start(self, call_id: int) -> EscalationStart:
        """What the dialog opens with: everything the record already knows."""
        work, now = self._work, self._work.clock.now()
        with work.read() as session:
            call = the_call(session, call_id)
            detail = call_detail.load(session, work.rules, call_id, work)
            seen = call_signs.of_call(session, work.rules, call, now)
            asks = frozenset(sign.code for sign in seen)
            types = call_signs.likely_types(session, asks)
            offered = self._offer(session, call, ranking.all_active(session), now, types, asks)
            return EscalationStart(
                call=detail,
                triggers=trigger_views(session, every=False),
                seen=seen,
                contacts=offered.contacts,
                offer=offered,
                handoff=_prefilled(detail, ticked(session, call_id)),
                required=tuple(session.get_one(Site, 1).required_parts),
                taken=tuple(e.contact_id for e in detail.escalations if e.ended_at is None and e.contact_id),
                next_update=self._next_update(session, call, now),
                as_of=now,
            )

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

    def escalate(self, act: acts.Escalate) -> Done[EscalationView]:
        return escalation_act.escalate(self._work, act)

    def preview(self, act: acts.Escalate) -> HandoffSheet:
        return sheets.preview(self._work, act)

    def look(self, escalation_id: int) -> HandoffSheet:
        """The sheet as its next print would be; nothing is numbered or recorded."""
        return sheets.look(self._work, escalation_id)

    def sheet(self, escalation_id: int) -> Done[HandoffSheet]:
        return sheets.print_sheet(self._work, escalation_id)

    def accept(self, act: acts.AcceptEscalation) -> Done[EscalationView]:
        return escalation_life.accept(self._work, act)

    def refuse(self, act: acts.RefuseEscalation) -> Done[EscalationView]:
        return escalation_life.refuse(self._work, act)

    def withdraw(self, act: acts.WithdrawEscalation) -> Done[EscalationView]:
        return escalation_life.withdraw(self._work, act)

    def hear(self, act: acts.HearFromContact) -> Done[EscalationView]:
        return escalation_life.hear(self._work, act)

    def give_back(self, act: acts.ReturnEscalation) -> Done[EscalationView]:
        return escalation_life.give_back(self._work, act)

    def out(self) -> tuple[EscalationOut, ...]:
        """All that is out: with whom, since when, accepted or not, estimated, promised. Oldest first."""
        with self._work.read() as session:
            found = call_detail.escalations_of(session, Escalation.ended_at.is_(None))
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
            ref=call_rows.reference(call.id),
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
        return call_detail.clock_view(session, self._work.rules, clock, (), escalation.contact)

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
        """What the policy would promise from now: an offer, to be named to the customer."""
        policy = self._work.rules.policy(session, call.policy_version_id)
        target = clocks.target_of(session, call, policy, ClockKind.UPDATE)
        if target is None:
            return None
        due = self._work.rules.calendar(session, target.calendar_version_id).due(now, target.length)
        return due.replace(second=0, microsecond=0)


def _prefilled(call: CallDetail, checks: Sequence[str]) -> dict[str, str]:
    """The handoff from the record: what was written down is not asked for again."""
    issue = call.row.summary if not call.details else f"{call.row.summary}\n{call.details}"
    said = [event.words.get("words", "") for event in call.events if event.kind in ("note", "customer_told")]
    # A line of a checklist may be a question: the tick says that it was asked.
    steps = [call.steps, *(f"✓ {check}" for check in checks), *said]
    return {
        HandoffPart.ISSUE: issue,
        HandoffPart.STEPS: "\n".join(step for step in steps if step),
        HandoffPart.WANTS: call.wants,
        HandoffPart.TONE: call.tone.value if call.tone else "",
        HandoffPart.DEADLINE: "",
    }
