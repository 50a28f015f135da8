"""The desk in which a history takes place: made by the services at its beginning, and looked up from there."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.authority import Limits
from deskapp.domain.data_class import dataclass
from deskapp.domain.rota import Rotation, Window
from deskapp.domain.words import ClockKind, ContactKind, EscalationType, Level, Priority, Role, RouteHours
from deskapp.domain.working_time import WEEKDAYS, Calendar
from deskapp.models.events import Event
from deskapp.models.policy import CalendarVersion, WorkCalendar
from deskapp.models.site import Category, CategoryCheck, Site
from deskapp.services import phones
from deskapp.services.approvals import authority
from deskapp.services.defaults import length
from deskapp.services.directory import contacts
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.service import Directory
from deskapp.services.history.people import Agent
from deskapp.services.history.said import desk
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.rotas.service import Rotas
from deskapp.services.routes import ranking
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.routes.service import Routes
from deskapp.services.rules import Policy, Target, desk_calendar
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.service import SiteSettings
from deskapp.services.site.setup import fill
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.work import Work

_ROTA = "rota: "


@dataclass(frozen=True)
class Helper:
    """A contact, as calls are escalated to them."""

    id: int
    name: str
    #: What the timeline calls them beside their name.
    role: str
    skills: frozenset[str]
    outside: bool
    #: Until when they are to have accepted, by priority.
    acceptance: Mapping[Priority, Target]


@dataclass(frozen=True)
class Thing:
    """Equipment that calls are about, and the place where it stands."""

    id: int
    label: str
    place_id: int
    place: str


@dataclass(frozen=True)
class Setting:
    """What every call of the history goes by."""

    zone: str
    #: The desk's hours, and which version of them.
    calendar: Calendar
    #: By version: the desk's hours, and those of contacts.
    calendars: Mapping[int, Calendar]
    policy: Policy
    targets: Mapping[tuple[ClockKind, Priority], Target]
    #: By name.
    categories: Mapping[str, int]
    #: By category, the lines of its checklist: id and text.
    checks: Mapping[int, Sequence[tuple[int, str]]]
    helpers: Sequence[Helper]
    manager: int
    supervisors: Sequence[Agent]
    #: What each level may decide, in hundredths of the site's currency.
    limits: Limits
    currency: str
    #: Whose numbers are typed without a country's code.
    region: str
    #: The last line of the timeline: its id and its link.
    last_line: tuple[int, str]


def set_up(work: Work, now: datetime) -> Setting:
    """The desk before its first call. now: the present, from which the turns of rotas are counted back."""
    told = desk()
    with work.batch() as session:
        fill(session, work.clock.now(), told["staff"]["manager"])
        work.staff_id = 1
        session.get_one(Site, 1).demo = True
        _save_site(session, SiteSettings(work), told["site"])
        since = work.clock.now()
        supervisors = [
            Agent(SiteSettings(work).save_staff(SaveStaff(name, Role.SUPERVISOR)).value.id, name, since, None)
            for name in told["staff"]["supervisors"]
        ]
        categories = {category.name: category.id for category in session.scalars(select(Category))}
        helpers = _contacts(session, Directory(work), categories, work.clock.now())
        rotas = _rotas(Rotas(work), helpers, told["site"]["zone"], now)
        _routes(Routes(work), helpers, rotas)
        return looked_up(session, work, categories, supervisors)


def _save_site(session: Session, settings: SiteSettings, told: Mapping[str, Any]) -> None:
    site = session.get_one(Site, 1)
    # Who waits for a supplier waits with the clocks standing still: so old calls are open and not late.
    act = SaveSite(
        **told,
        paper=site.paper,
        language=site.language,
        supplier_pauses=True,
        other_pauses=True,
        tone_to_outside=site.tone_to_outside,
        base_version=site.version,
    )
    settings.save_site(act)


def _contacts(
    session: Session, directory: Directory, categories: Mapping[str, int], made_at: datetime
) -> dict[str, int]:
    told = desk()
    calendar = WorkCalendar(name=told["hours"]["name"])
    session.add(calendar)
    session.flush()
    hours = Calendar(told["site"]["zone"], told["hours"]["week"])
    session.add(CalendarVersion(calendar_id=calendar.id, number=1, made_at=made_at, spec=hours.to_dict()))
    session.flush()
    made = {}
    for one in told["contacts"]:
        act = SaveContact(
            kind=ContactKind(one["kind"]),
            name=one["name"],
            role=one.get("role", ""),
            skills=tuple(categories[name] for name in one["skills"]),
            phones=tuple(one["phones"]),
            email=one["email"],
            calendar_id=calendar.id if "hours" in one else None,
            authority=Level(one.get("authority", "agent")),
            agreed_response=length(one["agreed"]) if "agreed" in one else None,
            our_account=one.get("our_account", ""),
            language="en",
        )
        made[act.name] = directory.save_contact(act).value.id
    return made


def _rotas(planning: Rotas, helpers: Mapping[str, int], zone: str, now: datetime) -> dict[str, int]:
    made = {}
    for one in desk()["rotas"]:
        monday = now.date() - timedelta(days=now.weekday(), weeks=520)
        turn = Rotation(
            unit="week",
            length=1,
            start=datetime.combine(monday, time(17, 30), now.tzinfo),
            members=[str(helpers[name]) for name in one["members"]],
            window=Window(WEEKDAYS, "17:30", "08:00"),
        )
        act = SaveRota(name=one["name"], zone=zone, rotations=(turn,), catch_all=helpers[one["catch_all"]])
        made[act.name] = planning.save(act).value.id
    return made


def _routes(routes: Routes, helpers: Mapping[str, int], rotas: Mapping[str, int]) -> None:
    for one in desk()["routes"]:
        steps = tuple(
            (None, rotas[name.removeprefix(_ROTA)]) if name.startswith(_ROTA) else (helpers[name], None)
            for name in one["offers"]
        )
        kind = EscalationType(one["type"]) if "type" in one else None
        hours = RouteHours.OUTSIDE if one.get("outside") else RouteHours.ALWAYS
        routes.save(SaveRoute(one["name"], steps, type=kind, hours=hours))


def last_line(session: Session) -> tuple[int, str]:
    """The id and the link of the last line of the timeline."""
    event_id, link = session.execute(select(Event.id, Event.link).order_by(Event.id.desc()).limit(1)).one()
    return event_id, link


def looked_up(session: Session, work: Work, categories: Mapping[str, int], supervisors: Sequence[Agent]) -> Setting:
    """What calls go by at a desk as it is. categories: all of them, by name."""
    rules = work.rules
    policy = rules.in_force(session)
    targets = {
        (kind, priority): target
        for kind in ClockKind
        for priority in Priority
        if (target := policy.target(priority, kind)) is not None
    }
    lines: dict[int, list[tuple[int, str]]] = {category_id: [] for category_id in categories.values()}
    checks = select(CategoryCheck).where(CategoryCheck.template_id.is_(None)).order_by(CategoryCheck.position)
    for check in session.scalars(checks):
        lines[check.category_id].append((check.id, check.text))
    names = {category_id: name for name, category_id in categories.items()}
    helpers = []
    for one in contacts.views(session):
        acceptance = {
            priority: target
            for priority in Priority
            if (target := ranking.acceptance_target(session, one, targets.get((ClockKind.ACCEPTANCE, priority))))
        }
        skills = frozenset(names[category_id] for category_id in one.skills)
        outside = one.kind in (ContactKind.SUPPLIER, ContactKind.CONTRACTOR)
        helpers.append(Helper(one.id, one.name, one.role or one.organisation, skills, outside, acceptance))
    versions = session.scalars(select(CalendarVersion.id))
    may = authority.view(session)
    return Setting(
        zone=session.get_one(Site, 1).zone,
        calendar=rules.calendar(session, desk_calendar(session)[1].id),
        calendars={version: rules.calendar(session, version) for version in versions},
        policy=policy,
        targets=targets,
        categories=categories,
        checks=lines,
        helpers=helpers,
        manager=1,
        supervisors=supervisors,
        limits=may.limits,
        currency=may.currency,
        region=phones.region(session),
        last_line=last_line(session),
    )
