"""Void calls, their reasons, and how they are restored: RULES.md, "The life of a call"."""

from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from scene import HOUR, YES, at, by_mail, contact, escalate, everything, kinds, last, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotAllowed
from deskapp.domain.words import CallState, PauseReason, Role, Urgency, VoidReason
from deskapp.services.calls.acts import (
    ContactCustomer,
    EditCall,
    LapseCall,
    PauseCall,
    PromiseCallBack,
    ResolveCall,
    RestoreCall,
    VoidCall,
)
from deskapp.services.escalations.acts import AcceptEscalation, ReturnEscalation, WithdrawEscalation
from deskapp.services.overview import as_of
from deskapp.services.overview.late.ask import Ask, Tile

STATES = ["new", "open", "waiting", "resolved"]


def _in_error(number: int) -> VoidCall:
    return VoidCall(number, VoidReason.IN_ERROR, words="A test call")


def _call(desk: Desk, state: str) -> int:
    number = (by_mail(desk) if state == "new" else log(desk)).id
    if state == "waiting":
        desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER, "Photos", back_by=at(12)))
    if state == "resolved":
        desk.calls.resolve(ResolveCall(number, "Cable"))
    return number


@pytest.mark.parametrize("state", STATES)
def test_void_with_the_reason_and_reversible_as_if_it_had_never_been(
    desk: Desk, desk_file, clock: FixedClock, state: str
) -> None:
    number = _call(desk, state)
    desk.promises.call_back(PromiseCallBack(number, at(15)))
    was = desk.overview.call(number)
    clock.advance(HOUR)
    row = desk.calls.void(_in_error(number)).value
    assert (row.state, row.due_at, row.paused, row.back_by, row.signs) == (CallState.VOID, None, None, None, ())
    detail = desk.overview.call(number)
    assert all(one.facts.stopped for one in detail.clocks)
    assert desk.promises.open() == ()
    clock.advance(HOUR)
    desk.calls.restore(RestoreCall(number, "It was a real one"))
    back = desk.overview.call(number)
    assert (back.state, back.clocks, back.pauses, back.promises) == (was.state, was.clocks, was.pauses, was.promises)
    assert (back.row.due_at, back.row.paused, back.row.back_by) == (was.row.due_at, was.row.paused, was.row.back_by)
    assert kinds(desk, number)[-2:] == ["voided", "restored"]
    assert rows(desk_file, "SELECT ended_at FROM call WHERE id = ?", number) == [(None,)]


def test_clocks_that_ran_end_without_a_verdict(desk: Desk, desk_file, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    query = "SELECT id, verdict, margin FROM clock ORDER BY id"
    before = rows(desk_file, query)
    clock.advance(timedelta(days=2))
    desk.calls.void(_in_error(number))
    assert rows(desk_file, query) == before
    assert rows(desk_file, "SELECT count(*) FROM clock WHERE stopped_at IS NULL") == [(0,)]


def test_any_but_closed(desk: Desk, desk_file) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        desk.calls.void(_in_error(number))
    assert (refused.value.code, refused.value.values["state"]) == ("call_state", "closed")
    assert everything(desk_file) == before
    connection = sqlite.connect(str(desk_file))
    for sql in ("state = 'void'", "state = 'void', cycle = 2"):
        with pytest.raises(sqlite.IntegrityError):
            connection.execute(f"UPDATE call SET {sql} WHERE id = ?", (number,))
    connection.close()


def test_the_database_itself_asks_for_the_reason_and_for_what_it_was(desk: Desk, desk_file) -> None:
    number, other = log(desk).id, log(desk).id
    desk.calls.void(_in_error(other))
    connection = sqlite.connect(str(desk_file))
    with pytest.raises(sqlite.IntegrityError, match="void with its reason"):
        connection.execute("UPDATE call SET state = 'void' WHERE id = ?", (number,))
    with pytest.raises(sqlite.IntegrityError, match="becomes what it was"):
        connection.execute("UPDATE call SET state = 'resolved' WHERE id = ?", (other,))
    connection.close()


def test_a_duplicate_is_linked_both_ways(desk: Desk) -> None:
    first, second = log(desk), log(desk)
    done = desk.calls.void(VoidCall(second.id, VoidReason.DUPLICATE, first.id))
    assert done.changes.calls >= {first.id, second.id}
    voiding = desk.overview.call(second.id).endings.voiding
    assert (voiding.reason, voiding.duplicate_of, voiding.duplicate_ref) == (VoidReason.DUPLICATE, first.id, first.ref)
    assert desk.overview.call(first.id).endings.duplicates == ((second.id, second.ref),)
    assert last(desk, first.id, "duplicate_found").payload == {"ref": second.ref}
    desk.calls.restore(RestoreCall(second.id, "Another matter"))
    assert desk.overview.call(first.id).endings.duplicates == ()
    assert last(desk, first.id, "duplicate_undone").payload == {"ref": second.ref}


@pytest.mark.parametrize("over", ["closed", "lapsed"])
def test_of_a_call_that_is_over_the_app_says_so_and_asks(desk: Desk, desk_file, clock: FixedClock, over: str) -> None:
    first, second = log(desk).id, log(desk).id
    if over == "closed":
        desk.calls.resolve(ResolveCall(first, "Cable", YES))
    else:
        desk.calls.resolve(ResolveCall(first, "Cable"))
        for day in (1, 1, 1, 0):
            desk.calls.contact_customer(ContactCustomer(first, False))
            clock.advance(timedelta(days=day))
        desk.calls.lapse(LapseCall(first, "Moved away"))
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.calls.void(VoidCall(second, VoidReason.DUPLICATE, first))
    assert refused.value.fields == {"duplicate_of": "is_over"}
    assert everything(desk_file) == before
    desk.calls.void(VoidCall(second, VoidReason.DUPLICATE, first, over_too=True))
    assert desk.overview.call(second).state is CallState.VOID


def test_a_call_that_others_were_made_duplicates_of_is_made_void_only_with_them_named(desk: Desk, desk_file) -> None:
    first, second = log(desk), log(desk)
    desk.calls.void(VoidCall(second.id, VoidReason.DUPLICATE, first.id))
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.calls.void(_in_error(first.id))
    assert refused.value.fields == {"reason": "has_duplicates"}
    assert refused.value.values["duplicates"] == ((second.id, second.ref),)
    assert everything(desk_file) == before
    desk.calls.void(VoidCall(first.id, VoidReason.IN_ERROR, words="A test", duplicates=(second.id,)))
    assert desk.overview.call(first.id).state is CallState.VOID


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (VoidCall(1, VoidReason.IN_ERROR), {"words": "missing"}),
        (VoidCall(1, VoidReason.IN_ERROR, 2, "w"), {"duplicate_of": "not_a_duplicate"}),
        (VoidCall(1, VoidReason.DUPLICATE), {"duplicate_of": "missing"}),
        (VoidCall(1, VoidReason.DUPLICATE, 99), {"duplicate_of": "unknown"}),
        (VoidCall(1, VoidReason.DUPLICATE, 1), {"duplicate_of": "the_same_call"}),
        (VoidCall(1, VoidReason.DUPLICATE, 2), {"duplicate_of": "is_void"}),
    ],
    ids=["no words", "no duplicate", "of nothing", "of none", "of itself", "of a void one"],
)
def test_what_is_wrong_with_the_reason_is_named_and_nothing_is_kept(desk: Desk, desk_file, act, fields) -> None:
    log(desk)
    desk.calls.void(_in_error(log(desk).id))
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.calls.void(act)
    assert refused.value.fields == fields
    assert everything(desk_file) == before


def test_an_agent_makes_only_their_own_calls_void(desk: Desk, desk_file) -> None:
    number = log(desk).id
    sam = staff(desk, Role.AGENT, "Sam")
    rita = staff(desk, Role.SUPERVISOR, "Rita")
    desk.sign_in(sam)
    own = log(desk).id
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        desk.calls.void(_in_error(number))
    assert (refused.value.code, refused.value.values["who"]) == ("not_your_call_to_void", "Rita")
    assert everything(desk_file) == before
    assert desk.calls.void(_in_error(own)).value.state == CallState.VOID
    assert desk.calls.restore(RestoreCall(own, "Real")).value.state == CallState.OPEN
    desk.sign_in(rita)
    desk.calls.void(_in_error(number))
    desk.sign_in(sam)
    with pytest.raises(NotAllowed):
        desk.calls.restore(RestoreCall(number, "Mine"))


def test_a_call_that_is_out_is_not_void_before_that_has_ended(desk: Desk) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    with pytest.raises(NotAllowed) as refused:
        desk.calls.void(_in_error(number))
    assert refused.value.code == "still_escalated"
    desk.escalations.withdraw(WithdrawEscalation(out.id, "Void"))
    assert desk.calls.void(_in_error(number)).value.state == CallState.VOID


def test_a_void_call_is_none_of_those_alike_any_more(desk: Desk) -> None:
    numbers = [log(desk).id for _customer in range(3)]
    assert "many_customers" in desk.overview.call(numbers[0]).row.signs
    desk.calls.void(_in_error(numbers[2]))
    assert "many_customers" not in desk.overview.call(numbers[0]).row.signs
    desk.calls.restore(RestoreCall(numbers[2], "It was one"))
    assert "many_customers" in desk.overview.call(numbers[0]).row.signs


def test_outside_all_measures(desk: Desk, clock: FixedClock) -> None:
    numbers = [log(desk, category_id=1, **({"customer_id": 1} if n else {})).id for n in range(3)]
    assert "repeat_contact" in desk.overview.call(numbers[0]).row.signs
    stopped = desk.late.figures().stopped_today
    desk.promises.call_back(PromiseCallBack(numbers[2], at(10, 10)))
    desk.calls.void(_in_error(numbers[2]))
    first = desk.overview.call(numbers[0])
    assert first.contacts_30_days == 2
    assert "repeat_contact" not in first.row.signs
    counts, soon = desk.lists.counts(), at(10, 11)
    assert (counts.open, counts.promises, desk.late.ids(Ask((Tile.PROMISES_MISSED,)), soon)) == (2, 0, [])
    assert desk.late.figures().stopped_today < stopped
    assert numbers[2] not in desk.late.ids(Ask())
    assert numbers[2] not in {row.id for row in desk.directory.callers("Ada")[0].calls}
    clock.advance(timedelta(days=30))
    assert desk.late.figures().tiles[Tile.OVERDUE].calls == 2
    desk.calls.restore(RestoreCall(numbers[2], "Real"))
    assert desk.late.figures().tiles[Tile.OVERDUE].calls == 3


def test_outside_all_measures_of_a_contact_too(desk: Desk, clock: FixedClock) -> None:
    person = contact(desk)
    real, error = log(desk).id, log(desk).id
    for number, took in ((real, HOUR), (error, 3 * HOUR)):
        out = escalate(desk, number, person.id, estimate=HOUR)
        clock.advance(took / 2)
        desk.escalations.accept(AcceptEscalation(out.id))
        clock.advance(took / 2)
        desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    both = desk.escalations.record_of(person.id)
    assert (both.offered, both.estimated, both.took) == (2, 2, 2 * HOUR)
    desk.calls.void(_in_error(error))
    alone = desk.escalations.record_of(person.id)
    assert (alone.offered, alone.accepted, alone.estimated, alone.took) == (1, 1, 1, HOUR)
    desk.calls.restore(RestoreCall(error, "Real"))
    assert desk.escalations.record_of(person.id) == both


def test_overdue_as_of_an_instant_before_during_and_after_the_voiding(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, urgency=Urgency.NOW).id  # to be resolved by 14:00

    def late(instant) -> list[int]:
        return [call.id for call in as_of.overdue(desk.work, instant)]

    clock.set_to(at(15))
    desk.calls.void(_in_error(number))
    assert (late(at(14, 30)), late(at(15, 30))) == ([number], [])
    clock.set_to(at(16))
    desk.calls.restore(RestoreCall(number, "Real"))
    assert (late(at(14, 30)), late(at(15, 30)), late(at(16, 30))) == ([number], [], [number])


def test_what_is_void_is_not_edited_and_is_still_found(desk: Desk) -> None:
    row = log(desk)
    desk.calls.void(_in_error(row.id))
    with pytest.raises(NotAllowed):
        desk.calls.edit(EditCall(row.id, 1, "New", "", "", "", None, None, None))
    assert [one.id for one in desk.lists.search(row.ref)] == [row.id]
    assert [one.id for one in desk.lists.calls("closed")] == [row.id]


def test_restoring_needs_its_reason_and_a_void_call(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(NotAllowed):
        desk.calls.restore(RestoreCall(number, "r"))
    desk.calls.void(_in_error(number))
    with pytest.raises(Invalid) as refused:
        desk.calls.restore(RestoreCall(number, " "))
    assert refused.value.fields == {"reason": "missing"}
