"""A rota once more, as plainly as can be: a list of minutes, painted over layer by layer."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"hour": timedelta(hours=1), "day": DAY, "week": 7 * DAY}

#: Who has a minute, and by what: "set", "replace", "removed", "shift", "rotation", or "nobody".
Painted = tuple[str | None, str]


class Minutes:
    """The minutes of some days, and what a clock on the wall has shown by each of them."""

    def __init__(self, zone: str, begin: datetime, end: datetime) -> None:
        self.begin, self.count = begin, (end - begin) // MINUTE
        self.zone = ZoneInfo(zone)
        # Two days more at the front: the clock may have been set back just before.
        seen = (self.wall(begin - 2 * DAY + n * MINUTE) for n in range(self.count + 2880))
        self.shown = list(accumulate(seen, max))[2880:]

    def wall(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)

    def place(self, at: datetime) -> int:
        """The first minute at or after an instant, within the list."""
        return min(max(-((self.begin - at) // MINUTE), 0), self.count)

    def handover(self, wall: datetime) -> int:
        """The first minute at which the wall shows a local time or, where it is skipped, a later one."""
        return bisect_left(self.shown, wall)


def paint(spec: dict[str, Any], begin: datetime, end: datetime) -> list[Painted]:
    """The answer of each minute from begin to end."""
    minutes = Minutes(spec["zone"], begin, end)
    nobody: Painted = (spec["catch_all"], "nobody")
    painted = [nobody] * minutes.count
    for rotation in reversed(spec["rotations"]):
        _paint_rotation(painted, rotation, minutes)
    for shift in reversed(spec["shifts"]):
        for place in range(minutes.place(shift["start"]), minutes.place(shift["end"])):
            painted[place] = (shift["member"], "shift")
    planned = list(painted)
    off: list[set[str]] = [set() for _minute in painted]
    for one in spec["overrides"]:
        for place in range(minutes.place(one["start"]), minutes.place(one["end"])):
            painted[place] = _overrule(painted[place], planned[place][0], one, off[place], spec["catch_all"])
    return painted


def _overrule(said: Painted, planned: str | None, one: dict[str, Any], off: set[str], catch_all: str | None) -> Painted:
    """One override more on a minute; `off`: who was taken off there, and was not put back since."""
    if one["kind"] == "remove":
        off.add(one["replaces"])
        if one["replaces"] not in (said[0], planned):
            return said
        return (None if catch_all in off else catch_all), "removed"
    if one["kind"] == "replace" and planned != one["replaces"]:
        return said
    off.discard(one["member"])
    return one["member"], one["kind"]


def _paint_rotation(painted: list[Painted], rotation: dict[str, Any], minutes: Minutes) -> None:
    first, last = minutes.place(rotation["start"]), minutes.place(rotation["until"] or datetime.max.replace(tzinfo=UTC))
    applies = [False] * minutes.count
    for begin, end in _hours(rotation, minutes):
        for place in range(max(minutes.handover(begin), first), min(minutes.handover(end), last)):
            applies[place] = True
    wall, turn = minutes.wall(rotation["start"]), 0
    members, length = rotation["members"], rotation["length"] * UNITS[rotation["unit"]]
    while wall <= minutes.shown[-1]:
        for place in range(minutes.handover(wall), minutes.handover(wall + length)):
            if applies[place]:
                painted[place] = (members[turn % len(members)], "rotation")
        wall, turn = wall + length, turn + 1


def _hours(rotation: dict[str, Any], minutes: Minutes) -> list[tuple[datetime, datetime]]:
    """The local times at which a rotation has somebody, holidays considered."""
    found = []
    window, rests = rotation["window"], rotation["on_holidays"] == "rest"
    day = minutes.shown[0].date() - DAY
    while day <= minutes.shown[-1].date():
        holiday = day in rotation["holidays"]
        if holiday and not rests:
            found.append((_at(day, "00:00"), _at(day, "24:00")))
        if (window is None or WEEKDAYS[day.weekday()] in window["days"]) and not (holiday and rests):
            begin, end = (window["start"], window["end"]) if window else ("00:00", "24:00")
            runs_over = _at(day, end) <= _at(day, begin)
            found.append((_at(day, begin), _at(day + DAY if runs_over else day, end)))
        day += DAY
    return found


def _at(day: date, clock: str) -> datetime:
    if clock == "24:00":
        return datetime.combine(day + DAY, time())
    return datetime.combine(day, time.fromisoformat(clock))
