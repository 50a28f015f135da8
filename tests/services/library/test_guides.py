"""Help with a call: what was checked, and which call it repeats."""

from datetime import timedelta

import pytest
from scene import HOUR, YES, contact, escalate, kinds, last, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.words import HandoffPart, Role, Tier
from deskapp.services.calls.acts import EditCall, LogCall, ReopenCall, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.library.acts import LinkRepeat, TickCheck

BILLING, NETWORK = 1, 2


def _lines(desk: Desk, category_id: int = BILLING) -> list[int]:
    return [check.id for check in desk.guides.help(category_id).checks]


# The checklist


def test_a_line_is_ticked_while_logging_or_later_and_each_says_when_and_by_whom(desk: Desk, clock: FixedClock) -> None:
    first, second, third = _lines(desk)
    number = log(desk, category_id=BILLING, checks=(first,)).id
    logged = clock.now()
    clock.advance(HOUR)
    desk.sign_in(staff(desk, Role.AGENT, "Kim Moss"))
    desk.guides.tick(TickCheck(number, second))
    shown = {check.id: (check.done, check.done_at, check.by) for check in desk.guides.help_for(number).checks}
    assert shown == {
        first: (True, logged, "Manager"),
        second: (True, logged + HOUR, "Kim Moss"),
        third: (False, None, ""),
    }
    assert kinds(desk, number) == ["logged", "check_done"]
    assert last(desk, number, "logged").payload["checks"] == ["Which invoice, which amount?"]
    assert last(desk, number, "check_done").payload == {"check": "Account and payments looked up"}


def test_a_tick_can_be_taken_back_and_both_are_told(desk: Desk) -> None:
    first = _lines(desk)[0]
    number = log(desk, category_id=BILLING, checks=(first,)).id
    desk.guides.tick(TickCheck(number, first, done=False))
    assert not desk.guides.help_for(number).checks[0].done
    assert kinds(desk, number) == ["logged", "check_undone"]


def test_ticking_twice_is_one_tick(desk: Desk) -> None:
    first = _lines(desk)[0]
    number = log(desk, category_id=BILLING).id
    for _again in range(2):
        desk.guides.tick(TickCheck(number, first))
    assert kinds(desk, number).count("check_done") == 1


def test_no_apparent_solution_is_seen_when_the_checklist_is_done_and_nothing_solved_it(desk: Desk) -> None:
    """Triggers: no apparent solution: the checklist is done and nothing solved it."""
    number = log(desk, category_id=BILLING).id
    first, second, third = _lines(desk)
    for line in (first, second):
        assert "no_solution" not in desk.guides.tick(TickCheck(number, line)).value.signs
    assert "no_solution" in desk.guides.tick(TickCheck(number, third)).value.signs
    assert "no_solution" not in desk.guides.tick(TickCheck(number, third, done=False)).value.signs


def test_a_solution_that_the_customer_did_not_agree_to_solved_nothing(desk: Desk) -> None:
    number = log(desk, category_id=BILLING, checks=tuple(_lines(desk))).id
    desk.calls.resolve(ResolveCall(number, "Refunded", YES))
    row = desk.calls.reopen(ReopenCall(number, "Refunded the wrong one")).value
    assert "no_solution" in row.signs


def test_what_was_checked_for_another_category_does_not_count(desk: Desk) -> None:
    number = log(desk, category_id=BILLING, checks=tuple(_lines(desk))).id
    call = desk.overview.call(number)
    moved = EditCall(number, call.version, call.row.summary, "", "", "", None, NETWORK, None)
    assert "no_solution" not in desk.calls.edit(moved).value.signs
    assert not any(check.done for check in desk.guides.help_for(number).checks)
    assert desk.overview.escalation_start(number).handoff[HandoffPart.STEPS] == ""


@pytest.mark.parametrize("check", [99, None])
def test_a_line_of_another_category_cannot_be_ticked(desk: Desk, check: int | None) -> None:
    number = log(desk, category_id=BILLING).id
    with pytest.raises(Invalid) as refused:
        desk.guides.tick(TickCheck(number, check or _lines(desk, NETWORK)[0]))
    assert refused.value.fields == {"checks": "of_another_category"}


def test_a_call_that_is_over_is_checked_no_more(desk: Desk) -> None:
    number = log(desk, category_id=BILLING).id
    desk.calls.resolve(ResolveCall(number, "Refunded", YES))
    with pytest.raises(NotAllowed) as refused:
        desk.guides.tick(TickCheck(number, _lines(desk)[0]))
    assert refused.value.code == "call_state"
    with pytest.raises(NotFound):
        desk.guides.tick(TickCheck(99, _lines(desk)[0]))


def test_the_handoff_begins_with_the_lines_that_were_checked(desk: Desk) -> None:
    """Pass on: steps already taken. Prefilled from the record."""
    first, second, _third = _lines(desk)
    number = log(desk, category_id=BILLING, checks=(first,)).id
    desk.guides.tick(TickCheck(number, second))
    steps = desk.overview.escalation_start(number).handoff[HandoffPart.STEPS]
    assert steps == "✓ Which invoice, which amount?\n✓ Account and payments looked up"


def test_a_call_without_a_category_has_no_help(desk: Desk) -> None:
    assert desk.guides.help_for(log(desk).id).checks == ()
    assert desk.guides.help(None).category == ""


# Repeat contacts


def _customer(desk: Desk, number: int) -> int:
    return desk.overview.call(number).customer.id


def _again(desk: Desk, first: int, **more: object) -> int:
    return log(desk, customer_id=_customer(desk, first), **more).id


def test_a_number_that_several_customers_share_offers_all_of_them(desk: Desk) -> None:
    """A number that several customers share offers all of them."""
    for name in ("Ada Lovelace", "Bob Price"):
        desk.directory.save_customer(SaveCustomer(name, phones=("+44 20 7946 0958",)))
    assert [match.customer.name for match in desk.directory.callers("020 7946 0958")] == ["Ada Lovelace", "Bob Price"]


def test_an_open_call_or_one_of_the_last_7_days_is_shown_before_a_second_is_logged(
    desk: Desk, clock: FixedClock
) -> None:
    """An open call, or one of the last 7 days, of the same customer is shown before a second is logged."""
    still_open = log(desk).id
    closed = _again(desk, still_open, summary="Toner is out")
    desk.calls.resolve(ResolveCall(closed, "New toner", YES))

    def shown() -> list[int]:
        [match] = desk.directory.callers("Lovelace")
        return [row.id for row in match.calls]

    assert shown() == [closed, still_open]
    clock.advance(timedelta(days=7, seconds=1))
    assert shown() == [still_open]


def test_a_repeat_is_linked_later_and_unlinked_and_both_timelines_tell_it(desk: Desk) -> None:
    first = log(desk).id
    second = _again(desk, first)
    linked = desk.guides.link_repeat(LinkRepeat(second, first))
    assert linked.changes.calls == {first, second}
    assert desk.overview.call(second).repeat_of == "C-00001"
    assert desk.overview.call(first).repeated_by == ("C-00002",)
    assert last(desk, second, "repeat_linked").payload == {"earlier": "C-00001"}
    assert last(desk, first, "repeat_linked").payload == {"later": "C-00002"}
    desk.guides.link_repeat(LinkRepeat(second, None))
    assert desk.overview.call(second).repeat_of == ""
    assert desk.overview.call(first).repeated_by == ()
    assert last(desk, first, "repeat_unlinked").payload == {"later": "C-00002"}


def test_a_chain_of_repeats_is_shown_both_ways_however_it_was_linked(desk: Desk) -> None:
    first = log(desk).id
    second = _again(desk, first, repeat_of=first)
    third = _again(desk, first)
    desk.guides.link_repeat(LinkRepeat(third, second))
    middle = desk.overview.call(second)
    assert (middle.repeat_of, middle.repeated_by) == ("C-00001", ("C-00003",))


def test_linking_to_another_call_takes_the_first_link_away(desk: Desk) -> None:
    first = log(desk).id
    second = _again(desk, first)
    third = _again(desk, first, repeat_of=first)
    moved = desk.guides.link_repeat(LinkRepeat(third, second))
    assert moved.changes.calls == {first, second, third}
    assert kinds(desk, third)[-2:] == ["repeat_unlinked", "repeat_linked"]


def test_linking_what_is_linked_already_tells_nothing(desk: Desk) -> None:
    first = log(desk).id
    second = _again(desk, first, repeat_of=first)
    desk.guides.link_repeat(LinkRepeat(second, first))
    assert "repeat_linked" not in kinds(desk, second)


def test_no_chain_of_repeats_leads_back_to_itself(desk: Desk) -> None:
    first = log(desk).id
    second = _again(desk, first, repeat_of=first)
    for call, earlier in ((first, second), (first, first)):
        with pytest.raises(Invalid) as refused:
            desk.guides.link_repeat(LinkRepeat(call, earlier))
        assert refused.value.fields == {"repeat_of": "not_earlier"}


def test_only_calls_of_one_customer_repeat_each_other(desk: Desk) -> None:
    first = log(desk).id
    other = log(desk).id
    with pytest.raises(Invalid) as refused:
        desk.guides.link_repeat(LinkRepeat(other, first))
    assert refused.value.fields == {"repeat_of": "of_another_customer"}
    with pytest.raises(Invalid) as refused:
        log(desk, customer_id=_customer(desk, other), repeat_of=first)
    assert refused.value.fields == {"repeat_of": "of_another_customer"}
    with pytest.raises(Invalid) as refused:
        desk.guides.link_repeat(LinkRepeat(other, 99))
    assert refused.value.fields == {"repeat_of": "unknown"}


def test_the_earlier_calls_of_the_customer_are_offered_newest_first(desk: Desk) -> None:
    first = log(desk).id
    log(desk)
    second = _again(desk, first)
    third = _again(desk, first, repeat_of=second)
    offered = desk.guides.repeats(third)
    assert (offered.repeat_of, [row.id for row in offered.earlier]) == (second, [second, first])


def test_the_third_contact_in_30_days_is_a_repeat_contact_on_all_of_them(desk: Desk, clock: FixedClock) -> None:
    """Triggers: repeat contact: third contact in 30 days."""
    first = log(desk).id
    clock.advance(timedelta(days=29))
    second = _again(desk, first)
    assert "repeat_contact" not in desk.overview.call(second).row.signs
    third = desk.calls.log(LogCall("It does not print again", customer_id=_customer(desk, first)))
    assert third.changes.calls == {first, second, third.value.id}
    for number in (first, second, third.value.id):
        assert "repeat_contact" in desk.overview.call(number).row.signs
    clock.advance(timedelta(days=2))
    assert "repeat_contact" in desk.overview.call(_again(desk, first)).row.signs
    clock.advance(timedelta(days=31))
    assert "repeat_contact" not in desk.overview.call(_again(desk, first)).row.signs


def test_the_third_call_of_a_category_within_the_hour_shows_on_all_of_them(desk: Desk) -> None:
    """Triggers: many customers affected: three calls of one category within an hour."""
    early = [log(desk, category_id=NETWORK).id for _n in range(2)]
    log(desk, category_id=NETWORK)
    for number in early:
        assert "many_customers" in desk.overview.call(number).row.signs


def test_a_customer_who_becomes_a_key_account_shows_on_their_calls(desk: Desk) -> None:
    number = log(desk).id
    customer = desk.overview.call(number).customer
    act = SaveCustomer(customer.name, tier=Tier.KEY, id=customer.id, base_version=customer.version)
    desk.directory.save_customer(act)
    assert "may_leave" in desk.overview.call(number).row.signs


def test_a_call_tells_the_signs_of_the_moment_with_their_reasons(desk: Desk, clock: FixedClock) -> None:
    """Signs to escalate are shown on the call before anyone opens the dialog, with the reason."""
    number = log(desk).id
    assert desk.overview.call(number).signs == ()
    clock.advance(timedelta(days=5))
    assert [(sign.code, sign.reason) for sign in desk.overview.call(number).signs] == [("time_limit", "overdue")]
    escalate(desk, number, contact(desk).id)
    assert desk.overview.call(number).signs
