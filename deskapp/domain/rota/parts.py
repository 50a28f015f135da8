"""What a rota is made of: rotations with their windows, dated shifts, overrides.

`deskapp.domain.rota` is the face of this; everything here is checked when it is made, and never changes.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain import wall_clock
from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import Invalid
from deskapp.domain.rota.answers import Member
from deskapp.domain.working_year import MINUTES, WEEKDAYS

UNIT_DAYS = {"day": 1, "week": 7}
UNITS = ("hour", *UNIT_DAYS)
OVERRIDES = ("replace", "remove", "set")
#: What a rotation does on its holidays: its hours of that day fall away, or it has the whole day besides.
ON_HOLIDAYS = ("rest", "all_day")
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})", re.ASCII)


class RotaError(Invalid, ValueError):
    """A rota, or an instant asked for, that cannot be taken; `fields` has one code a field.

    missing (members, member, replaces, days), unknown (unit, kind, on_holidays), below_one (length),
    ends_before_start (until, end), bad_time (window), bad_day (days, holidays, a text that is no instant),
    unknown_zone, not_aware, out_of_range (an instant too near the first or the last day that can be told).
    """


@dataclass(frozen=True)
class Window:
    """Days and hours in which a rotation applies, on the wall clock; it belongs to the day on which it starts.

    One that ends before it begins runs into the next day; equal times mean 24 hours.
    days: "mon" to "sun". start, end: "HH:MM", end also "24:00".
    """

    days: Collection[str]
    start: str
    end: str

    def __post_init__(self) -> None:
        days = tuple(self.days)
        if not days:
            raise RotaError({"days": FieldFault.MISSING})
        if not set(days) <= set(WEEKDAYS):
            raise RotaError({"days": FieldFault.BAD_DAY}, days=days)
        _set(self, days=frozenset(days))
        if _minute(self.start, "start") == MINUTES:  # the midnight that ends a day begins nothing on it
            raise RotaError({"start": FieldFault.BAD_TIME}, time=self.start)
        _minute(self.end, "end")

    def minutes(self) -> tuple[int, int]:
        """Start and end in minutes since the midnight that begins its day; the end may lie in the next."""
        start, end = _minute(self.start, "start"), _minute(self.end, "end")
        return start, end if end > start else end + MINUTES

    def to_dict(self) -> dict[str, Any]:
        return {"days": [day for day in WEEKDAYS if day in self.days], "start": self.start, "end": self.end}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Window":
        return cls(data.get("days") or (), data.get("start", ""), data.get("end", ""))


@dataclass(frozen=True)
class Rotation:
    """Members who take turns of so many units each: turn k begins at start + k * length on the rota's wall clock.

    unit: "hour", "day" or "week". until: exclusive. window: when it applies; without one, always.
    holidays: local dates; on_holidays says what happens on them: "rest" takes away the hours that belong to
    the date, "all_day" adds the whole date to them.
    """

    unit: str
    length: int
    start: datetime
    members: Sequence[Member]
    until: datetime | None = None
    window: Window | None = None
    holidays: Collection[date] = ()
    on_holidays: str = "rest"

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise RotaError({"unit": FieldFault.UNKNOWN}, unit=self.unit)
        if not isinstance(self.length, int) or self.length < 1:
            raise RotaError({"length": FieldFault.BELOW_ONE}, length=self.length)
        if self.on_holidays not in ON_HOLIDAYS:
            raise RotaError({"on_holidays": FieldFault.UNKNOWN}, on_holidays=self.on_holidays)
        members, holidays = tuple(self.members), frozenset(self.holidays)
        if not members or any(_blank(member) for member in members):
            raise RotaError({"members": FieldFault.MISSING})
        for day in holidays:
            if not isinstance(day, date) or isinstance(day, datetime):
                raise RotaError({"holidays": FieldFault.BAD_DAY}, day=day)
        begin = as_instant(self.start, "start")
        # A skipped local time keeps its figures: later turns begin at them.
        start = self.start if wall_clock.is_skipped(self.start) else begin
        until = None if self.until is None else as_instant(self.until, "until")
        if until is not None and until <= begin:
            raise RotaError({"until": FieldFault.ENDS_BEFORE_START})
        _set(self, members=members, holidays=holidays, start=start, until=until)

    def to_dict(self) -> dict[str, Any]:
        start = written(self.start) if self.start.tzinfo is UTC else self.start.replace(tzinfo=None).isoformat()
        return {
            "unit": self.unit,
            "length": self.length,
            "start": start,
            "members": list(self.members),
            "until": None if self.until is None else written(self.until),
            "window": None if self.window is None else self.window.to_dict(),
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
            "on_holidays": self.on_holidays,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], zone: ZoneInfo) -> "Rotation":
        """What `to_dict` told. A start without an offset is one on the wall clock of the zone."""
        start, until, window = read_time(data.get("start"), "start"), data.get("until"), data.get("window")
        return cls(
            unit=data.get("unit", ""),
            length=data.get("length", 0),
            start=start if start.tzinfo else start.replace(tzinfo=zone),
            members=data.get("members") or (),
            until=None if until is None else read_time(until, "until"),
            window=None if window is None else Window.from_dict(window),
            holidays=[read_time(day, "holidays").date() for day in data.get("holidays") or ()],
            on_holidays=data.get("on_holidays", "rest"),
        )


@dataclass(frozen=True)
class Shift:
    """A member who is on call for one stretch: from the start inclusive to the end exclusive."""

    start: datetime
    end: datetime
    member: Member

    def __post_init__(self) -> None:
        _set_stretch(self)
        if _blank(self.member):
            raise RotaError({"member": FieldFault.MISSING})

    def to_dict(self) -> dict[str, Any]:
        return {"start": written(self.start), "end": written(self.end), "member": self.member}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Shift":
        return cls(read_time(data.get("start"), "start"), read_time(data.get("end"), "end"), data.get("member", ""))


@dataclass(frozen=True)
class Override:
    """A change of the plan for one stretch: from the start inclusive to the end exclusive.

    kind "replace": while `replaces` would be on call by shifts, rotations and catch-all, `member` is.
    "remove": `replaces` is taken off, also where they stand in for somebody by an override made before; the
    catch-all is on call instead. "set": `member` is, whatever the rest says.
    act: which act made it, where that made several: those are undone together.
    """

    kind: str
    start: datetime
    end: datetime
    member: Member | None = None
    replaces: Member | None = None
    act: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in OVERRIDES:
            raise RotaError({"kind": FieldFault.UNKNOWN}, kind=self.kind)
        _set_stretch(self)
        if self.kind != "remove" and _blank(self.member):
            raise RotaError({"member": FieldFault.MISSING})
        if self.kind != "set" and _blank(self.replaces):
            raise RotaError({"replaces": FieldFault.MISSING})

    def to_dict(self) -> dict[str, Any]:
        stretch = {"start": written(self.start), "end": written(self.end)}
        act = {} if self.act is None else {"act": self.act}
        return {"kind": self.kind, **stretch, "member": self.member, "replaces": self.replaces, **act}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Override":
        start, end = read_time(data.get("start"), "start"), read_time(data.get("end"), "end")
        return cls(data.get("kind", ""), start, end, data.get("member"), data.get("replaces"), data.get("act"))


def as_instant(at: object, field: str) -> datetime:
    """A time of the plan in UTC: a skipped local time means the first instant after it."""
    if not isinstance(at, datetime) or at.tzinfo is None or at.utcoffset() is None:
        raise RotaError({field: FieldFault.NOT_AWARE}, at=at)
    try:
        found = at.astimezone(UTC)
        if wall_clock.is_skipped(at):
            found = wall_clock.after_the_gap(at)
    except OverflowError as problem:
        raise RotaError({field: FieldFault.OUT_OF_RANGE}, at=at) from problem
    if not wall_clock.FIRST * 2 <= wall_clock.figure(found) <= wall_clock.LAST - wall_clock.DAY:
        raise RotaError({field: FieldFault.OUT_OF_RANGE}, at=at)
    return found


def written(at: datetime) -> str:
    """An instant as JSON has it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read_time(text: object, field: str) -> datetime:
    """A date or time as JSON has it."""
    try:
        return datetime.fromisoformat(str(text))
    except ValueError as problem:
        raise RotaError({field: FieldFault.BAD_DAY}, day=text) from problem


def _set_stretch(part: Shift | Override) -> None:
    start, end = as_instant(part.start, "start"), as_instant(part.end, "end")
    if end <= start:
        raise RotaError({"end": FieldFault.ENDS_BEFORE_START})
    _set(part, start=start, end=end)


def _set(part: object, **values: object) -> None:
    """Put checked values into a part that is just being made."""
    for name, value in values.items():
        object.__setattr__(part, name, value)


def _blank(member: object) -> bool:
    return member is None or not str(member).strip()


def _minute(text: object, field: str) -> int:
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    if match:
        hour, minute = int(match[1]), int(match[2])
        if minute < 60 and hour * 60 + minute <= MINUTES:
            return hour * 60 + minute
    raise RotaError({field: FieldFault.BAD_TIME}, time=text)
