"""The customer's own deadline against what a contact is asked for, and what is promised (RULES.md, "Escalation")."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from long_runs import examples
from scene import HOUR, MINUTE, at, by_mail, contact, due, escalate, log, passing_on

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.handoff.in_time import Needed
from deskapp.domain.words import ClockKind, EscalationType, Impact, PauseReason, Priority, PromiseKind, Urgency
from deskapp.services.calls.acts import PauseCall, SetPriority
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import AcceptEscalation

FUNCTIONAL, RAISED = EscalationType.FUNCTIONAL, EscalationType.PRIORITY


def test_a_contacts_answer_is_asked_for_before_the_customers_deadline(desk: Desk, clock: FixedClock) -> None:
    """Their time to accept is over on Monday at 12:00, the customer's deadline is at 11:00."""
    number, expert = log(desk, customer_deadline=at(11)).id, contact(desk).id
    act = passing_on(number, expert)
    (offered,) = desk.escalations.offer(number, act.types, ("tool_missing",)).contacts
    assert offered.accept_by == at(12)
    assert offered.needed == Needed(at(11), ClockKind.DEADLINE)
    assert desk.escalations.preview(act).answer_needed_by == at(11)
    made = desk.escalations.escalate(act).value
    assert made.needed == offered.needed
    assert desk.escalations.look(made.id).answer_needed_by == at(11)
    assert [one.escalation.needed for one in desk.escalations.out()] == [offered.needed]


def test_the_acceptance_clock_keeps_what_the_contact_agreed_to(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, customer_deadline=at(11)).id
    escalate(desk, number, contact(desk).id)
    assert due(desk, number, ClockKind.ACCEPTANCE) == at(12)


def test_a_priority_that_is_raised_later_moves_when_the_answer_is_needed(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    made = escalate(desk, number, _slow(desk).id)
    printed = desk.escalations.sheet(made.id).value
    assert (printed.answer_needed_by, printed.resolve_by) == (at(14, day=17), at(17, 30, day=17))
    desk.calls.set_priority(SetPriority(number, Impact.SITE, Urgency.NOW))
    reprint = desk.escalations.sheet(made.id).value
    assert reprint.resolve_by is not None
    assert reprint.resolve_by < at(14, day=17)
    assert reprint.answer_needed_by == reprint.resolve_by
    assert {one.label for one in reprint.changes} >= {"answer_needed_by", "resolve_by"}
    (view,) = desk.overview.call(number).escalations
    assert view.needed == Needed(reprint.resolve_by, ClockKind.RESOLUTION)


def test_the_preview_of_a_raised_priority_is_the_sheet_that_comes_of_it(desk: Desk, clock: FixedClock) -> None:
    number, slow = log(desk).id, _slow(desk).id
    act = passing_on(number, slow, types=(FUNCTIONAL, RAISED), priority=Priority.P1, priority_reason="Strict deadline")
    shown = desk.escalations.preview(act)
    (offered,) = desk.escalations.offer(number, act.types, ("tool_missing",), Priority.P1).contacts
    made = desk.escalations.escalate(act).value
    printed = desk.escalations.sheet(made.id).value
    assert shown.answer_needed_by == printed.answer_needed_by == printed.resolve_by
    assert shown.resolve_by == printed.resolve_by
    assert offered.needed == made.needed == Needed(printed.resolve_by, ClockKind.RESOLUTION)


def test_what_stands_still_limits_nothing(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk, impact=Impact.SITE, urgency=Urgency.NOW).id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    made = escalate(desk, number, _slow(desk).id)
    assert made.needed is not None
    assert made.needed.because is None


def test_who_has_accepted_is_not_asked_any_more(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, customer_deadline=at(11)).id
    made = escalate(desk, number, contact(desk).id)
    assert desk.escalations.accept(AcceptEscalation(made.id)).value.needed is None
    assert desk.escalations.look(made.id).answered


def test_the_next_update_that_is_offered_is_never_after_the_customers_deadline(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    assert desk.overview.escalation_start(number).next_update == at(14)
    number = log(desk, customer_deadline=at(13, 10)).id
    assert desk.overview.escalation_start(number).next_update == at(13, 10)
    clock.advance(4 * HOUR)  # what has passed is no reason any more
    offered = desk.overview.escalation_start(number).next_update
    assert offered is not None
    assert offered > at(14)


def test_how_much_of_a_contacts_hours_lies_before_the_customers_deadline(desk: Desk, clock: FixedClock) -> None:
    clock.advance(25 * timedelta(seconds=1))
    number, expert = log(desk, customer_deadline=at(10, day=17)).id, contact(desk).id
    assert desk.escalations.time_left(number, expert) == 8 * HOUR + 29 * MINUTE
    assert desk.escalations.time_left(log(desk).id, expert) is None
    clock.set_to(at(10, 1, day=17))
    assert desk.escalations.time_left(number, expert) is None


def test_a_promise_made_while_logging_takes_the_place_of_the_policys_target(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, customer_deadline=at(12), next_update=at(12)).id
    assert due(desk, number, ClockKind.UPDATE) == at(12)
    (promise,) = desk.promises.open()
    assert (promise.call_id, promise.kind, promise.due_at) == (number, PromiseKind.UPDATE, at(12))
    assert promise.deadline == at(12)
    with pytest.raises(Invalid) as refused:
        log(desk, next_update=at(9))
    assert refused.value.fields == {"next_update": FieldFault.PAST}


_AHEAD = st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=4))


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_AHEAD, st.sampled_from([None, Priority.P1, Priority.P2]), st.sampled_from([None, *Impact]))
def test_no_sheet_asks_for_an_answer_after_its_own_resolve_by_or_deadline(
    desk: Desk, ahead: timedelta | None, raised: Priority | None, later: Impact | None
) -> None:
    """Whatever is raised, when, and for whom: preview, dialog, print and reprint say one instant."""
    now = desk.clock.now()
    number = log(desk, customer_deadline=None if ahead is None else now + ahead).id
    slow = next(iter(desk.directory.contacts()), None) or _slow(desk)
    more = {} if raised is None else {"types": (FUNCTIONAL, RAISED), "priority": raised, "priority_reason": "Strict"}
    act = passing_on(number, slow.id, **more)
    shown = [desk.escalations.preview(act)]
    (offered,) = desk.escalations.offer(number, act.types, ("tool_missing",), raised).contacts
    made = desk.escalations.escalate(act).value
    shown.append(desk.escalations.sheet(made.id).value)
    assert offered.needed == made.needed
    assert made.needed is not None
    assert made.needed.by == shown[0].answer_needed_by == shown[1].answer_needed_by
    if later is not None:
        desk.calls.set_priority(SetPriority(number, later, Urgency.NOW))
    shown.append(desk.escalations.sheet(made.id).value)
    for sheet in shown:
        assert sheet.answer_needed_by is not None
        for limit in (sheet.resolve_by, sheet.customer_deadline):
            assert limit is None or sheet.answer_needed_by <= limit


def _slow(desk: Desk) -> ContactView:
    """Somebody who has a day and a half of the desk's hours to accept."""
    return contact(desk, "Ada Slow", agreed_response=12 * HOUR + 30 * MINUTE)
