"""A customer's card: calls open and past, what was promised, how content they were; nothing that is not for one."""

from datetime import timedelta

import pytest
from scene import NO, YES, at, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotFound
from deskapp.domain.words import Role, VoidReason
from deskapp.services.calls.acts import (
    MakeConfidential,
    PromiseCallBack,
    RateCall,
    RecordAgreement,
    ResolveCall,
    VoidCall,
)
from deskapp.services.directory.acts import SaveCustomer


def test_a_customer_whole(desk: Desk, clock: FixedClock) -> None:
    school = desk.directory.save_customer(SaveCustomer("St Mary's School")).value
    past = []
    for number in range(12):
        clock.advance(timedelta(minutes=1))
        call = log(desk, f"Call {number}", customer_id=school.id)
        desk.calls.resolve(ResolveCall(call.id, f"Solved {number}"))
        if number == 3:
            desk.calls.agree(RecordAgreement(call.id, NO))
            desk.calls.resolve(ResolveCall(call.id, "Solved at last"))
        desk.calls.agree(RecordAgreement(call.id, YES))
        past.append(call)
    for call, score in zip(past, (5, 4, 4), strict=False):
        desk.calls.rate(RateCall(call.id, score))
    void = log(desk, "A slip", customer_id=school.id)
    desk.calls.void(VoidCall(void.id, VoidReason.IN_ERROR, words="Never rang."))
    urgent, calm = log(desk, "Now", customer_id=school.id), log(desk, "Later", customer_id=school.id)
    desk.promises.call_back(PromiseCallBack(calm.id, at(12)))
    secret = log(desk, "About a colleague", customer_id=school.id)
    desk.promises.call_back(PromiseCallBack(secret.id, at(13)))
    desk.calls.make_confidential(MakeConfidential(secret.id, "Personnel."))
    log(desk)  # somebody else's
    desk.work.staff_id = staff(desk, Role.AGENT)
    told = desk.overview.customer(school.id)
    assert {row.id for row in told.open_calls} == {urgent.id, calm.id}
    assert (told.since, told.past_since, told.past_count) == (past[0].logged_at, past[0].logged_at, 12)
    assert [one.id for one in told.past.calls] == [one.id for one in reversed(past)][:10]
    assert told.past.more
    older = desk.overview.older_calls(school.id, told.past.calls[-1])
    assert [(one.ref, one.solution, one.score) for one in older.calls] == [
        (past[1].ref, "Solved 1", 4),
        (past[0].ref, "Solved 0", 5),
    ]
    assert not older.more
    assert next(one.solution for one in told.past.calls if one.id == past[3].id) == "Solved at last"
    assert [one.call_id for one in told.promises] == [calm.id]
    content = told.contentment
    assert (round(content.average or 0, 2), content.answers, content.asked, content.at_first) == (4.33, 3, 12, 11)
    desk.work.staff_id = 1
    assert secret.id in {row.id for row in desk.overview.customer(school.id).open_calls}


def test_a_card_that_was_open_over_a_merge_still_has_its_older_calls(desk: Desk, clock: FixedClock) -> None:
    gone = desk.directory.save_customer(SaveCustomer("St. Marys Sch.")).value
    calls = []
    for number in range(12):
        clock.advance(timedelta(minutes=1))
        calls.append(log(desk, f"Call {number}", customer_id=gone.id))
        desk.calls.resolve(ResolveCall(calls[-1].id, "Done"))
        desk.calls.agree(RecordAgreement(calls[-1].id, YES))
    last = desk.overview.customer(gone.id).past.calls[-1]
    kept = desk.directory.save_customer(SaveCustomer("St Mary's School")).value
    desk.directory.merge_customers(kept, desk.overview.customer(gone.id).customer)
    assert [one.id for one in desk.overview.older_calls(gone.id, last).calls] == [calls[1].id, calls[0].id]


def test_nobody_and_one_without_calls(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.overview.customer(77)
    fresh = desk.directory.save_customer(SaveCustomer("New")).value
    told = desk.overview.customer(fresh.id)
    assert (told.since, told.open_calls, told.past.calls, told.contentment.average) == (None, (), (), None)
