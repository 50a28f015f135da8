"""Editing what is promised: targets, hours, the matrix. Each edit is a new version; calls keep what they began with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ClockKind, Impact, Priority, Role, Urgency
from deskapp.domain.working_time import Calendar
from deskapp.models.policy import CalendarVersion, MatrixCell, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.models.site import Category
from deskapp.services import phones, rules
from deskapp.services.changes import Done
from deskapp.services.clocks.views import CalendarView, PrioritiesView, TargetView
from deskapp.services.rules import Case, Policy, Target
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.clocks.acts import SaveHours, SavePriorities, SaveTargets

#: The part of a version's spec that `Calendar` does not need: what dates are called.
_NAMES = "names"
#: Clocks that run to a named instant have no target.
_WITH_TARGETS = tuple(kind for kind in ClockKind if kind not in (ClockKind.CALL_BACK, ClockKind.DEADLINE))


def save_hours(work: Work, act: SaveHours) -> Done[CalendarView]:
    """New hours of a calendar from now on, or a new calendar. Refuses hours that are never open.

    Beside the keys of `Calendar.to_dict` the spec may have "names": what its dates are called. Another name of
    the calendar alone is no other version of its hours.
    """
    with work.act(Role.MANAGER) as unit:
        if act.name is not None and not clean(act.name):
            raise Invalid({"name": FieldFault.MISSING})
        hours = Calendar.from_dict(dict(act.spec))
        # Where a deadline would be asked for: better refused now than then.
        if not hours.is_open(unit.now) and hours.next_opening(unit.now) is None:
            raise Invalid({"week": FieldFault.NO_HOURS})
        calendar, newest = _calendar(unit.session, act)
        if newest is not None and act.base_version not in (None, newest.id):
            newer = view(calendar, newest, unit.rules.calendar(unit.session, newest.id))
            raise Conflict(Refusal.HOURS_EDITED, name=calendar.name, newer=newer)
        called, region = calendar.name, phones.region(unit.session)
        if act.name is not None:
            calendar.name = clean(act.name)
        if act.country is not None:
            calendar.country, calendar.region = act.country, act.region or ""
        spec = _spec(hours, act.spec)
        version = newest
        if version is None or version.spec != spec:
            version = _new_version(unit, calendar.id, spec)
        if version is not newest or calendar.name != called:
            payload = {"calendar": calendar.name, "was": newest and newest.spec, "becomes": version.spec}
            if calendar.name != called:
                payload["name_was"] = called
            unit.tell(EventKind.HOURS_EDITED, payload=payload)
        unit.session.flush()
        # Whose holidays the desk keeps says which country it is in.
        phones.follow(unit.session, region)
        return unit.done(view(calendar, version, hours), "policy")


def save_targets(work: Work, act: SaveTargets) -> Done[int]:
    """New targets from now on, as a new version of the policy; gives back its id."""
    with work.act(Role.MANAGER) as unit:
        _check(unit.session, act)
        policy = unit.rules.in_force(unit.session)
        if act.base_version not in (None, policy.id):
            _refuse_stale(unit.session, act, unit.rules.policy(unit.session, act.base_version), policy)
        others = {
            case: target
            for case, target in policy.targets.items()
            if (case.category_id, case.tier) != (act.category_id, act.tier)
        }
        edited = {
            Case(priority, ClockKind(kind), act.category_id, act.tier): Target(
                target, rules.newest_version(unit.session, calendar_id).id
            )
            for priority, kind, target, calendar_id in act.targets
            if target is not None
        }
        _refuse_endless(unit, edited.values())
        version_id = _new_policy(unit, replace(policy, targets=others | edited))
        payload = {"was": _told(policy.targets), "becomes": _told(others | edited)}
        unit.tell(EventKind.TARGETS_EDITED, payload=payload)
        return unit.done(version_id, "policy")


def save_priorities(work: Work, act: SavePriorities) -> Done[int]:
    """Another matrix, or another answer to what a phone call is, from now on; gives back the policy's version.

    What holds already makes no other version.
    """
    with work.act(Role.MANAGER) as unit:
        if set(act.matrix) != {(impact, urgency) for impact in Impact for urgency in Urgency}:
            raise Invalid({"matrix": FieldFault.MISSING})
        policy = unit.rules.in_force(unit.session)
        wanted = replace(policy, matrix=dict(act.matrix), phone_answers=act.phone_answers)
        if wanted == policy:
            return unit.done(policy.id)
        if act.base_version not in (None, policy.id):
            base = unit.rules.policy(unit.session, act.base_version)
            # Other targets make another policy too: they are none of this.
            if (base.matrix, base.phone_answers) != (policy.matrix, policy.phone_answers):
                newer = PrioritiesView(policy.matrix, policy.phone_answers, policy.id)
                raise Conflict(Refusal.PRIORITIES_EDITED, newer=newer)
        version_id = _new_policy(unit, wanted)
        unit.tell(EventKind.PRIORITIES_EDITED, payload=_changed(policy, wanted))
        return unit.done(version_id, "policy")


def _changed(policy: Policy, wanted: Policy) -> dict[str, dict[str, object]]:
    """What differs, as a line of the timeline keeps it."""
    was, becomes = (
        {f"{impact} {urgency}": priority.value for (impact, urgency), priority in one.matrix.items()}
        | {"phone_answers": one.phone_answers}
        for one in (policy, wanted)
    )
    differ = [name for name in becomes if was.get(name) != becomes[name]]
    return {"was": {name: was.get(name) for name in differ}, "becomes": {name: becomes[name] for name in differ}}


def move_desk(unit: Unit, zone: str) -> None:
    """The desk's hours are the wall clock of its zone: another zone is another version of them."""
    calendar, version = rules.desk_calendar(unit.session)
    _new_version(unit, calendar.id, {**version.spec, "zone": zone})


def view(calendar: WorkCalendar, version: CalendarVersion, hours: Calendar) -> CalendarView:
    """A calendar as the screens see it; `hours` is what the version says."""
    names = {date.fromisoformat(day): name for day, name in version.spec.get(_NAMES, {}).items()}
    return CalendarView(calendar.id, calendar.name, version.id, hours, calendar.country, calendar.region, names)


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


def _calendar(session: Session, act: SaveHours) -> tuple[WorkCalendar, CalendarVersion | None]:
    """The calendar that is meant with its newest hours; a new one has none."""
    if act.calendar_id is None:
        if act.name is None:
            raise Invalid({"name": FieldFault.MISSING})
        calendar = WorkCalendar(name=clean(act.name))
        session.add(calendar)
        session.flush()
        return calendar, None
    found = session.get(WorkCalendar, act.calendar_id)
    if found is None:
        raise NotFound(Refusal.CALENDAR_UNKNOWN, id=act.calendar_id)
    return found, rules.newest_version(session, found.id)


def _spec(hours: Calendar, given: Mapping[str, Any]) -> dict[str, Any]:
    """Hours as a version keeps them, with the names of those of their dates that have one."""
    told = hours.to_dict()
    given_names = {str(day): clean(str(name)) for day, name in dict(given.get(_NAMES) or {}).items()}
    names = {day: given_names[day] for day in (*told["closed"], *told["special"]) if given_names.get(day)}
    return {**told, _NAMES: dict(sorted(names.items()))} if names else told


def _check(session: Session, act: SaveTargets) -> None:
    wrong: dict[str, FieldFault] = {}
    if any(target is not None and target < timedelta(0) for _p, _k, target, _c in act.targets):
        wrong["target"] = FieldFault.BELOW_ZERO
    if act.category_id is not None and session.get(Category, act.category_id) is None:
        wrong["category_id"] = FieldFault.UNKNOWN
    if wrong:
        raise Invalid(wrong)


def _refuse_stale(session: Session, act: SaveTargets, base: Policy, newest: Policy) -> None:
    """Other hours of a calendar make another policy too: only other targets of these calls count."""
    found = session.execute(select(CalendarVersion.id, CalendarVersion.calendar_id))
    calendar_of = {row.id: row.calendar_id for row in found}
    was, newer = (
        {
            case: (target.length, calendar_of[target.calendar_version_id])
            for case, target in policy.targets.items()
            if (case.category_id, case.tier) == (act.category_id, act.tier)
        }
        for policy in (base, newest)
    )
    if was != newer:
        raise Conflict(Refusal.TARGETS_EDITED)


def _refuse_endless(unit: Unit, targets: Iterable[Target]) -> None:
    """A target that its hours never reach would refuse every call; Calendar raises what is wrong with it."""
    for target in targets:
        unit.rules.calendar(unit.session, target.calendar_version_id).due(unit.now, target.length)


def _new_version(unit: Unit, calendar_id: int, spec: Mapping[str, Any]) -> CalendarVersion:
    """Another version of a calendar; and of the policy, where its targets are counted in that calendar."""
    older = rules.version_numbers(unit.session, calendar_id)
    version = CalendarVersion(calendar_id=calendar_id, number=len(older) + 1, made_at=unit.now, spec=dict(spec))
    unit.session.add(version)
    unit.session.flush()
    policy = unit.rules.in_force(unit.session)
    targets = {
        case: Target(target.length, version.id) if target.calendar_version_id in older else target
        for case, target in policy.targets.items()
    }
    if targets != policy.targets:
        hours = Calendar.from_dict(version.spec)
        for target in targets.values():
            if target.calendar_version_id == version.id:
                hours.due(unit.now, target.length)
        _new_policy(unit, replace(policy, targets=targets))
    return version


def _new_policy(unit: Unit, wanted: Policy) -> int:
    """A version that says what is wanted, from now on; gives back its id."""
    policy = PolicyVersion(made_at=unit.now, phone_answers=wanted.phone_answers)
    unit.session.add(policy)
    unit.session.flush()
    unit.session.add_all(
        PolicyTarget(
            policy_version_id=policy.id,
            priority=case.priority,
            kind=case.kind,
            category_id=case.category_id,
            tier=case.tier,
            target=target.length,
            calendar_version_id=target.calendar_version_id,
        )
        for case, target in wanted.targets.items()
    )
    unit.session.add_all(
        MatrixCell(policy_version_id=policy.id, impact=impact, urgency=urgency, priority=priority)
        for (impact, urgency), priority in wanted.matrix.items()
    )
    unit.session.flush()
    return policy.id


def _told(targets: Mapping[Case, Target]) -> dict[str, int]:
    """Targets as a line of the timeline keeps them: seconds, by what they are for."""
    return {
        " ".join(str(part) for part in case if part is not None): int(target.length.total_seconds())
        for case, target in targets.items()
    }
