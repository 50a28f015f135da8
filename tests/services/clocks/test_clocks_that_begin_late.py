"""Another priority, category, tier or policy begins the clocks that a call did not have, from their original start."""

from datetime import timedelta

from scene import HOUR, NO, YES, at, by_mail, clocks, contact, due, escalate, last, log, newest, running

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ClockKind, EscalationType, Impact, PauseReason, Priority, Tier, Urgency, Verdict
from deskapp.models.base import to_stored
from deskapp.services.calls.acts import (
    ContactCustomer,
    EditCall,
    PauseCall,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    ResumeCall,
    SetPriority,
)
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.overview.as_of import overdue

RESPONSE, UPDATE, RESOLUTION, CHASE = ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.RESOLUTION, ClockKind.CHASE
NETWORK = 2


def _only(desk: Desk, **targets: dict[ClockKind, timedelta]) -> None:
    """These clocks at these priorities, and no others; all in the desk's hours."""
    desk.site.save_targets(
        SaveTargets(
            tuple(
                (Priority[name], kind.value, length, 1)
                for name, kinds in targets.items()
                for kind, length in kinds.items()
            )
        )
    )


def _priority(desk: Desk, number: int, urgency: Urgency) -> None:
    desk.calls.set_priority(SetPriority(number, Impact.ONE, urgency))


def _category(desk: Desk, number: int, category: int | None) -> None:
    now = desk.overview.call(number)
    desk.calls.edit(
        EditCall(number, now.version, now.row.summary, now.details, now.wants, now.steps, now.tone, category, None)
    )


_P2 = {RESPONSE: HOUR, UPDATE: 2 * HOUR, RESOLUTION: 4 * HOUR, CHASE: HOUR}


def test_a_priority_chosen_by_mistake_and_taken_back_loses_no_clock(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = by_mail(desk, urgency=Urgency.NOW).id
    assert (due(desk, number, RESPONSE), due(desk, number, RESOLUTION)) == (at(11), at(14))
    clock.set_to(at(10, 20))
    _priority(desk, number, Urgency.CAN_WAIT)
    assert running(desk, number, RESPONSE) == []
    clock.set_to(at(10, 30))
    _priority(desk, number, Urgency.NOW)
    assert (due(desk, number, RESPONSE), due(desk, number, RESOLUTION)) == (at(11), at(14))
    assert desk.overview.call(number).row.clock == RESPONSE
    assert last(desk, number, "priority").payload["begun"] == {"response": to_stored(at(11))}


def test_an_update_taken_away_comes_back_from_the_last_conversation(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = log(desk, urgency=Urgency.NOW).id
    clock.set_to(at(11))
    desk.calls.contact_customer(ContactCustomer(number, reached=True))
    _priority(desk, number, Urgency.CAN_WAIT)
    assert running(desk, number, UPDATE) == []
    clock.set_to(at(12))
    _priority(desk, number, Urgency.NOW)
    assert due(desk, number, UPDATE) == at(13)


def test_what_was_answered_while_it_had_no_response_clock_gets_an_update_and_no_response(
    desk: Desk, clock: FixedClock
) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = by_mail(desk, urgency=Urgency.CAN_WAIT).id
    clock.set_to(at(11))
    desk.calls.contact_customer(ContactCustomer(number, reached=True))
    clock.set_to(at(11, 30))
    _priority(desk, number, Urgency.NOW)
    assert clocks(desk, number, RESPONSE) == []
    assert due(desk, number, UPDATE) == at(13)


def test_an_attempt_that_nobody_answered_is_no_answer(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = by_mail(desk, urgency=Urgency.CAN_WAIT).id
    desk.calls.contact_customer(ContactCustomer(number, reached=False))
    _priority(desk, number, Urgency.NOW)
    assert (due(desk, number, RESPONSE), clocks(desk, number, UPDATE)) == (at(11), [])


def test_consent_that_was_asked_for_is_a_conversation(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = by_mail(desk, urgency=Urgency.CAN_WAIT).id
    clock.set_to(at(11))
    escalate(desk, number, contact(desk).id)
    _priority(desk, number, Urgency.NOW)
    assert (clocks(desk, number, RESPONSE), due(desk, number, UPDATE)) == ([], at(13))


def test_raised_by_an_escalation_that_spoke_to_the_customer_the_response_is_begun_and_met(
    desk: Desk, clock: FixedClock
) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = by_mail(desk, urgency=Urgency.CAN_WAIT).id
    clock.set_to(at(10, 30))
    types = (EscalationType.FUNCTIONAL, EscalationType.PRIORITY)
    escalate(desk, number, contact(desk).id, types=types, priority=Priority.P2, priority_reason="Payroll")
    answered = newest(desk, number, RESPONSE)
    assert (answered.verdict, answered.margin) == (Verdict.MET, HOUR / 2)
    assert due(desk, number, UPDATE) == at(12, 30)


def test_a_category_with_a_response_of_its_own_begins_one_from_when_the_mail_was_logged(
    desk: Desk, clock: FixedClock
) -> None:
    _only(desk, P3={RESOLUTION: 16 * HOUR})
    desk.site.save_targets(SaveTargets(((Priority.P3, RESPONSE.value, HOUR, 1),), NETWORK))
    number = by_mail(desk).id
    clock.set_to(at(10, 15))
    _category(desk, number, NETWORK)
    assert due(desk, number, RESPONSE) == at(11)
    assert last(desk, number, "edited").payload["begun"] == {"response": to_stored(at(11))}


def test_a_tier_with_a_response_of_its_own_begins_one_too_and_tells_the_call(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P3={RESOLUTION: 16 * HOUR})
    desk.site.save_targets(SaveTargets(((Priority.P3, RESPONSE.value, HOUR, 1),), tier=Tier.KEY))
    number = by_mail(desk).id
    customer = desk.directory.customer(1)
    desk.directory.save_customer(SaveCustomer(customer.name, tier=Tier.KEY, id=1, base_version=customer.version))
    assert due(desk, number, RESPONSE) == at(11)
    told = {"why": "tier", "moved": {}, "begun": {"response": to_stored(at(11))}}
    assert last(desk, number, "deadlines_moved").payload == told


def test_what_begins_late_has_all_pauses_of_the_call(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={UPDATE: HOUR})
    number = by_mail(desk, urgency=Urgency.CAN_WAIT).id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.set_to(at(10, 45))
    desk.calls.resume(ResumeCall(number))
    _priority(desk, number, Urgency.NOW)
    assert (due(desk, number, RESPONSE), due(desk, number, RESOLUTION)) == (at(11, 45), at(14, 45))


def test_apply_to_open_calls_shows_what_would_begin_and_begins_what_it_showed(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P3={RESOLUTION: 16 * HOUR})
    number = by_mail(desk).id
    _only(desk, P3={RESOLUTION: 16 * HOUR, RESPONSE: HOUR})
    clock.set_to(at(12))
    (move,) = desk.site.would_move()
    assert (move.kind, move.begins, move.was, move.becomes) == (RESPONSE, True, None, at(11))
    desk.site.apply_to_open_calls()
    assert due(desk, number, RESPONSE) == at(11)
    assert last(desk, number, "policy_applied").payload["begun"] == {"response": to_stored(at(11))}
    assert desk.site.would_move() == ()


def test_a_clock_that_began_late_was_not_overdue_before_it_began(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P3={RESOLUTION: 16 * HOUR})
    number = by_mail(desk).id
    _only(desk, P3={RESOLUTION: 16 * HOUR, RESPONSE: HOUR})
    clock.set_to(at(12))
    desk.site.apply_to_open_calls()
    assert overdue(desk.work, at(11, 30)) == ()
    clock.set_to(at(12, 30))
    assert [(one.id, one.clock) for one in overdue(desk.work, at(12, 15))] == [(number, RESPONSE)]


def test_a_chase_taken_away_comes_back_from_when_it_was_resolved(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = log(desk, urgency=Urgency.NOW).id
    clock.set_to(at(11))
    desk.calls.resolve(ResolveCall(number, "A new cable"))
    assert due(desk, number, CHASE) == at(12)
    _only(desk, P2={RESOLUTION: 4 * HOUR})
    desk.site.apply_to_open_calls()
    assert running(desk, number, CHASE) == []
    _only(desk, P2=_P2)
    clock.set_to(at(11, 30))
    desk.site.apply_to_open_calls()
    assert due(desk, number, CHASE) == at(12)
    desk.calls.agree(RecordAgreement(number, NO))
    assert running(desk, number, CHASE) == []


def test_a_reopened_call_gets_what_it_lacks_from_when_it_was_opened_again(desk: Desk, clock: FixedClock) -> None:
    _only(desk, P2=_P2, P4={RESOLUTION: 40 * HOUR})
    number = log(desk, urgency=Urgency.CAN_WAIT).id
    desk.calls.resolve(ResolveCall(number, "A new cable", agreement=YES))
    clock.set_to(at(11))
    desk.calls.reopen(ReopenCall(number, "It is back"))
    clock.set_to(at(11, 30))
    _priority(desk, number, Urgency.NOW)
    assert (running(desk, number, RESPONSE), due(desk, number, UPDATE)) == ([], at(13))
