"""The customer's answer, what comes after it, and two people at one call: RULES.md, "The life of a call"."""

from datetime import timedelta

import pytest
from scene import HOUR, YES, at, due, everything, kinds, last, log, running, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import Answer, CallState, ClockKind, PauseReason, Role, Verdict
from deskapp.services.calls.acts import (
    ContactCustomer,
    EditCall,
    FollowUp,
    GiveAgreement,
    KeepPromise,
    MovePromise,
    PauseCall,
    PromiseFollowUp,
    RateCall,
    Reassign,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    ResumeCall,
)


def _closed(desk: Desk, **more: object) -> int:
    number = log(desk).id
    given = GiveAgreement(Answer.YES, "Ada Lovelace", **more)  # type: ignore[arg-type]
    desk.calls.resolve(ResolveCall(number, "Cable", given))
    return number


def test_a_no_says_what_is_still_missing(desk: Desk, desk_file) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.calls.agree(RecordAgreement(number, GiveAgreement(Answer.NO, "Ada", words="  ")))
    assert refused.value.fields == {"agreement_words": "what_is_missing"}
    assert everything(desk_file) == before


def test_a_follow_up_is_a_promise_if_the_customer_wants_one_and_the_call_is_closed(desk: Desk) -> None:
    number = _closed(desk, follow_up=FollowUp(at(12, day=18), words="Still well?"))
    detail = desk.overview.call(number)
    assert detail.state is CallState.CLOSED
    (promise,) = desk.promises.open()
    assert (promise.call_id, promise.follow_up, promise.due_at, promise.words) == (
        number,
        True,
        at(12, day=18),
        "Still well?",
    )
    assert [one.facts.fixed for one in running(desk, number, ClockKind.CALL_BACK)] == [at(12, day=18)]
    assert desk.lists.counts().open == 0
    assert kinds(desk, number)[-2:] == ["closed", "follow_up_promised"]


def test_a_follow_up_may_be_promised_later_and_is_warned_about_like_a_promise(desk: Desk) -> None:
    number = _closed(desk)
    desk.promises.follow_up(PromiseFollowUp(number, at(12)))
    assert [(one.call_id, one.due_at, one.warn_at) for one in desk.lists.watched()] == [(number, at(12), at(11, 45))]
    with pytest.raises(Invalid):
        desk.promises.follow_up(PromiseFollowUp(number, at(9)))
    with pytest.raises(NotAllowed):
        desk.promises.follow_up(PromiseFollowUp(log(desk).id, at(12)))


def test_a_follow_up_is_kept_without_opening_the_call_again(desk: Desk, clock: FixedClock) -> None:
    number = _closed(desk, follow_up=FollowUp(at(12)))
    clock.advance(HOUR)
    desk.promises.keep(KeepPromise(desk.promises.open()[0].id, "All is well"))
    detail = desk.overview.call(number)
    assert (detail.state, desk.promises.open()) == (CallState.CLOSED, ())
    (clock_,) = [one for one in detail.clocks if one.promise_id]
    assert clock_.verdict is Verdict.MET
    assert not running(desk, number, ClockKind.UPDATE)


def test_a_follow_up_is_moved_with_its_reason_and_stays_one(desk: Desk) -> None:
    _closed(desk, follow_up=FollowUp(at(12)))
    moved = desk.promises.move(MovePromise(desk.promises.open()[0].id, at(14), "In a meeting")).value
    assert (moved.follow_up, moved.due_at) == (True, at(14))


def test_whoever_wants_a_follow_up_is_tried_though_the_call_is_closed(desk: Desk) -> None:
    number = _closed(desk, follow_up=FollowUp(at(12)))
    desk.calls.contact_customer(ContactCustomer(number, False))
    assert kinds(desk, number)[-1] == "attempt"
    with pytest.raises(NotAllowed):
        desk.calls.contact_customer(ContactCustomer(_closed(desk), False))


def test_reopened_the_follow_up_stays_promised_and_a_later_close_leaves_it(desk: Desk) -> None:
    number = _closed(desk, follow_up=FollowUp(at(12, day=18)))
    desk.calls.reopen(ReopenCall(number, "It is back"))
    assert [one.follow_up for one in desk.promises.open()] == [True]
    desk.calls.resolve(ResolveCall(number, "Cable", YES))
    assert [one.follow_up for one in desk.promises.open()] == [True]
    assert due(desk, number, ClockKind.CALL_BACK) == at(12, day=18)


def test_satisfaction_1_to_5_if_given_at_the_agreement_or_later(desk: Desk) -> None:
    given, later, never = _closed(desk, satisfaction=5), _closed(desk), _closed(desk)
    desk.calls.rate(RateCall(later, 2))
    scores = [desk.overview.call(number).endings.score(1) for number in (given, later, never)]
    assert scores == [5, 2, None]


def test_satisfaction_said_anew_is_corrected_from_and_to_and_the_same_leaves_no_trace(desk: Desk, desk_file) -> None:
    number = _closed(desk, satisfaction=2)
    desk.calls.rate(RateCall(number, 4))
    line = last(desk, number, "satisfaction")
    assert (line.field, line.was, line.becomes) == ("satisfaction", "2", "4")
    before = everything(desk_file)
    desk.calls.rate(RateCall(number, 4))
    assert everything(desk_file) == before


def test_satisfaction_is_once_for_each_cycle(desk: Desk) -> None:
    number = _closed(desk, satisfaction=2)
    desk.calls.reopen(ReopenCall(number, "It is back"))
    desk.calls.resolve(ResolveCall(number, "Cable", GiveAgreement(Answer.YES, "Ada", satisfaction=5)))
    assert desk.overview.call(number).endings.satisfaction == ((1, 2), (2, 5))


@pytest.mark.parametrize("score", [0, 6, -1])
def test_satisfaction_is_from_1_to_5(desk: Desk, desk_file, score: int) -> None:
    number = _closed(desk)
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        desk.calls.rate(RateCall(number, score))
    assert refused.value.fields == {"satisfaction": "one_to_five"}
    assert everything(desk_file) == before


@pytest.mark.parametrize("more", [{"satisfaction": 3}, {"follow_up": FollowUp(at(12))}], ids=["score", "follow-up"])
def test_what_comes_after_a_yes_does_not_come_after_a_no(desk: Desk, more) -> None:
    number = log(desk).id
    with pytest.raises(Invalid) as refused:
        desk.calls.resolve(ResolveCall(number, "Cable", GiveAgreement(Answer.NO, "Ada", words="No", **more)))
    assert set(refused.value.fields.values()) == {"after_a_yes"}
    assert desk.overview.call(number).state is CallState.OPEN


def test_the_words_of_a_closed_call_may_be_corrected_its_deadline_not(desk: Desk) -> None:
    number = _closed(desk)
    desk.calls.edit(EditCall(number, 1, "The scanner", "", "", "", None, 1, None))
    line = last(desk, number, "edited")
    assert line.payload["changed"] == ["summary", "category_id"]
    assert desk.overview.call(number).row.due_at is None
    with pytest.raises(Invalid) as refused:
        desk.calls.edit(EditCall(number, 2, "The scanner", "", "", "", None, 1, at(15)))
    assert refused.value.fields == {"customer_deadline": "call_is_over"}


def test_whose_state_changed_meanwhile_is_told_with_who_and_when_and_decides(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    seen = desk.overview.call(number).state_version
    sam = staff(desk, Role.AGENT, "Sam")
    desk.sign_in(sam)
    clock.advance(HOUR)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    desk.sign_in(1)
    with pytest.raises(Conflict) as refused:
        desk.calls.resolve(ResolveCall(number, "Cable", base_version=seen))
    values = refused.value.values
    assert (values["by"], values["at"], values["state"]) == ("Sam", at(11), "waiting")
    assert desk.overview.call(number).state is CallState.WAITING
    again = ResolveCall(number, "Cable", base_version=values["base_version"])
    assert desk.calls.resolve(again).value.state == CallState.RESOLVED


def test_an_answer_to_another_solution_than_the_one_seen_is_a_conflict(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.resolve(ResolveCall(number, "Cable"))
    seen = desk.overview.call(number).state_version
    desk.calls.agree(RecordAgreement(number, GiveAgreement(Answer.NO, "Ada", words="No")))
    desk.calls.resolve(ResolveCall(number, "Toner"))
    with pytest.raises(Conflict):
        desk.calls.agree(RecordAgreement(number, YES, base_version=seen))
    assert desk.overview.call(number).state is CallState.RESOLVED


@pytest.mark.parametrize(
    "act",
    [
        lambda d, n, s: d.calls.pause(PauseCall(n, PauseReason.OTHER, base_version=s)),
        lambda d, n, s: d.calls.resume(ResumeCall(n, base_version=s)),
        lambda d, n, s: d.calls.reopen(ReopenCall(n, "r", base_version=s)),
    ],
    ids=["pause", "resume", "reopen"],
)
def test_a_stale_act_on_a_state_changes_nothing(desk: Desk, desk_file, act) -> None:
    number = log(desk).id
    seen = desk.overview.call(number).state_version
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    before = everything(desk_file)
    with pytest.raises(Conflict):
        act(desk, number, seen)
    assert everything(desk_file) == before


def test_a_stale_reassignment_is_a_conflict_shown_beside_the_newer(desk: Desk, desk_file, clock: FixedClock) -> None:
    first, second = log(desk).id, log(desk).id
    sam, kim = staff(desk, Role.AGENT, "Sam"), staff(desk, Role.AGENT, "Kim")
    clock.advance(timedelta(minutes=5))
    desk.calls.reassign(Reassign((first,), sam, "His area"))
    before = everything(desk_file)
    stale = Reassign((first, second), kim, "Her area", {first: 1, second: 1})
    with pytest.raises(Conflict) as refused:
        desk.calls.reassign(stale)
    assert refused.value.code == "owner_changed"
    assert refused.value.values["told"] == (("C-00001", "Sam", "Manager", at(10, 5)),)
    assert everything(desk_file) == before
    again = Reassign((first, second), kim, "Her area", {**stale.base_owners, **refused.value.values["newer"]})
    assert desk.calls.reassign(again).value == 2


def test_two_who_give_a_call_to_the_same_do_not_meet_a_conflict(desk: Desk) -> None:
    number = log(desk).id
    sam = staff(desk, Role.AGENT, "Sam")
    desk.calls.reassign(Reassign((number,), sam, "His area", {number: 1}))
    assert desk.calls.reassign(Reassign((number,), sam, "His area", {number: 1})).value == 0
