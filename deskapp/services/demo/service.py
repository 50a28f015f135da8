"""Makes the demo desk: a print and copy shop in the middle of a busy day, whenever it is opened.

Its past is played, not painted: every act goes through the services, at its own instant and by its own person,
in one transaction. The desk's hours hang on the half hour before the opening (see `demo_story.hours`), so that
what counts in working time comes out the same on a Sunday at 03:00 as on a Tuesday afternoon.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind, HandoffPart, Level, Role, Tier
from deskapp.domain.working_time import Calendar
from deskapp.models.policy import CalendarVersion, WorkCalendar
from deskapp.models.site import Category, CategoryCheck, Site, Staff
from deskapp.services.approvals.service import Approvals
from deskapp.services.calls.service import Calls
from deskapp.services.demo import acts as demo_acts
from deskapp.services.demo import incident as demo_incident
from deskapp.services.demo import rotas as demo_rotas
from deskapp.services.demo import routes as demo_routes
from deskapp.services.demo import things as demo_things
from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling, hours, length, story
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.service import Directory
from deskapp.services.escalations.service import Escalations
from deskapp.services.incidents.service import Incidents
from deskapp.services.places.service import Places
from deskapp.services.rotas.service import Rotas
from deskapp.services.routes.service import Routes
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.service import SiteSettings
from deskapp.services.site.setup import fill
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.work import Work
from deskapp.storage import schema
from deskapp.storage.database import Database

#: How many calls are over and done with.
CLOSED_CALLS = 300
_PAST = timedelta(days=365)
_DAY = timedelta(days=1)
#: Nothing of the closed calls happens later than so long before the opening.
_QUIET = timedelta(minutes=10)


def make_demo(path: Path, now: datetime, closed: int = CLOSED_CALLS) -> None:
    """Make the demo desk at `path` as it stands at `now`. Raises StorageProblem where it cannot be made.

    closed: how many calls of the past year are over and done with; never fewer than lie between the open ones.
    """

    def fill_in(making: Path) -> None:
        database = Database(making)
        try:
            work = Work(database, FixedClock(now - _PAST - _DAY))
            with work.batch():
                calendar, stage = _set_up(work, now)
                _play(work, stage, _scenes(calendar, now, closed))
        finally:
            database.close()

    schema.create(path, fill_in)


def _set_up(work: Work, now: datetime) -> tuple[Calendar, Stage]:
    """The desk before its first call: site, hours, staff, customers, contacts. `now`: when it is opened."""
    with work.write() as session:
        told, opened = story(), work.clock.now()
        manager = told["staff"][0]["name"]
        fill(session, opened, manager)
        stage = Stage(Calls(work), Escalations(work), Rotas(work), Incidents(work), Approvals(work))
        stage.staff[manager] = work.staff_id = session.scalars(select(Staff.id)).one()
        site = session.get_one(Site, 1)
        site.demo = True
        desk_hours = hours(told["hours"][0], told["site"]["zone"], now)
        # The hours with which the desk is made, not a change of them: nobody has relied on the version yet.
        session.scalars(select(CalendarVersion)).one().spec = desk_hours.to_dict()
        session.flush()
        settings, directory = SiteSettings(work), Directory(work)
        settings.save_site(
            SaveSite(
                **told["site"],
                paper=site.paper,
                language=site.language,
                supplier_pauses=site.supplier_pauses,
                other_pauses=site.other_pauses,
                tone_to_outside=site.tone_to_outside,
                base_version=site.version,
            )
        )
        for person in told["staff"][1:]:
            saved = settings.save_staff(SaveStaff(person["name"], Role(person["role"])))
            stage.staff[saved.value.name] = saved.value.id
        for category in session.scalars(select(Category)):
            lines = select(CategoryCheck.id).where(
                CategoryCheck.category_id == category.id, CategoryCheck.template_id.is_(None)
            )
            stage.categories[category.name] = category.id
            stage.checks[category.name] = tuple(session.scalars(lines.order_by(CategoryCheck.position)))
        for customer in told["customers"]:
            stage.customers[customer["name"]] = directory.save_customer(_customer(customer)).value.id
        calendars = _calendars(session, opened, now)
        for contact in told["contacts"]:
            act = _contact(contact, stage, calendars)
            stage.contacts[act.name] = directory.save_contact(act).value.id
        demo_things.set_up(stage, Places(work), now)
        demo_rotas.set_up(stage, now)
        demo_routes.set_up(stage, Routes(work))
        return desk_hours, stage


def _calendars(session: Session, opened: datetime, now: datetime) -> dict[str, int]:
    """Hours of contacts that are not the desk's."""
    told = story()
    made: dict[str, int] = {}
    for named in told["hours"][1:]:
        calendar = WorkCalendar(name=named["name"])
        session.add(calendar)
        session.flush()
        spec = hours(named, told["site"]["zone"], now).to_dict()
        session.add(CalendarVersion(calendar_id=calendar.id, number=1, made_at=opened, spec=spec))
        made[named["name"]] = calendar.id
    session.flush()
    return made


def _customer(told: Mapping[str, Any]) -> SaveCustomer:
    return SaveCustomer(
        name=told["name"],
        account=told["account"],
        email=told.get("email", ""),
        tier=Tier(told.get("tier", "standard")),
        notes=told.get("notes", ""),
        phones=tuple(told["phones"]),
    )


def _contact(told: Mapping[str, Any], stage: Stage, calendars: Mapping[str, int]) -> SaveContact:
    return SaveContact(
        kind=ContactKind(told["kind"]),
        name=told["name"],
        role=told.get("role", ""),
        skills=tuple(stage.categories[name] for name in told["skills"]),
        phones=tuple(told["phones"]),
        email=told["email"],
        calendar_id=calendars[told["hours"]] if "hours" in told else None,
        authority=Level(told.get("authority", "agent")),
        agreed_response=length(told["agreed"]) if "agreed" in told else None,
        our_account=told.get("our_account", ""),
        may_see=tuple(told["may_see"]) if "may_see" in told else None,
        language=told["language"],
        notes=told.get("notes", ""),
    )


def _play(work: Work, stage: Stage, scenes: Iterator[Scene]) -> None:
    """Carry the scenes out in the order of their instants, those of one instant in the order they are told."""
    for scene in sorted(scenes, key=lambda scene: scene.at):
        work.clock = FixedClock(scene.at)
        work.staff_id = stage.staff[scene.by]
        scene.play(stage)


def _scenes(calendar: Calendar, now: datetime, closed: int) -> Iterator[Scene]:
    told = story()
    telling = Telling(now, told["site"]["zone"])
    yield from demo_rotas.scenes(telling)
    for call in told["open"]:
        yield Scene(telling.ago(call["ago"]), call["by"], demo_acts.log(call, telling))
        yield from demo_acts.steps(call, telling)
    agents = cycle([person["name"] for person in told["staff"] if person["role"] == "agent"])
    outage: list[int] = []
    for call in _closed_calls(calendar, telling, closed):
        if "after" in call:
            outage.append(call["id"])
        yield from _closed_call(call, next(agents), calendar, telling)
    yield from demo_incident.scenes(told["outage"], outage, telling)


def _closed_calls(calendar: Calendar, telling: Telling, closed: int) -> Iterator[dict[str, Any]]:
    """The calls that are over, with their ids and instants: before the open ones, and between them."""
    told = story()
    busy = {call["customer"] for call in told["open"]}
    everybody = cycle([customer["name"] for customer in told["customers"][::-1]])
    # Lately those with an open call did not call but where the story says so: it counts their contacts.
    others = cycle([customer["name"] for customer in told["customers"] if customer["name"] not in busy])
    past, today = cycle(told["past"]), cycle(told["past_today"])
    outage = demo_incident.calls(told["outage"], telling)
    earlier = sorted(told["earlier"], key=lambda call: -int(call["days"]))
    for call_id, at, until in _slots(calendar, telling, closed):
        age = telling.now - at
        call = dict(next(today) if age < _DAY / 4 else next(past))
        call["customer"] = next(others if age < 32 * _DAY else everybody)
        if earlier and telling.now - earlier[0]["days"] * _DAY < until:
            call = earlier.pop(0)
        # These came within the hour: the next ones in the row of references, each at its own instant.
        if outage and outage[0]["at"] < until:
            call = outage.pop(0)
        yield {"at": at, **call, "id": call_id}


def _slots(calendar: Calendar, telling: Telling, closed: int) -> Iterator[tuple[int, datetime, datetime]]:
    """(id, instant, the next one) of each closed call: evenly through the working time between their neighbours."""
    opened = [(call["id"], telling.ago(call["ago"])) for call in story()["open"]]
    between = opened[-1][0] - opened[0][0] + 1 - len(opened)
    marks = [(opened[0][0] - max(0, closed - between) - 1, telling.now - _PAST), *opened]
    for (before, start), (after, end) in pairwise(marks):
        worked = calendar.elapsed(start, end)
        places = [calendar.due(start, worked * n / (after - before)) for n in range(1, after - before + 1)]
        for n, (at, until) in enumerate(pairwise(places), start=1):
            yield before + n, at, until


def _closed_call(call: Mapping[str, Any], by: str, calendar: Calendar, telling: Telling) -> Iterator[Scene]:
    """One call of the past: logged, perhaps handed on, solved, agreed; perhaps open once more."""
    at, call_id, who = call["at"], call["id"], call["customer"]
    yield Scene(at, by, demo_acts.log(call, telling))
    if "to" in call:
        yield from _handed_on(call, by, calendar)
    solved = calendar.due(at, length(call["takes"]))
    agreed = solved + length(call["later"]) if "later" in call else solved
    if agreed == solved or agreed > telling.now - _QUIET:
        yield Scene(solved, by, demo_acts.resolve(call_id, call["solution"], who))
        return
    yield Scene(solved, by, demo_acts.resolve(call_id, call["solution"]))
    yield Scene(agreed, by, demo_acts.agree(call_id, who))
    if "reopened" in call and agreed + 3 * _DAY < telling.now - _QUIET:
        yield Scene(agreed + 2 * _DAY, by, demo_acts.reopen(call_id, call["reopened"]))
        yield Scene(agreed + 3 * _DAY, by, demo_acts.resolve(call_id, call["again"], who))


def _handed_on(call: Mapping[str, Any], by: str, calendar: Calendar) -> Iterator[Scene]:
    at, call_id = call["at"], call["id"]
    handed = calendar.due(at, timedelta(minutes=5))
    back = calendar.due(at, length(call["takes"]) - timedelta(minutes=2))
    parts = {
        HandoffPart.ISSUE: f"{call['summary']}.",
        HandoffPart.STEPS: "The checklist of the category was done.",
        HandoffPart.WANTS: "That it works again.",
    }
    yield Scene(handed, by, demo_acts.escalate(call_id, call["to"], call["trigger"], parts))
    yield Scene(calendar.due(handed, length(call["answered"])), by, demo_acts.accept(call_id))
    yield Scene(back, by, demo_acts.give_back(call_id, call["solution"]))
