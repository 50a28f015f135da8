"""After an escalation was made (RULES.md, "Escalation"): attempts, acceptance, estimates, return, two at once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from scene import (
    HOUR,
    MINUTE,
    at,
    contact,
    escalate,
    everything,
    kinds,
    last,
    log,
    passing_on,
    running,
    staff,
)

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import (
    AttemptResult,
    ClockKind,
    EscalationState,
    EscalationType,
    Role,
    Transfer,
)
from deskapp.services.calls.acts import ContactCustomer, ResolveCall
from deskapp.services.clocks.acts import SaveHours
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    TryContact,
    WithdrawEscalation,
)
from deskapp.services.escalations.views import TookView
from deskapp.services.routes.acts import SaveRoute

NO_ANSWER = AttemptResult.NO_ANSWER


@pytest.fixture
def other(desk_file: Path, clock: FixedClock, desk: Desk) -> Iterator[Desk]:
    """Rita, an agent, at a second workstation."""
    number = staff(desk, Role.AGENT, "Rita")
    opened = Desk(desk_file, clock, staff_id=number).open()
    yield opened
    opened.close()


def deactivated(desk: Desk, person: ContactView) -> None:
    desk.directory.save_contact(
        SaveContact(person.kind, person.name, active=False, id=person.id, base_version=person.version)
    )


# Attempts


def test_each_attempt_to_reach_somebody_is_recorded(desk: Desk) -> None:
    number, person = log(desk).id, contact(desk)
    made = desk.escalations.attempt(TryContact(number, person.id, NO_ANSWER, "Rang twice")).value
    assert (made.contact, made.at, made.by, made.result, made.words, made.number) == (
        "Grace Hopper",
        at(10),
        "Manager",
        NO_ANSWER,
        "Rang twice",
        None,
    )
    assert desk.overview.call(number).attempts == (made,)
    assert last(desk, number, "contact_tried").payload["result"] == "no_answer"


def test_what_was_tried_before_belongs_to_the_escalation_once_it_is_made(desk: Desk) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan Turing")
    for person in (grace, alan):
        desk.escalations.attempt(TryContact(number, person.id, NO_ANSWER))
    escalate(desk, number, grace.id)
    told = [(one.contact, one.result, one.number) for one in desk.overview.call(number).attempts]
    assert told == [
        ("Grace Hopper", NO_ANSWER, 1),
        ("Alan Turing", NO_ANSWER, None),
        ("Grace Hopper", AttemptResult.REACHED, 1),
    ]


@pytest.mark.parametrize(
    ("transfer", "results"),
    [
        (Transfer.WARM, [AttemptResult.REACHED]),
        (Transfer.MESSAGE, [AttemptResult.MESSAGE]),
        (Transfer.COLD, []),
    ],
)
def test_how_it_was_handed_over_is_an_attempt_too_cold_is_none(desk: Desk, transfer, results) -> None:
    number = log(desk).id
    escalate(desk, number, contact(desk).id, transfer=transfer, transfer_reason="Busy")
    assert [one.result for one in desk.overview.call(number).attempts] == results


def test_an_attempt_on_an_escalation_that_is_out_is_one_of_it_and_stops_no_clock(desk: Desk) -> None:
    number, person = log(desk).id, contact(desk)
    out = escalate(desk, number, person.id)
    made = desk.escalations.attempt(TryContact(number, person.id, NO_ANSWER, escalation_id=out.id)).value
    assert made.number == out.number
    assert running(desk, number, ClockKind.ACCEPTANCE)
    assert desk.escalations.out()[0].escalation.state is EscalationState.OFFERED


def test_an_attempt_must_be_of_a_call_and_a_contact_that_are_there(desk: Desk, desk_file: Path) -> None:
    number, person, alan = log(desk).id, contact(desk), contact(desk, "Alan")
    out = escalate(desk, number, person.id)
    before = everything(desk_file)
    with pytest.raises(NotFound):
        desk.escalations.attempt(TryContact(99, person.id, NO_ANSWER))
    with pytest.raises(NotFound):
        desk.escalations.attempt(TryContact(number, 99, NO_ANSWER))
    with pytest.raises(NotFound):
        desk.escalations.attempt(TryContact(number, person.id, NO_ANSWER, escalation_id=99))
    with pytest.raises(Invalid):
        desk.escalations.attempt(TryContact(number, alan.id, NO_ANSWER, escalation_id=out.id))
    assert everything(desk_file) == before


def test_nobody_is_tried_for_a_call_that_is_resolved(desk: Desk) -> None:
    number, person = log(desk).id, contact(desk)
    desk.calls.resolve(ResolveCall(number, "Replaced"))
    with pytest.raises(NotAllowed):
        desk.escalations.attempt(TryContact(number, person.id, NO_ANSWER))


def test_merged_contacts_keep_their_attempts(desk: Desk) -> None:
    number, kept, gone = log(desk).id, contact(desk), contact(desk, "G. Hopper")
    desk.escalations.attempt(TryContact(number, gone.id, NO_ANSWER))
    desk.directory.merge(kept, gone)
    assert [one.contact for one in desk.overview.call(number).attempts] == ["Grace Hopper"]


# The next in the chain


def test_no_answer_offers_the_next_in_the_chain(desk: Desk) -> None:
    number = log(desk).id
    grace, alan, ada = contact(desk), contact(desk, "Alan Turing"), contact(desk, "Ada Byron")
    desk.escalations.attempt(TryContact(number, grace.id, NO_ANSWER))
    assert set(desk.overview.escalation_start(number).tried) == {grace.id}
    out = escalate(desk, number, alan.id)
    found = desk.escalations.next_in_chain(out.id)
    assert found.contact is not None
    assert found.contact.contact.id == ada.id


@pytest.mark.parametrize(
    "end",
    [
        lambda d, e: d.escalations.refuse(RefuseEscalation(e, "Not mine")),
        lambda d, e: d.escalations.withdraw(WithdrawEscalation(e, "Not mine")),
        lambda d, e: d.escalations.give_back(ReturnEscalation(e, "Not mine")),
        lambda _d, _e: None,
    ],
    ids=["refused", "withdrawn", "returned", "not accepted"],
)
def test_refused_or_not_accepted_offers_the_next_in_the_chain(desk: Desk, end) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan Turing")
    out = escalate(desk, number, grace.id)
    end(desk, out.id)
    found = desk.escalations.next_in_chain(out.id).contact
    assert found is not None
    assert found.contact.id == alan.id


def test_an_empty_step_in_a_chain_is_skipped_at_once_and_said(desk: Desk, clock: FixedClock) -> None:
    evening = desk.site.save_hours(
        SaveHours(None, {"zone": "UTC", "week": {"mon": [["18:00", "20:00"]]}, "closed": [], "special": {}}, "Evening")
    ).value
    grace, gone = contact(desk), contact(desk, "Gone Girl")
    away, alan = contact(desk, "Away Now", calendar_id=evening.id), contact(desk, "Alan Turing")
    steps = tuple((one.id, None) for one in (grace, gone, away, alan))
    desk.routes.save(SaveRoute("Everything", steps=steps))
    deactivated(desk, gone)
    out = escalate(desk, log(desk).id, grace.id)
    found = desk.escalations.next_in_chain(out.id)
    assert found.contact is not None
    assert found.contact.contact.name == "Alan Turing"
    assert [(name, code) for name, code, _values in found.skipped] == [
        ("Gone Girl", "inactive"),
        ("Away Now", "not_reachable"),
    ]


def test_where_nobody_is_left_whom_to_ask_is_said(desk: Desk) -> None:
    staff(desk, Role.SUPERVISOR, "Rita")
    out = escalate(desk, log(desk).id, contact(desk).id)
    found = desk.escalations.next_in_chain(out.id)
    assert (found.contact, found.supervisors) == (None, ())


def test_a_new_cycle_begins_with_the_whole_chain(desk: Desk, clock: FixedClock) -> None:
    number, grace = log(desk).id, contact(desk)
    desk.escalations.attempt(TryContact(number, grace.id, NO_ANSWER))
    out = escalate(desk, number, grace.id)
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    from scene import YES

    from deskapp.services.calls.acts import ReopenCall

    desk.calls.resolve(ResolveCall(number, "Replaced", YES))
    clock.advance(HOUR)
    desk.calls.reopen(ReopenCall(number, "Broken again"))
    assert desk.overview.escalation_start(number).tried == ()


# Instead of


def test_the_next_takes_the_place_of_the_earlier_which_is_withdrawn_in_the_same_act(
    desk: Desk, clock: FixedClock
) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan Turing")
    first = escalate(desk, number, grace.id)
    clock.advance(3 * HOUR)
    given = {"instead_of": first.id, "instead_reason": "Not accepted in time", "base_number": 1}
    second = escalate(desk, number, alan.id, **given)
    earlier, later = desk.overview.call(number).escalations
    assert (earlier.state, earlier.outcome, earlier.ended_at) == (
        EscalationState.WITHDRAWN,
        "Not accepted in time",
        at(13),
    )
    assert (later.id, later.instead_of, later.state) == (second.id, 1, EscalationState.OFFERED)
    assert len(running(desk, number, ClockKind.ACCEPTANCE)) == 1
    assert kinds(desk, number)[-2:] == ["withdrawn", "escalated"]
    assert last(desk, number, "withdrawn").payload["to"] == "Alan Turing"


def test_instead_of_asks_for_the_reason_only_while_somebody_has_it(desk: Desk) -> None:
    number, grace, alan, ada = log(desk).id, contact(desk), contact(desk, "Alan"), contact(desk, "Ada B")
    first = escalate(desk, number, grace.id)
    with pytest.raises(Invalid) as refused:
        escalate(desk, number, alan.id, instead_of=first.id, instead_reason=" ")
    assert refused.value.fields == {"instead_reason": "missing"}
    desk.escalations.refuse(RefuseEscalation(first.id, "Not mine"))
    made = escalate(desk, number, ada.id, instead_of=first.id)
    assert (made.instead_of, desk.overview.call(number).escalations[0].state) == (1, EscalationState.REFUSED)


def test_a_refused_act_leaves_the_earlier_with_whom_it_was(desk: Desk, desk_file: Path) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan")
    first = escalate(desk, number, grace.id)
    before = everything(desk_file)
    with pytest.raises(Invalid):
        escalate(desk, number, alan.id, instead_of=first.id, instead_reason="Late", consent=None)
    with pytest.raises(Invalid):
        escalate(desk, number, alan.id, instead_of=99, instead_reason="Late")
    assert everything(desk_file) == before


def test_the_dialog_for_the_next_is_filled_in_from_the_earlier(desk: Desk) -> None:
    number, grace = log(desk).id, contact(desk)
    first = escalate(
        desk, number, grace.id, types=(EscalationType.HIERARCHICAL,), triggers=(("legal", "a letter"),), estimate=HOUR
    )
    start = desk.overview.escalation_start(number, first.id)
    assert start.earlier is not None
    assert (start.earlier.types, start.earlier.triggers) == ((EscalationType.HIERARCHICAL,), (("legal", "a letter"),))
    assert (start.handoff["issue"], start.tried, start.taken) == ("Prints nothing", (grace.id,), (grace.id,))
    with pytest.raises(NotFound):
        desk.overview.escalation_start(number, 99)


# Two at once


def test_two_people_escalate_one_call_at_once_the_later_one_sees_both_and_decides(desk: Desk, other: Desk) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan Turing")
    seen = len(desk.overview.escalation_start(number).call.escalations)
    escalate(other, number, alan.id)
    mine = passing_on(number, grace.id, base_number=seen)
    with pytest.raises(Conflict) as refused:
        desk.escalations.escalate(mine)
    newer = refused.value.values["newer"]
    assert (refused.value.code, newer.contact, newer.made_by, newer.number) == (
        "escalated_meanwhile",
        "Alan Turing",
        "Rita",
        1,
    )
    assert len(desk.escalations.out()) == 1
    # Now both are seen: to escalate as well is a decision.
    escalate(desk, number, grace.id, base_number=newer.number)
    assert len(desk.escalations.out()) == 2


def test_the_same_contact_twice_is_refused_with_who_did_it_and_when(desk: Desk, other: Desk) -> None:
    number, grace = log(desk).id, contact(desk)
    escalate(other, number, grace.id)
    with pytest.raises(Invalid) as refused:
        escalate(desk, number, grace.id, base_number=0)
    with_them = refused.value.values["with_them"]
    assert refused.value.fields == {"contact": "already_with_them"}
    assert (with_them.made_by, with_them.made_at) == ("Rita", at(10))


def test_what_was_accepted_meanwhile_is_not_taken_back_unseen(desk: Desk, other: Desk) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan Turing")
    first = escalate(desk, number, grace.id)
    other.escalations.accept(AcceptEscalation(first.id))
    given = {"instead_of": first.id, "instead_reason": "Late", "base_number": 1}
    with pytest.raises(Conflict) as refused:
        escalate(desk, number, alan.id, instead_state=EscalationState.OFFERED, **given)
    assert (refused.value.code, refused.value.values["by"]) == ("escalation_accepted", "Rita")
    escalate(desk, number, alan.id, instead_state=EscalationState.ACCEPTED, **given)
    assert [one.escalation.contact for one in desk.escalations.out()] == ["Alan Turing"]


@pytest.mark.parametrize(
    "act",
    [
        lambda d, e: d.escalations.accept(AcceptEscalation(e)),
        lambda d, e: d.escalations.refuse(RefuseEscalation(e, "No")),
        lambda d, e: d.escalations.withdraw(WithdrawEscalation(e, "No")),
        lambda d, e: d.escalations.hear(HearFromContact(e, "Part ordered")),
        lambda d, e: d.escalations.give_back(ReturnEscalation(e, "Replaced")),
        lambda d, e: d.escalations.attempt(TryContact(1, 1, NO_ANSWER, escalation_id=e)),
    ],
    ids=["accept", "refuse", "withdraw", "hear", "give back", "attempt"],
)
def test_an_act_on_what_somebody_else_just_ended_shows_how_it_ended(
    desk: Desk, other: Desk, desk_file: Path, act
) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    other.escalations.give_back(ReturnEscalation(out.id, "Paper was damp"))
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        act(desk, out.id)
    values = refused.value.values
    assert (refused.value.code, values["by"], values["newer"].outcome) == ("escalation_over", "Rita", "Paper was damp")
    assert everything(desk_file) == before


# Estimates


def test_the_estimate_of_the_time_to_fix_is_asked_for_and_recorded_with_each_revision(
    desk: Desk, other: Desk, clock: FixedClock
) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id, estimate=2 * HOUR)
    clock.advance(30 * MINUTE)
    other.escalations.accept(AcceptEscalation(out.id, estimate=HOUR))
    clock.advance(30 * MINUTE)
    desk.escalations.hear(HearFromContact(out.id, "Part missing"))
    made = desk.escalations.hear(HearFromContact(out.id, "Part ordered", 4 * HOUR)).value
    assert [(one.at, one.by, one.length, one.due) for one in made.estimates] == [
        (at(10), "Manager", 2 * HOUR, at(12)),
        (at(10, 30), "Rita", HOUR, at(11, 30)),
        (at(11), "Manager", 4 * HOUR, at(15)),
    ]
    assert (made.estimate, made.estimated_for) == (4 * HOUR, at(15))


def test_an_estimate_runs_in_the_contacts_hours_else_in_the_desks(desk: Desk, clock: FixedClock) -> None:
    round_the_clock = desk.site.save_hours(
        SaveHours(
            None,
            {
                "zone": "UTC",
                "week": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
                "closed": [],
                "special": {},
            },
            "Always",
        )
    ).value
    clock.advance(7 * HOUR)  # 17:00; the desk closes at 17:30
    always = contact(desk, "Always There", calendar_id=round_the_clock.id)
    made = [
        escalate(desk, log(desk).id, person.id, estimate=2 * HOUR).estimated_for for person in (always, contact(desk))
    ]
    assert made == [at(19), at(10, 30, day=17)]


def test_return_tells_actual_against_estimated_time(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id, estimate=2 * HOUR)
    clock.advance(HOUR)
    desk.escalations.hear(HearFromContact(out.id, "Part ordered", 2 * HOUR))
    clock.advance(5 * HOUR)
    made = desk.escalations.give_back(ReturnEscalation(out.id, "Replaced", fixed_at=at(12, 20))).value
    assert made.took == TookView(2 * HOUR + 20 * MINUTE, 2 * HOUR, 3 * HOUR, own_hours=False)


def test_what_was_never_estimated_is_measured_from_acceptance(desk: Desk, clock: FixedClock) -> None:
    out = escalate(desk, log(desk).id, contact(desk).id)
    clock.advance(30 * MINUTE)
    desk.escalations.accept(AcceptEscalation(out.id))
    clock.advance(HOUR)
    made = desk.escalations.give_back(ReturnEscalation(out.id, "Replaced")).value
    assert made.took == TookView(HOUR, None, None, own_hours=False)


def test_fixed_before_it_was_estimated_took_no_time(desk: Desk, clock: FixedClock) -> None:
    out = escalate(desk, log(desk).id, contact(desk).id, estimate=HOUR)
    clock.advance(HOUR)
    made = desk.escalations.give_back(ReturnEscalation(out.id, "Was fixed", fixed_at=at(9))).value
    assert made.took is not None
    assert made.took.took == timedelta(0)


def test_actual_against_estimate_is_kept_per_contact_and_shown_in_the_ranking(desk: Desk, clock: FixedClock) -> None:
    person = contact(desk)
    for took in (2 * HOUR, 2 * HOUR + 40 * MINUTE):
        out = escalate(desk, log(desk).id, person.id, estimate=2 * HOUR)
        clock.advance(took)
        desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    record = desk.escalations.record_of(person.id)
    assert (record.offered, record.accepted, record.estimated) == (2, 2, 2)
    assert (record.said, record.took) == (2 * HOUR, 2 * HOUR + 20 * MINUTE)
    [ranked] = desk.overview.escalation_start(log(desk).id).contacts
    told = dict(ranked.reasons)["estimates"]
    assert told == {"said": 2 * HOUR, "took": 2 * HOUR + 20 * MINUTE, "last": 2}


def test_of_a_contact_only_the_last_five_count(desk: Desk, clock: FixedClock) -> None:
    person = contact(desk)
    for length in (8 * HOUR, *[HOUR] * 5):
        out = escalate(desk, log(desk).id, person.id, estimate=length)
        desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    assert (desk.escalations.record_of(person.id).said, desk.escalations.record_of(person.id).estimated) == (HOUR, 5)


def test_a_contact_nobody_asked_has_no_record(desk: Desk) -> None:
    record = desk.escalations.record_of(contact(desk).id)
    assert (record.offered, record.said, record.took) == (0, None, None)


# Return: then the owner checks with the customer


def test_after_a_return_the_call_says_so_until_the_next_conversation_with_the_customer(
    desk: Desk, clock: FixedClock
) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    assert desk.overview.call(number).row.back_from == "Grace Hopper"
    [back] = desk.escalations.to_tell()
    assert (back.ref, back.customer, back.phone, back.escalation.outcome) == (
        "C-00001",
        "Ada Lovelace",
        "+44 20 7946 0958",
        "Replaced",
    )
    desk.calls.contact_customer(ContactCustomer(number, reached=False))
    assert desk.overview.call(number).row.back_from == "Grace Hopper"
    desk.calls.contact_customer(ContactCustomer(number, reached=True))
    assert (desk.overview.call(number).row.back_from, desk.escalations.to_tell()) == ("", ())


def test_a_resolved_call_that_came_back_waits_for_the_customers_word_all_the_same(desk: Desk) -> None:
    from scene import YES

    from deskapp.services.calls.acts import RecordAgreement

    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    desk.calls.resolve(ResolveCall(number, "Replaced"))
    assert len(desk.escalations.to_tell()) == 1
    desk.calls.agree(RecordAgreement(number, YES))
    assert (desk.overview.call(number).row.back_from, desk.escalations.to_tell()) == ("", ())


def test_what_was_refused_or_withdrawn_came_not_back(desk: Desk) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan")
    desk.escalations.refuse(RefuseEscalation(escalate(desk, number, grace.id).id, "Not mine"))
    desk.escalations.withdraw(WithdrawEscalation(escalate(desk, number, alan.id).id, "By mistake"))
    assert desk.overview.call(number).row.back_from == ""


def test_the_owner_hears_of_their_own_calls_alone(desk: Desk, other: Desk) -> None:
    mine, theirs, grace = log(desk).id, log(other).id, contact(desk)
    for number in (mine, theirs):
        escalate(desk, number, grace.id)
    assert [one.call_id for one in desk.escalations.news().acceptance] == [mine]
    assert [(one.call_id, one.due_at) for one in other.escalations.news().acceptance] == [(theirs, at(12))]
    for out in desk.escalations.out():
        desk.escalations.give_back(ReturnEscalation(out.escalation.id, "Replaced"))
    assert [one.ref for one in other.escalations.news().back] == ["C-00002"]
    assert other.escalations.news().acceptance == ()


# The next update


def test_the_next_update_offered_is_never_later_than_one_promised_already(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    assert desk.overview.escalation_start(number).next_update == at(14)
    desk.calls.contact_customer(ContactCustomer(number, reached=True, next_update=at(11)))
    assert desk.overview.escalation_start(number).next_update == at(11)
    clock.advance(2 * HOUR)
    assert desk.overview.escalation_start(number).next_update == at(16), "a broken promise is not offered again"


# An open dialog looks again


def test_an_open_dialog_sees_what_happened_meanwhile(desk: Desk, other: Desk, clock: FixedClock) -> None:
    number, grace, alan = log(desk).id, contact(desk), contact(desk, "Alan Turing")
    escalate(other, number, alan.id)
    deactivated(desk, grace)
    clock.advance(HOUR)
    again = desk.escalations.fresh_offer(number, (EscalationType.FUNCTIONAL,), ())
    assert [one.contact.name for one in again.offer.contacts] == ["Alan Turing"]
    assert (again.taken, again.tried, again.as_of) == ((alan.id,), (alan.id,), at(11))
    assert [one.number for one in again.escalations] == [1]
