"""What is due goes, a few in a step and a transaction; whatever is ended in the middle is still due."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import RetentionKind, Role
from deskapp.models.attachments import Attachment
from deskapp.models.base import UtcDateTime, to_stored
from deskapp.models.customers import Customer, Erasure
from deskapp.models.events import Event
from deskapp.models.retention import ErasedCall, RetentionRule
from deskapp.services.attachments import content
from deskapp.services.changes import Done
from deskapp.services.erasure import emptied, forgetting, lines, typed
from deskapp.services.erasure.acts import ForgetCustomer, Instead
from deskapp.services.erasure.whose import Names, Whose
from deskapp.services.own_time import own_time
from deskapp.services.retention import due
from deskapp.services.retention.acts import CarryOut
from deskapp.services.retention.views import DueView
from deskapp.services.work import Unit, Work
from deskapp.storage import call_words, search
from deskapp.storage.clearing import writing_over


class _Way(NamedTuple):
    """What becomes of some, by id, and of how many in a step: others wait a tenth of a second at the most."""

    empty: Callable[[Unit, Sequence[int], CarryOut], None]
    at_once: int


def steps(session: Session, one: DueView, reason: str, instead: Instead) -> tuple[CarryOut, ...]:
    """What is to be carried out so that all that is due goes, each in a transaction of its own."""
    last_line = session.scalar(select(func.max(Event.id))) or 0
    if one.kind is RetentionKind.DRAFTS:
        few = CarryOut(one.kind, one.until, (), last_line, reason, instead)
        return (few,) * -(-one.due // _DRAFTS)
    found, at_once = due.ids(session, one.kind, one.until), _WAYS[one.kind].at_once
    return tuple(
        CarryOut(one.kind, one.until, found[begin : begin + at_once], last_line, reason, instead)
        for begin in range(0, len(found), at_once)
    )


def step(work: Work, act: CarryOut) -> Done[int]:
    """A few go, each looked at again: what was held, opened or spoken of meanwhile stays. How many went.

    Raises NotAllowed where the rule is off, or reaches less far back than `until`.
    """
    with work.act(Role.MANAGER) as unit:
        months = _months(unit, act.kind, act.until)
        if act.kind is RetentionKind.DRAFTS:
            gone = _drafts(unit, act)
        else:
            ids = due.still(unit.session, act.kind, act.until, act.ids, act.last_line)
            if ids:
                _WAYS[act.kind].empty(unit, ids, act)
            gone = len(ids)
            if act.kind is not RetentionKind.CUSTOMERS:
                unit.calls.update(ids)
        if gone:
            payload = {"rule": act.kind.value, "months": months, "until": to_stored(act.until), "gone": gone}
            unit.tell(EventKind.RETENTION, payload=payload)
        return unit.done(gone, "retention", *(forgetting.CHANGED if act.kind is RetentionKind.CUSTOMERS else ()))


def _months(unit: Unit, kind: RetentionKind, until: datetime) -> int:
    """The months of a rule, under which nothing younger than `until` goes. Raises NotAllowed."""
    rule = unit.session.get(RetentionRule, kind)
    if rule is None:
        raise NotAllowed(Refusal.NO_RULE)
    if until > due.before(own_time(unit.session, unit.now), rule.months):
        raise NotAllowed(Refusal.NOT_OLD_ENOUGH)
    return rule.months


def _erasure(unit: Unit, act: CarryOut, calls: int) -> int:
    erasure = Erasure(at=unit.now, staff_id=unit.staff.id, reason=act.reason, calls=calls)
    unit.session.add(erasure)
    unit.session.flush()
    return erasure.id


def _tell(unit: Unit, calls: Sequence[int], kind: RetentionKind) -> None:
    for call_id in calls:
        unit.tell(EventKind.RETENTION, call_id, "retention", None, kind.value)


def _words(unit: Unit, calls: Sequence[int], act: CarryOut) -> None:
    session = unit.session
    erasure_id = _erasure(unit, act, len(calls))
    of, nobody = Whose.of(calls=tuple(calls)), Names((), (), (), ())
    with writing_over(session):
        typed.forget(session, typed.of_them(session, of, nobody))
        emptied.calls(unit, of, erasure_id, act.instead)
        emptied.reviews(session, of, nobody)
        lines.empty(session, of, erasure_id, nobody, {})
        session.expire_all()
        for call_id in calls:
            search.write_again(session, call_id)
        call_words.write_again(session, calls)
        content.clear(session)
    session.add_all(ErasedCall(call_id=call_id, erasure_id=erasure_id) for call_id in calls)
    _tell(unit, calls, act.kind)


def _files(unit: Unit, calls: Sequence[int], act: CarryOut) -> None:
    session = unit.session
    _erasure(unit, act, len(calls))
    gone = {
        "content_id": None,
        "removed_at": func.coalesce(Attachment.removed_at, literal(unit.now, UtcDateTime())),
        "removed_by_id": func.coalesce(Attachment.removed_by_id, unit.staff.id),
    }
    with writing_over(session):
        session.execute(update(Attachment).where(Attachment.call_id.in_(calls)).values(gone))
        session.expire_all()
        content.clear(session)
    _tell(unit, calls, act.kind)


def _papers(unit: Unit, calls: Sequence[int], act: CarryOut) -> None:
    erasure_id = _erasure(unit, act, len(calls))
    with writing_over(unit.session):
        lines.empty_papers(unit.session, calls, erasure_id)
        call_words.write_again(unit.session, calls)
    _tell(unit, calls, act.kind)


def _customers(unit: Unit, customers: Sequence[int], act: CarryOut) -> None:
    for customer_id in customers:
        customer = unit.session.get_one(Customer, customer_id)
        forgetting.forget_one(unit, customer, ForgetCustomer(customer_id, act.reason, act.instead), by_rule=True)


def _drafts(unit: Unit, act: CarryOut) -> int:
    found = due.drafts(unit.session, act.until, _DRAFTS)
    if found:
        _erasure(unit, act, 0)
        with writing_over(unit.session):
            typed.forget(unit.session, found)
            content.clear(unit.session)
    return len(found)


_DRAFTS = 100
_WAYS: Mapping[RetentionKind, _Way] = {
    RetentionKind.WORDS: _Way(_words, 10),
    RetentionKind.FILES: _Way(_files, 20),
    RetentionKind.PAPERS: _Way(_papers, 50),
    RetentionKind.CUSTOMERS: _Way(_customers, 2),
}
