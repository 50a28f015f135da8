"""The demo desk looks the same whenever it is opened, and its past is as real as that of any desk."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_once import MadeOnce
from sqlalchemy import select

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.clock import FixedClock
from deskapp.domain.practice.scenario import Theme
from deskapp.domain.sla import ClockState
from deskapp.domain.words import OPEN_STATES, CallState, ClockKind, ContactKind, Role, Verdict
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.events import Event
from deskapp.services.calls.row import CallRow
from deskapp.services.demo.service import CLOSED_CALLS, make_demo
from deskapp.services.demo.story import length, story
from deskapp.services.overview.late.ask import Tile
from deskapp.services.site.check import check

SHOWN_AT = datetime(2026, 11, 21, 14, 12, 7, tzinfo=UTC)
INSTANTS = {
    "sunday_at_three": datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
    "hour_skipped_just_now": datetime(2026, 3, 29, 1, 20, tzinfo=UTC),
    "hour_skipped_soon": datetime(2026, 3, 28, 23, 59, 30, tzinfo=UTC),
    "hour_repeated_just_now": datetime(2026, 10, 25, 1, 15, tzinfo=UTC),
    "new_year": datetime(2027, 1, 1, 0, 0, 1, tzinfo=UTC),
    "closing_at_midnight": datetime(2026, 11, 29, 6, 5, tzinfo=UTC),
}
#: What is shown of each call, at that minute: (its chip, or why it stands still; owner; with whom).
SHOWN = {
    "C-01482": ("0:42 over", "Sam Okoro", "Billing specialist"),
    "C-01479": ("0:08 over", "Lena Fischer", "Telco supplier"),
    "C-01491": ("0:11 left", "Sam Okoro", ""),
    "C-01488": ("0:24 left", "Omar Haddad", ""),
    "C-01490": ("1:32 left", "Lena Fischer", "Customer services"),
    "C-01475": ("customer", "Sam Okoro", "Maintenance contractor"),
    "C-01493": ("3:05 left", "Omar Haddad", ""),
    "C-01466": ("6:40 left", "Lena Fischer", ""),
    "C-01461": ("agreement", "Sam Okoro", ""),
    "C-01458": ("2:10 left", "Omar Haddad", "Network contractor"),
}


@pytest.fixture(scope="module")
def shown_desk(made_once: MadeOnce) -> Path:
    """The whole demo desk at that instant."""
    return made_once("shown", lambda path: make_demo(path, SHOWN_AT))


@pytest.fixture
def demo(shown_desk: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "demo.db"
    path.write_bytes(shown_desk.read_bytes())
    desk = Desk(path, FixedClock(SHOWN_AT)).open()
    desk.sign_in(next(person.id for person in desk.facts().staff if person.name == "Sam Okoro"))
    yield desk
    desk.close()


def chip(desk: Desk, row: CallRow, now: datetime) -> str:
    """What the log's chip says of a row."""
    if row.paused is not None:
        return row.paused
    assert row.due_at is not None
    if now > row.due_at:
        return f"{amount(now - row.due_at)} over"
    if row.calendar_id is None or row.due_at is None:
        return f"{amount(row.due_at - now)} left"
    return f"{amount(desk.facts().calendars[row.calendar_id].elapsed(now, row.due_at))} left"


def amount(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def states(desk: Desk, now: datetime) -> Counter[ClockState]:
    """How the next due clock of each open call that does not stand still is doing."""
    rows = [row for row in desk.lists.calls("open", now) if row.paused is None]
    return Counter(sla.state_at(row.due_at, row.warn_at, now) for row in rows)


def assert_as_shown(desk: Desk, now: datetime) -> None:
    rows = {row.ref: row for row in desk.lists.calls("open", now)}
    seen = {ref: (chip(desk, row, now), row.owner, row.with_name) for ref, row in rows.items()}
    assert seen == SHOWN
    assert states(desk, now) == {ClockState.OVERDUE: 2, ClockState.SOON: 2, ClockState.RUNNING: 4}
    counts = desk.lists.counts(now)
    assert (counts.open, counts.escalations, counts.waiting, counts.not_agreed) == (10, 5, 1, 1)
    assert (counts.overdue, counts.due_soon, counts.promises) == (2, 2, 2)


def test_there_are_two_rotas_with_a_gap_ahead_and_somebody_on_call_after_hours(demo: Desk) -> None:
    first, second = demo.rotas.listed()
    assert (first.name, second.name) == ("After hours", "After hours, second")
    coming = demo.rotas.duty()
    assert coming is not None
    assert (coming.rota, coming.name) == ("After hours", "Priya Shah")
    assert f"{coming.since:%H:%M} to {coming.until:%H:%M}" == "17:30 to 08:00"
    assert {gap.rota for gap in demo.rotas.gaps()} == {"After hours, second"}
    covered = demo.rotas.on_call(first.id, datetime(2026, 11, 19, 23, tzinfo=UTC))
    assert (covered.name, covered.instead_of) == ("Rita Gomez", "Priya Shah")


def test_the_figures_of_the_demo_come_out(demo: Desk) -> None:
    assert_as_shown(demo, SHOWN_AT)
    assert demo.lists.counts(SHOWN_AT).mine == 4


def test_the_figures_stand_for_most_of_the_first_minute(demo: Desk) -> None:
    assert_as_shown(demo, SHOWN_AT + timedelta(seconds=45))


@pytest.mark.parametrize("now", INSTANTS.values(), ids=INSTANTS.keys())
def test_it_looks_the_same_whenever_it_is_opened(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, now, closed=40)
    desk = Desk(path, FixedClock(now)).open()
    try:
        assert_as_shown(desk, now)
        assert desk.facts().desk_calendar.calendar.is_open(now)
    finally:
        desk.close()


def test_escalations_not_accepted_wait_as_shown(demo: Desk) -> None:
    late = dict(demo.supervision.overdue(SHOWN_AT).not_accepted)
    assert sorted(late.values()) == [timedelta(minutes=9), timedelta(minutes=22)]
    figures = demo.late.figures(now=SHOWN_AT)
    assert [figures.tiles[tile].calls for tile in Tile] == [2, 2, 0, 2, 1]
    assert figures.tiles[Tile.OVERDUE].since == SHOWN_AT - timedelta(minutes=42)
    assert figures.tiles[Tile.NOT_ACCEPTED].since == SHOWN_AT - timedelta(minutes=22)
    assert figures.within_15 == 1


def test_the_first_call_has_the_clocks_that_are_shown(demo: Desk) -> None:
    call = demo.overview.call(1482)
    standing = {clock.kind: sla.reading(clock.facts, SHOWN_AT) for clock in call.clocks if not clock.facts.stopped}
    assert standing[ClockKind.RESOLUTION].due == SHOWN_AT - timedelta(minutes=42)
    assert standing[ClockKind.UPDATE].state is ClockState.SOON
    assert call.contacts_30_days == 3
    (escalation,) = call.escalations
    assert (escalation.contact, escalation.sheets, escalation.estimate) == ("Alex Meyer", 1, timedelta(minutes=45))


def test_it_has_four_staff_and_eight_contacts_of_all_kinds(demo: Desk) -> None:
    facts = demo.facts()
    assert facts.site.demo
    assert [person.name for person in facts.staff] == ["Lena Fischer", "Omar Haddad", "Rita Gomez", "Sam Okoro"]
    assert sum(person.role is Role.AGENT for person in facts.staff) == 3
    contacts = demo.directory.contacts()
    assert len(contacts) == 8
    assert {contact.kind for contact in contacts} == set(ContactKind)
    card = next(contact for contact in contacts if contact.name == "CardPay Ltd")
    assert (card.our_account, card.agreed_response, card.phones) == ("CP-8841", timedelta(hours=4), ("020 7946 0112",))


def test_a_refund_was_granted_and_a_credit_told_by_phone_waits_to_be_confirmed(demo: Desk) -> None:
    (granted,) = demo.approvals.of_call(1461)
    assert (granted.standing, granted.decided_by, granted.amount) == ("granted", "Rita Gomez", 212_00)
    demo.sign_in(1)
    assert [(one.ref, one.standing) for one in demo.approvals.open()] == [("C-01490", "granted_unconfirmed")]


def test_its_agents_have_practised_for_half_a_year_and_one_of_them_does_not_show_it(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, SHOWN_AT, closed=40)
    demo = Desk(path, FixedClock(SHOWN_AT), staff_id=1).open()
    try:
        others = {name: staff_id for staff_id, name in demo.practice.view().others}
        assert set(others) == {"Sam Okoro", "Lena Fischer"}
        told = demo.practice.practised(Theme.DE_ESCALATION, SHOWN_AT - timedelta(days=182))
        assert (told.agents, told.practised, told.hidden) == (3, 1, 1)
        tries = [
            one for one in demo.practice.record(others["Lena Fischer"]).tries if one.scenario_id == "the_manager_now"
        ]
        points = [one.points for one in reversed(tries)]
        # Each time she did better, and at last all that there is to do.
        assert points == sorted(set(points))
        assert points[-1] == tries[0].most
        assert all(one.ended_at < SHOWN_AT for one in tries)
        first = demo.practice.result(tries[-1].id)
        assert first.handoff
        assert first.this.hints
    finally:
        demo.close()


def test_a_year_of_calls_is_over_some_missed_some_open_once_more_some_lapsed(demo: Desk) -> None:
    with demo.work.read() as session:
        calls = session.execute(select(Call.id, Call.state, Call.logged_at, Call.cycle).order_by(Call.id)).all()
        missed = session.scalars(select(ClockRow.call_id).where(ClockRow.verdict == Verdict.MISSED)).all()
    over = [call for call in calls if call.state not in OPEN_STATES]
    assert len(over) == CLOSED_CALLS
    assert [call.id for call in calls] == list(range(1, 1494))
    assert {call.state for call in over} == {CallState.CLOSED, CallState.LAPSED, CallState.VOID}
    assert min(call.logged_at for call in over) < SHOWN_AT - timedelta(days=360)
    assert sum(call.cycle > 1 for call in over) > 8
    assert len(set(missed)) > 100
    some = [demo.overview.call(call.id) for call in over[::60] if call.state is CallState.CLOSED]
    assert all(call.agreements and call.agreements[-1].cycle == call.cycle for call in some)


def test_calls_are_numbered_in_the_order_they_came(demo: Desk) -> None:
    with demo.work.read() as session:
        logged = session.scalars(select(Call.logged_at).order_by(Call.id)).all()
        told = session.scalars(select(Event.at).order_by(Event.id)).all()
    assert logged == sorted(logged)
    assert logged[-1] <= SHOWN_AT
    assert told == sorted(told)


def test_the_next_call_goes_on_counting(demo: Desk) -> None:
    from deskapp.services.calls.acts import LogCall, NewCustomer

    assert demo.calls.log(LogCall("Network down", new_customer=NewCustomer("Somebody"))).value.ref == "C-01494"


def test_its_file_is_sound_and_its_timeline_unbroken(shown_desk: Path) -> None:
    assert check(shown_desk).findings == ()


def test_nothing_in_it_happens_after_it_is_opened(demo: Desk) -> None:
    for call_id in range(1458, 1494):
        assert all(event.at <= SHOWN_AT for event in demo.overview.call(call_id).events)


def test_its_telephone_numbers_ring_nowhere() -> None:
    people = [*story()["contacts"], *story()["customers"]]
    numbers = [story()["site"]["phone"], *(number for person in people for number in person["phones"])]
    assert all(number.startswith(("020 7946 0", "0161 496 0")) for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_where_it_cannot_be_made_nothing_is_left_behind(tmp_path: Path) -> None:
    from deskapp.domain.errors import StorageProblem

    path = tmp_path / "there.db"
    path.write_text("something else")
    with pytest.raises(StorageProblem):
        make_demo(path, SHOWN_AT)
    assert path.read_text() == "something else"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("1:42", timedelta(hours=1, minutes=42)),
        ("0:11:50", timedelta(minutes=11, seconds=50)),
        ("1d 2:00", timedelta(hours=26)),
        ("-0:19", -timedelta(minutes=19)),
    ],
)
def test_the_story_tells_lengths_of_time_plainly(told: str, meant: timedelta) -> None:
    assert length(told) == meant


def test_a_major_incident_is_over_with_its_calls_times_and_messages(demo: Desk) -> None:
    assert demo.incidents.open() == ()
    (incident,) = demo.incidents.recent()
    assert incident.over_at is not None
    assert (incident.calls, incident.to_tell, incident.number) == (3, 0, 2)
    assert (incident.steps_done, incident.steps) == (9, 9)
    assert timedelta(days=23) < SHOWN_AT - incident.over_at < timedelta(days=25)
    whole = demo.incidents.one(incident.id)
    assert {call.told for call in whole.calls} == {2}
    assert {call.row.state for call in whole.calls} == {"closed"}
    assert all(incident.opened_at < step.done_at <= incident.over_at for step in whole.steps if step.done_at)
    assert "attempt" in [event.kind for event in whole.events]


def test_its_calls_are_about_things_that_stand_somewhere_and_have_a_history(demo: Desk) -> None:
    call = demo.overview.call(1479)
    assert call.place is not None
    assert call.equipment is not None
    assert (call.place.name, call.place.person) == ("Main building", "Tom Webb, caretaker")
    assert (call.equipment.serial, call.equipment.contact) == ("LU24-00871", "Linetel Business")
    assert call.equipment.warranty_until == SHOWN_AT.date() + timedelta(days=130)
    things = demo.places.of_customer(call.customer.id)
    assert (len(things.places), len(things.equipment)) == (3, 3)
    past = demo.overview.history("place_id", call.place.id)
    assert past.count > 1
    assert any(one.solution for one in past.calls)
    numbers = [place["phone"] for place in story()["places"] if "phone" in place]
    assert all(number.startswith(("020 7946 0", "0161 496 0")) for number in numbers)
