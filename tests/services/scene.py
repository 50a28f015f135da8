"""What tests of the services begin with: a call, a contact, an escalation, and how a clock stands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.words import (
    Answer,
    Channel,
    ClockKind,
    Consent,
    ContactKind,
    EscalationType,
    HandoffPart,
    Role,
    Transfer,
)
from deskapp.models.pins import StaffPin
from deskapp.services.calls.acts import GiveAgreement, LogCall, NewCustomer
from deskapp.services.calls.row import CallRow
from deskapp.services.calls.views import EventView
from deskapp.services.clocks.views import ClockView
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView
from deskapp.services.staff.acts import SaveStaff
from deskapp.storage import file_check

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MONDAY_TEN = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
#: What a handoff must pass on by the defaults.
PASSED_ON = {HandoffPart.ISSUE.value: "Prints nothing", HandoffPart.STEPS: "Restarted", HandoffPart.WANTS: "Prints"}
YES, NO = GiveAgreement(Answer.YES, "Ada Lovelace"), GiveAgreement(Answer.NO, "Ada Lovelace", words="Nothing yet")


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    """An instant of November 2026; the 16th is a Monday, the desk's hours are 9:00 to 17:30 in UTC then."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def log(desk: Desk, summary: str = "The printer prints nothing", **more: Any) -> CallRow:
    """A call by phone of a new customer: one person, soon, so P3: update in 4 h, resolution in 16 h."""
    if "customer_id" not in more:
        more.setdefault("new_customer", NewCustomer("Ada Lovelace", "Engines Ltd", "A-1", "+44 20 7946 0958"))
    return desk.calls.log(LogCall(summary, **more)).value


def by_mail(desk: Desk, **more: Any) -> CallRow:
    """A call nobody has answered yet."""
    return log(desk, channel=Channel.EMAIL, **more)


def contact(desk: Desk, name: str = "Grace Hopper", kind: ContactKind = ContactKind.EXPERT, **more: Any) -> ContactView:
    return desk.directory.save_contact(SaveContact(kind, name, **more)).value


def passing_on(call_id: int, contact_id: int | None, **more: Any) -> Escalate:
    """A functional escalation with everything that must be there."""
    given: dict[str, Any] = {
        "types": (EscalationType.FUNCTIONAL,),
        "triggers": (("tool_missing", ""),),
        "handoff": PASSED_ON,
        "consent": Consent.YES,
        "transfer": Transfer.WARM,
        **more,
    }
    return Escalate(call_id, contact_id=contact_id, **given)


def escalate(desk: Desk, call_id: int, contact_id: int | None, **more: Any) -> EscalationView:
    return desk.escalations.escalate(passing_on(call_id, contact_id, **more)).value


def clocks(desk: Desk, call_id: int, kind: ClockKind) -> list[ClockView]:
    return [clock for clock in desk.overview.call(call_id).clocks if clock.kind is kind]


def newest(desk: Desk, call_id: int, kind: ClockKind) -> ClockView:
    """The newest clock of a kind."""
    return clocks(desk, call_id, kind)[-1]


def running(desk: Desk, call_id: int, kind: ClockKind) -> list[ClockView]:
    return [clock for clock in clocks(desk, call_id, kind) if clock.facts.stopped is None]


def due(desk: Desk, call_id: int, kind: ClockKind) -> datetime | None:
    return sla.due(newest(desk, call_id, kind).facts)


def kinds(desk: Desk, call_id: int) -> list[str]:
    """The timeline's lines, by kind."""
    return [event.kind for event in desk.overview.call(call_id).events]


def last(desk: Desk, call_id: int, kind: str) -> EventView:
    return [event for event in desk.overview.call(call_id).events if event.kind == kind][-1]


def staff(desk: Desk, role: Role, name: str = "") -> int:
    """A new member of staff, added by the manager; whoever works here stays."""
    before, desk.work.staff_id = desk.work.staff_id, 1
    found = desk.site.save_staff(SaveStaff(name or f"Some {role.value}", role)).value.id
    desk.work.staff_id = before
    return found


def without_pin(desk: Desk, staff_id: int) -> int:
    """As at a desk from before there were PINs: nothing is asked of them yet."""
    with desk.work.own() as session:
        session.delete(session.get_one(StaffPin, staff_id))
    return staff_id


def rows(path: Path, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """What stands in the file, read by the plain driver."""
    with _plain(path) as connection:
        found: list[tuple[Any, ...]] = connection.execute(sql, parameters).fetchall()
    return found


def everything(path: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of every table: to see that nothing at all was changed."""
    kept = "type = 'table' AND name NOT LIKE 'call_search%' AND name NOT LIKE 'call_words%'"
    with _plain(path) as connection:
        tables = connection.execute(f"SELECT name FROM sqlite_schema WHERE {kept}").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for (name,) in tables}


@contextmanager
def _plain(path: Path) -> Iterator[Any]:
    connection = sqlite.connect(file_check.uri(path, "ro"), uri=True)
    try:
        yield connection
    finally:
        connection.close()
