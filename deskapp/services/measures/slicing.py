"""A measure split by category, priority, contact and so on; and which of its lines is higher than the others."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from deskapp.domain.measures import chance
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.facts import MIDDLES, SHARES, bit
from deskapp.domain.measures.kinds import Form, Measure, Slice, form
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Mean, Share, Value
from deskapp.domain.words import EscalationType
from deskapp.services.confidential.condition import hidden, viewer_of
from deskapp.services.measures import source
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.counting import JOINED_OUT, OF_OTHERS, middle, times
from deskapp.services.measures.source import JOINED, Condition, select
from deskapp.services.measures.views import SliceLine

#: What says of a call of `JOINED` to which lines it belongs, and what is joined for that.
_KEYS = {
    Slice.CATEGORY: ("m.category_id", ""),
    Slice.PRIORITY: ("m.priority", ""),
    Slice.PLACE: ("call.place_id", ""),
    Slice.EQUIPMENT: ("call.equipment_id", ""),
    Slice.AGENT: ("m.owner_id", ""),
    Slice.TAG: ("tagged.key", " JOIN call_tag AS tagged ON tagged.call_id = m.call_id"),
}
#: What does not stand on a masked call: such a one is in none of these lines.
_SAID = (Slice.TAG, Slice.PLACE, Slice.EQUIPMENT)
_NAMES = {
    Slice.CATEGORY: "SELECT id, name FROM category",
    Slice.CONTACT: "SELECT id, CASE WHEN organisation <> '' AND kind IN ('supplier', 'contractor') THEN organisation"
    " ELSE name END FROM contact",
    Slice.TAG: "SELECT key, min(tag) FROM call_tag GROUP BY key",
    Slice.PLACE: "SELECT id, name FROM place",
    Slice.EQUIPMENT: "SELECT id, label FROM equipment",
    Slice.AGENT: "SELECT id, name FROM staff",
}
#: By these a call may stand in several lines.
_OF_ESCALATIONS = (Slice.CONTACT, Slice.TYPE)

Key = int | str


def slices(run: Any, measure: Measure, by: Slice, period: Period, narrowed: Narrowed) -> tuple[SliceLine, ...]:
    """The lines with anything to count: those that stand out first, then the most."""
    to_somebody = by in _OF_ESCALATIONS or (narrowed.contact_id, narrowed.type) != (None, None)
    if to_somebody and measure in OF_OTHERS:
        return ()
    lines: Iterable[Line]
    if by in _OF_ESCALATIONS and measure is Measure.ESCALATED:
        lines = _went_to(run, by, period, narrowed)
    elif measure in MIDDLES:
        lines = _of_lengths(measure, _lengths(run, measure, by, period, narrowed))
    else:
        lines = _of_counts(measure, _counts(run, measure, by, period, narrowed))
    names: Mapping[Key, str] = dict(run(_NAMES[by], ())) if by in _NAMES else {}
    found = [SliceLine(_key(by, key), names.get(key, ""), value, beside) for key, value, beside in lines]
    return tuple(sorted(found, key=_order))


def _key(by: Slice, key: Key) -> Key | None:
    return None if by is Slice.CATEGORY and not key else key


def _order(line: SliceLine) -> tuple[bool, float, str, str]:
    value = line.value
    most = value.num if isinstance(value, Share) else value.total if isinstance(value, Mean) else value.count
    return line.beside is not Difference.HIGHER, -most, line.name, str(line.key)


Line = tuple[Key, Value, Difference]


def _of_counts(measure: Measure, counts: Mapping[Key, tuple[int, int, int]]) -> Iterable[Line]:
    """Of each line: what it says, of what, and of hand-offs how many calls needed more than one."""
    sums = [sum(one[place] for one in counts.values()) for place in range(3)]
    for key, one in counts.items():
        said, of, more = one
        if not of:
            continue
        rest = tuple(total - mine for total, mine in zip(sums, one, strict=True))
        if form(measure) is Form.MEAN:
            yield key, Mean(said, of), chance.shares(Share(more, of), Share(rest[2], rest[1]))
        else:
            yield key, Share(said, of), chance.shares(Share(said, of), Share(rest[0], rest[1]))


def _of_lengths(measure: Measure, lengths: Mapping[Key, list[int]]) -> Iterable[Line]:
    for key, mine in lengths.items():
        rest = sorted(length for other, theirs in lengths.items() if other != key for length in theirs)
        mine.sort()
        value = times(mine) if form(measure) is Form.TIMES else middle(mine)
        yield key, value, chance.times(mine, rest)


def _columns(measure: Measure, of: str = "") -> tuple[str, str, str]:
    """SQL of what is said, of what, and how many needed more than one; of: where the columns are."""
    if form(measure) is Form.MEAN:
        return f"{of}handoffs", f"{of}handed", f"{of}handed - {of}one_handoff"
    said, all_of = SHARES[measure]
    made = {"told": f"{of}closed - {of}untold", "over": f"{of}closed + {of}lapsed"}
    return f"{of}{said}", made.get(all_of, f"{of}{all_of}"), "0"


def _counts(
    run: Any, measure: Measure, by: Slice, period: Period, narrowed: Narrowed
) -> dict[Key, tuple[int, int, int]]:
    if by in (Slice.CATEGORY, Slice.PRIORITY) and source.of_cells(narrowed):
        what = ", ".join(f"sum({column})" for column in _columns(measure))
        key = "category_id" if by is Slice.CATEGORY else "priority"
        which = source.cells(narrowed, period, every=True)
        rows = run(*select(f"{key}, {what}", "measured_day", which, f"GROUP BY {key}"))
        return {row[0]: tuple(row[1:]) for row in rows}
    if by in _OF_ESCALATIONS:
        return _counts_of_escalations(run, measure, by, period, narrowed)
    key, joined = _KEYS[by]
    of_logged = measure is Measure.ESCALATED
    which = source.logged(run, narrowed, period) if of_logged else source.over(narrowed, period)
    which = which & _visible(run, by) & Condition(f"{key} IS NOT NULL")
    what = ", ".join(f"sum({column})" for column in _columns(measure, "m."))
    rows = run(*select(f"{key}, {what}", f"{JOINED}{joined}", which, f"GROUP BY {key}"))
    return {row[0]: tuple(row[1:]) for row in rows}


def _counts_of_escalations(
    run: Any, measure: Measure, by: Slice, period: Period, narrowed: Narrowed
) -> dict[Key, tuple[int, int, int]]:
    """A call counts once in each line to which one of its escalations belongs."""
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    what = ", ".join(_columns(measure, "m."))
    which = source.over(narrowed, period) & Condition("m.types")
    for keys, *counts in run(*select(f"{_lines_of_call(by)}, {what}", JOINED, which)):
        for key in json.loads(keys):
            for place, count in enumerate(counts):
                found[key][place] += count
    return {key: (said, of, more) for key, (said, of, more) in found.items()}


def _lines_of_call(by: Slice) -> str:
    """The lines of a call of `JOINED`, as a JSON array."""
    if by is Slice.TYPE:
        bits = ", ".join(f"iif(m.types & {bit(kind)}, '{kind.value}', NULL)" for kind in EscalationType)
        return f"(SELECT json_group_array(value) FROM json_each(json_array({bits})) WHERE value IS NOT NULL)"
    return (
        "(SELECT json_group_array(DISTINCT contact_id) FROM measured_escalation"
        " WHERE call_id = m.call_id AND contact_id IS NOT NULL)"
    )


def _went_to(run: Any, by: Slice, period: Period, narrowed: Narrowed) -> Iterable[Line]:
    """Of all calls logged, those that went to a contact or by a type: of the same calls, so that none stands out."""
    which = source.logged(run, narrowed, period)
    (logged,) = run(*select("count(*)", JOINED, which))[0]
    found: dict[Key, int] = defaultdict(int)
    escalated = which & Condition("m.escalated") & source.escalated_to(narrowed)
    for (keys,) in run(*select(_lines_of_call(by), JOINED, escalated)):
        for key in json.loads(keys):
            found[key] += 1
    for key, calls in found.items():
        yield key, Share(calls, logged), Difference.SAME


def _lengths(run: Any, measure: Measure, by: Slice, period: Period, narrowed: Narrowed) -> dict[Key, list[int]]:
    of_handoff = measure in (Measure.ACCEPT_TIME, Measure.ESTIMATE)
    column = f"e.{MIDDLES[measure]}" if of_handoff else f"m.{MIDDLES[measure]}"
    which = source.handoffs(narrowed, period) if of_handoff else source.over(narrowed, period)
    which = which & Condition(f"{column} IS NOT NULL") & _visible(run, by)
    rows_of = JOINED_OUT if of_handoff else JOINED
    found: dict[Key, list[int]] = defaultdict(list)
    if by in _OF_ESCALATIONS and not (of_handoff and by is Slice.CONTACT):
        for keys, length in run(*select(f"{_lines_of_call(by)}, {column}", rows_of, which)):
            for key in json.loads(keys):
                found[key].append(length)
        return found
    key, joined = ("e.contact_id", "") if by is Slice.CONTACT else _KEYS[by]
    for one, length in run(*select(f"{key}, {column}", f"{rows_of}{joined}", which & Condition(f"{key} IS NOT NULL"))):
        found[one].append(length)
    return found


def _visible(run: Any, by: Slice) -> Condition:
    return Condition(f"NOT {hidden(viewer_of(run))}") if by in _SAID else Condition("1")
