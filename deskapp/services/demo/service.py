"""Makes the demo desk: a print and copy shop in the middle of a busy day, whenever it is opened.

Its story is played, not painted: every act goes through the services, at its own instant and by its own person. The
year before is written as the services would leave it (`year.py`), in the same transaction and in the order of time. The
desk's hours hang on the half hour before the opening (see `story.hours`), so that what counts in working time comes out
the same on a Sunday at 03:00 as on a Tuesday afternoon.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind, Level, Role, Tier
from deskapp.domain.working_time import Calendar
from deskapp.models.policy import CalendarVersion, WorkCalendar
from deskapp.models.site import Category, CategoryCheck, Site, Staff
from deskapp.services.approvals.service import Approvals
from deskapp.services.calls.service import Calls
from deskapp.services.demo import acts as demo_acts
from deskapp.services.demo import improving
from deskapp.services.demo import incident as demo_incident
from deskapp.services.demo import rotas as demo_rotas
from deskapp.services.demo import routes as demo_routes
from deskapp.services.demo import things as demo_things
from deskapp.services.demo.cases import Case
from deskapp.services.demo.practising import practise
from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling, hours, length, story
from deskapp.services.demo.telling import cases, of_story
from deskapp.services.demo.year import Year
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.service import Directory
from deskapp.services.escalations.service import Escalations
from deskapp.services.findings.service import Findings
from deskapp.services.incidents.service import Incidents
from deskapp.services.library.cards import Cards
from deskapp.services.papers.of_desk import DeskPapers
from deskapp.services.places.service import Places
from deskapp.services.readiness.service import Readiness
from deskapp.services.reviews.service import Reviews
from deskapp.services.rotas.service import Rotas
from deskapp.services.routes.service import Routes
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.service import SiteSettings
from deskapp.services.site.setup import fill
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.work import Work
from deskapp.services.written_policy.service import WrittenPolicy
from deskapp.storage import backup, practice_file, remains, schema
from deskapp.storage.database import Database

#: How many calls are over and done with: all before the story's, and those between them.
CLOSED_CALLS = 1483
_PAST = timedelta(days=365)
_DAY, _AN_HOUR = timedelta(days=1), timedelta(hours=1)
#: The year is over so long before the first call of the story that is open.
_QUIET = timedelta(minutes=10)


def make_demo(path: Path, now: datetime, closed: int = CLOSED_CALLS) -> None:
    """Make the demo desk at `path` as it stands at `now`. Raises StorageProblem where it cannot be made.

    closed: how many calls of the past year, the newest, are over and done with; never fewer than the story tells of.
    """
    _make(path, now, closed)
    practise(path, now)


def make_demo_anew(path: Path, now: datetime) -> None:
    """The same in place of the last one, which stays until the new one is whole."""
    making = path.with_name(f".{path.name}.{os.getpid()}.demo")
    making.unlink(missing_ok=True)
    _make(making, now, CLOSED_CALLS)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    backup.put_instead(making, path)
    remains.remove(practice_file.beside(path))
    practise(path, now)


def _make(path: Path, now: datetime, closed: int) -> None:
    """The desk's own file."""

    def fill_in(making: Path) -> None:
        database = Database(making)
        try:
            work = Work(database, FixedClock(now - _PAST - _DAY))
            with work.batch() as session:
                calendar, stage = set_up(work, now)
                telling = Telling(now, story()["site"]["zone"])
                past = _Past(calendar, telling, closed)
                year = Year(work, session, stage, past.of_year)
                _play(work, stage, _scenes(telling, past), year)
                year.index()
        finally:
            database.close()

    schema.create(path, fill_in)


def set_up(work: Work, now: datetime) -> tuple[Calendar, Stage]:
    """The desk before its first call: site, hours, staff, customers, contacts. `now`: when it is opened."""
    with work.write() as session:
        told, opened = story(), work.clock.now()
        manager = told["staff"][0]["name"]
        fill(session, opened, manager)
        stage = Stage(
            Calls(work),
            Escalations(work),
            Rotas(work),
            Incidents(work),
            Approvals(work),
            Findings(work),
            WrittenPolicy(work),
            Reviews(work),
            Readiness(work),
            DeskPapers(work),
            SiteSettings(work),
            Cards(work),
        )
        stage.staff[manager] = work.staff_id = session.scalars(select(Staff.id)).one()
        site = session.get_one(Site, 1)
        site.demo = True
        desk_hours = hours(told["hours"][0], told["site"]["zone"], now)
        # The hours with which the desk is made, not a change of them: nobody has relied on the version yet.
        session.scalars(select(CalendarVersion)).one().spec = desk_hours.to_dict()
        session.flush()
        settings, directory = stage.settings, Directory(work)
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


def _play(work: Work, stage: Stage, scenes: Iterator[Scene], year: Year) -> None:
    """Carry the scenes out in the order of their instants, those of one instant in the order they are told."""
    for scene in sorted(scenes, key=lambda scene: scene.at):
        year.write(scene.at)
        work.clock = FixedClock(scene.at)
        work.staff_id = stage.staff[scene.by]
        scene.play(stage)


class _Past:
    """The calls that are over, with their ids and instants: before the open ones, and between them."""

    def __init__(self, calendar: Calendar, telling: Telling, closed: int) -> None:
        told = story()
        opened = told["open"][0]
        self.outage = demo_incident.calls(told["outage"], telling)
        self.earlier = [{**call, "at": telling.now - call["days"] * _DAY - _AN_HOUR} for call in told["earlier"]]
        self.between = list(_between(calendar, telling))
        alone = [*self.outage, *self.earlier]
        logged = [(call, telling.ago(call["ago"])) for call in told["open"]]
        logged += [(call, call["at"]) for call in (*alone, *self.between)]
        self.is_whole = closed >= CLOSED_CALLS
        most = max(0, closed - len(self.between) - len(alone))
        until = telling.ago(opened["ago"]) - _QUIET
        year = cases(calendar, telling, [of_story(call, at) for call, at in logged], until, most)
        every: list[tuple[datetime, Any, datetime]] = [(case.at, case, over) for case, over in year]
        every += [(call["at"], call, until) for call in alone]
        every.sort(key=lambda one: one[0])
        #: (id, call, when it is over) of the year, in the order of time.
        self.of_year: list[tuple[int, Case, datetime]] = []
        for call_id, (_at, one, over) in enumerate(every, opened["id"] - len(every)):
            if isinstance(one, Case):
                self.of_year.append((call_id, one, over))
            else:
                one["id"] = call_id


def _scenes(telling: Telling, past: _Past) -> Iterator[Scene]:
    told = story()
    yield from demo_rotas.scenes(telling)
    if past.is_whole:
        # Fewer calls than that point to nothing.
        yield from improving.scenes(telling)
    for call in told["open"]:
        yield Scene(telling.ago(call["ago"]), call["by"], demo_acts.log(call, telling))
        yield from demo_acts.steps(call, telling)
    agents = cycle([person["name"] for person in told["staff"] if person["role"] == "agent"])
    for call in (*past.earlier, *past.outage, *past.between):
        by = next(agents)
        yield Scene(call["at"], by, demo_acts.log(call, telling))
        solved = call["at"] + length(call["takes"])
        yield Scene(solved, by, demo_acts.resolve(call["id"], call["solution"], call["customer"]))
    yield from demo_incident.scenes(told["outage"], [call["id"] for call in past.outage], telling)


def _between(calendar: Calendar, telling: Telling) -> Iterator[dict[str, Any]]:
    """The calls between the open ones, solved while the customer was on the line: evenly through the working time."""
    told = story()
    busy = {call["customer"] for call in told["open"]}
    # Lately those with an open call did not call but where the story says so: it counts their contacts.
    others = cycle([customer["name"] for customer in told["customers"] if customer["name"] not in busy])
    texts = cycle(told["past_today"])
    opened = [(call["id"], telling.ago(call["ago"])) for call in told["open"]]
    for (before, start), (after, end) in pairwise(opened):
        worked = calendar.elapsed(start, end)
        for n in range(1, after - before):
            at = calendar.due(start, worked * n / (after - before))
            yield {**next(texts), "at": at, "id": before + n, "customer": next(others)}
