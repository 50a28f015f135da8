"""The calls behind a figure: page by page, the newest first, masked where they are not for whoever looks."""

import json
from collections.abc import Sequence
from typing import Any

from deskapp.domain.measures.facts import bit, flag
from deskapp.domain.measures.kinds import CLOCKS, Measure, Part
from deskapp.domain.measures.periods import Period
from deskapp.domain.words import ClockKind, EscalationType
from deskapp.services.calls import rows as call_rows
from deskapp.services.confidential.condition import viewer_of
from deskapp.services.measures import source
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.source import JOINED, Condition, select
from deskapp.services.measures.views import CallsPage, MeasuredCall, SharedIncident

#: The calls that were over go by their index alone, until their rows are wanted.
_BY_DAY = "m.over_day DESC, m.call_id DESC"
_BY_INSTANT = "call.logged_at DESC, call.id DESC"
#: What of the hand-offs to a contact answers for these, where they are narrowed to one.
_OF_CONTACT = {
    CLOCKS[ClockKind.ACCEPTANCE]: "e.in_time",
    CLOCKS[ClockKind.FIRST_WORD]: "e.first_word",
}
_OF_HANDOFF = {Measure.ACCEPT_TIME: "e.accept IS NOT NULL", Measure.ESTIMATE: "e.ratio IS NOT NULL"}

_INCIDENTS = """
SELECT incident.id, incident.title, count(*) FROM incident_call AS joined
CROSS JOIN measured_call AS m ON m.call_id = joined.call_id JOIN call ON call.id = m.call_id
JOIN incident ON incident.id = joined.incident_id
WHERE joined.left_at IS NULL AND {which} GROUP BY incident.id HAVING count(*) > 1 ORDER BY count(*) DESC, incident.id
"""
_COLD = """
SELECT call_id, transfer_reason FROM escalation
WHERE call_id IN (SELECT value FROM json_each(?)) AND transfer = 'cold' AND transfer_reason <> '' ORDER BY id
"""


def page(
    run: Any,
    measure: Measure,
    period: Period,
    narrowed: Narrowed,
    part: Part,
    after: tuple[int, int] | None,
    limit: int,
) -> CallsPage:
    """The calls of a figure; after: the `next` of the page before."""
    of_logged = measure is Measure.ESCALATED
    which = _logged(run, period, narrowed, part) if of_logged else _over(measure, period, narrowed, part)
    total = run(*select("count(*)", JOINED, which))[0][0]
    shown = which & source.listed(narrowed, viewer_of(run))
    listed = total if shown.sql.endswith("AND 1") else run(*select("count(*)", JOINED, shown))[0][0]
    place = "call.logged_at, call.id" if of_logged else "m.over_day, m.call_id"
    begun = shown if after is None else shown & Condition(f"({place}) < (?, ?)", after)
    order = _BY_INSTANT if of_logged else _BY_DAY
    what = f"{place}, m.types, m.flags, m.escalated"
    rows = run(*select(what, JOINED, begun, f"ORDER BY {order} LIMIT {int(limit) + 1}"))
    going_on = len(rows) > limit
    rows = rows[:limit]
    return CallsPage(
        measure,
        part,
        total,
        _calls(run, measure, rows),
        _incidents(run, which),
        (rows[-1][0], rows[-1][1]) if going_on and rows else None,
        hidden=total - listed,
    )


def _logged(run: Any, period: Period, narrowed: Narrowed, part: Part) -> Condition:
    which = source.logged(run, narrowed, period)
    if part is Part.DENOMINATOR:
        return which
    escalated = Condition("m.escalated") & source.escalated_to(narrowed)
    if part is Part.NUMERATOR:
        # Few of many: by the index of those that were escalated.
        return which & Condition("m.logged_day BETWEEN ? AND ?", source.days(period)) & escalated
    return which & Condition(f"NOT ({escalated.sql})", escalated.values)


def _over(measure: Measure, period: Period, narrowed: Narrowed, part: Part) -> Condition:
    which = source.over(narrowed, period)
    if narrowed.contact_id is not None and measure in _OF_CONTACT:
        told = _OF_CONTACT[measure]
        also = {Part.NUMERATOR: told, Part.REST: f"NOT {told}", Part.DENOMINATOR: f"{told} IS NOT NULL"}[part]
        return which & source.escalated_to(narrowed, also)
    if measure in _OF_HANDOFF:
        return which & source.escalated_to(narrowed, _OF_HANDOFF[measure])
    flags = {
        Part.NUMERATOR: flag(measure),
        Part.REST: flag(measure, rest=True),
        Part.DENOMINATOR: flag(measure) | flag(measure, rest=True),
    }
    return which & Condition("m.flags & ?", (flags[part],))


def _calls(run: Any, measure: Measure, rows: Sequence[Any]) -> tuple[MeasuredCall, ...]:
    ids = [row[1] for row in rows]
    lines = {line.id: line for line in call_rows.these(run, ids)}
    reasons: dict[int, list[str]] = {}
    if measure is Measure.WARM:
        for call_id, reason in run(_COLD, (json.dumps(ids),)):
            reasons.setdefault(call_id, []).append(reason)
    found = []
    for _at, call_id, types, flags, escalated in rows:
        line = lines[call_id]
        says = bool(escalated) if measure is Measure.ESCALATED else bool(flags & flag(measure))
        told = () if line.masked else tuple(kind for kind in EscalationType if types & bit(kind))
        words = "" if line.masked else "\n".join(reasons.get(call_id, ()))
        found.append(MeasuredCall(line, told, says, words))
    return tuple(found)


def _incidents(run: Any, which: Condition) -> tuple[SharedIncident, ...]:
    return tuple(SharedIncident(*row) for row in run(_INCIDENTS.format(which=which.sql), which.values))
