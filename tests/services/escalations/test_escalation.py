"""Escalating a call, rule by rule: RULES.md, "Escalation" and "Words"."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from scene import (
    HOUR,
    MINUTE,
    PASSED_ON,
    at,
    by_mail,
    clocks,
    contact,
    due,
    escalate,
    everything,
    kinds,
    last,
    log,
    newest,
    passing_on,
    rows,
    running,
    staff,
)

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.words import (
    ClockKind,
    Consent,
    ContactKind,
    EscalationState,
    EscalationType,
    Impact,
    Level,
    PauseReason,
    Priority,
    Role,
    Tier,
    Tone,
    Transfer,
    Urgency,
    Verdict,
)
from deskapp.services.calls.acts import NewCustomer, PauseCall, SetPriority
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    WithdrawEscalation,
)

ACCEPTANCE, FIRST_WORD = ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD
PRIORITY_ALONE: dict[str, Any] = {
    "types": (EscalationType.PRIORITY,),
    "handoff": {},
    "consent": None,
    "transfer": None,
    "priority": Priority.P1,
    "priority_reason": "The board meets",
}
INCIDENT_ALONE: dict[str, Any] = {
    "types": (EscalationType.INCIDENT,),
    "handoff": {},
    "consent": None,
    "transfer": None,
}


def _refused(desk: Desk, number: int, contact_id: int | None, **more: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        escalate(desk, number, contact_id, **more)
    return dict(refused.value.fields)


def test_escalating_never_changes_the_owner(desk: Desk) -> None:
    row = log(desk)
    out = escalate(desk, row.id, contact(desk).id)
    desk.escalations.accept(AcceptEscalation(out.id))
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    after = desk.overview.call(row.id)
    assert (after.row.owner_id, "reassigned" in kinds(desk, row.id)) == (row.owner_id, False)


def test_the_owner_the_update_clock_and_the_close_stay_where_they_were(desk: Desk) -> None:
    number = log(desk).id
    before = newest(desk, number, ClockKind.UPDATE)
    escalate(desk, number, contact(desk).id, consent=Consent.NOT_ASKED)
    assert newest(desk, number, ClockKind.UPDATE) == before
    assert desk.overview.call(number).state == "open"


def test_escalated_is_not_a_state_a_call_is_escalated_while_it_has_an_unreturned_escalation(desk: Desk) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk, role="Network team").id)
    row = desk.overview.call(number).row
    assert (row.state, row.escalated, row.with_name) == ("open", True, "Network team")
    assert [one.id for one in desk.lists.calls("escalated")] == [number]
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced"))
    row = desk.overview.call(number).row
    assert (row.escalated, row.with_name) == (False, "")
    assert desk.escalations.out() == ()


@pytest.mark.parametrize("alone", [PRIORITY_ALONE, INCIDENT_ALONE], ids=["priority", "incident"])
def test_with_priority_or_incident_alone_it_has_no_contact_no_acceptance_clock_and_counts_as_returned_at_once(
    desk: Desk, alone: dict[str, Any]
) -> None:
    number = log(desk).id
    made = escalate(desk, number, None, **alone)
    assert (made.state, made.ended_at, made.contact_id, made.contact) == (EscalationState.RETURNED, at(10), None, "")
    assert not clocks(desk, number, ACCEPTANCE)
    assert not clocks(desk, number, FIRST_WORD)
    assert not desk.overview.call(number).row.escalated
    assert _refused(desk, number, contact(desk).id, **alone) | {"priority": ""} == {
        "contact": "not_with_these_types",
        "priority": "",
    }


@pytest.mark.parametrize("kind", [EscalationType.FUNCTIONAL, EscalationType.HIERARCHICAL])
def test_with_a_functional_or_hierarchical_type_it_has_a_contact(desk: Desk, kind: EscalationType) -> None:
    number = log(desk).id
    assert _refused(desk, number, None, types=(kind,)) == {"contact": "missing"}
    both = escalate(desk, number, contact(desk).id, types=(EscalationType.INCIDENT, kind))
    assert both.types == (kind, EscalationType.INCIDENT)


def test_priority_escalation_raises_the_priority_with_its_reason_and_moves_no_one(desk: Desk) -> None:
    number = log(desk).id
    escalate(desk, number, None, **PRIORITY_ALONE)
    detail = desk.overview.call(number)
    assert (detail.priority, detail.priority_reason, detail.row.with_name) == (Priority.P1, "The board meets", "")
    assert due(desk, number, ClockKind.RESOLUTION) == at(11)
    assert (last(desk, number, "priority").was, last(desk, number, "priority").becomes) == ("P3", "P1")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"priority": None}, {"priority": "missing"}),
        ({"priority": Priority.P3}, {"priority": "not_raised"}),
        ({"priority": Priority.P4}, {"priority": "not_raised"}),
        ({"priority_reason": " "}, {"priority_reason": "missing"}),
    ],
)
def test_raising_the_priority_needs_a_higher_one_and_its_reason(desk: Desk, wrong, fields) -> None:
    assert _refused(desk, log(desk).id, None, **{**PRIORITY_ALONE, **wrong}) == fields


def test_raising_the_priority_needs_its_type(desk: Desk) -> None:
    assert _refused(desk, log(desk).id, contact(desk).id, priority=Priority.P1) == {"priority": "without_the_type"}


def test_the_customer_agreed_or_not_or_was_not_asked_never_preset_with_the_reason_for_no(desk: Desk) -> None:
    number, person = log(desk).id, contact(desk).id
    assert _refused(desk, number, person, consent=None) == {"consent": "missing"}
    assert _refused(desk, number, person, consent=Consent.NO, consent_reason=" ") == {"consent_reason": "missing"}
    made = escalate(desk, number, person, consent=Consent.NO, consent_reason="Wants to wait")
    assert (made.consent, made.consent_reason) == (Consent.NO, "Wants to wait")


@pytest.mark.parametrize("part", ["issue", "steps", "wants"])
def test_what_is_missing_of_the_handoff_is_named_the_site_decides_which_fields_must_be_there(
    desk: Desk, part: str
) -> None:
    number, person = log(desk).id, contact(desk).id
    assert _refused(desk, number, person, handoff={**PASSED_ON, part: " \n"}) == {part: "missing"}
    assert _refused(desk, number, person, handoff={n: t for n, t in PASSED_ON.items() if n != part}) == {
        part: "missing"
    }


def test_customer_and_way_to_reach_them_must_be_there_before_a_handoff_leaves(desk: Desk, desk_file) -> None:
    number, person = log(desk, new_customer=NewCustomer("Ada Lovelace")).id, contact(desk)
    before = everything(desk_file)
    with pytest.raises(Invalid) as refused:
        escalate(desk, number, person.id, reach=" ")
    assert refused.value.fields == {"reach": "missing"}
    assert everything(desk_file) == before
    sheet = desk.escalations.preview(passing_on(number, person.id, reach="+44 20 7946 0958"))
    assert sheet.customer.phone == "+44 20 7946 0958"
    out = escalate(desk, number, person.id, reach=" +44 20 7946 0958")
    assert desk.escalations.look(out.id).customer.phone == "+44 20 7946 0958"
    assert desk.overview.call(number).customer.phones == ("+44 20 7946 0958",)
    assert [caller.customer.name for caller in desk.directory.callers("7946 0958")] == ["Ada Lovelace"]
    assert rows(desk_file, "SELECT count(*) FROM event WHERE kind = 'customer_edited'") == [(1,)]


def test_an_e_mail_address_is_a_way_to_reach_them_and_stands_on_the_sheet(desk: Desk) -> None:
    known = log(desk, new_customer=NewCustomer("Ada Lovelace", email="ada@example.org")).id
    told = log(desk, new_customer=NewCustomer("Bo Diaz")).id
    person = contact(desk)
    sheet = desk.escalations.look(escalate(desk, known, person.id).id)
    assert sheet.customer.phone == "ada@example.org"
    escalate(desk, told, person.id, reach="bo@example.org")
    customer = desk.overview.call(told).customer
    assert (customer.email, customer.phones) == ("bo@example.org", ())


def test_what_is_on_record_is_not_overwritten_by_another_way_to_reach_them(desk: Desk) -> None:
    number = log(desk).id
    escalate(desk, number, contact(desk).id, reach="0800 1")
    assert desk.overview.call(number).customer.phones == ("+44 20 7946 0958",)


def test_priority_alone_hands_nothing_on_and_asks_for_no_way_to_reach_them(desk: Desk) -> None:
    number = log(desk, new_customer=NewCustomer("Ada Lovelace")).id
    priority = {"types": (EscalationType.PRIORITY,), "priority": Priority.P1, "priority_reason": "Board waits"}
    escalate(desk, number, None, transfer=None, consent=None, **priority)
    assert desk.overview.call(number).row.priority == Priority.P1


def test_nothing_is_passed_on_under_a_name_that_no_handoff_has(desk: Desk) -> None:
    assert _refused(desk, log(desk).id, contact(desk).id, handoff={**PASSED_ON, "gossip": "x"}) == {
        "handoff": "unknown"
    }


def test_a_transfer_is_warm_cold_with_the_reason_or_a_message_left(desk: Desk) -> None:
    number = log(desk).id
    assert _refused(desk, number, contact(desk).id, transfer=None) == {"transfer": "missing"}
    cold = {"transfer": Transfer.COLD, "transfer_reason": ""}
    assert _refused(desk, number, contact(desk).id, **cold) == {"transfer_reason": "missing"}
    made = escalate(desk, number, contact(desk).id, transfer=Transfer.COLD, transfer_reason="Busy")
    assert (made.transfer, made.transfer_reason) == (Transfer.COLD, "Busy")
    assert escalate(desk, number, contact(desk).id, transfer=Transfer.MESSAGE).transfer is Transfer.MESSAGE


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_kept(desk: Desk, desk_file) -> None:
    number = log(desk).id
    before = everything(desk_file)
    wrong = _refused(
        desk, number, None, types=(), triggers=(), consent=None, next_update=at(9), estimate=-HOUR, priority=Priority.P1
    )
    assert wrong == {
        "types": "missing",
        "triggers": "missing",
        "next_update": "past",
        "estimate": "below_zero",
        "priority": "without_the_type",
    }
    assert _refused(desk, number, contact(desk).id, triggers=(("no_such", ""),)) == {"triggers": "unknown"}
    assert everything(desk_file)["escalation"] == before["escalation"] == []


def test_a_contact_that_is_not_active_is_not_escalated_to(desk: Desk) -> None:
    gone = contact(desk, active=False)
    assert _refused(desk, log(desk).id, gone.id) == {"contact": "inactive"}
    with pytest.raises(NotFound):
        escalate(desk, log(desk).id, 99)


def test_never_two_unreturned_escalations_of_a_call_to_one_contact(desk: Desk, desk_file) -> None:
    number, person = log(desk).id, contact(desk)
    out = escalate(desk, number, person.id)
    assert _refused(desk, number, person.id) == {"contact": "already_with_them"}
    connection = sqlite.connect(str(desk_file))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(escalation)") if row[1] not in ("id", "number")]
    with pytest.raises(sqlite.IntegrityError):
        connection.execute(
            f"INSERT INTO escalation (number, {', '.join(columns)}) SELECT 2, {', '.join(columns)} FROM escalation"
        )
    connection.close()
    assert escalate(desk, number, contact(desk, "Somebody else").id).number == 2
    desk.escalations.refuse(RefuseEscalation(out.id, "On leave"))
    assert escalate(desk, number, person.id).number == 3


def test_the_acceptance_clock_uses_the_contacts_agreed_response_in_the_contacts_hours(desk: Desk, desk_file) -> None:
    night = _calendar(desk_file, {"mon": [["20:00", "24:00"]]})
    supplier = contact(desk, "Inks", ContactKind.SUPPLIER, agreed_response=HOUR, calendar_id=night)
    number = log(desk).id
    escalate(desk, number, supplier.id)
    assert due(desk, number, ACCEPTANCE) == at(21)
    assert due(desk, number, FIRST_WORD) == at(14)  # by policy, in the desk's hours


def _calendar(path, week: dict[str, list[list[str]]]) -> int:
    """Another calendar in the file; screens for them come with the rotas."""
    connection = sqlite.connect(str(path))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(calendar)") if row[1] != "id"]
    like_the_desks = (
        f"INSERT INTO calendar ({', '.join(columns)}) SELECT {', '.join(columns)} FROM calendar WHERE id = 1"
    )
    number = connection.execute(like_the_desks).lastrowid
    spec = json.dumps({"zone": "Europe/London", "week": week, "closed": [], "special": {}})
    connection.execute(
        "INSERT INTO calendar_version (calendar_id, number, made_at, spec) VALUES (?, 1, 0, ?)", (number, spec)
    )
    connection.commit()
    connection.close()
    return int(number)


def test_an_agreed_response_without_hours_of_their_own_runs_in_the_desks(desk: Desk) -> None:
    number = log(desk).id
    escalate(desk, number, contact(desk, agreed_response=8 * HOUR).id)
    assert due(desk, number, ACCEPTANCE) == at(9, 30, 17)


def test_else_the_acceptance_clock_uses_the_policys_target(desk: Desk) -> None:
    number = log(desk, urgency=Urgency.NOW).id
    escalate(desk, number, contact(desk).id)
    assert due(desk, number, ACCEPTANCE) == at(10, 30)


def test_a_raised_priority_counts_for_the_clocks_of_the_same_escalation(desk: Desk) -> None:
    number = log(desk).id
    types = (EscalationType.FUNCTIONAL, EscalationType.PRIORITY)
    escalate(desk, number, contact(desk).id, types=types, priority=Priority.P1, priority_reason="The board meets")
    assert (due(desk, number, ACCEPTANCE), due(desk, number, FIRST_WORD)) == (at(10, 15), at(10, 30))


def test_the_acceptance_clock_stops_when_the_contact_accepts(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    clock.advance(30 * MINUTE)
    view = desk.escalations.accept(AcceptEscalation(out.id, "Grace herself", 4 * HOUR)).value
    assert (view.state, view.accepted_at, view.accepted_by, view.estimate) == (
        EscalationState.ACCEPTED,
        at(10, 30),
        "Grace herself",
        4 * HOUR,
    )
    accepted = newest(desk, number, ACCEPTANCE)
    assert (accepted.verdict, accepted.margin) == (Verdict.MET, 90 * MINUTE)
    assert running(desk, number, FIRST_WORD)


def test_not_accepted_in_time_the_app_says_so(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    escalate(desk, number, contact(desk, role="Network team").id)
    clock.advance(2 * HOUR)
    assert desk.supervision.overdue().not_accepted == ()
    clock.advance(10 * MINUTE)
    assert desk.supervision.overdue().not_accepted == (("Network team", 10 * MINUTE),)


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda d, e: d.escalations.withdraw(WithdrawEscalation(e, "Solved itself")), EscalationState.WITHDRAWN),
        (lambda d, e: d.escalations.refuse(RefuseEscalation(e, "Not mine")), EscalationState.REFUSED),
        (lambda d, e: d.escalations.give_back(ReturnEscalation(e, "Replaced")), EscalationState.RETURNED),
    ],
)
def test_an_end_stops_acceptance_and_first_word_and_is_for_good(desk: Desk, end, state: EscalationState) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    assert end(desk, out.id).value.state is state
    assert not running(desk, number, ACCEPTANCE)
    assert not running(desk, number, FIRST_WORD)
    with pytest.raises(Conflict) as refused:
        end(desk, out.id)
    assert (refused.value.code, refused.value.values["newer"].state) == ("escalation_over", state)
    with pytest.raises(Conflict):
        desk.escalations.accept(AcceptEscalation(out.id))


def test_ends_and_words_are_never_empty(desk: Desk) -> None:
    out = escalate(desk, log(desk).id, contact(desk).id).id
    for act, field in (
        (lambda: desk.escalations.withdraw(WithdrawEscalation(out, " ")), "reason"),
        (lambda: desk.escalations.refuse(RefuseEscalation(out, "")), "reason"),
        (lambda: desk.escalations.hear(HearFromContact(out, "\t")), "words"),
        (lambda: desk.escalations.give_back(ReturnEscalation(out, "")), "outcome"),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.fields == {field: "missing"}


def test_the_contacts_first_meaningful_update_stops_the_first_word_clock(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    clock.advance(HOUR)
    desk.escalations.hear(HearFromContact(out.id, "Part ordered"))
    heard = newest(desk, number, FIRST_WORD)
    assert (heard.verdict, heard.margin) == (Verdict.MET, 3 * HOUR)
    assert running(desk, number, ACCEPTANCE)


def test_the_estimate_of_the_time_to_fix_is_recorded_with_each_revision(desk: Desk) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id, estimate=HOUR)
    desk.escalations.hear(HearFromContact(out.id, "Part ordered", estimate=8 * HOUR))
    estimates = [
        event.payload["estimate"] for event in desk.overview.call(number).events if "estimate" in event.payload
    ]
    assert estimates == [3600, 8 * 3600]
    with pytest.raises(Invalid) as refused:
        desk.escalations.hear(HearFromContact(out.id, "Sooner", estimate=-HOUR))
    assert refused.value.fields == {"estimate": "below_zero"}


def test_return_the_contacts_answer_and_reference_what_was_done_when_fixed(desk: Desk, clock: FixedClock) -> None:
    out = escalate(desk, log(desk).id, contact(desk).id).id
    clock.advance(HOUR)
    with pytest.raises(Invalid) as refused:
        desk.escalations.give_back(ReturnEscalation(out, "Replaced", fixed_at=at(11, 1)))
    assert refused.value.fields == {"fixed_at": "future"}
    back = desk.escalations.give_back(ReturnEscalation(out, "Replaced", "New drum", "INC-7", at(10, 30))).value
    assert (back.outcome, back.done, back.contact_reference, back.fixed_at) == (
        "Replaced",
        "New drum",
        "INC-7",
        at(10, 30),
    )
    assert back.accepted_at == at(11)


def test_the_next_update_becomes_a_promise(desk: Desk) -> None:
    number = log(desk).id
    escalate(desk, number, contact(desk).id, next_update=at(12))
    assert [promise.due_at for promise in desk.promises.open()] == [at(12)]
    assert newest(desk, number, ClockKind.UPDATE).facts.fixed == at(12)
    assert desk.escalations.out()[0].next_update == at(12)


def test_asking_the_customer_is_an_answer_to_them(desk: Desk) -> None:
    number = by_mail(desk).id
    escalate(desk, number, contact(desk).id, consent=Consent.YES)
    assert newest(desk, number, ClockKind.RESPONSE).verdict is Verdict.MET
    other = by_mail(desk).id
    escalate(desk, other, contact(desk).id, consent=Consent.NOT_ASKED)
    assert running(desk, other, ClockKind.RESPONSE)


def test_earlier_hand_offs_of_the_call_are_shown_to_whom_how_it_ended(desk: Desk) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    desk.escalations.refuse(RefuseEscalation(out.id, "On leave"))
    escalate(desk, number, contact(desk, "Somebody else").id)
    start = desk.overview.escalation_start(number)
    assert [(e.number, e.contact, e.state, e.outcome) for e in start.call.escalations] == [
        (1, "Grace Hopper", "refused", "On leave"),
        (2, "Somebody else", "offered", ""),
    ]
    assert start.taken == (start.call.escalations[1].contact_id,)


def test_the_handoff_is_prefilled_from_the_record(desk: Desk) -> None:
    row = log(desk, details="Error E-37", wants="Prints before noon", tone=Tone.WORRIED)
    given = desk.overview.escalation_start(row.id).handoff
    assert given["issue"] == "The printer prints nothing\nError E-37"
    assert (given["wants"], given["tone"]) == ("Prints before noon", "worried")


def test_signs_that_the_record_already_shows_are_ticked_for_the_agent_with_the_reason(
    desk: Desk, clock: FixedClock
) -> None:
    row = log(
        desk,
        "They speak of a chargeback",
        new_customer=NewCustomer("Ada", tier=Tier.KEY),
        impact=Impact.SITE,
        tone=Tone.ABUSIVE,
        category_id=1,
        checks=(1, 2, 3),
        customer_deadline=at(10, 30),
    )
    codes = {"several_people", "several_departments", "may_leave", "abusive", "strict_deadline", "legal"}
    assert set(row.signs) == codes
    clock.advance(50 * MINUTE)
    seen = {sign.code: sign.reason for sign in desk.overview.escalation_start(row.id).signs}
    assert seen == {
        "several_people": "impact",
        "several_departments": "impact",
        "may_leave": "key_account",
        "abusive": "tone",
        "strict_deadline": "customer_deadline",
        "legal": "words",
        "no_solution": "checklist_done",
        "time_limit": "due_soon",
    }


def test_the_third_contact_in_30_days_is_a_repeat_contact(desk: Desk, clock: FixedClock) -> None:
    first = log(desk)
    customer = desk.overview.call(first.id).customer.id
    assert log(desk, customer_id=customer).signs == ()
    assert log(desk, customer_id=customer).signs == ("repeat_contact",)
    clock.advance(timedelta(days=30))
    assert log(desk, customer_id=customer).signs == ()
    assert desk.calls.signs(customer, Impact.ONE, Urgency.SOON) == ()


def test_three_unlike_calls_of_one_category_within_an_hour_are_no_incident(desk: Desk) -> None:
    said = ("Portal shows no invoices", "Password for the portal", "Wrong colours in the portal")
    assert [log(desk, category_id=2, summary=words).signs for words in said] == [(), (), ()]
    assert desk.calls.signs(None, Impact.ONE, Urgency.SOON, category_id=2, words="Portal: new user") == ()


def test_three_calls_alike_of_two_categories_within_an_hour_are_many_customers_and_are_named(
    desk: Desk, clock: FixedClock
) -> None:
    said = ("Card terminal does not work", "No card terminals since this morning", "CARD TERMINAL down")
    rows = [log(desk, category_id=2 + n % 2, summary=words) for n, words in enumerate(said)]
    assert [row.signs for row in rows] == [(), (), ("many_customers",)]
    named = tuple(row.ref for row in reversed(rows))
    (sign,) = desk.calls.signs(None, Impact.ONE, Urgency.SOON, words="the card terminal is broken")
    assert (sign.code, sign.values) == ("many_customers", {"count": 4, "calls": named})
    # Those before show it too, each with the others.
    for row in rows:
        (shown,) = desk.overview.call(row.id).signs
        assert shown.values["calls"] == tuple(ref for ref in named if ref != row.ref)
        assert desk.overview.call(row.id).row.signs == ("many_customers",)
    clock.advance(HOUR)
    assert log(desk, summary="Card terminal down").signs == ()


def test_one_customer_who_calls_three_times_is_not_many(desk: Desk) -> None:
    customer = desk.overview.call(log(desk, summary="Card terminal down").id).customer.id
    signs = [log(desk, customer_id=customer, summary="Card terminal down").signs for _again in range(2)]
    assert signs == [(), ("repeat_contact",)]


def test_confidential_calls_are_none_of_those_alike(desk: Desk) -> None:
    for _secret in range(2):
        log(desk, summary="Card terminal down", confidential=True)
    assert log(desk, summary="Card terminal down").signs == ()


def test_signs_are_shown_before_the_call_is_logged(desk: Desk) -> None:
    seen = desk.calls.signs(None, Impact.SEVERAL, Urgency.SOON, tone=Tone.ABUSIVE, words="I'll see you in court, now!")
    assert {sign.code for sign in seen} == {"several_people", "abusive", "legal"}


def test_the_signs_of_a_call_follow_its_priority(desk: Desk) -> None:
    number = log(desk).id
    row = desk.calls.set_priority(SetPriority(number, Impact.SEVERAL, Urgency.SOON)).value
    assert row.signs == ("several_people",)


def test_contacts_are_ranked_by_being_reachable_skill_and_authority(desk: Desk, clock: FixedClock) -> None:
    contact(desk, "Knows nothing")
    contact(desk, "Knows it", skills=(2,))
    contact(desk, "Head", ContactKind.SENIOR, authority=Level.MANAGER)
    number = log(desk, category_id=2).id
    offered = desk.overview.escalation_start(number).contacts
    assert [one.contact.name for one in offered] == ["Knows it", "Head", "Knows nothing"]
    assert dict(offered[0].reasons)["covers"] == {"category": 2}
    assert all(one.reachable for one in offered)


def test_who_is_unreachable_is_shown_as_such_with_when_they_are_back(desk: Desk, clock: FixedClock) -> None:
    contact(desk)
    number = log(desk).id
    clock.at = at(18)
    (offered,) = desk.overview.escalation_start(number).contacts
    assert (offered.reachable, offered.until) == (False, at(9, day=17))
    assert offered.reasons[-1] == ("back", {"at": at(9, day=17)})


def test_contacts_are_found_in_the_whole_directory_by_every_word_typed(desk: Desk) -> None:
    contact(desk, organisation="Navy", skills=(2,), phones=("+44 20 7946 0001",))
    contact(desk, "Gone", active=False)
    number = log(desk).id
    for typed in ("grace", "navy hop", "network", "7946", ""):
        assert [one.contact.name for one in desk.escalations.find_contacts(number, typed)] == ["Grace Hopper"], typed
    assert desk.escalations.find_contacts(number, "grace army") == ()


def test_contacts_to_escalate_to_are_found_as_the_directory_finds_them(desk: Desk) -> None:
    contact(desk, "Zoë Müller", organisation="Ångström AG", phones=("+44 (0)20 7946-0958",))
    contact(desk, "Bo")
    number = log(desk).id
    for typed in ("zoe", "MÜLLER", "mull angstrom", "7946 0958", "+44 20 79460958", "0044 20 7946 0958"):
        assert [one.name for one in desk.directory.contacts(typed)] == ["Zoë Müller"], typed
        assert [one.contact.name for one in desk.escalations.find_contacts(number, typed)] == ["Zoë Müller"], typed


def test_a_contact_that_was_just_changed_is_found_to_escalate_to(desk: Desk) -> None:
    ana, number = contact(desk, "Ana"), log(desk).id
    assert [one.contact.id for one in desk.escalations.find_contacts(number, "ana")] == [ana.id]
    desk.directory.save_contact(SaveContact(ana.kind, "Ana", active=False, id=ana.id, base_version=ana.version))
    assert desk.escalations.find_contacts(number, "ana") == ()


def test_undo_is_a_withdrawal_recorded_like_everything(desk: Desk) -> None:
    number = log(desk).id
    out = escalate(desk, number, contact(desk).id)
    desk.escalations.withdraw(WithdrawEscalation(out.id, "Undone"))
    assert kinds(desk, number)[-2:] == ["escalated", "withdrawn"]
    assert last(desk, number, "withdrawn").payload["words"] == "Undone"


def test_a_waiting_call_is_escalated_too_and_goes_on_waiting(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    escalate(desk, number, contact(desk).id)
    row = desk.overview.call(number).row
    assert (row.state, row.paused, row.escalated) == ("waiting", PauseReason.CUSTOMER, True)


def test_another_member_of_staff_escalates_and_the_owner_stays(desk: Desk) -> None:
    row = log(desk)
    desk.sign_in(staff(desk, Role.AGENT, "Sam"))
    made = escalate(desk, row.id, contact(desk).id)
    assert (made.made_by, desk.overview.call(row.id).row.owner_id) == ("Sam", row.owner_id)


def test_a_contact_of_the_desk_may_see_what_an_outside_one_may_not(desk: Desk) -> None:
    careful = desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Inks")).value
    assert "customer_phone" not in careful.may_see
    assert "issue" in careful.may_see
    desk.escalations.preview(passing_on(log(desk).id, careful.id))
