"""Past calls like one that is on the line: found by their words, with what solved them."""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.words import CallState
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.models.site import Category, Site, Staff
from deskapp.services.confidential import condition
from deskapp.services.confidential.access import viewer
from deskapp.services.library.views import SimilarCall, SolvedBy
from deskapp.services.texts import reference
from deskapp.storage import search

#: The index is read from the newest call on and left after so many: the same work in a desk of any size.
NEWEST = "SELECT rowid FROM call_search WHERE call_search MATCH ? ORDER BY rowid DESC LIMIT ?"
#: Of the calls that words were found in, those that may be shown. The plus keeps SQLite to the numbers given.
SOLVED = """
SELECT call.id, call.category_id, call.solution FROM json_each(?) AS found JOIN call ON call.id = found.value
WHERE +call.state = 'closed' AND call.solution <> ''
"""
#: Without a word: the newest calls of the category.
OF_CATEGORY = """
SELECT call.id, call.solution
FROM (SELECT id, owner_id, category_id, state, solution, confidential FROM call ORDER BY id DESC LIMIT ?) AS call
WHERE call.category_id = ? AND call.state = 'closed' AND call.solution <> ''
"""
_MATCHES, _LOOKED_AT, _NEWEST = 300, 600, 2000
#: So many of a call's words are looked up, the longest first: they say most.
_WORDS = 12
#: Letters that a word needs at least, to say anything.
_SHORTEST = 3
#: A call of the same category is like one that has another rare word in common.
_SAME_CATEGORY = 2.0


def find(
    session: Session, text: str, category_id: int | None, *, leave_out: int | None = None, limit: int = 8
) -> tuple[SimilarCall, ...]:
    """Best first: those that share the rarest words, then those of the category, then the newest.

    Of several that were solved in the same words the best one stands for all.
    """
    scores = _scores(session, text, leave_out)
    run = session.connection().exec_driver_sql
    unseen = condition.hidden(viewer(session))
    if scores:
        best = sorted(scores, key=lambda call_id: (scores[call_id], call_id), reverse=True)[:_LOOKED_AT]
        fits = dict[int, str]()
        for call_id, category, solution in run(f"{SOLVED} AND NOT {unseen}", (json.dumps(best),)).all():
            fits[call_id] = solution
            if category is not None and category == category_id:
                scores[call_id] += _SAME_CATEGORY
        order = sorted(fits, key=lambda call_id: (scores[call_id], call_id), reverse=True)
    elif not text.strip() and category_id is not None:
        fits = {
            row[0]: row[1]
            for row in run(f"{OF_CATEGORY} AND NOT {unseen}", (_NEWEST, category_id))
            if row[0] != leave_out
        }
        order = sorted(fits, reverse=True)
    else:
        return ()
    # What was solved in the same way is told once.
    alike: dict[str, list[int]] = {}
    for call_id in order:
        alike.setdefault(" ".join(fits[call_id].casefold().split()), []).append(call_id)
    return _told(session, {call_ids[0]: len(call_ids) for call_ids in list(alike.values())[:limit]})


def _scores(session: Session, text: str, leave_out: int | None) -> dict[int, float]:
    """By call, how much it has in common with a text: a word counts for more, the fewer calls have it."""
    said = [word for word in search.words_of(text) if len(word) >= _SHORTEST or word.isdecimal()]
    words = sorted(said, key=len, reverse=True)[:_WORDS]
    language = session.get_one(Site, 1).language
    queries = [search.any_form_of(word, language) for word in words]
    # Common words alone would be found in the newest calls only: those with all of them are looked for as well.
    together = [" AND ".join(f"({query})" for query in queries)] if len(queries) > 1 else []
    scores: dict[int, float] = defaultdict(float)
    run = session.connection().exec_driver_sql
    for query in (*queries, *together):
        found = [row[0] for row in run(NEWEST, (query, _MATCHES)) if row[0] != leave_out]
        if not found:
            continue
        span = found[0] - found[-1] + 1
        # Where the newest calls are full of a word, it says little.
        weight = math.log(1 + span / len(found)) if len(found) == _MATCHES else math.log(1 + _MATCHES / len(found))
        for call_id in found:
            scores[call_id] += weight
    return scores


def _told(session: Session, times: Mapping[int, int]) -> tuple[SimilarCall, ...]:
    call_ids = list(times)
    rows = session.execute(
        select(Call, Category.name, Staff.name)
        .outerjoin(Category, Category.id == Call.category_id)
        .join(Staff, Staff.id == Call.owner_id)
        .where(Call.id.in_(call_ids), Call.state == CallState.CLOSED)
    ).all()
    escalated = _escalated(session, call_ids)
    views = {
        call.id: SimilarCall(
            call_id=call.id,
            ref=reference(call.id),
            summary=call.summary,
            category=category or "",
            solution=call.solution,
            closed_at=_ended(call),
            owner=owner,
            took=max((call.resolved_at or _ended(call)) - call.logged_at, timedelta()),
            escalated=escalated.get(call.id, ()),
            times=times[call.id],
        )
        for call, category, owner in rows
    }
    return tuple(views[call_id] for call_id in call_ids if call_id in views)


def _ended(call: Call) -> datetime:
    return call.ended_at or call.resolved_at or call.logged_at


def _escalated(session: Session, call_ids: Sequence[int]) -> dict[int, tuple[SolvedBy, ...]]:
    found: dict[int, tuple[SolvedBy, ...]] = {}
    rows = session.execute(
        select(Escalation.call_id, Contact.name, Escalation.made_at, Escalation.ended_at)
        .join(Contact, Contact.id == Escalation.contact_id)
        .where(Escalation.call_id.in_(call_ids), Escalation.state.in_(("accepted", "returned")))
        .order_by(Escalation.id)
    )
    for call_id, contact, made_at, ended_at in rows:
        solved = SolvedBy(contact, None if ended_at is None else ended_at - made_at)
        found[call_id] = (*found.get(call_id, ()), solved)
    return found
