"""Major incidents, rule by rule: RULES.md, "Incidents"."""

from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from incident_scene import NETWORK, again, caller, join, opened, own, tell, untold, write
from scene import HOUR, MINUTE, YES, at, due, everything, kinds, last, log, newest, rows, running, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound
from deskapp.domain.words import Channel, ClockKind, PromiseKind, Role, VoidReason
from deskapp.services.calls.acts import ContactCustomer, ResolveCall, RestoreCall, VoidCall
from deskapp.services.defaults import defaults
from deskapp.services.incidents.acts import (
    AddStep,
    DoStep,
    EndIncident,
    HandOverLead,
    JoinIncident,
    LeaveIncident,
    NoteIncident,
    NotReached,
    OpenIncident,
    ReopenIncident,
    SaveIncidentChecklist,
    TellCustomer,
    UndoStep,
    WriteMessage,
)

UPDATE = ClockKind.UPDATE


def as_agent(desk: Desk, name: str = "Some agent") -> int:
    """From now on an agent works here."""
    desk.sign_in(staff(desk, Role.AGENT, name))
    assert desk.staff_id is not None
    return desk.staff_id


# One record that gathers calls


def test_one_record_gathers_calls(desk: Desk) -> None:
    one, two, three = (caller(desk, name).id for name in ("Ada", "Bo", "Cy"))
    incident = opened(desk, one, two)
    assert (incident.title, incident.calls, incident.lead, incident.began_at) == (
        "Network down",
        2,
        "Manager",
        at(10),
    )
    assert join(desk, incident, three).calls == 3
    assert [call.row.id for call in again(desk, incident).calls] == [one, two, three]
    assert [seen.id for seen in desk.incidents.open()] == [incident.id]
    assert desk.incidents.recent() == ()


def test_joining_is_in_the_calls_timeline_and_in_the_incidents_own(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    assert kinds(desk, number)[-1] == "incident_joined"
    assert own(desk, incident) == ["incident_opened", "incident_joined"]
    seen = desk.overview.call(number).incident
    assert seen is not None
    assert (seen.id, seen.title, seen.over, seen.number) == (incident.id, "Network down", False, 0)
    assert desk.overview.call(number).row.incident == "Network down"


def test_calls_logged_later_can_join_in_the_act_that_logs_them(desk: Desk, clock: FixedClock) -> None:
    incident = opened(desk, caller(desk).id)
    write(desk, incident)
    clock.advance(HOUR)
    late = caller(desk, "Bo", incident_id=incident.id)
    assert late.incident == "Network down"
    assert kinds(desk, late.id) == ["logged", "incident_joined"]
    assert late.id in untold(desk, incident)


def test_a_call_that_names_an_incident_that_is_over_is_not_logged_and_says_so(desk: Desk) -> None:
    incident = opened(desk)
    desk.incidents.end(EndIncident(incident.id, incident.version, "A switch"))
    before = everything(desk.path)
    for number, code in ((incident.id, "incident_over"), (99, "unknown")):
        with pytest.raises(Invalid) as refused:
            caller(desk, incident_id=number)
        assert refused.value.fields == {"incident_id": code}
    assert everything(desk.path) == before


def test_joining_a_call_twice_is_told(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    with pytest.raises(NotAllowed, match="incident_joined") as refused:
        join(desk, incident, number)
    assert refused.value.values["name"] == "Manager"


def test_a_call_belongs_to_one_open_incident_at_a_time(desk: Desk) -> None:
    number = caller(desk).id
    first, second = opened(desk, number), opened(desk, title="Mail slow")
    with pytest.raises(NotAllowed, match="incident_joined_other") as refused:
        join(desk, second, number)
    assert refused.value.values["title"] == "Network down"
    desk.incidents.leave(LeaveIncident(first.id, number, "Only the mail"))
    assert join(desk, second, number).calls == 1
    assert again(desk, first).calls == ()


def test_a_call_of_an_incident_that_is_over_may_join_the_next_and_the_first_still_names_it(
    desk: Desk, clock: FixedClock
) -> None:
    number = caller(desk).id
    first = opened(desk, number)
    clock.advance(HOUR)
    desk.incidents.end(EndIncident(first.id, first.version, "A switch"))
    clock.advance(HOUR)
    second = opened(desk, number, title="Down again")
    assert [call.row.id for call in again(desk, first).calls] == [number]
    assert [call.row.id for call in again(desk, second).calls] == [number]
    assert desk.overview.call(number).row.incident == "Down again"


def test_the_file_itself_refuses_a_call_in_two_incidents(desk: Desk) -> None:
    number = caller(desk).id
    opened(desk, number)
    second = opened(desk, title="Mail slow")
    connection = sqlite.connect(str(desk.path))
    try:
        with pytest.raises(sqlite.IntegrityError):
            connection.execute(
                "INSERT INTO incident_call (incident_id, call_id, joined_at, joined_by_id, told)"
                " VALUES (?, ?, 1, 1, 0)",
                (second.id, number),
            )
    finally:
        connection.close()


def test_a_call_leaves_with_a_reason_and_may_come_back(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    with pytest.raises(Invalid) as refused:
        desk.incidents.leave(LeaveIncident(incident.id, number, " "))
    assert refused.value.fields == {"reason": "missing"}
    assert desk.incidents.leave(LeaveIncident(incident.id, number, "Its cable was out")).value.calls == 0
    assert last(desk, number, "incident_left").payload["words"] == "Its cable was out"
    assert desk.overview.call(number).incident is None
    assert join(desk, incident, number).calls == 1
    assert own(desk, incident)[1:] == ["incident_joined", "incident_left", "incident_joined"]


def test_a_call_that_is_over_cannot_join(desk: Desk) -> None:
    number = caller(desk).id
    desk.calls.resolve(ResolveCall(number, "Plugged in", YES))
    with pytest.raises(NotAllowed, match="call_state"):
        opened(desk, number)
    assert desk.incidents.open() == ()


# The site's checklist, step by step with times


def test_it_runs_the_sites_checklist_step_by_step_with_times(desk: Desk, clock: FixedClock) -> None:
    incident = opened(desk)
    steps = again(desk, incident).steps
    assert [step.text for step in steps] == defaults()["incident"]["checklist"]
    clock.advance(5 * MINUTE)
    desk.incidents.do_step(DoStep(steps[1].id, "Rita leads"))
    second = again(desk, incident).steps[1]
    assert (second.done_at, second.done_by, second.words) == (at(10, 5), "Manager", "Rita leads")
    assert again(desk, incident).incident.steps_done == 1
    assert own(desk, incident)[-1] == "incident_step"


def test_a_step_done_twice_is_told(desk: Desk) -> None:
    step = again(desk, opened(desk)).steps[0]
    desk.incidents.do_step(DoStep(step.id))
    as_agent(desk, "Omar")
    with pytest.raises(Conflict, match="incident_step_done") as refused:
        desk.incidents.do_step(DoStep(step.id))
    assert (refused.value.values["name"], refused.value.values["newer"]) == ("Manager", at(10))


def test_a_step_is_undone_with_a_reason_and_that_it_was_said_stays(desk: Desk) -> None:
    incident = opened(desk)
    step = again(desk, incident).steps[0]
    with pytest.raises(NotAllowed, match="incident_step_open"):
        desk.incidents.undo_step(UndoStep(step.id, "never was"))
    desk.incidents.do_step(DoStep(step.id, "All told"))
    with pytest.raises(Invalid):
        desk.incidents.undo_step(UndoStep(step.id, ""))
    desk.incidents.undo_step(UndoStep(step.id, "Forgot one floor"))
    undone = again(desk, incident).steps[0]
    assert (undone.done_at, undone.done_by, undone.words) == (None, "", "")
    assert own(desk, incident)[-2:] == ["incident_step", "incident_step_undone"]


def test_a_step_of_ones_own_is_added_to_this_incident_alone(desk: Desk) -> None:
    incident = opened(desk)
    desk.incidents.add_step(AddStep(incident.id, "Ask the landlord"))
    assert again(desk, incident).steps[-1].text == "Ask the landlord"
    assert "Ask the landlord" not in [text for _number, text in desk.incidents.checklist()]
    with pytest.raises(Invalid):
        desk.incidents.add_step(AddStep(incident.id, "  "))


def test_the_checklist_is_the_sites_a_manager_edits_it_for_the_incidents_to_come(desk: Desk) -> None:
    running_one = opened(desk)
    seen = desk.incidents.checklist()
    lines = ((None, "Ring the landlord"), (seen[1][0], "Tell everybody"))
    saved = desk.incidents.save_checklist(SaveIncidentChecklist(lines, seen)).value
    assert [text for _number, text in saved] == ["Ring the landlord", "Tell everybody"]
    assert [step.text for step in again(desk, opened(desk)).steps] == ["Ring the landlord", "Tell everybody"]
    assert len(again(desk, running_one).steps) == len(seen)
    with pytest.raises(Conflict, match="incident_checklist_edited"):
        desk.incidents.save_checklist(SaveIncidentChecklist(lines, seen))
    with pytest.raises(Invalid):
        desk.incidents.save_checklist(SaveIncidentChecklist(((None, " "),), saved))
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    with pytest.raises(NotAllowed, match="role_too_low"):
        desk.incidents.save_checklist(SaveIncidentChecklist((), saved))


def test_a_checklist_without_lines_is_no_hindrance(desk: Desk) -> None:
    desk.incidents.save_checklist(SaveIncidentChecklist((), desk.incidents.checklist()))
    assert again(desk, opened(desk)).steps == ()


# One message for all affected customers, and who must still be told


def test_it_holds_one_message_for_all_affected_customers_and_lists_who_must_still_be_told(desk: Desk) -> None:
    one, two = caller(desk, "Ada").id, caller(desk, "Bo").id
    incident = opened(desk, one, two)
    assert untold(desk, incident) == []  # there is nothing to tell yet
    write(desk, incident)
    assert untold(desk, incident) == [one, two]
    assert tell(desk, incident, one).to_tell == 1
    assert untold(desk, incident) == [two]
    write(desk, incident, "It works again.")
    assert untold(desk, incident) == [one, two]
    assert again(desk, incident).incident.message == "It works again."


def test_a_message_is_never_changed_a_new_one_has_the_next_number(desk: Desk) -> None:
    incident = opened(desk)
    assert [write(desk, incident, words) for words in ("Down.", "Half of it works.", "All works.")] == [1, 2, 3]
    assert [(one.number, one.words, one.made_by) for one in again(desk, incident).messages] == [
        (1, "Down.", "Manager"),
        (2, "Half of it works.", "Manager"),
        (3, "All works.", "Manager"),
    ]
    with pytest.raises(Invalid):
        desk.incidents.write(WriteMessage(incident.id, " ", 3))


def test_of_two_who_write_a_message_at_once_the_later_sees_both(desk: Desk) -> None:
    incident = opened(desk)
    write(desk, incident, "Down.")
    with pytest.raises(Conflict, match="incident_message_newer") as refused:
        desk.incidents.write(WriteMessage(incident.id, "Down, too.", 0))
    assert refused.value.values["newer"].words == "Down."
    assert desk.incidents.write(WriteMessage(incident.id, "Down, too.", 1)).value.number == 2


def test_telling_a_customer_is_a_conversation_the_update_is_kept_and_the_next_one_starts(
    desk: Desk, clock: FixedClock
) -> None:
    number = caller(desk).id
    desk.calls.contact_customer(ContactCustomer(number, True, next_update=at(12)))
    incident = opened(desk, number)
    write(desk, incident)
    before = newest(desk, number, UPDATE)
    clock.advance(HOUR)
    tell(desk, incident, number, next_update=at(15))
    detail = desk.overview.call(number)
    assert [(one.due_at, one.kept_at) for one in detail.promises if one.kind is PromiseKind.UPDATE] == [
        (at(12), at(11)),
        (at(15), None),
    ]
    assert newest(desk, number, UPDATE).id != before.id
    assert (len(running(desk, number, UPDATE)), due(desk, number, UPDATE)) == (1, at(15))
    told = last(desk, number, "customer_told")
    assert (told.payload["message"], told.payload["incident"], told.payload["how"]) == (1, "Network down", "phone")
    assert told.payload["words"].startswith("The network is down")
    assert own(desk, incident)[-1] == "customer_told"


def test_what_was_said_in_other_words_is_what_is_kept(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident)
    tell(desk, incident, number, words="Ada, it is the supplier.", how=Channel.CHAT)
    assert last(desk, number, "customer_told").payload["words"] == "Ada, it is the supplier."
    (call,) = again(desk, incident).calls
    assert (call.told, call.told_at, call.told_by, call.must_be_told) == (1, at(10), "Manager", False)


def test_a_customer_told_twice_is_said(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident)
    tell(desk, incident, number)
    as_agent(desk, "Omar")
    with pytest.raises(Conflict, match="incident_told") as refused:
        tell(desk, incident, number)
    assert (refused.value.values["name"], refused.value.values["number"]) == ("Manager", 1)


def test_who_was_told_an_older_message_still_must_be_told_the_newest(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident, "Down.")
    write(desk, incident, "Up.")
    tell(desk, incident, number, number=1)
    assert again(desk, incident).calls[0].told == 1
    assert untold(desk, incident) == [number]


def test_telling_asks_for_a_message_that_is_there_and_a_time_to_come(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    for more, field in (({"number": 1}, "number"), ({"number": 1, "next_update": at(9)}, "next_update")):
        with pytest.raises(Invalid) as refused:
            tell(desk, incident, number, **more)
        assert set(refused.value.fields) == {field}
    stranger = caller(desk, "Bo").id
    write(desk, incident)
    with pytest.raises(NotAllowed, match="incident_not_in_it"):
        tell(desk, incident, stranger)


def test_an_attempt_that_nobody_answers_stops_nothing_and_they_still_must_be_told(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident)
    before = newest(desk, number, UPDATE)
    desk.incidents.not_reached(NotReached(incident.id, number, words="Voicemail"))
    assert newest(desk, number, UPDATE) == before
    assert untold(desk, incident) == [number]
    assert (kinds(desk, number)[-1], own(desk, incident)[-1]) == ("attempt", "attempt")


def test_a_call_that_is_closed_needs_no_telling(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident)
    desk.calls.resolve(ResolveCall(number, "A switch"))
    assert untold(desk, incident) == [number]  # not agreed yet: the customer waits
    desk.calls.agree(_agreed(number))
    assert untold(desk, incident) == []


def test_void_calls_need_no_telling_and_do_again_once_restored(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident)
    desk.calls.void(VoidCall(number, VoidReason.IN_ERROR, words="A test call"))
    assert (untold(desk, incident), again(desk, incident).incident.to_tell) == ([], 0)
    desk.calls.restore(RestoreCall(number, "A real one"))
    assert untold(desk, incident) == [number]


def _agreed(number: int):  # type: ignore[no-untyped-def]
    from deskapp.services.calls.acts import RecordAgreement

    return RecordAgreement(number, YES)


# Lead, end, and not over after all


def test_ending_is_for_the_lead_or_a_supervisor_everything_else_any_agent_may_do(desk: Desk) -> None:
    incident = opened(desk)
    as_agent(desk)
    number = caller(desk).id
    join(desk, incident, number)
    write(desk, incident)
    tell(desk, incident, number)
    desk.incidents.do_step(DoStep(again(desk, incident).steps[0].id))
    desk.incidents.note(NoteIncident(incident.id, "Lights are green"))
    version = again(desk, incident).incident.version
    for act in (
        lambda: desk.incidents.end(EndIncident(incident.id, version, "A switch")),
        lambda: desk.incidents.hand_over(HandOverLead(incident.id, version, 1, "Going home")),
    ):
        with pytest.raises(NotAllowed, match="not_your_incident"):
            act()
    mine = opened(desk, title="Mine")
    assert desk.incidents.end(EndIncident(mine.id, mine.version, "Nothing")).value.over_by == "Some agent"
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    assert desk.incidents.end(EndIncident(incident.id, version, "A switch")).value.over_at == at(10)


def test_the_lead_is_handed_over_with_a_reason(desk: Desk) -> None:
    incident = opened(desk)
    omar = staff(desk, Role.AGENT, "Omar")
    with pytest.raises(Invalid):
        desk.incidents.hand_over(HandOverLead(incident.id, incident.version, omar, ""))
    with pytest.raises(Invalid) as refused:
        desk.incidents.hand_over(HandOverLead(incident.id, incident.version, 1, "Why"))
    assert refused.value.fields == {"lead_id": "leads_already"}
    after = desk.incidents.hand_over(HandOverLead(incident.id, incident.version, omar, "My shift ends")).value
    assert (after.lead, after.version) == ("Omar", incident.version + 1)
    with pytest.raises(Conflict, match="incident_edited") as stale:
        desk.incidents.hand_over(HandOverLead(incident.id, incident.version, 1, "Back"))
    assert stale.value.values["newer"].lead == "Omar"


def test_over_asks_for_an_outcome_and_those_not_told_yet_may_remain(desk: Desk, clock: FixedClock) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    write(desk, incident)
    version = again(desk, incident).incident.version
    with pytest.raises(Invalid) as refused:
        desk.incidents.end(EndIncident(incident.id, version, " "))
    assert refused.value.fields == {"outcome": "missing"}
    clock.advance(HOUR)
    over = desk.incidents.end(EndIncident(incident.id, version, "A switch, replaced")).value
    assert (over.over_at, over.outcome, over.to_tell) == (at(11), "A switch, replaced", 1)
    words = again(desk, incident).events[-1].payload
    assert (words["to_tell"], words["steps_left"]) == (1, over.steps)
    assert (desk.incidents.open(), [one.id for one in desk.incidents.recent()]) == ((), [incident.id])
    assert desk.overview.call(number).row.incident == ""
    # What is over is told, too.
    write(desk, incident, "It works again.")
    assert tell(desk, incident, number).to_tell == 0


def test_a_stale_end_is_a_conflict(desk: Desk) -> None:
    incident = opened(desk)
    write(desk, incident)
    with pytest.raises(Conflict, match="incident_edited"):
        desk.incidents.end(EndIncident(incident.id, incident.version, "Over"))


def test_nothing_joins_and_no_step_is_done_once_it_is_over(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    step = again(desk, incident).steps[0]
    over = desk.incidents.end(EndIncident(incident.id, incident.version, "A switch")).value
    other = caller(desk, "Bo").id
    for act in (
        lambda: join(desk, incident, other),
        lambda: desk.incidents.leave(LeaveIncident(incident.id, number, "no")),
        lambda: desk.incidents.do_step(DoStep(step.id)),
        lambda: desk.incidents.add_step(AddStep(incident.id, "More")),
        lambda: desk.incidents.end(EndIncident(incident.id, over.version, "Again")),
        lambda: desk.incidents.hand_over(HandOverLead(incident.id, over.version, 1, "no")),
    ):
        with pytest.raises(NotAllowed, match="incident_over"):
            act()


def test_an_incident_that_was_not_over_after_all_is_reopened_with_a_reason(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    over = desk.incidents.end(EndIncident(incident.id, incident.version, "A switch")).value
    as_agent(desk)
    with pytest.raises(Invalid):
        desk.incidents.reopen(ReopenIncident(incident.id, over.version, ""))
    back = desk.incidents.reopen(ReopenIncident(incident.id, over.version, "Down again")).value
    assert (back.over_at, back.over_by, back.outcome, back.calls) == (None, "", "", 1)
    assert again(desk, incident).events[-2].payload["words"] == "A switch"
    with pytest.raises(Conflict, match="incident_open"):
        desk.incidents.reopen(ReopenIncident(incident.id, over.version, "Down again"))


# Bad input


def test_an_incident_asks_for_a_title_and_a_beginning_that_was(desk: Desk) -> None:
    before = everything(desk.path)
    for more, wrong in (
        ({"title": "  "}, {"title": "missing"}),
        ({"began_at": at(11)}, {"began_at": "future"}),
        ({"category_id": 99}, {"category_id": "unknown"}),
        ({"lead_id": 99}, {"lead_id": "unknown"}),
    ):
        with pytest.raises(Invalid) as refused:
            desk.incidents.start(OpenIncident(**{"title": "Down", **more}))
        assert refused.value.fields == wrong
    with pytest.raises(NotFound):
        desk.incidents.start(OpenIncident("Down", (99,)))
    assert everything(desk.path) == before
    assert opened(desk, began_at=at(9)).began_at == at(9)


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: desk.incidents.one(9),
        lambda desk: desk.incidents.join(JoinIncident(9, (1,))),
        lambda desk: desk.incidents.do_step(DoStep(9)),
        lambda desk: desk.incidents.tell(TellCustomer(9, 1, 1)),
        lambda desk: desk.incidents.write(WriteMessage(9, "Down", 0)),
        lambda desk: desk.incidents.note(NoteIncident(9, "Down")),
    ],
    ids=["one", "join", "step", "tell", "write", "note"],
)
def test_an_incident_that_is_not_there_is_told(desk: Desk, act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound):
        act(desk)


@pytest.mark.parametrize(
    "text", ["<b>&\"'\0\ud800", "停" * 5000, "{customer} %s \\ [x]"], ids=["marks", "long", "places"]
)
def test_text_of_any_length_and_script_is_kept_as_typed(desk: Desk, text: str) -> None:
    number = caller(desk).id
    incident = opened(desk, number, title=text)
    write(desk, incident, text)
    tell(desk, incident, number, words=text)
    desk.incidents.note(NoteIncident(incident.id, text))
    seen = again(desk, incident)
    whole = text.replace("\ud800", "\ufffd")
    assert (seen.incident.title, seen.incident.message, seen.events[-1].payload["words"]) == (whole, whole, whole)


# Which incident a call may belong to


def test_open_incidents_are_offered_those_of_the_same_category_first_then_by_words(desk: Desk) -> None:
    mail = opened(desk, title="Mail slow", category_id=None)
    network = opened(desk, title="Down", category_id=NETWORK)
    other = opened(desk, title="Something else", category_id=1)
    fits = desk.incidents.fitting(NETWORK, "My mail does not come")
    assert [(fit.incident.id, fit.reason) for fit in fits] == [
        (network.id, "category"),
        (mail.id, "words"),
        (other.id, ""),
    ]
    assert [fit.reason for fit in desk.incidents.fitting(None, "")] == ["", "", ""]


def test_the_other_calls_of_the_hour_are_offered_to_be_gathered(desk: Desk, clock: FixedClock) -> None:
    old = caller(desk, "Old").id
    clock.advance(HOUR + MINUTE)
    one, two, elsewhere, solved, joined = (
        caller(desk, "Ada").id,
        caller(desk, "Bo").id,
        caller(desk, "Cy", category_id=1).id,
        caller(desk, "Di").id,
        caller(desk, "Ed").id,
    )
    desk.calls.resolve(ResolveCall(solved, "Plugged in", YES))
    opened(desk, joined, title="Another")
    assert [row.id for row in desk.incidents.of_the_hour(NETWORK, (one,))] == [two]
    assert {old, elsewhere}.isdisjoint(row.id for row in desk.incidents.of_the_hour(NETWORK))
    start = desk.incidents.for_call(one)
    assert [fit.incident.title for fit in start.fits] == ["Another"]
    # What is about the same is told whatever its category, the others of its own category apart from it.
    assert ([row.id for row in start.alike], start.others) == ([two, elsewhere], ())
    other = log(desk, "Switch needs a new label", category_id=NETWORK).id
    start = desk.incidents.for_call(one)
    assert ([row.id for row in start.alike], [row.id for row in start.others]) == ([two, elsewhere], [other])
    assert {row.id for row in desk.incidents.of_the_hour(None)} == {one, two, elsewhere, other}


# What an act says that it changed; what the whole file keeps


def test_each_act_names_the_incidents_and_the_calls_that_changed(desk: Desk) -> None:
    number = caller(desk).id
    done = desk.incidents.start(OpenIncident("Down", (number,)))
    assert (done.changes.calls, done.changes.touches("incidents")) == ({number}, True)
    write(desk, done.value)
    told = desk.incidents.tell(TellCustomer(done.value.id, number, 1))
    assert told.changes.calls == {number}
    assert told.changes.touches("promises")


def test_a_refused_act_changes_nothing(desk: Desk) -> None:
    number = caller(desk).id
    incident = opened(desk, number)
    before = everything(desk.path)
    with pytest.raises(DeskError):
        join(desk, incident, log(desk).id, number)
    after = everything(desk.path)
    assert after["incident_call"] == before["incident_call"]
    assert after["incident"] == before["incident"]


def test_an_incidents_own_lines_are_never_changed_or_removed(desk: Desk) -> None:
    incident = opened(desk)
    write(desk, incident)
    connection = sqlite.connect(str(desk.path))
    try:
        for sql in (
            "UPDATE incident_event SET incident_id = 2",
            "DELETE FROM incident_event",
            "UPDATE incident_message SET words = 'x'",
            "DELETE FROM incident_message",
        ):
            with pytest.raises(sqlite.IntegrityError):
                connection.execute(sql)
    finally:
        connection.close()
    assert rows(desk.path, "SELECT count(*) FROM incident_event") == [(2,)]


def test_an_hour_of_a_major_incident_takes_nothing_from_the_calls_own_clocks(desk: Desk, clock: FixedClock) -> None:
    number = caller(desk).id
    before = newest(desk, number, ClockKind.RESOLUTION)
    incident = opened(desk, number)
    clock.advance(timedelta(minutes=30))
    desk.incidents.end(EndIncident(incident.id, incident.version, "A switch"))
    assert newest(desk, number, ClockKind.RESOLUTION) == before
    assert desk.overview.call(number).state == "open"


# A confidential call in an incident


def test_an_incident_tells_others_nothing_of_a_confidential_call(desk: Desk) -> None:
    number = caller(desk, "Senior Person", confidential=True).id
    incident = opened(desk, number)
    write(desk, incident)
    tell(desk, incident, number, words="Quietly: the network is down")
    as_agent(desk)
    seen = again(desk, incident)
    assert seen.calls == ()
    assert "Quietly" not in repr(seen)
    assert "customer_told" not in [event.kind for event in seen.events]
    for act in (
        lambda: tell(desk, incident, number),
        lambda: desk.incidents.leave(LeaveIncident(incident.id, number, "no")),
        lambda: desk.incidents.not_reached(NotReached(incident.id, number)),
        lambda: desk.incidents.for_call(number),
    ):
        with pytest.raises(NotAllowed, match="confidential"):
            act()
