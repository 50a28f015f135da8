"""Making a new desk: its file, and in one transaction everything a desk starts with."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.clock import Clock, SystemClock
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ApprovalKind, Asks, ClockKind, Impact, Level, Paper, Priority, Role, Urgency
from deskapp.domain.working_time import Calendar
from deskapp.models.approvals import AuthorityLimit
from deskapp.models.incidents import IncidentCheck
from deskapp.models.policy import CalendarVersion, MatrixCell, PolicyTarget, PolicyVersion, WorkCalendar
from deskapp.models.site import Category, CategoryCheck, Site, Staff, Trigger
from deskapp.services import events
from deskapp.services.approvals import authority
from deskapp.services.defaults import defaults, length
from deskapp.services.library import shipped_guides, sign_words, templates
from deskapp.services.staff import pins
from deskapp.services.work import Work
from deskapp.storage import schema
from deskapp.storage.database import Database


def make_desk(path: Path, clock: Clock | None = None, manager: str = "Manager", pin: str | None = None) -> str:
    """Make a desk's file at `path` with its defaults and one manager, who names the others.

    pin: the manager's; then the recovery code is given back. Raises StorageProblem where a file is already there or
    cannot be made, Invalid for a PIN that is guessed first.
    """
    clock = clock or SystemClock()
    now = clock.now()
    if pin is not None:
        pins.refuse_weak(pin)
    code = ""

    def fill_in(making: Path) -> None:
        nonlocal code
        database = Database(making)
        try:
            with database.write() as session:
                fill(session, now, manager)
        finally:
            database.close()
        if pin is not None:
            code = lock_up(making, clock, pin)

    schema.create(path, fill_in)
    return code


def lock_up(making: Path, clock: Clock, pin: str) -> str:
    """The PIN of the first manager and the recovery code, which is given back, before anybody else has the file."""
    code = pins.new_code()
    kept, kept_code = pins.hashed(pin), pins.hashed_code(code)
    database = Database(making)
    try:
        with Work(database, clock).write() as session:
            now = clock.now()
            managers = select(Staff).where(Staff.role == Role.MANAGER, Staff.active).order_by(Staff.id)
            manager = session.scalars(managers).first()
            assert manager is not None
            pins.set_pin(session, manager.id, kept, now)
            pins.set_code(session, kept_code, now)
            lines = [
                events.Line(EventKind.PIN_CHOSEN, now, manager.id, payload={"name": manager.name}),
                events.Line(EventKind.RECOVERY_CODE_MADE, now, manager.id),
            ]
            events.record(session, lines, now)
    finally:
        database.close()
    return code


def fill(session: Session, now: datetime, manager: str) -> None:
    """Write what a new desk starts with into an empty schema."""
    given = defaults()
    site = given["site"]
    session.add(
        Site(
            id=1,
            name=site["name"],
            zone=site["zone"],
            paper=Paper(site["paper"]),
            language=site["language"],
            currency=site["currency"],
            required_parts=site["required_parts"],
            sign_languages=site["sign_languages"],
        )
    )
    person = Staff(name=manager, role=Role.MANAGER)
    session.add(person)
    session.flush()
    _policy(session, now)
    for position, (name, checks) in enumerate(given["categories"].items()):
        asks = {
            f"asks_{what}": Asks.NOT if name in without else Asks.ASKED for what, without in given["not_asked"].items()
        }
        category = Category(name=name, position=position, **asks)
        session.add(category)
        session.flush()
        session.add_all(
            CategoryCheck(category_id=category.id, position=line, text=text) for line, text in enumerate(checks)
        )
        session.add_all(shipped_guides.of_category(name, category.id, site["language"]))
    templates.begin_with(session, site["language"])
    session.add_all(
        Trigger(code=code, suggests=types, position=position)
        for position, (code, types) in enumerate(given["triggers"].items())
    )
    session.flush()
    session.add_all(sign_words.shipped_rows(session))
    session.add_all(_authority())
    session.add_all(
        IncidentCheck(position=position, text=text) for position, text in enumerate(given["incident"]["checklist"])
    )
    session.flush()
    events.record(session, [events.Line(EventKind.DESK_MADE, now, person.id)], now)


def _authority() -> list[AuthorityLimit]:
    """Amounts are whole in the defaults; true: yes, whatever the amount."""
    return authority.rows(
        {
            Level(level): {
                ApprovalKind(kind): None if limit is True else limit * 100 for kind, limit in of_level.items()
            }
            for level, of_level in defaults()["authority"].items()
        }
    )


def _policy(session: Session, now: datetime) -> None:
    given = defaults()
    calendar = WorkCalendar(name=given["hours"]["name"])
    session.add(calendar)
    session.flush()
    hours = Calendar(zone=given["site"]["zone"], week=given["hours"]["week"])
    version = CalendarVersion(calendar_id=calendar.id, number=1, made_at=now, spec=hours.to_dict())
    policy = PolicyVersion(made_at=now, phone_answers=given["policy"]["phone_answers"])
    session.add_all((version, policy))
    session.flush()
    for kind, lengths in given["policy"]["targets"].items():
        for priority, text in zip(Priority, lengths, strict=True):
            session.add(
                PolicyTarget(
                    policy_version_id=policy.id,
                    priority=priority,
                    kind=ClockKind(kind),
                    target=length(text),
                    calendar_version_id=version.id,
                )
            )
    for impact, row in given["matrix"].items():
        for urgency, priority in row.items():
            cell = {"impact": Impact(impact), "urgency": Urgency(urgency), "priority": Priority(priority)}
            session.add(MatrixCell(policy_version_id=policy.id, **cell))
