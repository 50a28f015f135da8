"""A call is given to another customer: by whom, what it changes, what is told, and how it is given back."""

from datetime import timedelta

import pytest
from scene import HOUR, at, due, everything, kinds, last, log, newest, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import CallState, ClockKind, PauseReason, Priority, Role, Tier, VoidReason
from deskapp.models.base import to_stored
from deskapp.services.calls.acts import GiveCall, MakeConfidential, PauseCall, ResolveCall, ResumeCall, VoidCall
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.library.acts import LinkRepeat
from deskapp.services.overview.as_of import overdue

RESOLUTION = ClockKind.RESOLUTION


@pytest.fixture
def ada(desk: Desk) -> int:
    return desk.directory.save_customer(SaveCustomer("Ada Lovelace", "Engines Ltd", "A-1")).value.id


@pytest.fixture
def bo(desk: Desk) -> int:
    return desk.directory.save_customer(SaveCustomer("Bo Ek", "Northside", "B-2", tier=Tier.KEY)).value.id


def give(desk: Desk, call_id: int, customer_id: int, reason: str = "Bo called, not Ada", **more: int):
    return desk.calls.give(GiveCall(call_id, customer_id, reason, **more))


def test_the_call_is_the_other_customers_and_the_timeline_tells_from_whom_to_whom_and_why(
    desk: Desk, ada: int, bo: int
) -> None:
    number = log(desk, customer_id=ada).id
    row = give(desk, number, bo).value
    assert row.customer == "Bo Ek, Northside"
    assert desk.overview.call(number).customer.id == bo
    told = last(desk, number, "customer_changed")
    assert (told.field, told.was, told.becomes) == ("customer", str(ada), str(bo))
    assert told.payload == {"reason": "Bo called, not Ada", "was": "Ada Lovelace", "becomes": "Bo Ek"}


def test_it_is_found_by_the_new_customer_and_by_the_former_one_no_more(desk: Desk, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    give(desk, number, bo)
    assert [row.id for row in desk.lists.search("northside")] == [number]
    assert desk.lists.search("engines") == ()


def test_its_owner_may_and_a_supervisor_and_nobody_else(desk: Desk, desk_file, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    sam, rita = staff(desk, Role.AGENT, "Sam"), staff(desk, Role.SUPERVISOR, "Rita")
    desk.work.staff_id = sam
    before = everything(desk_file)
    with pytest.raises(NotAllowed) as refused:
        give(desk, number, bo)
    assert (refused.value.code, refused.value.values["ref"]) == ("not_your_call_to_give", "C-00001")
    assert "Rita" in str(refused.value.values["who"])
    assert everything(desk_file) == before
    own = log(desk, customer_id=ada).id
    assert give(desk, own, bo).value.customer == "Bo Ek, Northside"
    desk.work.staff_id = rita
    assert give(desk, number, bo).value.customer == "Bo Ek, Northside"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_the_reason_is_needed(desk: Desk, ada: int, bo: int, reason: str) -> None:
    number = log(desk, customer_id=ada).id
    with pytest.raises(Invalid) as refused:
        give(desk, number, bo, reason)
    assert refused.value.fields == {"reason": "missing"}


def test_it_is_given_to_somebody_else_who_is_there(desk: Desk, ada: int) -> None:
    number = log(desk, customer_id=ada).id
    for customer_id, code in ((ada, "the_same_customer"), (77, "unknown")):
        with pytest.raises(Invalid) as refused:
            give(desk, number, customer_id)
        assert refused.value.fields == {"customer": code}


def test_a_void_call_is_given_to_nobody_and_one_that_is_over_can_be_put_right(desk: Desk, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    give(desk, number, bo)
    assert desk.overview.call(number).state is CallState.RESOLVED
    desk.calls.void(VoidCall(number, VoidReason.IN_ERROR, words="A test"))
    with pytest.raises(NotAllowed) as refused:
        give(desk, number, ada)
    assert refused.value.code == "call_state"


def test_a_confidential_call_is_given_by_those_who_see_it_alone(desk: Desk, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    desk.calls.make_confidential(MakeConfidential(number, "Personnel"))
    sam, rita = staff(desk, Role.AGENT, "Sam"), staff(desk, Role.SUPERVISOR, "Rita")
    desk.work.staff_id = sam
    with pytest.raises(NotAllowed) as refused:
        give(desk, number, bo)
    assert refused.value.code == "confidential"
    desk.work.staff_id = rita
    give(desk, number, bo)
    assert desk.overview.call(number).customer.id == bo


def test_who_saw_another_customer_on_it_is_told_whose_it_is_by_now(desk: Desk, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    cy = desk.directory.save_customer(SaveCustomer("Cy Young")).value.id
    give(desk, number, bo, from_customer_id=ada)
    with pytest.raises(Conflict) as refused:
        give(desk, number, cy, from_customer_id=ada)
    assert refused.value.code == "customer_changed"
    assert (refused.value.values["customer"], refused.value.values["newer"]) == ("Bo Ek", bo)


def test_given_back_it_is_the_former_customers_again_and_both_are_told(desk: Desk, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    before = (due(desk, number, RESOLUTION), desk.overview.call(number).row)
    give(desk, number, bo)
    give(desk, number, ada, "undone at once", from_customer_id=bo)
    assert (due(desk, number, RESOLUTION), desk.overview.call(number).row) == before
    assert kinds(desk, number).count("customer_changed") == 2


# What follows


def test_the_deadlines_follow_the_new_customers_tier_from_the_original_start_and_both_are_told(
    desk: Desk, clock: FixedClock, ada: int, bo: int
) -> None:
    desk.site.save_targets(SaveTargets(((Priority.P3, RESOLUTION.value, 4 * HOUR, 1),), None, Tier.KEY))
    number = log(desk, customer_id=ada).id
    clock.advance(HOUR)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    assert due(desk, number, RESOLUTION) == at(10, 0, 18)
    give(desk, number, bo)
    assert newest(desk, number, RESOLUTION).facts.started == at(10)
    assert due(desk, number, RESOLUTION) == at(15)
    told = last(desk, number, "deadlines_moved").payload
    assert told == {"why": "tier", "moved": {"resolution": [to_stored(at(10, 0, 18)), to_stored(at(15))]}}


def test_the_calls_of_both_customers_show_the_signs_that_are_true_now(desk: Desk, ada: int, bo: int) -> None:
    numbers = [log(desk, customer_id=ada).id for _ in range(3)]
    theirs = log(desk, customer_id=bo).id
    assert _often(desk) == {*numbers}
    assert give(desk, numbers[2], bo).changes.calls == {*numbers}
    assert _often(desk) == set()
    assert give(desk, numbers[1], bo).changes.calls == {numbers[1], numbers[2], theirs}
    assert _often(desk) == {numbers[1], numbers[2], theirs}


def _often(desk: Desk) -> set[int]:
    return {row.id for row in desk.lists.calls("open") if "repeat_contact" in row.signs}


def test_it_repeats_no_call_of_the_former_customer_and_none_of_theirs_repeats_it(desk: Desk, ada: int, bo: int) -> None:
    first, second, third = (log(desk, customer_id=ada).id for _ in range(3))
    desk.guides.link_repeat(LinkRepeat(second, first))
    desk.guides.link_repeat(LinkRepeat(third, second))
    changes = give(desk, second, bo).changes
    assert changes.calls >= {first, second, third}
    assert [desk.overview.call(number).repeat_of for number in (first, second, third)] == ["", "", ""]
    assert last(desk, second, "repeat_unlinked").payload in ({"earlier": "C-00001"}, {"later": "C-00003"})
    assert kinds(desk, second).count("repeat_unlinked") == 2
    assert last(desk, first, "repeat_unlinked").payload == {"later": "C-00002"}
    assert last(desk, third, "repeat_unlinked").payload == {"earlier": "C-00002"}


def test_given_back_its_repeats_are_repeats_again_unless_something_else_came_of_them(
    desk: Desk, clock: FixedClock, ada: int, bo: int
) -> None:
    first, second, third = (log(desk, customer_id=ada).id for _ in range(3))
    desk.guides.link_repeat(LinkRepeat(second, first))
    desk.guides.link_repeat(LinkRepeat(third, second))
    give(desk, second, bo)
    clock.advance(HOUR)
    desk.guides.link_repeat(LinkRepeat(third, first))
    assert give(desk, second, ada).changes.calls >= {first, second}
    assert [desk.overview.call(number).repeat_of for number in (first, second, third)] == ["", "C-00001", "C-00001"]
    assert last(desk, second, "repeat_linked").payload == {"earlier": "C-00001"}
    # Of the giving before the last nothing comes back.
    give(desk, second, bo)
    give(desk, second, ada)
    assert desk.overview.call(second).repeat_of == "C-00001"
    assert desk.overview.call(third).repeat_of == "C-00001"


def test_the_past_is_told_with_the_customer_of_that_time(desk: Desk, clock: FixedClock, ada: int, bo: int) -> None:
    number = log(desk, customer_id=ada).id
    late = clock.now() + timedelta(days=3)
    clock.advance(timedelta(days=3, hours=1))
    give(desk, number, bo)
    assert [call.customer for call in overdue(desk.work, late)] == ["Ada Lovelace, Engines Ltd"]
    assert [call.customer for call in overdue(desk.work, clock.now())] == ["Bo Ek, Northside"]
