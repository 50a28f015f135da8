"""Who is on call: an override wins over a dated shift, that over the rotations, those over the catch-all.

Of several rotations or shifts that apply the first in order answers, of overrides the last made. Instants are
aware datetimes; those that come out are in UTC. A handover belongs to the one who comes in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain import wall_clock
from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass
from deskapp.domain.rota.answers import Member, OnCall
from deskapp.domain.rota.gaps import gaps_between
from deskapp.domain.rota.parts import Override, RotaError, Rotation, Shift, as_instant
from deskapp.domain.rota.plan import Plan
from deskapp.domain.rota.stretches import Stretch


@dataclass(frozen=True)
class Rota:
    """Rotations, dated shifts, overrides in the order made, a catch-all; on the wall clock of a zone.

    Unchangeable: `dataclasses.replace` makes another one. Raises RotaError, also for every naive instant.
    """

    zone: str
    rotations: Sequence[Rotation] = ()
    overrides: Sequence[Override] = ()
    catch_all: Member | None = None
    shifts: Sequence[Shift] = ()
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _plan: Plan = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        zone = _read_zone(self.zone)
        rotations = tuple(_of_zone(rotation, zone) for rotation in self.rotations)
        shifts, overrides = tuple(self.shifts), tuple(self.overrides)
        for name, value in {
            "rotations": rotations,
            "shifts": shifts,
            "overrides": overrides,
            "_zone": zone,
            "_plan": Plan(zone, rotations, shifts, overrides, self.catch_all),
        }.items():
            object.__setattr__(self, name, value)

    @property
    def members(self) -> frozenset[Member]:
        """Everybody whom it names."""
        changes = (each for one in self.overrides for each in (one.member, one.replaces))
        turns = (member for rotation in self.rotations for member in rotation.members)
        shifts = (shift.member for shift in self.shifts)
        return frozenset(one for one in (*turns, *shifts, *changes, self.catch_all) if one is not None)

    def on_call(self, at: datetime) -> OnCall:
        """Who is on call at an instant, or why nobody is."""
        at = _asked(at)
        return self._plan.at(wall_clock.figure(at), wall_clock.by_now(self._zone, at))

    def until(self, at: datetime) -> datetime | None:
        """The instant at which the answer of this one next changes. None if no change is in sight.

        An answer changes with who is on call, and with the reason why.
        """
        change = self._plan.change_after(wall_clock.figure(_asked(at)))
        return None if change is None else wall_clock.moment(change)

    def stretches(self, start: datetime, end: datetime) -> list[Stretch]:
        """The answers from start to end, in order: nothing between them, equal ones that touch joined."""
        begin, stop = wall_clock.figure(_asked(start)), wall_clock.figure(_asked(end))
        if stop <= begin:
            return []
        found: list[Stretch] = []
        since = wall_clock.moment(begin)
        for _, end_of_run, said in self._plan.runs(begin, stop):
            until = wall_clock.moment(end_of_run)
            found.append(Stretch(since, until, said.member, said.reason, said.rule, said.instead_of))
            since = until
        return found

    def gaps(self, start: datetime, end: datetime) -> list[Stretch]:
        """Where nobody is on call at all, or nobody but the catch-all although the rota should have somebody.

        That is: in the hours of one of its rotations, or where somebody was taken off; at any time, if it has
        no rotations.
        """
        return gaps_between(self.stretches(start, end))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: zone, rotations, shifts, overrides, catch_all. Equal rotas give equal data."""
        return {
            "zone": self.zone,
            "rotations": [rotation.to_dict() for rotation in self.rotations],
            "shifts": [shift.to_dict() for shift in self.shifts],
            "overrides": [override.to_dict() for override in self.overrides],
            "catch_all": self.catch_all,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Rota":
        """The rota that `to_dict` told. Raises RotaError."""
        zone = _read_zone(data.get("zone"))
        return cls(
            zone=zone.key,
            rotations=[Rotation.from_dict(row, zone) for row in data.get("rotations") or ()],
            overrides=[Override.from_dict(row) for row in data.get("overrides") or ()],
            catch_all=data.get("catch_all"),
            shifts=[Shift.from_dict(row) for row in data.get("shifts") or ()],
        )


def _read_zone(zone: object) -> ZoneInfo:
    try:
        return ZoneInfo(zone)  # type: ignore[arg-type]
    except (KeyError, ValueError, OSError, TypeError, AttributeError) as problem:  # it looks for a file
        raise RotaError({"zone": FieldFault.UNKNOWN_ZONE}, zone=zone) from problem


def _of_zone(rotation: Rotation, zone: ZoneInfo) -> Rotation:
    """A start at a local time that another zone skips means an instant; one of this zone keeps its figures."""
    if rotation.start.tzinfo in (UTC, zone):
        return rotation
    return replace(rotation, start=as_instant(rotation.start, "start"))


def _asked(at: datetime) -> datetime:
    """An instant asked for, in UTC. Raises RotaError."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise RotaError({"at": FieldFault.NOT_AWARE}, at=at)
    try:
        found = at.astimezone(UTC)
    except OverflowError as problem:
        raise RotaError({"at": FieldFault.OUT_OF_RANGE}, at=at) from problem
    if not 2 * wall_clock.DAY <= wall_clock.figure(found) <= wall_clock.LAST - wall_clock.DAY:
        raise RotaError({"at": FieldFault.OUT_OF_RANGE}, at=at)
    return found
