"""What is undone or restored is as if it had never been, also where something else was changed by it or since."""

import pytest
from scene import HOUR, MINUTE, PASSED_ON, YES, due, escalate, kinds, last, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict
from deskapp.domain.words import ClockKind, EscalationType, Impact, Priority, Tier, Urgency, VoidReason
from deskapp.services.calls.acts import ResolveCall, RestoreCall, SetPriority, VoidCall
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import WithdrawEscalation

RAISED = {
    "types": (EscalationType.PRIORITY,),
    "handoff": PASSED_ON,
    "consent": None,
    "transfer": None,
    "priority": Priority.P1,
    "priority_reason": "The board meets",
}


def test_undo_within_10_seconds_takes_back_the_priority_that_it_raised(desk: Desk) -> None:
    number = log(desk, priority=Priority.P2, priority_reason="Friend of the house").id
    before = due(desk, number, ClockKind.RESOLUTION)
    made = escalate(desk, number, None, **RAISED)
    assert (desk.overview.call(number).priority, due(desk, number, ClockKind.RESOLUTION)) != (Priority.P2, before)

    desk.escalations.withdraw(WithdrawEscalation(made.id, "undone at once"))

    detail = desk.overview.call(number)
    assert (detail.priority, detail.priority_reason) == (Priority.P2, "Friend of the house")
    assert due(desk, number, ClockKind.RESOLUTION) == before
    line = last(desk, number, "priority")
    assert (line.was, line.becomes, line.payload["reason"]) == ("P1", "P2", "undone at once")
    assert kinds(desk, number)[-2:] == ["priority", "withdrawn"]


def test_a_priority_that_was_set_anew_since_stays(desk: Desk) -> None:
    number = log(desk).id
    made = escalate(desk, number, None, **RAISED)
    desk.calls.set_priority(SetPriority(number, Impact.ONE, Urgency.SOON, Priority.P2, "Not that urgent"))

    desk.escalations.withdraw(WithdrawEscalation(made.id, "undone at once"))

    detail = desk.overview.call(number)
    assert (detail.priority, detail.priority_reason) == (Priority.P2, "Not that urgent")


def test_of_a_call_that_is_over_the_priority_stays(desk: Desk) -> None:
    number = log(desk).id
    made = escalate(desk, number, None, **RAISED)
    desk.calls.resolve(ResolveCall(number, "Cable", YES))

    desk.escalations.withdraw(WithdrawEscalation(made.id, "undone at once"))

    assert desk.overview.call(number).priority is Priority.P1


def test_a_clock_that_was_set_back_does_not_make_an_old_escalation_one_to_undo(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    made = escalate(desk, number, None, **RAISED)
    clock.set_to(clock.now() - HOUR)

    with pytest.raises(Conflict, match="escalation_over"):
        desk.escalations.withdraw(WithdrawEscalation(made.id, "undone at once"))

    assert desk.overview.call(number).priority is Priority.P1


def test_a_restored_call_follows_the_tier_that_its_customer_has_now(desk: Desk, clock: FixedClock) -> None:
    """ "Changing tier: the new target applies from the original start"."""
    number = log(desk).id
    targets = [(Priority.P3, ClockKind.RESOLUTION.value, HOUR, 1)]
    desk.site.save_targets(SaveTargets(tuple(targets), tier=Tier.KEY))
    desk.site.apply_to_open_calls()
    desk.calls.void(VoidCall(number, VoidReason.IN_ERROR, words="A test"))
    customer = desk.directory.customer(1)
    desk.directory.save_customer(SaveCustomer(customer.name, tier=Tier.KEY, id=1, base_version=customer.version))
    clock.advance(MINUTE)

    desk.calls.restore(RestoreCall(number, "Real"))

    assert due(desk, number, ClockKind.RESOLUTION) == desk.overview.call(number).row.logged_at + HOUR
    assert kinds(desk, number)[-2:] == ["restored", "deadlines_moved"]
