"""A call that others see does not tell which confidential call it belongs to, not even one that became so later."""

from scene import log, staff

from deskapp.desk import Desk
from deskapp.domain.words import Role, VoidReason
from deskapp.services.calls.acts import MakeConfidential, RestoreCall, VoidCall
from deskapp.services.library.acts import LinkRepeat
from deskapp.wording.closing import TITLES as ENDINGS
from deskapp.wording.guides import TITLES as GUIDES


def test_a_void_call_does_not_name_the_confidential_call_that_it_is_a_duplicate_of(desk: Desk) -> None:
    """ "Others see that it exists, its clocks, nothing else"."""
    secret, void = log(desk), log(desk)
    desk.calls.make_confidential(MakeConfidential(secret.id, "A colleague"))
    desk.calls.void(VoidCall(void.id, VoidReason.DUPLICATE, secret.id))
    assert desk.overview.call(void.id).endings.voiding.words == secret.ref

    desk.staff_id = staff(desk, Role.AGENT)
    assert secret.ref not in repr(desk.overview.call(void.id))


def test_the_timeline_forgets_for_others_the_ties_to_a_call_that_became_confidential(desk: Desk) -> None:
    first = log(desk)
    secret = log(desk, customer_id=1)
    later, void, back = (log(desk, customer_id=1) for _ in range(3))
    desk.guides.link_repeat(LinkRepeat(secret.id, first.id))
    desk.guides.link_repeat(LinkRepeat(later.id, secret.id))
    desk.calls.void(VoidCall(void.id, VoidReason.DUPLICATE, secret.id))
    desk.calls.void(VoidCall(back.id, VoidReason.DUPLICATE, secret.id))
    desk.calls.restore(RestoreCall(back.id, "Not the same"))
    desk.calls.make_confidential(MakeConfidential(secret.id, "A colleague"))
    others = (first.id, later.id, void.id, back.id)
    assert all(secret.ref in repr(desk.overview.call(number).events) for number in others)

    desk.staff_id = staff(desk, Role.AGENT)
    titles = {**ENDINGS, **GUIDES}
    for number in others:
        detail = desk.overview.call(number)
        assert secret.ref not in repr(detail)
        assert all(titles[one.kind](one).strip() for one in detail.events if one.kind in titles)
