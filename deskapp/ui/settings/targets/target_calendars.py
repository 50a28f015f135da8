"""Which calendar each target is counted in, told as a calendar for each clock and one for a whole priority."""

from collections import Counter
from collections.abc import Iterable, Mapping

from deskapp.domain.words import ClockKind, Priority
from deskapp.ui.settings.targets.target_words import Key


def spread(calendar_of: Mapping[Key, int]) -> tuple[dict[ClockKind, int], dict[Priority, int]]:
    """(the calendar of each clock, the calendar of a priority that has another one for all its clocks)."""
    rows = _commonest(calendar_of, Priority)
    columns: dict[Priority, int] = {}
    for priority in Priority:
        own = {kind: calendar for (where, kind), calendar in calendar_of.items() if where is priority}
        if len(set(own.values())) == 1 and any(rows[kind] != calendar for kind, calendar in own.items()):
            columns[priority] = next(iter(own.values()))
    if columns:
        rows |= _commonest(calendar_of, [priority for priority in Priority if priority not in columns])
    return rows, columns


def _commonest(calendar_of: Mapping[Key, int], priorities: Iterable[Priority]) -> dict[ClockKind, int]:
    among = set(priorities)
    counted: dict[ClockKind, Counter[int]] = {}
    for (priority, kind), calendar in sorted(calendar_of.items()):
        if priority in among:
            counted.setdefault(kind, Counter())[calendar] += 1
    return {kind: count.most_common(1)[0][0] for kind, count in counted.items()}
