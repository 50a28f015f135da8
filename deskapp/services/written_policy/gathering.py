"""What the site's settings say of escalating, gathered for the written policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from deskapp.domain.rota import Rotation
from deskapp.domain.words import ApprovalKind, ClockKind, ContactKind, Impact, Level, Priority, Urgency
from deskapp.domain.working_year import WEEKDAYS
from deskapp.domain.written_policy.content import (
    Cell,
    Duty,
    Hours,
    Limit,
    NotSaid,
    Path,
    Person,
    PolicyContent,
    Saying,
    Sign,
    Target,
    week_spans,
)
from deskapp.models.contacts import Contact
from deskapp.models.policy import WorkCalendar
from deskapp.models.site import Category, SignWords, Site
from deskapp.services.approvals import authority
from deskapp.services.directory import contacts
from deskapp.services.library import phrases, triggers
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.rotas.views import RotaView
from deskapp.services.routes import service as routes
from deskapp.services.rules import Case, newest_version, version_numbers
from deskapp.services.work import Look

#: So much of what customers say stands beside a sign, as an example.
_EXAMPLES = 3
#: The clocks that a policy sets a target for.
_WITH_TARGETS = tuple(kind for kind in ClockKind if kind not in (ClockKind.CALL_BACK, ClockKind.DEADLINE))
_INSIDE = (Level.AGENT, Level.SUPERVISOR, Level.MANAGER)


def present(look: Look) -> PolicyContent:
    """The policy as the settings are now."""
    session, policy = look.session, look.rules.in_force(look.session)
    site = session.get_one(Site, 1)
    calendars = {row.id: row.name for row in session.scalars(select(WorkCalendar).order_by(WorkCalendar.id))}
    library, view = phrases.library(session), authority.view(session)
    return PolicyContent(
        site=site.name,
        zone=site.zone,
        currency=view.currency,
        phone_answers=policy.phone_answers,
        supplier_pauses=site.supplier_pauses,
        other_pauses=site.other_pauses,
        tone_to_outside=site.tone_to_outside,
        required_parts=tuple(site.required_parts),
        calendars=tuple(_hours(look, number, name) for number, name in calendars.items()),
        signs=tuple(_signs(look, site.language)),
        matrix=tuple(
            Cell(impact.value, urgency.value, policy.matrix[impact, urgency].value)
            for impact in Impact
            for urgency in Urgency
            if (impact, urgency) in policy.matrix
        ),
        paths=tuple(_paths(look)),
        contacts=tuple(_people(look, calendars)),
        rotas=tuple(duty for one in rota_reading.rotas(look, inactive=False) for duty in _duties(look, one)),
        targets=tuple(_targets(look, calendars)),
        limits=tuple(
            Limit(level.value, kind.value, view.limits[level][kind])
            for kind in ApprovalKind
            for level in _INSIDE
            if kind in view.limits[level]
        ),
        phrases=tuple(Saying(str(step), tuple(words)) for step, words in library.steps.items() if words),
        avoided=tuple(NotSaid(one.forms, one.better) for one in library.avoid),
    )


def _hours(look: Look, calendar_id: int, name: str) -> Hours:
    calendar = look.rules.calendar(look.session, newest_version(look.session, calendar_id).id)
    return Hours(name, calendar.zone, week_spans(calendar))


def _signs(look: Look, language: str) -> Iterator[Sign]:
    """Those that are in use; what customers say in the site's language, where it has words for them."""
    said: dict[str, tuple[str, ...]] = {}
    for row in look.session.scalars(select(SignWords).order_by(SignWords.language == language)):
        if row.language in ("", language):
            said[row.trigger_code] = tuple(row.words.split("\n")[:_EXAMPLES])
    for one in triggers.views(look.session, every=False):
        yield Sign(one.code, one.label, tuple(kind.value for kind in one.suggests), said.get(one.code, ()))


def _paths(look: Look) -> Iterator[Path]:
    for one in routes.views(look.session):
        yield Path(
            id=one.id,
            name=one.name,
            category=one.category,
            type=one.type.value if one.type else "",
            trigger=one.trigger or "",
            trigger_label=one.trigger_label,
            priority=one.priority.value if one.priority else "",
            hours=one.hours.value,
            calendar=one.calendar,
            # Whoever looks after the equipment has no name here.
            steps=tuple(step.name for step in one.steps if step.active),
            then=one.then,
        )


def _people(look: Look, calendars: Mapping[int, str]) -> Iterator[Person]:
    kinds, found = list(ContactKind), contacts.views(look.session, Contact.active.is_(True))
    for one in sorted(found, key=lambda each: kinds.index(each.kind)):
        yield Person(
            id=one.id,
            name=one.name,
            kind=one.kind.value,
            organisation=one.organisation,
            role=one.role,
            account=one.our_account,
            phones=one.phone_lines,
            hours=calendars.get(one.calendar_id or 0, ""),
            answers=None if one.agreed_response is None else int(one.agreed_response.total_seconds()),
            authority=one.authority.value,
        )


def _duties(look: Look, view: RotaView) -> Iterator[Duty]:
    names = rota_reading.Names(look.session)
    for number, one in enumerate(view.rota.rotations, 1):
        yield _duty(view, number, one, names)
    if not view.rota.rotations:
        yield Duty(view.id, 1, view.name, "", 0, (), "", "", (), view.catch_all)


def _duty(view: RotaView, number: int, one: Rotation, names: rota_reading.Names) -> Duty:
    window = one.window
    days = () if window is None else tuple(day for day in WEEKDAYS if day in window.days)
    start, end = ("", "") if window is None else (window.start, window.end)
    members = tuple(names.of(member) for member in one.members)
    return Duty(view.id, number, view.name, one.unit, one.length, days, start, end, members, view.catch_all)


def _targets(look: Look, calendars: Mapping[int, str]) -> Iterator[Target]:
    """Of every clock at every priority for all calls, then what differs for some."""
    session, policy = look.session, look.rules.in_force(look.session)
    categories = {row.id: row.name for row in session.execute(select(Category.id, Category.name))}
    versions = {one: name for number, name in calendars.items() for one in version_numbers(session, number)}
    for kind in _WITH_TARGETS:
        for priority in Priority:
            usual = policy.targets.get(Case(priority, kind))
            hours = versions[usual.calendar_version_id] if usual else ""
            seconds = int(usual.length.total_seconds()) if usual else None
            yield Target(kind.value, priority.value, "", "", seconds, hours)
    particular = [case for case in policy.targets if case.category_id is not None or case.tier is not None]
    for case in sorted(particular, key=lambda one: _order(one, categories)):
        target = policy.targets[case]
        yield Target(
            case.kind.value,
            case.priority.value,
            categories.get(case.category_id or 0, ""),
            case.tier.value if case.tier else "",
            int(target.length.total_seconds()),
            versions[target.calendar_version_id],
        )


def _order(case: Case, categories: Mapping[int, str]) -> tuple[object, ...]:
    of = (case.tier.value if case.tier else "", categories.get(case.category_id or 0, ""))
    return (*of, _WITH_TARGETS.index(case.kind), case.priority.value)
