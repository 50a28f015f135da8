"""The rules of the desk at hand: policies and calendars by version, which never change once made."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotFound
from deskapp.domain.rota import Rota
from deskapp.domain.words import ClockKind, Impact, Priority, Tier, Urgency
from deskapp.domain.working_time import Calendar
from deskapp.models.policy import CalendarVersion, MatrixCell, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.models.rotas import RotaVersion


@dataclass(frozen=True, slots=True)
class Target:
    """So much working time in one version of a calendar."""

    length: timedelta
    calendar_version_id: int


class Case(NamedTuple):
    """What a target is for: a clock at a priority, of all calls, or of a category, a tier of customers, or both."""

    priority: Priority
    kind: ClockKind
    category_id: int | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    id: int
    phone_answers: bool
    targets: Mapping[Case, Target]
    #: What priority an impact and an urgency make.
    matrix: Mapping[tuple[Impact, Urgency], Priority]

    def target(
        self, priority: Priority, kind: ClockKind, category_id: int | None = None, tier: Tier | None = None
    ) -> Target | None:
        """The most particular target there is: category before tier; None: no such clock."""
        for case in (
            Case(priority, kind, category_id, tier),
            Case(priority, kind, category_id),
            Case(priority, kind, None, tier),
            Case(priority, kind),
        ):
            found = self.targets.get(case)
            if found is not None:
                return found
        return None


class Rules:
    """A memory of versions. Versions are never changed, so nothing here can go stale; one is made anew once an act was
    rolled back, whose ids come again.

    Readers and writers each have their own: who reads may be shown something plain in the place of what is unreadable.
    """

    def __init__(self) -> None:
        self._policies: dict[tuple[object, int], Policy] = {}
        self._calendars: dict[tuple[object, int], Calendar] = {}
        self._rotas: dict[tuple[object, int], Rota] = {}

    def in_force(self, session: Session) -> Policy:
        newest = session.scalar(select(func.max(PolicyVersion.id)))
        if newest is None:
            raise NotFound(Refusal.NO_POLICY)
        return self.policy(session, newest)

    def policy(self, session: Session, version_id: int) -> Policy:
        known = _readers_or_writers(session), version_id
        if known not in self._policies:
            version = session.get_one(PolicyVersion, version_id)
            rows = session.scalars(select(PolicyTarget).where(PolicyTarget.policy_version_id == version_id))
            targets = {
                Case(row.priority, row.kind, row.category_id, row.tier): Target(row.target, row.calendar_version_id)
                for row in rows
            }
            cells = session.scalars(select(MatrixCell).where(MatrixCell.policy_version_id == version_id))
            matrix = {(cell.impact, cell.urgency): cell.priority for cell in cells}
            self._policies[known] = Policy(version_id, version.phone_answers, targets, matrix)
        return self._policies[known]

    def calendar(self, session: Session, version_id: int) -> Calendar:
        known = _readers_or_writers(session), version_id
        if known not in self._calendars:
            spec = session.get_one(CalendarVersion, version_id).spec
            self._calendars[known] = Calendar.from_dict(spec)
        return self._calendars[known]

    def rota(self, session: Session, version_id: int) -> Rota:
        known = _readers_or_writers(session), version_id
        if known not in self._rotas:
            self._rotas[known] = Rota.from_dict(session.get_one(RotaVersion, version_id).spec)
        return self._rotas[known]


def _readers_or_writers(session: Session) -> object:
    """Whose memory it is: by their engine. A writing session has a connection of its own, another each time."""
    assert session.bind is not None
    return session.bind.engine


def newest_version(session: Session, calendar_id: int) -> CalendarVersion:
    """The hours of a calendar that are in force."""
    version = session.scalar(
        select(CalendarVersion)
        .where(CalendarVersion.calendar_id == calendar_id)
        .order_by(CalendarVersion.number.desc())
        .limit(1)
    )
    if version is None:
        raise NotFound(Refusal.CALENDAR_UNKNOWN, id=calendar_id)
    return version


def version_numbers(session: Session, calendar_id: int) -> frozenset[int]:
    """The ids of all versions of a calendar."""
    return frozenset(session.scalars(select(CalendarVersion.id).where(CalendarVersion.calendar_id == calendar_id)))


def desk_calendar(session: Session) -> tuple[WorkCalendar, CalendarVersion]:
    """The desk's own calendar: the first one made."""
    calendar = session.scalars(select(WorkCalendar).order_by(WorkCalendar.id).limit(1)).one()
    return calendar, newest_version(session, calendar.id)
