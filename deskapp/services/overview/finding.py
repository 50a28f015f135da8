"""Searching all that was ever said: calls by any of it, and incidents and guides, while somebody types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import asked_words, every_word
from deskapp.domain.words import GuideKind
from deskapp.models.base import to_stored
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import Runner, runner
from deskapp.services.calls.row import CallRow
from deskapp.services.confidential import condition
from deskapp.services.library.views import GuideView
from deskapp.services.overview.passages import Passage, passage, passages
from deskapp.services.texts import typed
from deskapp.services.work import Work
from deskapp.storage import call_words

#: So many incidents and guides are found at the most.
_OTHERS = 50

_REFERENCE = re.compile(r"(?:c\s*-?\s*)?0*([1-9][0-9]{0,8})", re.IGNORECASE | re.ASCII)

# The index is read from its newest end, and what is not for whoever looks is no match: not even the count tells of it.
_SAID = """
SELECT call.id FROM call_words CROSS JOIN call ON call.id = call_words.rowid
WHERE call_words MATCH ?1 AND call_words.rowid < ?2 AND {fits} ORDER BY call_words.rowid DESC LIMIT ?3
"""
#: Calls of customers that are found by a number with their country's code, or an account without its signs.
_OF_CUSTOMERS = """
SELECT call.id FROM call WHERE call.customer_id IN (SELECT value FROM json_each(?1)) AND call.id < ?2 AND {fits}
ORDER BY call.id DESC LIMIT ?3
"""
_NEWEST = 1 << 62

_INCIDENTS_STATE = """
SELECT count(*), total(version), (SELECT coalesce(max(event_id), 0) FROM incident_event) FROM incident
"""
_INCIDENTS = """
SELECT incident.id, incident.title, incident.outcome
       || coalesce((SELECT char(10) || group_concat(words, char(10)) FROM incident_message
                    WHERE incident_id = incident.id), '')
       || coalesce((SELECT char(10) || group_concat(text || ' ' || words, char(10)) FROM incident_step
                    WHERE incident_id = incident.id), ''),
       incident.over_at IS NOT NULL, incident.opened_at
FROM incident ORDER BY incident.id DESC
"""
_NOTES = """
SELECT incident_event.incident_id, event_words.words FROM incident_event
JOIN event_words ON event_words.event_id = incident_event.event_id JOIN event ON event.id = incident_event.event_id
WHERE event.call_id IS NULL
"""
_GUIDES_STATE = """
SELECT (SELECT count(*) FROM guide), (SELECT total(version) FROM guide), (SELECT total(length(name)) FROM category)
"""
_GUIDES = """
SELECT guide.id, guide.kind, guide.title, guide.content, category.name
FROM guide JOIN category ON category.id = guide.category_id WHERE guide.active ORDER BY guide.title, guide.id
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for among calls: words, and what the calls must be."""

    text: str
    #: True: not over yet; False: over; None: either.
    open: bool | None = None
    owner_id: int | None = None
    #: Logged at this instant or later.
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call, and where what was looked for stands where its row does not show it; None where it does."""

    row: CallRow
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class FoundCalls:
    """Calls, newest first. `before`: what the next page is asked for with; None: this was the last."""

    calls: tuple[FoundCall, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class FoundIncident:
    id: int
    title: str
    over: bool
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class FoundGuide:
    guide: GuideView
    category: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class _Line:
    words: frozenset[str]
    title: str
    text: str
    of: Any


class Finding:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._incidents: tuple[Any, Sequence[_Line]] = ((), ())
        self._guides: tuple[Any, Sequence[_Line]] = ((), ())

    def calls(self, sought: Sought, before: int | None = None, limit: int = 50) -> FoundCalls:
        """The call of this reference, then the newest of which every word was said, from `before` on.

        A confidential call of others is found by its reference alone, masked.
        """
        text = typed(sought.text)
        query = call_words.query(text)
        if not query:
            return FoundCalls((), None)
        with self._work.read() as session:
            run = runner(session)
            named = self._named(run, sought, text) if before is None else ()
            ids = self._ids(session, run, sought, query, _NEWEST if before is None else before, limit + 1)
            some = ids[:limit]
            by_id = {row.id: row for row in call_rows.where(run, f"WHERE {call_words.BY_ID}", (json.dumps(some),))}
            rows = (*named, *(by_id[one] for one in some if one not in {row.id for row in named}))
            clear = [row.id for row in rows if not row.masked]
            said = passages(run, {one: _shown(row) for one, row in by_id.items() if one in clear}, text)
        found = tuple(FoundCall(row, said.get(row.id)) for row in rows)
        return FoundCalls(found, some[-1] if len(ids) > limit else None)

    def count(self, sought: Sought, most: int | None = call_rows.COUNTED) -> int:
        """How many calls there are to find; `most` + 1 where there are more than are counted."""
        text = typed(sought.text)
        query = call_words.query(text)
        if not query:
            return 0
        with self._work.read() as session:
            run = runner(session)
            limit = _NEWEST if most is None else most + 1
            ids = set(self._ids(session, run, sought, query, _NEWEST, limit))
            ids.update(row.id for row in self._named(run, sought, text))
        return min(len(ids), limit)

    def incidents(self, text: str) -> tuple[FoundIncident, ...]:
        """Incidents in whose title, messages, steps, notes or outcome every word was said; the newest first.

        Of nothing that is typed: the newest of all.
        """
        with self._work.read() as session:
            lines = self._incidents = _at_hand(session, self._incidents, _INCIDENTS_STATE, _incident_lines)
        found = _fitting(lines[1], typed(text))
        return tuple(FoundIncident(one.of[0], one.title, one.of[1], said) for one, said in found)

    def guides(self, text: str) -> tuple[FoundGuide, ...]:
        """Guides in whose title, category or note every word stands, by title; of nothing that is typed, all."""
        with self._work.read() as session:
            lines = self._guides = _at_hand(session, self._guides, _GUIDES_STATE, _guide_lines)
        found = _fitting(lines[1], typed(text))
        return tuple(FoundGuide(one.of[0], one.of[1], said) for one, said in found)

    def _named(self, run: Runner, sought: Sought, text: str) -> tuple[CallRow, ...]:
        """The call whose reference was typed, as people say it: "C-01494", "c1494", "1494"."""
        found = _REFERENCE.fullmatch(text.strip())
        if not found:
            return ()
        # Whether one of others is open, and whose it is, is told of every call.
        return call_rows.where(run, f"WHERE call.id = ?1 AND {_kept(sought)}", (int(found[1]),))

    def _ids(self, session: Session, run: Runner, sought: Sought, query: str, before: int, limit: int) -> list[int]:
        fits = f"{_kept(sought)} AND NOT {condition.hidden(run.viewer)}"
        ids = {row[0] for row in run(_SAID.format(fits=fits), (query, before, limit))}
        customers = self._work.customers.of_calls(session, sought.text)
        if customers:
            asked = (json.dumps(customers), before, limit)
            ids.update(row[0] for row in run(_OF_CUSTOMERS.format(fits=fits), asked))
        return sorted(ids, reverse=True)[:limit]


def _kept(sought: Sought) -> str:
    """What the calls must be beside their words, as SQL."""
    kept = ["1"]
    if sought.open is not None:
        kept.append(call_rows.OPEN if sought.open else f"NOT ({call_rows.OPEN})")
    if sought.owner_id is not None:
        kept.append(f"call.owner_id = {int(sought.owner_id)}")
    if sought.since is not None:
        kept.append(f"call.logged_at >= {int(to_stored(sought.since))}")
    return " AND ".join(kept)


def _shown(row: CallRow) -> str:
    """What a list shows of a call by itself."""
    return f"{row.ref}\n{row.summary}\n{row.customer}"


def _at_hand(
    session: Session, known: tuple[Any, Sequence[_Line]], state: str, read: Callable[[Session], list[_Line]]
) -> tuple[Any, Sequence[_Line]]:
    """What there is to search, read again where something of it was changed, by whomever."""
    now = tuple(session.connection().exec_driver_sql(state).one())
    return known if now == known[0] else (now, read(session))


def _incident_lines(session: Session) -> list[_Line]:
    run = session.connection().exec_driver_sql
    notes: dict[int, list[str]] = {}
    for incident_id, payload in run(_NOTES):
        notes.setdefault(incident_id, []).extend(call_words.said(json.loads(payload) or {}))
    made = []
    for incident_id, title, text, over, _opened in run(_INCIDENTS):
        said = "\n".join((text, *notes.get(incident_id, ())))
        made.append(_Line(frozenset(every_word(f"{title}\n{said}")), title, said, (incident_id, bool(over))))
    return made


def _guide_lines(session: Session) -> list[_Line]:
    made = []
    for guide_id, kind, title, content, category in session.connection().exec_driver_sql(_GUIDES):
        guide = GuideView(guide_id, GuideKind(kind), title, content)
        words = frozenset(every_word(f"{title}\n{content}\n{category}"))
        made.append(_Line(words, title, content, (guide, category)))
    return made


def _fitting(lines: Sequence[_Line], text: str) -> list[tuple[_Line, Passage | None]]:
    """In which every word stands, or begins a word that does; the first of all where nothing is typed."""
    asked = asked_words(text)
    if text and not asked:
        return []
    found = [line for line in lines if all(any(_has(line.words, way) for way in ways) for ways in asked)]
    return [(line, passage(line.title, [("", line.text)], text)) for line in found[:_OTHERS]]


def _has(words: frozenset[str], way: str) -> bool:
    return all(any(word.startswith(part) for word in words) for part in way.split())
