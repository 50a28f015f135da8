"""The site's settings: what every screen needs at hand, and changing it."""

import zoneinfo
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import ClockKind, EscalationType, Priority, Role
from deskapp.domain.working_time import Calendar
from deskapp.models.policy import CalendarVersion, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.models.site import Category, CategoryCheck, Site, Staff, Trigger
from deskapp.services import events, rules
from deskapp.services.acts import SaveHours, SaveSite, SaveStaff, SaveTargets
from deskapp.services.rules import Target
from deskapp.services.texts import clean
from deskapp.services.views import (
    CalendarView,
    CategoryView,
    Changes,
    DeskFacts,
    Done,
    SiteView,
    StaffView,
    TargetView,
    TriggerView,
)
from deskapp.services.work import Work

_SITE = frozenset({"site"})
_POLICY = frozenset({"policy"})


class SiteSettings:
    """Reading is for everybody; changing is the manager's, and refused below the screens."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def facts(self) -> DeskFacts:
        with self._work.read() as session:
            calendar, version = rules.desk_calendar(session)
            policy = self._work.rules.in_force(session)
            versions = session.execute(select(CalendarVersion.id, CalendarVersion.calendar_id)).all()
            calendar_of = {row.id: row.calendar_id for row in versions}
            return DeskFacts(
                site=_site_view(session),
                calendars={number: self._work.rules.calendar(session, number) for number in calendar_of},
                desk_calendar=CalendarView(
                    calendar.id, calendar.name, version.id, self._work.rules.calendar(session, version.id)
                ),
                staff=tuple(_staff_view(one) for one in session.scalars(select(Staff).order_by(Staff.name))),
                categories=_categories(session),
                triggers=trigger_views(session),
                targets=_targets(policy.targets, calendar_of),
                matrix=rules.matrix(session),
            )

    def save_site(self, act: SaveSite) -> Done[SiteView]:
        with self._work.act(Role.MANAGER) as (session, now, staff):
            wrong: dict[str, str] = {}
            if not act.name.strip():
                wrong["name"] = "missing"
            if act.zone not in zoneinfo.available_timezones():
                wrong["zone"] = "unknown_zone"
            if wrong:
                raise Invalid(wrong)
            site = session.get_one(Site, 1)
            if site.version != act.version:
                raise Conflict("site_edited", newer=_site_view(session))
            was = _site_view(session)
            for name in ("name", "address", "phone"):
                setattr(site, name, clean(getattr(act, name)))
            site.paper, site.language = act.paper, act.language
            site.supplier_pauses, site.other_pauses = act.supplier_pauses, act.other_pauses
            site.tone_to_outside = act.tone_to_outside
            moved = site.zone != act.zone
            site.zone = act.zone
            site.version += 1
            session.flush()
            if moved:
                self._move_desk(session, act.zone, now)
            becomes = _site_view(session)
            words = _changed(was, becomes)
            events.record(session, [events.Line("site_edited", now, staff.id, words=words)], now)
            return Done(becomes, Changes(lists=_SITE | _POLICY if moved else _SITE))

    def save_hours(self, act: SaveHours) -> Done[CalendarView]:
        """New hours from now on: a new version of calendar and policy. Calls keep those they began with."""
        with self._work.act(Role.MANAGER) as (session, now, staff):
            calendar = session.get(WorkCalendar, act.calendar_id)
            if calendar is None:
                raise NotFound("calendar_unknown", id=act.calendar_id)
            hours = Calendar.from_dict(dict(act.spec))
            was = rules.newest_version(session, calendar.id)
            version = self._new_hours(session, calendar.id, hours, now)
            words = {"calendar": calendar.name, "was": was.spec, "becomes": version.spec}
            events.record(session, [events.Line("hours_edited", now, staff.id, words=words)], now)
            return Done(CalendarView(calendar.id, calendar.name, version.id, hours), Changes(lists=_POLICY))

    def save_targets(self, act: SaveTargets) -> Done[int]:
        """New targets from now on, as a new version of the policy; gives back its number."""
        with self._work.act(Role.MANAGER) as (session, now, staff):
            if any(target is not None and target < timedelta(0) for _p, _k, target, _c in act.targets):
                raise Invalid({"target": "below_zero"})
            policy = self._work.rules.in_force(session)
            targets = {
                (priority, ClockKind(kind)): Target(target, rules.newest_version(session, calendar_id).id)
                for priority, kind, target, calendar_id in act.targets
                if target is not None
            }
            number = _new_policy(session, targets, policy.phone_answers, now)
            words = {
                "was": _told(policy.targets),
                "becomes": _told(targets),
            }
            events.record(session, [events.Line("targets_edited", now, staff.id, words=words)], now)
            return Done(number, Changes(lists=_POLICY))

    def save_staff(self, act: SaveStaff) -> Done[StaffView]:
        """Add a member of staff, or change one. The desk always keeps an active manager."""
        with self._work.act(Role.MANAGER) as (session, now, staff):
            if not act.name.strip():
                raise Invalid({"name": "missing"})
            if act.id is None:
                person = Staff(name="", role=act.role)
                session.add(person)
            else:
                found = session.get(Staff, act.id)
                if found is None:
                    raise NotFound("staff_unknown", id=act.id)
                person = found
            person.name, person.role, person.active = clean(act.name), act.role, act.active
            session.flush()
            managers = session.scalar(
                select(func.count()).select_from(Staff).where(Staff.role == Role.MANAGER, Staff.active.is_(True))
            )
            if not managers:
                raise NotAllowed("last_manager")
            kind = "staff_added" if act.id is None else "staff_edited"
            words = {"name": person.name, "role": person.role.value, "active": person.active, "id": person.id}
            events.record(session, [events.Line(kind, now, staff.id, words=words)], now)
            return Done(_staff_view(person), Changes(lists=frozenset({"staff"})))

    def _move_desk(self, session: Session, zone: str, now: datetime) -> None:
        """The desk's hours are the wall clock of its zone: another zone is another version of them."""
        calendar, version = rules.desk_calendar(session)
        spec = {**version.spec, "zone": zone}
        self._new_hours(session, calendar.id, Calendar.from_dict(spec), now)

    def _new_hours(self, session: Session, calendar_id: int, hours: Calendar, now: datetime) -> CalendarVersion:
        before = rules.newest_version(session, calendar_id)
        version = CalendarVersion(calendar_id=calendar_id, number=before.number + 1, made_at=now, spec=hours.to_dict())
        session.add(version)
        session.flush()
        policy = self._work.rules.in_force(session)
        targets = {
            key: Target(target.length, version.id) if target.calendar_version_id == before.id else target
            for key, target in policy.targets.items()
        }
        _new_policy(session, targets, policy.phone_answers, now)
        return version


def trigger_views(session: Session) -> tuple[TriggerView, ...]:
    rows = session.scalars(select(Trigger).where(Trigger.active.is_(True)).order_by(Trigger.position))
    return tuple(TriggerView(row.code, row.label, tuple(EscalationType(kind) for kind in row.suggests)) for row in rows)


def _new_policy(
    session: Session, targets: Mapping[tuple[Priority, ClockKind], Target], phone_answers: bool, now: datetime
) -> int:
    policy = PolicyVersion(made_at=now, phone_answers=phone_answers)
    session.add(policy)
    session.flush()
    session.add_all(
        PolicyTarget(
            policy_version_id=policy.id,
            priority=priority,
            kind=kind,
            target=target.length,
            calendar_version_id=target.calendar_version_id,
        )
        for (priority, kind), target in targets.items()
    )
    session.flush()
    return policy.id


def _site_view(session: Session) -> SiteView:
    site = session.get_one(Site, 1)
    return SiteView(
        name=site.name,
        address=site.address,
        phone=site.phone,
        zone=site.zone,
        paper=site.paper,
        language=site.language,
        supplier_pauses=site.supplier_pauses,
        other_pauses=site.other_pauses,
        tone_to_outside=site.tone_to_outside,
        demo=site.demo,
        version=site.version,
    )


def _staff_view(person: Staff) -> StaffView:
    return StaffView(person.id, person.name, person.role, person.active)


def _categories(session: Session) -> tuple[CategoryView, ...]:
    checks: dict[int, list[tuple[int, str]]] = {}
    for check in session.scalars(select(CategoryCheck).order_by(CategoryCheck.position, CategoryCheck.id)):
        checks.setdefault(check.category_id, []).append((check.id, check.text))
    return tuple(
        CategoryView(row.id, row.name, row.active, tuple(checks.get(row.id, ())))
        for row in session.scalars(select(Category).order_by(Category.position, Category.name))
    )


def _targets(
    targets: Mapping[tuple[Priority, ClockKind], Target], calendar_of: Mapping[int, int]
) -> tuple[TargetView, ...]:
    desk = min(calendar_of.values())
    views = []
    for priority in Priority:
        for kind in ClockKind:
            if kind in (ClockKind.CALL_BACK, ClockKind.DEADLINE):
                continue
            target = targets.get((priority, kind))
            if target is None:
                views.append(TargetView(priority, kind, None, desk))
            else:
                views.append(TargetView(priority, kind, target.length, calendar_of[target.calendar_version_id]))
    return tuple(views)


def _changed(was: SiteView, becomes: SiteView) -> dict[str, object]:
    names = [name for name in SiteView.__dataclass_fields__ if name != "version"]
    differ = [name for name in names if getattr(was, name) != getattr(becomes, name)]
    return {
        "was": {name: getattr(was, name) for name in differ},
        "becomes": {name: getattr(becomes, name) for name in differ},
    }


def _told(targets: Mapping[tuple[Priority, ClockKind], Target]) -> dict[str, int]:
    """Targets as a line of the timeline keeps them: seconds."""
    return {f"{p.value} {k.value}": int(target.length.total_seconds()) for (p, k), target in targets.items()}
