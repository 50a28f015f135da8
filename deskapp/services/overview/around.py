"""What stands around a call: the other calls of its customer, place and equipment, and past calls like it."""

import json

from sqlalchemy.orm import Session

from deskapp.domain.words import CallState
from deskapp.models.base import from_stored, to_stored
from deskapp.services.calls.care import the_call
from deskapp.services.confidential import condition
from deskapp.services.library import similar_calls
from deskapp.services.overview import history
from deskapp.services.overview.views import AroundCall, CustomerHistory, EarlierCall
from deskapp.services.texts import reference
from deskapp.services.work import Look, Work

#: So far back the customer's calls count, and so many of them at most: the same work at a desk of any size.
_DAYS, _MOST = 365, 500
_SHOWN, _ALIKE = 5, 3
#: The plus keeps SQLite to the index of the customer's calls.
_CALLS = """
SELECT id, summary, logged_at, state, solution FROM call
WHERE customer_id = ? AND logged_at > ? AND id <> ? AND +state <> 'void' AND NOT {hidden}
ORDER BY logged_at DESC, id DESC LIMIT ?
"""
#: The first answer to each cycle's "is it solved?" that a customer gave.
_FIRST_ANSWERS = """
SELECT count(*), count(*) FILTER (WHERE answer = 'yes') FROM agreement
WHERE id IN (SELECT min(id) FROM agreement WHERE call_id IN (SELECT value FROM json_each(?)) GROUP BY call_id)
"""
_SCORES = "SELECT count(*), avg(score) FROM satisfaction WHERE call_id IN (SELECT value FROM json_each(?))"


def around(work: Work, call_id: int) -> AroundCall:
    """Calls that are not for whoever looks are left out, also of the figures. Raises NotFound, NotAllowed."""
    with work.look() as look:
        call = the_call(look.session, call_id)
        words = f"{call.summary} {call.details}"
        alike = similar_calls.find(
            look.session, words, call.category_id, call.equipment_id, leave_out=call_id, limit=_ALIKE
        )
        return AroundCall(
            call_id,
            _history(look, call.customer_id, call_id),
            alike,
            at_place=history.others(look.session, call, "place_id"),
            on_equipment=history.others(look.session, call, "equipment_id"),
        )


def _history(look: Look, customer_id: int, call_id: int) -> CustomerHistory:
    session = look.session
    run = session.connection().exec_driver_sql
    since = to_stored(look.now) - _DAYS * 86_400_000_000
    rows = run(_CALLS.format(hidden=condition.hidden(look.viewer)), (customer_id, since, call_id, _MOST + 1)).all()
    newest = tuple(
        EarlierCall(number, reference(number), summary, from_stored(logged), CallState(state), solution)
        for number, summary, logged, state, solution in rows[:_SHOWN]
    )
    asked, agreed, answers, average = _content(session, [row[0] for row in rows])
    return CustomerHistory(
        calls=newest,
        count=min(len(rows), _MOST),
        more=len(rows) > _MOST,
        since=from_stored(rows[-1][2]) if rows else None,
        asked=asked,
        agreed=agreed,
        answers=answers,
        average=average,
    )


def _content(session: Session, call_ids: list[int]) -> tuple[int, int, int, float | None]:
    """In how many of the calls the customer was asked, and agreed at once; how often they gave a score, and which."""
    run, ids = session.connection().exec_driver_sql, (json.dumps(call_ids),)
    asked, agreed = run(_FIRST_ANSWERS, ids).one()
    answers, average = run(_SCORES, ids).one()
    return asked, agreed, answers, average
