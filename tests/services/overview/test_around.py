"""What stands around a call: the customer's other calls and how content they were, and past calls like this one."""

from datetime import timedelta

import pytest
from scene import NO, YES, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import Role, VoidReason
from deskapp.services.calls.acts import LogCall, MakeConfidential, RateCall, RecordAgreement, ResolveCall, VoidCall
from deskapp.services.overview.views import CustomerHistory
from deskapp.services.staff.acts import SaveStaff


def closed(desk: Desk, summary: str, solution: str, *, at_once: bool = True, **more: int) -> int:
    number = log(desk, summary, **more).id
    if not at_once:
        desk.calls.resolve(ResolveCall(number, "Looked at"))
        desk.calls.agree(RecordAgreement(number, NO))
    desk.calls.resolve(ResolveCall(number, solution))
    desk.calls.agree(RecordAgreement(number, YES))
    return number


def test_the_customers_other_calls_of_a_year_and_how_content_they_were(desk: Desk, clock: FixedClock) -> None:
    first = log(desk, "Long ago")
    customer = desk.overview.call(first.id).customer.id
    clock.advance(timedelta(days=300))
    one = closed(desk, "Paper jam", "Sensor flap cleaned", customer_id=customer)
    two = closed(desk, "Portal", "Account made", at_once=False, customer_id=customer)
    desk.calls.rate(RateCall(one, 5))
    desk.calls.rate(RateCall(two, 4))
    desk.calls.void(VoidCall(log(desk, "A slip", customer_id=customer).id, VoidReason.IN_ERROR, words="Slip"))
    clock.advance(timedelta(days=80))
    now = log(desk, "No phones", customer_id=customer)
    around = desk.overview.around(now.id)
    history = around.history
    assert [call.summary for call in history.calls] == ["Portal", "Paper jam"]
    assert history.calls[0].solution == "Account made"
    assert (history.count, history.more, history.asked, history.agreed) == (2, False, 2, 1)
    assert history.since == desk.overview.call(one).row.logged_at
    assert (history.answers, history.average) == (2, 4.5)


def test_past_calls_like_it_come_with_what_solved_them(desk: Desk) -> None:
    past = closed(desk, "No phones in the sports hall", "Line card reseated")
    now = log(desk, "No phones in the hall of the annexe")
    around = desk.overview.around(now.id)
    assert [(call.call_id, call.solution) for call in around.alike] == [(past, "Line card reseated")]
    assert around.history == CustomerHistory()


def test_calls_that_are_not_for_whoever_looks_are_in_no_list_and_no_figure(desk: Desk) -> None:
    outsider = desk.site.save_staff(SaveStaff("The outsider", Role.AGENT)).value.id
    secret = closed(desk, "No phones in the office", "Told nobody")
    desk.calls.make_confidential(MakeConfidential(secret, "Personal"))
    customer = desk.overview.call(secret).customer.id
    now = desk.calls.log(LogCall("No phones in the office", customer_id=customer)).value.id
    assert desk.overview.around(now).history.count == 1
    desk.staff_id = outsider
    around = desk.overview.around(now)
    assert (around.history, around.alike) == (CustomerHistory(), ())
    with pytest.raises(NotAllowed):
        desk.overview.around(secret)
