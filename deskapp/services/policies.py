"""Editing what is promised: targets and hours. Each edit is a new version; calls keep the one they began with."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskapp.domain.errors import Invalid, NotFound
from deskapp.domain.words import ClockKind, Priority, Role
from deskapp.domain.working_time import Calendar
from deskapp.models.policy import CalendarVersion, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.services import events, rules
from deskapp.services.acts import SaveHours, SaveTargets
from deskapp.services.rules import Case, Target
from deskapp.services.texts import clean
from deskapp.services.views import CalendarView, Changes, Done, TargetView
from deskapp.services.work import Work

_POLICY = Changes(lists=frozenset({"policy"}))
#: Clocks that run to a named instant have no target.
_WITH_TARGETS = tuple(kind for kind in ClockKind if kind not in (ClockKind.CALL_BACK, ClockKind.DEADLINE))


def save_hours(work: Work, act: SaveHours) -> Done[CalendarView]:
    """New hours of a calendar from now on, or a new calendar. Refuses hours that are never open."""
    with work.act(Role.MANAGER) as (session, now, staff):
        if act.name is not None and not clean(act.name):
            raise Invalid({"name": "missing"})
        hours = Calendar.from_dict(dict(act.spec))
        # Where a deadline would be asked for: better refused now than then.
        hours.due(now, timedelta(microseconds=1))
        calendar, was = _calendar(session, act)
        if act.name is not None:
            calendar.name = clean(act.name)
        if act.country is not None:
            calendar.country, calendar.region = act.country, act.region or ""
        version = _new_version(work, session, calendar.id, hours, now)
        words = {"calendar": calendar.name, "was": was, "becomes": version.spec}
        events.record(session, [events.Line("hours_edited", now, staff.id, words=words)], now)
        return Done(view(work, session, calendar, version), _POLICY)


def save_targets(work: Work, act: SaveTargets) -> Done[int]:
    """New targets from now on, as a new version of the policy; gives back its number."""
    with work.act(Role.MANAGER) as (session, now, staff):
        if any(target is not None and target < timedelta(0) for _p, _k, target, _c in act.targets):
            raise Invalid({"target": "below_zero"})
        policy = work.rules.in_force(session)
        others = {
            case: target
            for case, target in policy.targets.items()
            if (case.category_id, case.tier) != (act.category_id, act.tier)
        }
        edited = {
            Case(priority, ClockKind(kind), act.category_id, act.tier): Target(
                target, rules.newest_version(session, calendar_id).id
            )
            for priority, kind, target, calendar_id in act.targets
            if target is not None
        }
        number = _new_policy(session, others | edited, policy.phone_answers, now)
        words = {"was": _told(policy.targets), "becomes": _told(others | edited)}
        events.record(session, [events.Line("targets_edited", now, staff.id, words=words)], now)
        return Done(number, _POLICY)


def move_desk(work: Work, session: Session, zone: str, now: datetime) -> None:
    """The desk's hours are the wall clock of its zone: another zone is another version of them."""
    calendar, version = rules.desk_calendar(session)
    _new_version(work, session, calendar.id, Calendar.from_dict({**version.spec, "zone": zone}), now)


def view(work: Work, session: Session, calendar: WorkCalendar, version: CalendarVersion) -> CalendarView:
    return CalendarView(
        calendar.id,
        calendar.name,
        version.id,
        work.rules.calendar(session, version.id),
        calendar.country,
        calendar.region,
    )


def target_views(targets: Mapping[Case, Target], calendar_of: Mapping[int, int]) -> tuple[TargetView, ...]:
    """Every clock with a target at every priority for all calls, then what differs for some.

    calendar_of: the calendar of each of its versions.
    """
    desk = min(calendar_of.values())
    views = []
    for priority in Priority:
        for kind in _WITH_TARGETS:
            target = targets.get(Case(priority, kind))
            if target is None:
                views.append(TargetView(priority, kind, None, desk))
            else:
                views.append(TargetView(priority, kind, target.length, calendar_of[target.calendar_version_id]))
    views += [
        TargetView(
            case.priority,
            case.kind,
            target.length,
            calendar_of[target.calendar_version_id],
            case.category_id,
            case.tier,
        )
        for case, target in targets.items()
        if case.category_id is not None or case.tier is not None
    ]
    return tuple(views)


def _calendar(session: Session, act: SaveHours) -> tuple[WorkCalendar, Mapping[str, object] | None]:
    if act.calendar_id is None:
        if act.name is None:
            raise Invalid({"name": "missing"})
        calendar = WorkCalendar(name=clean(act.name))
        session.add(calendar)
        session.flush()
        return calendar, None
    found = session.get(WorkCalendar, act.calendar_id)
    if found is None:
        raise NotFound("calendar_unknown", id=act.calendar_id)
    return found, rules.newest_version(session, found.id).spec


def _new_version(work: Work, session: Session, calendar_id: int, hours: Calendar, now: datetime) -> CalendarVersion:
    """Another version of a calendar; and of the policy, where its targets are counted in that calendar."""
    older = rules.version_numbers(session, calendar_id)
    version = CalendarVersion(calendar_id=calendar_id, number=len(older) + 1, made_at=now, spec=hours.to_dict())
    session.add(version)
    session.flush()
    policy = work.rules.in_force(session)
    targets = {
        case: Target(target.length, version.id) if target.calendar_version_id in older else target
        for case, target in policy.targets.items()
    }
    if targets != policy.targets:
        _new_policy(session, targets, policy.phone_answers, now)
    return version


def _new_policy(session: Session, targets: Mapping[Case, Target], phone_answers: bool, now: datetime) -> int:
    policy = PolicyVersion(made_at=now, phone_answers=phone_answers)
    session.add(policy)
    session.flush()
    session.add_all(
        PolicyTarget(
            policy_version_id=policy.id,
            priority=case.priority,
            kind=case.kind,
            category_id=case.category_id,
            tier=case.tier,
            target=target.length,
            calendar_version_id=target.calendar_version_id,
        )
        for case, target in targets.items()
    )
    session.flush()
    return policy.id


def _told(targets: Mapping[Case, Target]) -> dict[str, int]:
    """Targets as a line of the timeline keeps them: seconds, by what they are for."""
    return {
        " ".join(str(part) for part in case if part is not None): int(target.length.total_seconds())
        for case, target in targets.items()
    }
