"""Everything that stands on a customer's card: calls open and past, promises, how content they were, who they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import not_
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotFound
from deskapp.domain.words import CallState
from deskapp.models.base import from_stored, to_stored
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.promises import Promise
from deskapp.services.callers import stands_for
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.promised import promises_of
from deskapp.services.calls.row import CallRow
from deskapp.services.calls.views import PromiseView
from deskapp.services.confidential import condition
from deskapp.services.confidential.access import hidden, viewer
from deskapp.services.directory import customer_merging, same_customer
from deskapp.services.directory.customer_merging import MergeView
from deskapp.services.directory.customers import customer_view
from deskapp.services.directory.same_customer import MaybeTheSame
from deskapp.services.directory.views import CustomerView
from deskapp.services.texts import reference
from deskapp.services.work import Work

#: So many past calls at a time.
AT_ONCE = 10
_PAST = "call.state IN ('closed', 'lapsed', 'archived')"


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call that is over. score: how content the customer was, 1 to 5; None: nobody knows."""

    id: int
    ref: str
    logged_at: datetime
    state: CallState
    summary: str
    solution: str
    score: int | None


@dataclass(frozen=True, slots=True)
class PastCalls:
    """Some of them, the newest first, and whether there are older ones."""

    calls: tuple[PastCall, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Contentment:
    """How content a customer was, and how often what solved a call did so at once.

    average: of all answers, 1 to 5; None where nobody answered. asked: calls whose customer said yes or no; of these
    `at_first` with a yes to the first question.
    """

    average: float | None
    answers: int
    asked: int
    at_first: int


@dataclass(frozen=True, slots=True)
class WholeCustomer:
    """Of calls only what whoever looks may see."""

    customer: CustomerView
    #: When the first call was logged.
    since: datetime | None
    open_calls: tuple[CallRow, ...]
    #: How many are over, and when the first of them was logged.
    past_count: int
    past_since: datetime | None
    past: PastCalls
    promises: tuple[PromiseView, ...]
    contentment: Contentment
    #: Who was merged into this one, the last one first.
    merges: tuple[MergeView, ...]
    maybe_the_same: tuple[MaybeTheSame, ...]


def whole(work: Work, customer_id: int) -> WholeCustomer:
    """Of one who was merged into another, that other. Raises NotFound."""
    with work.read() as session:
        customer = session.get(Customer, stands_for(session, customer_id))
        if customer is None:
            raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id)
        view = customer_view(session, customer)
        run = runner(session)
        mine = f"call.customer_id = ? AND NOT {condition.hidden(run.viewer)}"
        count, first = _one(session, f"SELECT count(*), min(logged_at) FROM call WHERE {mine} AND {_PAST}", view.id)
        (since,) = _one(session, f"SELECT min(logged_at) FROM call WHERE {mine} AND state <> 'void'", view.id)
        open_ = f"WHERE {mine} AND {call_rows.OPEN} ORDER BY call.next_due_at NULLS LAST, call.id"
        promised = (Call.customer_id == view.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
        return WholeCustomer(
            customer=view,
            since=_instant(since),
            open_calls=call_rows.where(run, open_, (view.id,)),
            past_count=count,
            past_since=_instant(first),
            past=_past(session, view.id, None),
            promises=promises_of(session, *promised, not_(hidden(session))),
            contentment=_contentment(session, view.id),
            merges=customer_merging.merges(session, view.id),
            maybe_the_same=same_customer.of(session, view),
        )


def older(work: Work, customer_id: int, than: PastCall) -> PastCalls:
    """The past calls before one of them; of one who was merged into another, that other's."""
    with work.read() as session:
        return _past(session, stands_for(session, customer_id), than)


def _past(session: Session, customer_id: int, before: PastCall | None) -> PastCalls:
    rows = session.connection().exec_driver_sql(
        "SELECT call.id, call.logged_at, call.state, call.summary, call.solution,"
        " (SELECT score FROM satisfaction WHERE call_id = call.id ORDER BY cycle DESC LIMIT 1)"
        f" FROM call WHERE customer_id = ? AND {_PAST} AND NOT {condition.hidden(viewer(session))}"
        " AND (call.logged_at, call.id) < (?, ?) ORDER BY call.logged_at DESC, call.id DESC LIMIT ?",
        (customer_id, *((to_stored(before.logged_at), before.id) if before else (2**62, 0)), AT_ONCE + 1),
    )
    calls = [
        PastCall(call_id, reference(call_id), from_stored(at), CallState(state), summary, solution, score)
        for call_id, at, state, summary, solution, score in rows
    ]
    return PastCalls(tuple(calls[:AT_ONCE]), len(calls) > AT_ONCE)


def _contentment(session: Session, customer_id: int) -> Contentment:
    mine = f"call.customer_id = ? AND call.state <> 'void' AND NOT {condition.hidden(viewer(session))}"
    average, answers = _one(
        session,
        f"SELECT avg(score), count(*) FROM call JOIN satisfaction ON satisfaction.call_id = call.id WHERE {mine}",
        customer_id,
    )
    asked, at_first = _one(
        session,
        "SELECT count(*), total(answer = 'yes') FROM call JOIN agreement ON agreement.id ="
        f" (SELECT min(id) FROM agreement WHERE call_id = call.id) WHERE {mine}",
        customer_id,
    )
    return Contentment(average, answers, asked, int(at_first))


def _one(session: Session, sql: str, customer_id: int) -> Sequence[Any]:
    return tuple(session.connection().exec_driver_sql(sql, (customer_id,)).one())


def _instant(stored: int | None) -> datetime | None:
    return None if stored is None else from_stored(stored)
