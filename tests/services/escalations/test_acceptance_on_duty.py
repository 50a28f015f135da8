"""Acceptance and first word: in real time while the shift lasts in which somebody was reached, in their hours else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from scene import HOUR, MINUTE, at, contact, due, escalate, log, newest, passing_on

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.clock import FixedClock
from deskapp.domain.rota import Rotation, Window
from deskapp.domain.words import ClockKind, Verdict
from deskapp.services.clocks.acts import SaveHours, SaveTargets
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import AcceptEscalation, WithdrawEscalation
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.rotas.views import RotaView

ACCEPTANCE, FIRST_WORD = ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD


@pytest.fixture
def ana(desk: Desk) -> ContactView:
    """Agreed to answer within 30 minutes of the desk's hours."""
    return contact(desk, "Ana", agreed_response=30 * MINUTE)


@pytest.fixture
def nights(desk: Desk, ana: ContactView) -> RotaView:
    """Ana, each night from 17:30 to 8:00."""
    start = datetime(2026, 11, 16, 17, 30, tzinfo=ZoneInfo("Europe/London"))
    window = Window(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "17:30", "08:00")
    rotation = Rotation("week", 1, start, [str(ana.id)], window=window)
    return desk.rotas.save(SaveRota("Nights", "Europe/London", (rotation,))).value


def test_reached_through_the_rota_at_night_on_duty_counts(
    desk: Desk, clock: FixedClock, ana: ContactView, nights: RotaView
) -> None:
    number = log(desk).id
    clock.set_to(at(23))
    (offered,) = [one for one in desk.overview.escalation_start(number).contacts if one.contact.id == ana.id]
    assert offered.accept_by == at(23, 30)
    act = passing_on(number, ana.id, rota_id=nights.id)
    assert desk.escalations.preview(act).answer_needed_by == at(23, 30)
    desk.escalations.escalate(act)
    assert due(desk, number, ACCEPTANCE) == at(23, 30)
    # The policy's four hours for the first word, at night too.
    assert due(desk, number, FIRST_WORD) == at(3, day=17)
    assert sla.reading(newest(desk, number, ACCEPTANCE).facts, at(23, 10)).left == 20 * MINUTE


def test_not_through_a_rota_their_own_hours_count(
    desk: Desk, clock: FixedClock, ana: ContactView, nights: RotaView
) -> None:
    number = log(desk).id
    clock.set_to(at(23))
    escalate(desk, number, ana.id)
    assert due(desk, number, ACCEPTANCE) == at(9, 30, 17)


def test_what_the_shift_leaves_of_the_target_runs_in_their_own_hours(
    desk: Desk, clock: FixedClock, ana: ContactView, nights: RotaView
) -> None:
    number = log(desk).id
    clock.set_to(at(7, 50, 17))
    escalate(desk, number, ana.id, rota_id=nights.id)
    # Ten minutes until the shift ends at 8:00, and twenty from 9:00 on.
    assert due(desk, number, ACCEPTANCE) == at(9, 20, 17)


def test_where_their_own_hours_never_reach_the_rest_there_is_no_clock(desk: Desk, clock: FixedClock) -> None:
    spec = {"zone": "UTC", "week": {}, "special": {"2026-11-16": [["09:00", "17:00"]]}}
    hours = desk.site.save_hours(SaveHours(None, spec, "One day")).value
    guest = contact(desk, "Guest", agreed_response=HOUR, calendar_id=hours.id)
    start = datetime(2026, 11, 17, 8, 0, tzinfo=ZoneInfo("UTC"))
    rotation = Rotation("day", 1, start, [str(guest.id)], until=start + timedelta(hours=1))
    rota = desk.rotas.save(SaveRota("Guests", "UTC", (rotation,))).value
    clock.set_to(at(8, 30, 17))
    number = log(desk).id
    escalation = escalate(desk, number, guest.id, rota_id=rota.id)
    assert [one for one in desk.overview.call(number).clocks if one.kind is ACCEPTANCE] == []
    desk.escalations.withdraw(WithdrawEscalation(escalation.id, "Nobody there"))


def test_acceptance_is_measured_in_the_hours_its_clock_ran_in(
    desk: Desk, clock: FixedClock, ana: ContactView, nights: RotaView
) -> None:
    clock.set_to(at(17, day=20))  # a Friday, half an hour before the weekend
    number = log(desk).id
    escalation = escalate(desk, number, ana.id)
    clock.set_to(at(8, 45, 23))
    desk.escalations.accept(AcceptEscalation(escalation.id))
    clock.set_to(at(9, day=23))
    (said,) = [
        dict(values)
        for one in desk.overview.escalation_start(log(desk).id).contacts
        for code, values in one.reasons
        if one.contact.id == ana.id and code == "answers_in"
    ]
    assert (said["length"], said["within"]) == (30 * MINUTE, 30 * MINUTE)
    assert newest(desk, number, ACCEPTANCE).verdict is Verdict.MISSED  # it was due at closing time


def test_at_night_on_duty_acceptance_is_measured_in_real_time(
    desk: Desk, clock: FixedClock, ana: ContactView, nights: RotaView
) -> None:
    clock.set_to(at(23))
    number = log(desk).id
    escalation = escalate(desk, number, ana.id, rota_id=nights.id)
    clock.set_to(at(23, 40))
    desk.escalations.accept(AcceptEscalation(escalation.id))
    (said,) = [
        dict(values)
        for one in desk.overview.escalation_start(log(desk).id).contacts
        for code, values in one.reasons
        if one.contact.id == ana.id and code == "answers_in"
    ]
    assert said["length"] == 40 * MINUTE
    assert newest(desk, number, ACCEPTANCE).verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("reached", "accepted", "took"),
    [
        (at(7, 50, 17), at(9, 15, 17), 25 * MINUTE),  # ten until the shift ends at 8:00, fifteen from 9:00 on
        (at(23), at(9, 30, 17), 9 * HOUR + 30 * MINUTE),
        (at(23, day=20), at(9, 30, 23), 9 * HOUR + 30 * MINUTE),  # of the weekend nothing
    ],
)
def test_after_their_shift_ended_acceptance_is_measured_in_their_own_hours(
    desk: Desk,
    clock: FixedClock,
    ana: ContactView,
    nights: RotaView,
    reached: datetime,
    accepted: datetime,
    took: timedelta,
) -> None:
    number = log(desk).id
    clock.set_to(reached)
    escalation = escalate(desk, number, ana.id, rota_id=nights.id)
    clock.set_to(accepted)
    desk.escalations.accept(AcceptEscalation(escalation.id))
    (said,) = [
        dict(values)
        for one in desk.overview.escalation_start(log(desk).id).contacts
        for code, values in one.reasons
        if one.contact.id == ana.id and code == "answers_in"
    ]
    assert said["length"] == took


def test_without_an_acceptance_clock_it_is_measured_in_their_own_hours(desk: Desk, clock: FixedClock) -> None:
    """Whoever has no time agreed, and no target: a weekend is no slow answer of theirs either."""
    spec = {"zone": "UTC", "week": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
    hours = desk.site.save_hours(SaveHours(None, spec, "Office")).value
    zuse = contact(desk, "Konrad Zuse", calendar_id=hours.id)
    desk_hours = desk.facts().desk_calendar.id
    kept = [(one.priority, one.kind.value, one.target, desk_hours) for one in desk.facts().targets]
    none = [(priority, kind, None if kind == ACCEPTANCE else target, hours) for priority, kind, target, hours in kept]
    desk.site.save_targets(SaveTargets(tuple(none)))
    clock.set_to(at(16, 30, day=20))  # a Friday
    escalation = escalate(desk, log(desk).id, zuse.id)
    clock.set_to(at(9, 15, 23))
    desk.escalations.accept(AcceptEscalation(escalation.id))
    (said,) = [
        dict(values)
        for one in desk.overview.escalation_start(log(desk).id).contacts
        for code, values in one.reasons
        if code == "answers_in"
    ]
    assert said["length"] == 45 * MINUTE
