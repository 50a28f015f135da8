"""Past calls like one that is on the line: found by their words, with what solved them."""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.spelling import folded
from deskapp.domain.words import CallState
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.models.site import Category, Site, Staff
from deskapp.services.alike import says_nothing, telling_words
from deskapp.services.confidential import condition
from deskapp.services.confidential.access import viewer
from deskapp.services.library.views import SimilarCall, SolvedBy
from deskapp.services.texts import reference
from deskapp.storage import search, word_forms

#: The index is read from the newest call on and left after so many: the same work in a desk of any size.
NEWEST = "SELECT rowid FROM call_search WHERE call_search MATCH ? ORDER BY rowid DESC LIMIT ?"
#: Of the calls that words were found in, those that may be shown. The plus keeps SQLite to the numbers given.
SOLVED = """
SELECT call.id, call.category_id, call.equipment_id, call.summary, call.details || ' ' || call.wants, call.solution
FROM json_each(?) AS found JOIN call ON call.id = found.value
WHERE +call.state = 'closed' AND call.solution <> ''
"""
#: Without a word: the newest calls of the category.
OF_CATEGORY = """
SELECT call.id, call.solution
FROM (SELECT id, owner_id, category_id, state, solution, confidential FROM call ORDER BY id DESC LIMIT ?) AS call
WHERE call.category_id = ? AND call.state = 'closed' AND call.solution <> ''
"""
#: About the same piece of equipment.
OF_EQUIPMENT = "SELECT id FROM call WHERE equipment_id = ? ORDER BY logged_at DESC, id DESC LIMIT ?"
_NEWEST_ID = "SELECT max(id) FROM call"
_MATCHES, _LOOKED_AT, _NEWEST, _OF_EQUIPMENT = 300, 400, 2000, 40
#: So many of a call's words are looked up, the longest first: they say most.
_WORDS = 12
#: Of so many, the rarest, a past call is held against: a long text need not be shared whole.
_RAREST = 4
#: What a word counts for in a call's summary, in what else the customer said, and in what solved it.
_FIELDS = (1.0, 0.7, 0.6)
#: A past call has so much of what is told, at least; with two of the words, or in the same category, less is enough.
_SHARE, _SHARE_OF_MORE = 0.5, 0.35
#: What is worth less than so much of the best is not shown beside it.
_OF_BEST = 0.5
_SAME_CATEGORY = 1.2
#: About the same thing is as good as half of the words.
_SAME_EQUIPMENT = 0.5
#: A summary that says little else is nearer than a long one.
_APART = 0.15


class _Word(NamedTuple):
    """A word of the call on the line: how much it tells, its forms as texts have them, and where it was found."""

    weight: float
    forms: frozenset[str]
    query: str
    #: The newest calls that say it.
    found: tuple[int, ...]

    @property
    def cut(self) -> bool:
        """Whether older calls may say it too."""
        return len(self.found) >= _MATCHES


def find(
    session: Session,
    text: str,
    category_id: int | None,
    equipment_id: int | None = None,
    *,
    leave_out: int | None = None,
    limit: int = 8,
) -> tuple[SimilarCall, ...]:
    """Best first: those that share the words that tell most, then the newest. Of equals one of the category is better,
    and one about the same piece of equipment much better, whatever its words.

    What shares too little of it is left out: nothing is better help than what is about something else. Of several that
    were solved in the same words the best one stands for all.
    """
    run = session.connection().exec_driver_sql
    unseen = condition.hidden(viewer(session))
    words = _words(session, text)
    of_thing = []
    if equipment_id is not None:
        of_thing = [row[0] for row in run(OF_EQUIPMENT, (equipment_id, _OF_EQUIPMENT))]
    if words or of_thing:
        candidates = dict.fromkeys((*of_thing, *_candidates(session, words)))
        candidates.pop(leave_out or 0, None)
        rows = run(f"{SOLVED} AND NOT {unseen}", (json.dumps(list(candidates)),)).all()
        fits = {row[0]: row[5] for row in rows}
        scores = {
            call_id: _score(
                words,
                texts,
                of_category=category is not None and category == category_id,
                of_equipment=equipment is not None and equipment == equipment_id,
            )
            for call_id, category, equipment, *texts in rows
        }
        least = _OF_BEST * max(scores.values(), default=0.0)
        kept = [call_id for call_id, score in scores.items() if score > 0 and score >= least]
        order = sorted(kept, key=lambda call_id: (scores[call_id], call_id), reverse=True)
    elif category_id is not None and not search.words_of(text):
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


def _words(session: Session, text: str) -> list[_Word]:
    """The words that tell something, the rarest first: one counts for more, the fewer of the desk's calls say it."""
    language = session.get_one(Site, 1).language
    told = sorted(telling_words(text, language, digits=1).values(), key=len, reverse=True)[:_WORDS]
    run = session.connection().exec_driver_sql
    newest = run(_NEWEST_ID).scalar() or 0
    words = []
    for word in told:
        query = search.any_form_of(word, language)
        found = tuple(row[0] for row in run(NEWEST, (query, _MATCHES)))
        # Where the newest calls are full of it, they stand for all; what nobody said before is as rare as said once.
        among = found[0] - found[-1] + 1 if len(found) == _MATCHES else newest
        weight = math.log(1 + among / max(len(found), 1))
        forms = frozenset(folded(form) for form in word_forms.forms(word, language))
        words.append(_Word(weight, forms, query, found))
    return sorted(words, key=lambda word: word.weight, reverse=True)


def _candidates(session: Session, words: Sequence[_Word]) -> list[int]:
    """The calls to look at, those first that share most words."""
    shared: dict[int, float] = defaultdict(float)
    for word in words:
        for call_id in word.found:
            shared[call_id] += word.weight
    # Two common words would be found together in the newest calls only.
    run = session.connection().exec_driver_sql
    for one, other in combinations([word for word in words[:_RAREST] if word.cut], 2):
        for (call_id,) in run(NEWEST, (f"({one.query}) AND ({other.query})", _MATCHES)):
            shared[call_id] = max(shared[call_id], one.weight + other.weight)
    return sorted(shared, key=lambda call_id: (shared[call_id], call_id), reverse=True)[:_LOOKED_AT]


def _score(words: Sequence[_Word], texts: Sequence[str], *, of_category: bool, of_equipment: bool) -> float:
    """How much of what the words tell stands in a past call's texts; 0: too little to be like it."""
    said = [frozenset(folded(word) for word in search.words_of(text)) for text in texts]
    worth = [
        max((f for f, there in zip(_FIELDS, said, strict=True) if word.forms & there), default=0) for word in words
    ]
    most = sum(word.weight for word in words[:_RAREST])
    shared = sum(word.weight * field for word, field in zip(words, worth, strict=True))
    share = (min(shared / most, 1.0) if most else 0.0) + (_SAME_EQUIPMENT if of_equipment else 0.0)
    if share < (_SHARE_OF_MORE if of_category or sum(map(bool, worth)) > 1 else _SHARE):
        return 0.0
    in_summary = sum(field == _FIELDS[0] for field in worth)
    tight = 1 - _APART + _APART * in_summary / max(len(said[0] - says_nothing()), 1)
    return share * tight * (_SAME_CATEGORY if of_category else 1.0)


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
