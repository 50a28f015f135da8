"""Call-backs and promised updates: RULES.md, "Call-backs"."""

from datetime import timedelta

import pytest
from scene import HOUR, MINUTE, YES, at, by_mail, contact, due, escalate, kinds, last, log, newest, running

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.words import ClockKind, PromiseKind, Verdict
from deskapp.models.base import to_stored
from deskapp.services.calls.acts import (
    ContactCustomer,
    KeepPromise,
    MovePromise,
    PromiseCallBack,
    RecordAgreement,
    ResolveCall,
)
from deskapp.services.overview.late.ask import Tile

CALL_BACK, UPDATE = ClockKind.CALL_BACK, ClockKind.UPDATE


def _promise(desk: Desk, number: int, due_at=None) -> int:
    return desk.promises.call_back(
        PromiseCallBack(number, due_at or at(12), "+44 20 7946 0958", "With the price")
    ).value.id


def test_one_list_of_all_promises_to_customers_call_backs_and_next_updates_by_time(desk: Desk) -> None:
    first, second = log(desk), log(desk)
    _promise(desk, first.id, at(15))
    desk.calls.contact_customer(ContactCustomer(second.id, True, next_update=at(13)))
    escalate(desk, first.id, contact(desk).id, next_update=at(14))
    found = desk.promises.open()
    assert [(one.ref, one.kind, one.due_at) for one in found] == [
        (second.ref, PromiseKind.UPDATE, at(13)),
        (first.ref, PromiseKind.UPDATE, at(14)),
        (first.ref, PromiseKind.CALL_BACK, at(15)),
    ]


def test_who_what_was_promised_the_number(desk: Desk) -> None:
    _promise(desk, log(desk).id)
    (one,) = desk.promises.open()
    assert (one.customer, one.words, one.phone, one.owner, one.made_at) == (
        "Ada Lovelace",
        "With the price",
        "+44 20 7946 0958",
        "Manager",
        at(10),
    )


def test_missed_ones_come_first(desk: Desk, clock: FixedClock) -> None:
    missed = _promise(desk, log(desk).id, at(11))
    clock.at = at(11, 30)
    _promise(desk, log(desk).id, at(11, 45))
    assert desk.promises.open()[0].id == missed
    assert desk.late.figures().tiles[Tile.PROMISES_MISSED].calls == 1


def test_kept_in_one_stroke_with_the_note_that_becomes_the_contact(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    promise = _promise(desk, number)
    clock.advance(HOUR)
    kept = desk.promises.keep(KeepPromise(promise, "Told the price", next_update=at(16))).value
    assert (kept.kept_at, last(desk, number, "promise_kept").payload["words"]) == (at(11), "Told the price")
    assert newest(desk, number, UPDATE).facts.fixed == at(16)
    assert newest(desk, number, CALL_BACK).verdict is Verdict.MET


def test_a_call_back_that_was_kept_is_the_first_answer_to_a_mail(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk).id
    promise = _promise(desk, number)
    assert running(desk, number, ClockKind.RESPONSE)
    clock.advance(HOUR)
    desk.promises.keep(KeepPromise(promise))
    assert newest(desk, number, ClockKind.RESPONSE).margin == HOUR


def test_a_call_back_moved_with_its_reason_keeps_its_verdict(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    promise = _promise(desk, number, at(11))
    clock.at = at(11, 30)
    after = desk.promises.move(MovePromise(promise, at(14), "No price yet")).value
    missed = next(one for one in desk.overview.call(number).clocks if one.promise_id == promise)
    assert (missed.verdict, missed.margin) == (Verdict.MISSED, -30 * MINUTE)
    assert (after.due_at, after.words, after.phone) == (at(14), "With the price", "+44 20 7946 0958")
    assert due(desk, number, CALL_BACK) == at(14)
    moved = next(one for one in desk.overview.call(number).promises if one.id == promise)
    assert (moved.moved_to, moved.moved_reason, moved.kept_at) == (at(14), "No price yet", None)
    words = last(desk, number, "promise_moved").payload
    assert (words["due_was"], words["due"], words["reason"]) == (to_stored(at(11)), to_stored(at(14)), "No price yet")
    assert [one.id for one in desk.promises.open()] == [after.id]


def test_a_promised_update_is_moved_the_same_way(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.contact_customer(ContactCustomer(number, True, next_update=at(12)))
    (promise,) = desk.promises.open()
    desk.promises.move(MovePromise(promise.id, at(15), "Still waiting"))
    assert [clock.facts.fixed for clock in running(desk, number, UPDATE)] == [at(15)]


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (lambda p: MovePromise(p, at(10), "Why"), {"due_at": "past"}),
        (lambda p: MovePromise(p, at(14), " "), {"reason": "missing"}),
    ],
)
def test_a_promise_is_moved_to_a_time_to_come_with_a_reason(desk: Desk, act, fields) -> None:
    number = log(desk).id
    promise = _promise(desk, number)
    before = desk.overview.call(number)
    with pytest.raises(Invalid) as refused:
        desk.promises.move(act(promise))
    assert refused.value.fields == fields
    assert desk.overview.call(number) == before


def test_nothing_is_promised_for_the_past(desk: Desk) -> None:
    number = log(desk).id
    with pytest.raises(Invalid):
        _promise(desk, number, at(10))
    promise = _promise(desk, number)
    with pytest.raises(Invalid):
        desk.promises.keep(KeepPromise(promise, next_update=at(9)))
    assert len(desk.promises.open()) == 1


def test_what_was_kept_or_moved_is_over(desk: Desk) -> None:
    promise = _promise(desk, log(desk).id)
    desk.promises.keep(KeepPromise(promise))
    for act in (lambda: desk.promises.keep(KeepPromise(promise)), lambda: desk.promises.move(_moved(promise))):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "promise_over"
    with pytest.raises(NotFound):
        desk.promises.keep(KeepPromise(99))


def _moved(promise: int) -> MovePromise:
    return MovePromise(promise, at(14), "Later")


def test_a_call_may_have_several_call_backs_each_with_its_clock(desk: Desk) -> None:
    number = log(desk).id
    first, _second = _promise(desk, number, at(12)), _promise(desk, number, at(13))
    desk.promises.keep(KeepPromise(first))
    assert [clock.facts.fixed for clock in running(desk, number, CALL_BACK)] == [at(13)]


def test_a_close_leaves_no_promise_open(desk: Desk) -> None:
    number = log(desk).id
    _promise(desk, number)
    desk.calls.resolve(ResolveCall(number, "Cable"))
    assert len(desk.promises.open()) == 1
    desk.calls.agree(RecordAgreement(number, YES))
    assert desk.promises.open() == ()
    assert not running(desk, number, CALL_BACK)


def test_a_call_back_takes_up_a_new_call(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk).id
    clock.advance(timedelta(minutes=1))
    _promise(desk, number)
    assert kinds(desk, number) == ["logged", "opened", "call_back_promised"]
