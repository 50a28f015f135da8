"""What was open and overdue at any instant, by what was recorded until then."""

from datetime import datetime, timedelta
from pathlib import Path

from import_sample import NOON, SAMPLE

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    CallState,
    ClockKind,
    Consent,
    ContactKind,
    EscalationType,
    Impact,
    PauseReason,
    Priority,
    Role,
    Transfer,
    Urgency,
)
from deskapp.services.calls import acts
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import AcceptEscalation, Escalate
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.service import import_calls
from deskapp.services.overview.as_of import OverdueCall, overdue, standing
from deskapp.services.staff.acts import SaveStaff

HOUR = timedelta(hours=1)


def log(desk: Desk, urgency: Urgency = Urgency.SOON) -> int:
    act = acts.LogCall(
        "Printer is out", new_customer=acts.NewCustomer("Ann Lee", "Lee & Co", phone="020 7946 0018"), urgency=urgency
    )
    return desk.calls.log(act).value.id


def resolution(calls: tuple[OverdueCall, ...]) -> list[OverdueCall]:
    return [call for call in calls if call.clock is ClockKind.RESOLUTION]


def told(calls: tuple[OverdueCall, ...]) -> list[tuple[str, str]]:
    return [(call.ref, call.clock.value) for call in calls]


def test_overdue_is_strictly_after_the_due_instant(desk: Desk, clock: FixedClock) -> None:
    log(desk, Urgency.NOW)  # P2: 4 h, and the next update after 2 h
    begun = clock.now()

    assert overdue(desk.work, begun + 2 * HOUR) == ()
    (call,) = overdue(desk.work, begun + 2 * HOUR + timedelta(microseconds=1))
    assert (call.clock, call.due) == (ClockKind.UPDATE, begun + 2 * HOUR)
    (call,) = overdue(desk.work, begun + 4 * HOUR + timedelta(seconds=1))
    assert (call.clock, call.due) == (ClockKind.RESOLUTION, begun + 4 * HOUR)
    assert (call.ref, call.customer, call.priority) == ("C-00001", "Ann Lee, Lee & Co", Priority.P2)


def test_a_call_is_not_there_before_it_was_logged_nor_after_it_was_closed(desk: Desk, clock: FixedClock) -> None:
    number, begun = log(desk, Urgency.NOW), clock.now()
    clock.advance(24 * HOUR)
    desk.calls.resolve(acts.ResolveCall(number, "New toner", acts.GiveAgreement(Answer.YES, "Ann Lee")))

    assert overdue(desk.work, begun - HOUR) == ()
    assert told(overdue(desk.work, begun + 20 * HOUR)) == [("C-00001", "resolution")]
    assert overdue(desk.work, begun + 24 * HOUR) == ()
    assert overdue(desk.work, begun + 48 * HOUR) == ()


def test_a_pause_that_was_ended_later_was_open_then(desk: Desk, clock: FixedClock) -> None:
    number, begun = log(desk, Urgency.NOW), clock.now()
    clock.advance(HOUR)
    desk.calls.pause(acts.PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(5 * HOUR)
    desk.calls.resume(acts.ResumeCall(number))

    in_the_pause = overdue(desk.work, begun + 5 * HOUR)
    assert [(call.clock, call.state) for call in in_the_pause] == [(ClockKind.UPDATE, CallState.WAITING)]
    # Three of the four hours are left on Monday at 16:00, so it is due on Tuesday at 10:30.
    assert resolution(overdue(desk.work, begun + timedelta(days=1, minutes=30))) == []
    assert len(resolution(overdue(desk.work, begun + timedelta(days=1, minutes=31)))) == 1


def test_what_was_due_before_a_change_of_priority_is_told_by_the_terms_of_then(desk: Desk, clock: FixedClock) -> None:
    number, begun = log(desk), clock.now()  # P3: 16 h
    clock.advance(3 * HOUR)
    desk.calls.set_priority(acts.SetPriority(number, Impact.SITE, Urgency.NOW))  # P1: 1 h

    assert resolution(overdue(desk.work, begun + 3 * HOUR - timedelta(seconds=1))) == []
    (call,) = resolution(overdue(desk.work, begun + 3 * HOUR))
    assert (call.due, call.priority) == (begun + HOUR, Priority.P1)
    early = [call.priority for call in overdue(desk.work, begun + 2 * HOUR + timedelta(minutes=59))]
    assert early in ([], [Priority.P3])


def test_owner_and_holder_are_those_of_then(desk: Desk, clock: FixedClock) -> None:
    number, begun = log(desk, Urgency.NOW), clock.now()
    other = desk.site.save_staff(SaveStaff("Tom Berg", Role.AGENT)).value.id
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Print team")).value.id
    clock.advance(5 * HOUR)
    handoff = {"issue": "No printing", "steps": "Restarted", "wants": "Labels today"}
    desk.escalations.escalate(
        Escalate(
            number,
            (EscalationType.FUNCTIONAL,),
            (("no_solution", ""),),
            contact_id=contact,
            handoff=handoff,
            consent=Consent.YES,
            transfer=Transfer.WARM,
        )
    )
    desk.calls.reassign(acts.Reassign((number,), other, "Shift ends"))

    (before,) = overdue(desk.work, begun + 5 * HOUR - timedelta(seconds=1))
    (after,) = overdue(desk.work, begun + 5 * HOUR)
    assert (before.owner, before.with_name) == ("Manager", None)
    assert (after.owner, after.with_name) == ("Tom Berg", "Print team")


def test_of_a_resolved_call_an_update_can_be_overdue_but_a_chase_waits_for_the_customers_word(
    desk: Desk, clock: FixedClock
) -> None:
    number = log(desk, Urgency.NOW)
    clock.advance(24 * HOUR)
    desk.calls.resolve(acts.ResolveCall(number, "New toner"))

    clock.advance(timedelta(days=7))
    (call,) = overdue(desk.work, clock.now())
    assert (call.state, call.clock) == (CallState.RESOLVED, ClockKind.UPDATE)


def test_the_list_is_sorted_by_due(desk: Desk, clock: FixedClock) -> None:
    log(desk)
    clock.advance(HOUR)
    log(desk, Urgency.NOW)

    calls = overdue(desk.work, clock.now() + timedelta(days=9))

    assert [call.ref for call in calls] == ["C-00002", "C-00001"]
    assert [call.due for call in calls] == sorted(call.due for call in calls)


def test_a_full_import_tells_of_any_instant_what_an_import_as_of_then_tells(
    desk: Desk, blank_desk: Path, tmp_path: Path
) -> None:
    mapping = import_mapping.load(import_mapping.find("incident_event_log"))
    import_calls(desk.work, SAMPLE, mapping)

    def lasting(calls: tuple[OverdueCall, ...]) -> list[tuple[object, ...]]:
        # The summary and the customer's site are what they are now; all the rest is as of then.
        return [(call.due, call.clock, call.state, call.priority, call.owner, call.with_name) for call in calls]

    for number, at in enumerate((NOON, NOON - timedelta(days=7, hours=3), NOON + timedelta(days=12))):
        path = tmp_path / f"{number}.db"
        path.write_bytes(blank_desk.read_bytes())
        then = Desk(path, desk.clock)
        then.open()
        import_calls(then.work, SAMPLE, mapping, as_of=at)
        calls = overdue(desk.work, at)
        assert lasting(calls) == lasting(overdue(then.work, at))
        then.close()
        if at == NOON:
            assert len(calls) == 181
            assert all(call.clock is ClockKind.RESOLUTION for call in calls)


def test_an_instant_long_ago_or_far_ahead_is_answered(desk: Desk) -> None:
    log(desk)

    assert overdue(desk.work, datetime(1, 1, 2, tzinfo=NOON.tzinfo)) == ()
    assert len(overdue(desk.work, datetime(9999, 12, 30, tzinfo=NOON.tzinfo))) == 1


def test_what_was_due_soon_and_not_accepted_then_is_told_as_of_then(desk: Desk, clock: FixedClock) -> None:
    """Accepted an hour late: until then it was not accepted, and afterwards it is told so of then."""
    begun, number = clock.now(), log(desk, Urgency.NOW)
    grace = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Grace Hopper", role="Network team")).value
    made = desk.escalations.escalate(
        Escalate(
            number,
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", ""),),
            grace.id,
            dict.fromkeys(("issue", "steps", "wants"), "as told"),
            Consent.NOT_ASKED,
            transfer=Transfer.MESSAGE,
        )
    ).value
    clock.advance(HOUR * 3 / 2)
    desk.escalations.accept(AcceptEscalation(made.id))
    clock.advance(24 * HOUR)
    half, moment = timedelta(minutes=30), timedelta(microseconds=1)
    assert standing(desk.work, begun + half).not_accepted == ()
    assert standing(desk.work, begun + half + moment).not_accepted == (("Network team", moment),)
    assert standing(desk.work, begun + HOUR * 3 / 2 - moment).not_accepted == (("Network team", HOUR - moment),)
    assert standing(desk.work, begun + HOUR * 3 / 2).not_accepted == ()
    # P2: the next update is due after two hours, soon half an hour before.
    at = [begun + HOUR * 3 / 2 - moment, begun + HOUR * 3 / 2, begun + 2 * HOUR, begun + 2 * HOUR + moment]
    assert [standing(desk.work, one).due_soon for one in at] == [0, 1, 1, 0]
