"""Asking somebody above, and what they say: each a line of the call's timeline with who, how, how much, and words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import authority as levels
from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.money import LARGEST
from deskapp.domain.words import AMOUNTS, ApprovalMeans, ApprovalState
from deskapp.models.approvals import Approval
from deskapp.models.calls import Call
from deskapp.models.site import Site, Staff
from deskapp.services.approvals import authority
from deskapp.services.approvals import reading as approval_reading
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval
from deskapp.services.calls.care import must_fit, taken_up, the_call
from deskapp.services.staff import pins
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work


def check_pin(work: Work, answer: ApprovalAnswer | None) -> None:
    """Whoever decides on the spot proves who they are; before and outside the act, so that attempts stay counted."""
    if answer is None or answer.pin is None:
        return
    if answer.staff_id is None:
        raise Invalid({"staff_id": FieldFault.MISSING})
    pins.check(work, answer.staff_id, answer.pin)


def asked(unit: Unit, call: Call, act: AskApproval) -> None:
    """Write what is asked, and what was answered at once. The answer's PIN was checked."""
    must_fit(call, CallAct.APPROVAL)
    _check(unit, call, act)
    taken_up(unit, call)
    limits = authority.view(unit.session).limits
    row = Approval(
        call_id=call.id,
        kind=act.kind,
        amount=act.amount,
        currency=unit.session.get_one(Site, 1).currency if act.kind in AMOUNTS else "",
        reason=clean(act.reason),
        needs=levels.lowest_level(act.kind, act.amount, limits),
        state=ApprovalState.ASKED,
        asked_at=unit.now,
        asked_by_id=unit.staff.id,
    )
    unit.session.add(row)
    unit.session.flush()
    unit.tell(EventKind.APPROVAL_ASKED, call.id, payload=told(row))
    if act.answer is not None:
        answered(unit, row, act.answer)


def answered(unit: Unit, row: Approval, answer: ApprovalAnswer) -> None:
    """Write what somebody above said who is not the one signed in here. Their PIN was checked."""
    refuse_decided(unit.session, row)
    if not answer.granted and not answer.words.strip():
        raise Invalid({"words": FieldFault.MISSING})
    if answer.staff_id is not None:
        above = _the_person(unit, row, answer)
        by, by_id = above.name, above.id
    else:
        by, by_id = clean(answer.outside), None
        if not by:
            raise Invalid({"outside" if answer.pin is None else "staff_id": FieldFault.MISSING})
    means = ApprovalMeans.PHONE if answer.pin is None else ApprovalMeans.PIN
    _decide(unit, row, _Said(answer.granted, answer.words, means, by, by_id))


def decided(unit: Unit, row: Approval, granted: bool, said: str) -> None:
    """Write what somebody above decided, signed in themselves."""
    refuse_decided(unit.session, row)
    why_not = _why_not(unit.session, row, unit.session.get_one(Staff, unit.staff.id))
    if why_not is not None:
        raise why_not
    if not granted and not said.strip():
        raise Invalid({"words": FieldFault.MISSING})
    _decide(unit, row, _Said(granted, said, ApprovalMeans.SIGNED_IN, unit.staff.name, unit.staff.id))


def the_one(session: Session, approval_id: int) -> Approval:
    found = session.get(Approval, approval_id)
    if found is None:
        raise NotFound(Refusal.APPROVAL_UNKNOWN, id=approval_id)
    # Before anything of it is told: whoever may not see the call may not see this either.
    the_call(session, found.call_id)
    return found


def refuse_decided(session: Session, row: Approval) -> None:
    """Of two who decide at once the later one sees what the first one said."""
    if row.state is not ApprovalState.ASKED:
        raise Conflict(Refusal.APPROVAL_DECIDED, newer=approval_reading.one(session, row.id))


def told(row: Approval) -> dict[str, Any]:
    """What a line of the timeline keeps of an approval."""
    return {
        "approval": row.id,
        "kind": row.kind.value,
        "amount": row.amount,
        "currency": row.currency,
        "reason": row.reason,
        "needs": row.needs.value,
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody above said. by_id: None where they are none of the staff."""

    granted: bool
    words: str
    means: ApprovalMeans
    by: str
    by_id: int | None


def _decide(unit: Unit, row: Approval, said: _Said) -> None:
    row.state = ApprovalState.GRANTED if said.granted else ApprovalState.REFUSED
    row.decided_at, row.decided_by_id = unit.now, said.by_id
    row.decided_by_name = said.by if said.by_id is None else ""
    row.means, row.words = said.means, clean(said.words)
    row.version += 1
    kind = EventKind.APPROVAL_GRANTED if said.granted else EventKind.APPROVAL_REFUSED
    payload = told(row) | {"by": said.by, "means": said.means.value, "words": row.words}
    if said.means is ApprovalMeans.PIN:
        # They did it themselves, on somebody else's workstation.
        unit.tell(kind, row.call_id, payload=payload | {"at": unit.staff.name}, by=said.by_id)
    else:
        unit.tell(kind, row.call_id, payload=payload)


def _check(unit: Unit, call: Call, act: AskApproval) -> None:
    wrong: dict[str, FieldFault] = {}
    if not act.reason.strip():
        wrong["reason"] = FieldFault.MISSING
    if act.kind not in AMOUNTS:
        if act.amount is not None:
            wrong["amount"] = FieldFault.NO_AMOUNT_OF_THIS
    elif act.amount is None:
        wrong["amount"] = FieldFault.MISSING
    elif act.amount < 0:
        wrong["amount"] = FieldFault.BELOW_ZERO
    elif act.amount > LARGEST:
        wrong["amount"] = FieldFault.OUT_OF_RANGE
    where = "amount" if act.kind in AMOUNTS else "kind"
    if where not in wrong:
        limits = authority.view(unit.session).limits
        if levels.may(levels.level_of(unit.staff.role), act.kind, act.amount, limits):
            wrong[where] = FieldFault.WITHIN_OWN_LIMIT
        elif _asked_already(unit.session, call, act):
            wrong[where] = FieldFault.ASKED_ALREADY
    if wrong:
        raise Invalid(wrong)


def _asked_already(session: Session, call: Call, act: AskApproval) -> bool:
    same = select(Approval.id).where(
        Approval.call_id == call.id,
        Approval.kind == act.kind,
        Approval.amount.is_not_distinct_from(act.amount),
        Approval.state == ApprovalState.ASKED,
    )
    return session.scalar(same.limit(1)) is not None


def _the_person(unit: Unit, row: Approval, answer: ApprovalAnswer) -> Staff:
    """Whoever is said to have decided. What is wrong with them stands beside the field of their name."""
    person = unit.session.get(Staff, answer.staff_id)
    if person is None or not person.active:
        raise Invalid({"staff_id": FieldFault.STAFF_GONE})
    if _why_not(unit.session, row, person) is not None:
        raise Invalid(
            {
                "staff_id": FieldFault.ONESELF_DECIDES
                if person.id == row.asked_by_id
                else FieldFault.TOO_LITTLE_AUTHORITY
            }
        )
    if answer.pin is None and person.id == unit.staff.id:
        raise Invalid({"staff_id": FieldFault.ONESELF_BY_PHONE})
    return person


def _why_not(session: Session, row: Approval, person: Staff) -> DeskError | None:
    """Why somebody may not decide it, by the limits of now: nobody their own, and only whoever stands above."""
    if person.id == row.asked_by_id:
        return NotAllowed(Refusal.APPROVAL_OWN)
    limits = authority.view(session).limits
    level = levels.level_of(person.role)
    asker = levels.level_of(session.get_one(Staff, row.asked_by_id).role)
    if levels.is_above(level, asker) and levels.may(level, row.kind, row.amount, limits):
        return None
    return NotAllowed(Refusal.APPROVAL_BEYOND, needs=levels.lowest_level(row.kind, row.amount, limits).value)
