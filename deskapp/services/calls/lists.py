"""Lists of calls: the log's views, search, and the figures beside them."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from deskapp.domain.alerts import Watched
from deskapp.domain.spelling import folded
from deskapp.models.base import to_stored
from deskapp.services.callers import stands_for
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.row import CallRow
from deskapp.services.calls.views import Counts
from deskapp.services.clocks.watching import Watching
from deskapp.services.confidential import condition
from deskapp.services.people import VIEWER
from deskapp.services.work import Work
from deskapp.storage import call_words

_COUNTS = f"""
SELECT count(*),
       count(*) FILTER (WHERE owner_id = ?1),
       count(*) FILTER (WHERE state = 'waiting'),
       count(*) FILTER (WHERE state = 'resolved'),
       count(*) FILTER (WHERE next_due_at < ?2 AND next_clock <> 'chase'),
       count(*) FILTER (WHERE next_due_at >= ?2 AND next_warn_at <= ?2 AND next_clock <> 'chase'),
       (SELECT count(*) FROM escalation WHERE ended_at IS NULL),
       (SELECT count(*) FROM promise WHERE kept_at IS NULL AND moved_at IS NULL),
       (SELECT count(*) FROM incident WHERE over_at IS NULL)
FROM call WHERE {call_rows.OPEN}
"""


#: Of a text that was pasted into the search field so many characters are looked for.
_LONGEST = 200


#: So many calls are read in one look where many are wanted.
_AT_ONCE = 500


_REFERENCE = re.compile(r"(?:c\s*-?\s*)?0*([1-9][0-9]{0,8})", re.IGNORECASE | re.ASCII)


# What whoever looks may not see is no match, and takes no place among the newest: not even the number of matches
# tells. The list of hidden calls is short, read once, by its own index.
_BY_WORDS = (
    "call.id IN (SELECT rowid FROM call_words WHERE call_words MATCH ?1"
    " AND rowid NOT IN (SELECT call.id FROM call WHERE {hidden}) ORDER BY rowid DESC LIMIT ?2)"
)
_BY_CUSTOMER = (
    " OR call.id IN (SELECT id FROM call WHERE customer_id IN (SELECT value FROM json_each(?3))"
    " AND id NOT IN (SELECT call.id FROM call WHERE {hidden}) ORDER BY id DESC LIMIT ?2)"
)


# What the call's present category asks for comes last, and counts where two are called the same.
_IN_FIELDS = """
SELECT call.id, category_field.label, call_field.value FROM json_each(?1)
JOIN call ON call.id = json_each.value JOIN call_field ON call_field.call_id = call.id
JOIN category_field ON category_field.id = call_field.field_id
WHERE call_field.value <> '' AND NOT {hidden}
ORDER BY category_field.category_id IS call.category_id, category_field.position DESC, category_field.id DESC
"""


class Lists:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._watching = Watching(work.rules)

    def calls(self, view: str, now: datetime | None = None) -> tuple[CallRow, ...]:
        """The calls of one view of the log: "open", "mine", "due", "waiting", "not_agreed", "escalated", "closed"."""
        with self._work.read() as session:
            return call_rows.view(runner(session), view, self._work.staff_id or 0)

    def some(self, call_ids: Collection[int]) -> tuple[CallRow, ...]:
        """These calls, by what is due first."""
        marks = ",".join("?" * len(call_ids))
        with self._work.read() as session:
            return call_rows.where(
                runner(session), f"WHERE call.id IN ({marks}) ORDER BY call.next_due_at, call.id", tuple(call_ids)
            )

    def ids(self, view: str) -> list[int]:
        """All calls of a view, in its order, by their ids; of those that are over the log shows the newest alone."""
        with self._work.read() as session:
            return call_rows.ids(runner(session), view, self._work.staff_id or 0)

    def of_customer(self, customer_id: int) -> list[int]:
        """A customer's calls by their ids, the newest first; without those that are not for whoever looks.

        A masked line among a customer's would tell whose it is.
        """
        with self._work.read() as session:
            run = runner(session)
            mine = f"SELECT call.id FROM call WHERE customer_id = ? AND NOT {condition.hidden(run.viewer)}"
            return [row[0] for row in run(f"{mine} ORDER BY call.id DESC", (stands_for(session, customer_id),))]

    def in_turn(self, call_ids: Sequence[int]) -> Iterator[CallRow]:
        """These calls, in this order, read as they are asked for; one that is not there is left out."""
        for begin in range(0, len(call_ids), _AT_ONCE):
            part = call_ids[begin : begin + _AT_ONCE]
            with self._work.read() as session:
                rows = call_rows.these(runner(session), part)
            yield from rows

    def in_fields(self, call_ids: Sequence[int]) -> dict[int, dict[str, str]]:
        """By call what it says in fields of categories' own, by their folded labels; of hidden calls nothing."""
        found: dict[int, dict[str, str]] = {}
        with self._work.read() as session:
            run = runner(session)
            asked = _IN_FIELDS.format(hidden=condition.hidden(run.viewer))
            for call_id, label, value in run(asked, (json.dumps(list(call_ids)),)):
                found.setdefault(call_id, {})[folded(label)] = value
        return found

    def watched(self, calls: Collection[int] | None = None) -> tuple[Watched, ...]:
        """Every clock that is to warn, of open calls and of follow-ups after the close, and when waits are over.

        calls: those of these calls alone, and of nothing else anything is read; None: of every call.
        """
        with self._work.read() as session:
            return self._watching.now(session, runner(session), calls)

    def search(self, text: str, limit: int = 50) -> tuple[CallRow, ...]:
        """The call of this reference; the newest with every word, or of a customer found by number, account or address.

        A confidential call of others is found by its reference alone, masked.
        """
        text = text[:_LONGEST]
        query = call_words.query(text)
        if not query:
            return ()
        with self._work.read() as session:
            run = runner(session)
            named = call_rows.where(run, "WHERE call.id = ?", (_number_of(text),)) if _number_of(text) else ()
            customers = self._work.customers.of_calls(session, text)
            hidden = condition.hidden(run.viewer)
            fits = _BY_WORDS + (_BY_CUSTOMER if customers else "")
            found = call_rows.where(
                run,
                f"WHERE ({fits.format(hidden=hidden)}) AND NOT {hidden} ORDER BY call.id DESC LIMIT ?2",
                (query, limit, json.dumps(customers))[: 3 if customers else 2],
            )
        return (*named, *(row for row in found if row not in named))[:limit]

    def counts(self, now: datetime | None = None) -> Counts:
        at = to_stored(now or self._work.clock.now())
        with self._work.read() as session:
            raw = next(iter(runner(session)(_COUNTS, (self._work.staff_id or 0, at))))
        total, mine, waiting, resolved, overdue, soon, escalations, promises, incidents = raw
        return Counts(
            open=total,
            mine=mine,
            waiting=waiting,
            not_agreed=resolved,
            escalations=escalations,
            overdue=overdue,
            due_soon=soon,
            promises=promises,
            incidents=incidents,
        )


def _number_of(text: str) -> int:
    """The call that a reference names, as people say it: "C-01494", "c1494", "1494"; 0 where it is none."""
    found = _REFERENCE.fullmatch(text.strip())
    return int(found[1]) if found else 0


class Runner:
    """Carries out SQL with positional parameters on a session's connection, for whoever looks through it."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        self.viewer: int | None = session.info.get(VIEWER)

    def __call__(self, sql: str, parameters: Sequence[Any]) -> Sequence[Sequence[Any]]:
        return self._connection.exec_driver_sql(sql, tuple(parameters)).fetchall()


def runner(session: Session) -> Runner:
    return Runner(session)
