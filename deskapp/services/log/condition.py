"""A sieve as a condition of SQL, and an order as what is sorted by. Nobody finds out by either what is not for them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import CallState, ClockKind
from deskapp.models.base import to_stored
from deskapp.services.calls.rows import VIEWS
from deskapp.services.confidential import condition as confidential
from deskapp.services.log.sieve import NONE, DueWithin, Order, Period, Shown, Sieve

_COUNTS = f"call.next_clock <> '{ClockKind.CHASE}'"
#: A wait that is over by its own promise comes up like a deadline; what is over stands by when it was.
_DUE = (
    "coalesce(min(coalesce(call.next_due_at, call.back_by), coalesce(call.back_by, call.next_due_at)), call.ended_at)"
)
_STATES = " ".join(f"WHEN '{state}' THEN {place}" for place, state in enumerate(CallState))


@dataclass(frozen=True, slots=True)
class Question:
    """Which calls, in SQL with positional parameters: what follows the tables, and the order."""

    where: str
    parameters: tuple[Any, ...]
    #: The tables that the order needs beside `call`.
    joins: str
    order: str


class Looker:
    """Who looks, when, and where: what turns words such as "mine" and "today" into figures."""

    def __init__(self, viewer: int | None, now: datetime, zone: str) -> None:
        self._viewer, self._now, self._zone = viewer, now, ZoneInfo(zone)
        self._hidden = confidential.hidden(viewer)

    def question(self, shown: Shown, *, sifted: bool = True) -> Question:
        """The calls of a list of the log. sifted: only what of it is shown, else all of it."""
        view, asks_who = VIEWS.get(shown.view, VIEWS["open"])
        where, _, own_order = view.partition(" ORDER BY ")
        parameters: list[Any] = [self._viewer or 0] if asks_who else []
        if sifted:
            for condition, values in self._parts(shown.sieve, over=shown.view == "closed"):
                where += f" AND {condition}"
                parameters += values
        joins, order = "", own_order
        if shown.order is not None:
            joins, key = self._key(shown.order)
            down = " DESC" if shown.descending else ""
            order = f"{key}{down} NULLS LAST, {own_order}"
        return Question(where, tuple(parameters), joins, order)

    # What of it is shown

    def _parts(self, sieve: Sieve, *, over: bool) -> list[tuple[str, Sequence[Any]]]:
        parts: list[tuple[str, Sequence[Any]]] = []
        if sieve.owners:
            parts.append((_among("call.owner_id", sieve.owners), sieve.owners))
        told = [
            *_with_none("call.category_id", sieve.categories),
            *([(_among("call.priority", sieve.priorities), sieve.priorities)] if sieve.priorities else ()),
            *_contacts(sieve.contacts, over=over),
            *_with_none("call.place_id", sieve.places),
            *_with_none("call.equipment_id", sieve.equipment),
            *([(_tagged(sieve.tags), sieve.tags)] if sieve.tags else ()),
        ]
        if told:
            # Of a confidential call others are told none of this: it is no match.
            parts += [*told, (f"NOT {self._hidden}", ())]
        if sieve.due:
            parts.append(self._due(sieve.due))
        parts += self._period(sieve)
        return parts

    def _due(self, within: Sequence[DueWithin]) -> tuple[str, Sequence[Any]]:
        now = to_stored(self._now)
        today, tomorrow, after = (to_stored(self._midnight(self._today() + timedelta(days))) for days in (0, 1, 2))
        spans = {
            DueWithin.OVERDUE: (f"(call.next_due_at < ? AND {_COUNTS})", (now,)),
            DueWithin.SOON: (f"(call.next_due_at >= ? AND call.next_warn_at <= ? AND {_COUNTS})", (now, now)),
            DueWithin.TODAY: ("(call.next_due_at >= ? AND call.next_due_at < ?)", (today, tomorrow)),
            DueWithin.TOMORROW: ("(call.next_due_at >= ? AND call.next_due_at < ?)", (tomorrow, after)),
            DueWithin.LATER: ("call.next_due_at >= ?", (after,)),
            DueWithin.NEVER: ("call.next_due_at IS NULL", ()),
        }
        chosen = [spans[one] for one in within]
        condition = " OR ".join(part for part, _values in chosen)
        return f"({condition})", [value for _part, values in chosen for value in values]

    def _period(self, sieve: Sieve) -> list[tuple[str, Sequence[Any]]]:
        first, end = self._days(sieve)
        parts: list[tuple[str, Sequence[Any]]] = []
        if first is not None:
            parts.append(("call.logged_at >= ?", (to_stored(self._midnight(first)),)))
        if end is not None:
            parts.append(("call.logged_at < ?", (to_stored(self._midnight(end)),)))
        return parts

    def _days(self, sieve: Sieve) -> tuple[date | None, date | None]:
        """The first day of the period, and the day after its last."""
        day = timedelta(days=1)
        today = self._today()
        week, month = today - day * today.weekday(), today.replace(day=1)
        last_month = (month - day).replace(day=1)
        spans = {
            Period.TODAY: (today, None),
            Period.YESTERDAY: (today - day, today),
            Period.THIS_WEEK: (week, None),
            Period.LAST_WEEK: (week - 7 * day, week),
            Period.THIS_MONTH: (month, None),
            Period.LAST_MONTH: (last_month, month),
            Period.THIS_YEAR: (today.replace(month=1, day=1), None),
        }
        if sieve.period is not None:
            return spans[sieve.period]
        last = sieve.to_day
        return sieve.from_day, last + day if last is not None and last < date.max else None

    def _today(self) -> date:
        return self._now.astimezone(self._zone).date()

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)

    # What is sorted by

    def _key(self, order: Order) -> tuple[str, str]:
        """What is joined, and the key. Of what others are not told of a call the key is empty."""
        plain = {
            Order.CALL: "call.id",
            Order.LOGGED: "call.logged_at",
            Order.STATUS: f"CASE call.state {_STATES} END",
            Order.NEXT_DUE: _DUE,
        }
        if order in plain:
            return "", plain[order]
        if order is Order.OWNER:
            return _ranked("staff", "name", "call.owner_id"), "ranked.place"
        joins, key = {
            Order.PRIORITY: ("", "call.priority"),
            Order.SUMMARY: ("", "folded(call.summary)"),
            Order.WITH: ("", "folded(call.with_name)"),
            Order.TAGS: ("", "(SELECT min(call_tag.key) FROM call_tag WHERE call_tag.call_id = call.id)"),
            Order.CALLER: (_ranked("customer", CALLER, "call.customer_id"), "ranked.place"),
            Order.CATEGORY: (_ranked("category", "name", "call.category_id"), "ranked.place"),
        }[order]
        return joins, f"CASE WHEN {self._hidden} THEN NULL ELSE {key} END"


#: Who calls, as lists name them: the organisation first.
CALLER = "CASE WHEN organisation <> '' AND organisation <> name THEN organisation || ' ' || name ELSE name END"


def _ranked(table: str, name: str, column: str) -> str:
    """Names are compared once each, and not once for each of their calls."""
    return (
        f" LEFT JOIN (SELECT id, row_number() OVER (ORDER BY folded({name})) AS place FROM {table}) AS ranked"
        f" ON ranked.id = {column}"
    )


def _among(column: str, values: Sequence[Any]) -> str:
    return f"{column} IN ({','.join('?' * len(values))})"


def _with_none(column: str, values: Sequence[int]) -> list[tuple[str, Sequence[Any]]]:
    """Any of these, and where NONE is among them also those without one."""
    if not values:
        return []
    named = [one for one in values if one != NONE]
    condition = _among(column, named)
    return [(f"({condition} OR {column} IS NULL)" if NONE in values else condition, named)]


def _contacts(values: Sequence[int], *, over: bool) -> list[tuple[str, Sequence[Any]]]:
    """Calls that are with one of these contacts; over: of calls that are over, those that ever were."""
    if not values:
        return []
    named = [one for one in values if one != NONE]
    # By the index of what is out (+: by no other): a contact may have years of calls behind them.
    theirs = _among("contact_id", named) if over else f"ended_at IS NULL AND +{_among('contact_id', named)}"
    condition = f"call.id IN (SELECT call_id FROM escalation WHERE {theirs})"
    return [(f"({condition} OR call.with_name IS NULL)" if NONE in values else condition, named)]


def _tagged(tags: Sequence[str]) -> str:
    return f"call.id IN (SELECT call_id FROM call_tag WHERE {_among('key', tags)})"
