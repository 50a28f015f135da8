"""Hours that are over for good: a state everywhere, and an error nowhere."""

import pytest
from scene import HOUR, NO, YES, at, clocks, contact, escalate, log, newest, passing_on
from sqlalchemy import insert, select, update

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.clock import FixedClock
from deskapp.domain.clock_state import ClockState
from deskapp.domain.words import ClockKind, EscalationState
from deskapp.models.clocks import ClockRow
from deskapp.models.policy import CalendarVersion
from deskapp.services.calls.acts import RecordAgreement, ResolveCall
from deskapp.services.clocks import clocks as clock_rows
from deskapp.services.clocks.acts import SaveHours
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    WithdrawEscalation,
)
from deskapp.services.rules import Target

ACCEPTANCE, FIRST_WORD = ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD
_TWO_DAYS = {
    "zone": "UTC",
    "week": {},
    "closed": [],
    "special": {"2026-11-16": [["09:00", "17:00"]], "2026-11-17": [["09:00", "17:00"]]},
}


@pytest.fixture
def visitor(desk: Desk) -> ContactView:
    """Somebody who is here on the 16th and the 17th, and never again."""
    hours = desk.site.save_hours(SaveHours(None, _TWO_DAYS, "Two days")).value
    return contact(desk, "Konrad Zuse", calendar_id=hours.id, agreed_response=HOUR)


def _by_hours_that_are_over(desk: Desk, number: int, escalation: int, visitor: ContactView) -> None:
    """As desks were left before: a clock, and an estimate, that their hours never reach."""
    with desk.work.act() as unit:
        version = unit.session.query(CalendarVersion).filter_by(calendar_id=visitor.calendar_id).one()
        target = Target(HOUR, version.id)
        for kind in (ACCEPTANCE, FIRST_WORD):
            row = clock_rows.row(number, 1, kind, unit.now, target=target, escalation_id=escalation)
            unit.session.execute(insert(ClockRow), [row])
        unit.done(None)


def _out(desk: Desk, clock: FixedClock, visitor: ContactView) -> tuple[int, int]:
    """A call that is out with them after their last day, with a clock by their hours."""
    clock.set_to(at(10, day=20))
    number = log(desk).id
    escalation = escalate(desk, number, visitor.id, estimate=HOUR)
    _by_hours_that_are_over(desk, number, escalation.id, visitor)
    return number, escalation.id


def test_escalating_still_opens_and_shows_them_as_not_to_be_reached(
    desk: Desk, clock: FixedClock, visitor: ContactView
) -> None:
    clock.set_to(at(16, 30, day=17))
    number = log(desk).id
    offered = {one.contact.id: one for one in desk.overview.escalation_start(number).offer.contacts}
    assert offered[visitor.id].reachable
    assert offered[visitor.id].accept_by is None  # half an hour of their agreed hour is left
    clock.set_to(at(10, day=20))
    offered = {one.contact.id: one for one in desk.overview.escalation_start(number).offer.contacts}
    assert not offered[visitor.id].reachable
    assert (offered[visitor.id].until, offered[visitor.id].accept_by) == (None, None)
    assert ("no_hours", {}) in offered[visitor.id].reasons
    assert desk.escalations.preview(passing_on(number, visitor.id)).answer_needed_by is None


def test_no_clock_begins_by_hours_that_do_not_reach_its_target(
    desk: Desk, clock: FixedClock, visitor: ContactView
) -> None:
    clock.set_to(at(16, 30, day=17))
    number = log(desk).id
    escalate(desk, number, visitor.id)
    assert clocks(desk, number, ACCEPTANCE) == []
    clock.set_to(at(9, day=16))
    other = log(desk).id
    escalate(desk, other, visitor.id)
    assert sla.due(newest(desk, other, ACCEPTANCE).facts) == at(10, day=16)


def test_what_runs_by_hours_that_are_over_reads_no_hours_and_is_never_late(
    desk: Desk, clock: FixedClock, visitor: ContactView
) -> None:
    number, escalation = _out(desk, clock, visitor)
    shown = newest(desk, number, ACCEPTANCE)
    assert sla.reading(shown.facts, at(10, day=30)).state is ClockState.NO_HOURS
    assert desk.overview.call(number).escalations[0].estimated_for is None
    assert desk.supervision.overdue(at(10, day=30)).not_accepted == ()
    assert desk.escalations.news().acceptance[0].due_at is None
    assert [one.escalation.id for one in desk.escalations.out()] == [escalation]


@pytest.mark.parametrize("end", ["refuse", "withdraw", "return", "accept and return"])
def test_what_runs_by_hours_that_are_over_can_be_ended(
    desk: Desk, clock: FixedClock, visitor: ContactView, end: str
) -> None:
    number, escalation = _out(desk, clock, visitor)
    if end == "refuse":
        desk.escalations.refuse(RefuseEscalation(escalation, "Away"))
    elif end == "withdraw":
        desk.escalations.withdraw(WithdrawEscalation(escalation, "Away"))
    else:
        if end.startswith("accept"):
            desk.escalations.accept(AcceptEscalation(escalation, "Konrad", estimate=HOUR))
            desk.escalations.hear(HearFromContact(escalation, "Soon", estimate=2 * HOUR))
        desk.escalations.give_back(ReturnEscalation(escalation, "A new cable"))
    with desk.work.read() as session:
        of_it = session.scalars(select(ClockRow).filter_by(escalation_id=escalation).order_by(ClockRow.id)).all()
        out_of_reach = of_it[-2:]
        assert [one.kind for one in out_of_reach] == [ACCEPTANCE, FIRST_WORD]
        assert all(one.stopped_at is not None and one.verdict is None for one in out_of_reach)
    desk.calls.resolve(ResolveCall(number, "A new cable", agreement=YES))
    assert desk.overview.call(number).state == "closed"
    assert desk.overview.call(number).escalations[0].state is not EscalationState.OFFERED


def test_a_desk_whose_own_hours_are_over_still_takes_calls_and_ends_them(desk: Desk, clock: FixedClock) -> None:
    """Nobody can save such hours; they come about as dated days pass."""
    with desk.work.own() as session:
        session.execute(update(CalendarVersion).values(spec=_TWO_DAYS))
    clock.set_to(at(10, day=20))
    number = log(desk).id
    assert desk.overview.call(number).clocks == ()
    escalate(desk, number, contact(desk).id)
    desk.escalations.withdraw(WithdrawEscalation(desk.overview.call(number).escalations[0].id, "Not needed"))
    desk.calls.resolve(ResolveCall(number, "A new cable"))
    assert desk.overview.call(number).endings.next_attempt is None
    desk.calls.agree(RecordAgreement(number, NO))
    desk.calls.resolve(ResolveCall(number, "Another cable", agreement=YES))
    assert desk.overview.call(number).state == "closed"
