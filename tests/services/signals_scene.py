"""A desk whose record of six months points to something of each kind, lived through the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scene import YES, contact, log, passing_on, staff

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ApprovalKind, ContactKind, EscalationType, Role
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.escalations.acts import AcceptEscalation, ReturnEscalation

#: The manager, who made the desk.
MANAGER = 1
#: Categories of a new desk.
SOFTWARE, BILLING = 1, 2


def on(month: int, day: int = 5, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of 2026, in the desk's hours on most days."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@contextmanager
def standing_at(desk: Desk, at: datetime) -> Iterator[FixedClock]:
    """As if it were then."""
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    now = clock.now()
    clock.set_to(at)
    yield clock
    clock.set_to(now)


def call(
    desk: Desk, at: datetime, category: int | None = SOFTWARE, summary: str = "It does not start", **more: Any
) -> int:
    """A call logged then, closed an hour later: nothing else became of it."""
    with standing_at(desk, at) as clock:
        call_id = log(desk, summary, category_id=category, **more).id
        clock.set_to(at + timedelta(hours=1))
        desk.calls.resolve(ResolveCall(call_id, "Done", YES))
    return call_id


def passed_on(
    desk: Desk,
    at: datetime,
    trigger: str,
    contact_id: int,
    category: int | None = SOFTWARE,
    *,
    accepts: timedelta = timedelta(minutes=10),
    estimate: timedelta | None = None,
    takes: timedelta = timedelta(hours=1),
    close: bool = True,
    **more: Any,
) -> int:
    """A call escalated for one trigger, accepted, given back and closed."""
    with standing_at(desk, at) as clock:
        call_id = log(desk, more.pop("summary", "It stops again"), category_id=category, **more).id
        made = desk.escalations.escalate(passing_on(call_id, contact_id, triggers=((trigger, ""),))).value
        clock.set_to(at + accepts)
        desk.escalations.accept(AcceptEscalation(made.id, "Grace", estimate))
        clock.set_to(at + accepts + takes)
        desk.escalations.give_back(ReturnEscalation(made.id, "Mended", "New part"))
        if close:
            desk.calls.resolve(ResolveCall(call_id, "Done", YES))
    return call_id


def asked(
    desk: Desk, at: datetime, amount: int, *, granted: bool = True, waits: timedelta = timedelta(minutes=30)
) -> int:
    """A refund that an agent asked for, and somebody decided; amount in hundredths."""
    with standing_at(desk, at) as clock:
        before, desk.work.staff_id = desk.work.staff_id, agent_of(desk)
        call_id = log(desk, "Charged twice", category_id=BILLING).id
        desk.escalations.escalate(
            passing_on(
                call_id,
                supervisor_contact(desk),
                triggers=(("beyond_authority", ""),),
                types=(EscalationType.HIERARCHICAL,),
            )
        )
        approval = desk.approvals.ask(AskApproval(call_id, ApprovalKind.REFUND, amount, "Charged twice")).value
        desk.work.staff_id = MANAGER
        clock.set_to(at + waits)
        (desk.approvals.grant if granted else desk.approvals.refuse)(approval.id, "")
        desk.work.staff_id = before
    return call_id


def agent_of(desk: Desk) -> int:
    """Sam, an agent."""
    return next((one.id for one in desk.facts().staff if one.name == "Sam"), 0) or staff(desk, Role.AGENT, "Sam")


def supervisor_contact(desk: Desk) -> int:
    found = desk.directory.contacts("Head office")
    return found[0].id if found else contact(desk, "Head office", ContactKind.SENIOR).id


def plain_calls(desk: Desk, month: int, count: int, category: int | None = SOFTWARE, *, first_day: int = 2) -> None:
    """Calls of which nothing is to be said, spread over a month."""
    for number in range(count):
        call(desk, on(month, first_day + number % 24, 9 + number % 7, number % 50), category)


def live(path: Path) -> None:
    """October, and the months before it: a refund above the limit, a slow contact, a topic, a trigger that returns."""
    make(path, FixedClock(on(5)))
    desk = Desk(path, FixedClock(on(5)), staff_id=1).open()
    grace = contact(desk, "Grace Hopper", agreed_response=timedelta(hours=1)).id
    slow = contact(desk, "Linetel", agreed_response=timedelta(hours=1)).id
    for month in (8, 9, 10):
        for day in (5, 6, 7):
            passed_on(desk, on(month, day), "tool_missing", grace)
    for day in (12, 13):
        passed_on(desk, on(10, day), "tool_missing", grace)
    for day, amount in zip((5, 6, 7, 8, 9, 12), (52_00, 60_00, 74_00, 86_00, 95_00, 118_40), strict=True):
        asked(desk, on(10, day, 11), amount)
    for day in (5, 6, 7, 8, 9, 12, 13):
        passed_on(desk, on(10, day, 9), "no_solution", slow, BILLING, accepts=timedelta(hours=3))
    for day in (14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29):
        passed_on(desk, on(10, day, 9), "several_people", grace)
        for hour in (11, 12):
            call(desk, on(10, day, hour))
    desk.close()
