"""Acts on several calls (RULES.md, "Lists of calls" and "Acts on several calls"): what was done, refused and undone."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scene import HOUR, MINUTE, NO, YES, at, by_mail, due, kinds, last, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.call_life import CallAct, fits
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed
from deskapp.domain.words import CallState, ClockKind, PauseReason, Priority, Role, VoidReason
from deskapp.services.calls.acts import (
    AddNote,
    EditCall,
    PauseCall,
    PromiseFollowUp,
    Reassign,
    RecordAgreement,
    ResolveCall,
    VoidCall,
)
from deskapp.services.many.acts import AskOwners, NoteCalls, RaiseCalls, ReassignCalls, Standing, TakeBack
from deskapp.services.many.views import ManyDone

STANDING = (
    "SELECT * FROM call ORDER BY id",
    # What a clock was before stays on record; what it is, is as it was.
    "SELECT id, kind, started_at, target, calendar_version_id, fixed_at, stopped_at, verdict FROM clock ORDER BY id",
    "SELECT * FROM pause ORDER BY id",
    "SELECT * FROM promise ORDER BY id",
)


def standing(path: Path) -> list[list[tuple[Any, ...]]]:
    """All calls and clocks, as they stand."""
    return [rows(path, asked) for asked in STANDING]


def codes(done: ManyDone) -> dict[int, str]:
    return {call_id: error.code.value for call_id, error in done.refused.items()}


def stood(desk: Desk, *call_ids: int) -> dict[int, Standing]:
    found = (desk.overview.call(one).row for one in call_ids)
    return {row.id: Standing(row.owner_id, Priority(row.priority)) for row in found}


def many_calls(desk: Desk, count: int) -> tuple[int, ...]:
    """Calls of several owners, some waiting, some resolved, some with a deadline of the customer's own."""
    owners = [1, staff(desk, Role.AGENT, "Lena"), staff(desk, Role.AGENT, "Sam")]
    log(desk)
    for number in range(count - 1):
        desk.work.staff_id = owners[number % 3]
        deadline = at(16) if number % 5 == 0 else None
        call_id = log(desk, customer_id=1, customer_deadline=deadline).id
        if number % 7 == 0:
            desk.calls.pause(PauseCall(call_id, PauseReason.CUSTOMER))
        elif number % 11 == 0:
            desk.calls.resolve(ResolveCall(call_id, "Cable"))
    desk.work.staff_id = 1
    return tuple(range(1, count + 1))


def test_183_calls_are_reassigned_and_raised_and_undone_and_all_is_as_before_but_for_the_timelines(
    desk: Desk, desk_file: Path, clock: FixedClock
) -> None:
    ids = many_calls(desk, 183)
    omar = staff(desk, Role.AGENT, "Omar")
    clock.advance(HOUR)
    before, lines = standing(desk_file), rows(desk_file, "SELECT max(id) FROM event")[0][0]
    looked = stood(desk, *ids)
    for act in (
        lambda: desk.many.reassign(ReassignCalls(ids, omar, "Lena is ill", looked)),
        lambda: desk.many.raise_priority(RaiseCalls(ids, Priority.P1, "The board meets", looked)),
    ):
        done = act().value
        assert (done.done, dict(done.refused)) == (ids, {})
        assert standing(desk_file) != before
        clock.advance(MINUTE)
        undone = desk.many.take_back(TakeBack(done.lines, "undone at once")).value
        assert (undone.done, dict(undone.refused)) == (ids, {})
        assert standing(desk_file) == before
    # One line each for each act, and one for its undoing, in the order of the calls.
    told = rows(desk_file, "SELECT call_id, kind FROM event WHERE id > ? ORDER BY id", lines)
    assert told == [(one, kind) for kind in ("reassigned", "reassigned", "priority", "priority") for one in ids]
    back = [event.payload for event in desk.overview.call(1).events if event.kind == "reassigned"]
    assert back == [
        {"reason": "Lena is ill", "was": "Manager", "becomes": "Omar"},
        {"reason": "undone at once", "was": "Omar", "becomes": "Manager"},
    ]


def test_raised_in_one_act_or_each_for_itself_calls_and_their_clocks_come_out_the_same(
    desk: Desk, desk_file: Path, clock: FixedClock, tmp_path: Path
) -> None:
    from deskapp.services.calls.acts import SetPriority

    ids = many_calls(desk, 23)
    clock.advance(HOUR)
    desk.close()
    other_file = tmp_path / "other.db"
    other_file.write_bytes(desk_file.read_bytes())
    for path, at_once in ((desk_file, True), (other_file, False)):
        one = Desk(path, clock, staff_id=1).open()
        if at_once:
            one.many.raise_priority(RaiseCalls(ids, Priority.P2, "Board"))
        else:
            for call_id in ids:
                call = one.overview.call(call_id)
                one.calls.set_priority(SetPriority(call_id, call.impact, call.urgency, Priority.P2, "Board"))
        one.close()
    assert standing(desk_file) == standing(other_file)
    changed = "SELECT * FROM clock_change ORDER BY clock_id"
    assert [row[1:] for row in rows(desk_file, changed)] == [row[1:] for row in rows(other_file, changed)]


def test_a_step_up_moves_the_deadlines_and_both_are_told_and_what_is_there_already_is_said_so(desk: Desk) -> None:
    usual, urgent, over = log(desk).id, log(desk, customer_id=1, priority=Priority.P1, priority_reason="b").id, 3
    desk.calls.resolve(ResolveCall(log(desk, customer_id=1).id, "Cable", YES))
    was = due(desk, usual, ClockKind.RESOLUTION)
    done = desk.many.raise_priority(RaiseCalls((usual, urgent, over), None, "Many wait")).value
    assert done.done == (usual,)
    assert codes(done) == {urgent: "priority_high_enough", over: "call_state"}
    told = last(desk, usual, "priority")
    assert (told.was, told.becomes, told.payload["reason"]) == ("P3", "P2", "Many wait")
    assert told.payload["due_was"] != told.payload["due"]
    assert due(desk, usual, ClockKind.RESOLUTION) == at(14) != was
    assert desk.overview.call(usual).priority_reason == "Many wait"
    again = desk.many.raise_priority(RaiseCalls((usual,), Priority.P2, "Many wait")).value
    assert codes(again) == {usual: "priority_high_enough"}
    with pytest.raises(Invalid) as refused:
        desk.many.raise_priority(RaiseCalls((usual,), None, " "))
    assert refused.value.fields == {"reason": FieldFault.MISSING}


def test_two_supervisors_with_the_same_calls_overwrite_nothing_unseen(desk: Desk, clock: FixedClock) -> None:
    ids = tuple(log(desk).id for _ in range(3))
    omar, sam = staff(desk, Role.AGENT, "Omar"), staff(desk, Role.AGENT, "Sam")
    rita = staff(desk, Role.SUPERVISOR, "Rita")
    looked = stood(desk, *ids)
    desk.work.staff_id = rita
    desk.many.reassign(ReassignCalls(ids[:1], sam, "He set up their till", looked))
    clock.advance(MINUTE)
    desk.work.staff_id = 1
    assert set(desk.many.before(CallAct.REASSIGN, ids, looked).refused) == {ids[0]}
    done = desk.many.reassign(ReassignCalls(ids, omar, "Holiday", looked)).value
    assert (done.done, codes(done)) == (ids[1:], {ids[0]: "owner_changed"})
    first = done.refused[ids[0]]
    assert {name: first.values[name] for name in ("by", "owner", "at")} == {"by": "Rita", "owner": "Sam", "at": at(10)}
    assert desk.overview.call(ids[0]).row.owner == "Sam"
    # Standing as it is now, it is theirs to decide.
    again = ReassignCalls(ids[:1], omar, "Holiday", {ids[0]: Standing(sam, Priority.P3)})
    assert desk.many.reassign(again).value.done == ids[:1]
    desk.many.raise_priority(RaiseCalls(ids[1:2], Priority.P1, "Board", looked))
    stale = desk.many.raise_priority(RaiseCalls(ids[1:], None, "Rain", looked)).value
    assert (stale.done, codes(stale)) == (ids[2:], {ids[1]: "priority_changed"})


def test_what_happened_to_a_call_since_is_not_undone_and_said(desk: Desk, clock: FixedClock) -> None:
    ids = tuple(log(desk).id for _ in range(3))
    omar = staff(desk, Role.AGENT, "Omar")
    done = desk.many.reassign(ReassignCalls(ids, omar, "Holiday")).value
    desk.work.staff_id = omar
    desk.calls.note(AddNote(ids[1], "Took it up"))
    desk.work.staff_id = 1
    undone = desk.many.take_back(TakeBack(done.lines, "undone")).value
    assert (undone.done, codes(undone)) == ((ids[0], ids[2]), {ids[1]: "changed_since"})
    assert undone.refused[ids[1]].values["by"] == "Omar"
    assert desk.overview.call(ids[1]).row.owner == "Omar"
    # Nobody undoes twice, nor what is another's doing, nor what is long ago.
    assert set(codes(desk.many.take_back(TakeBack(done.lines, "undone")).value).values()) == {"changed_since"}
    given = desk.many.reassign(ReassignCalls(ids[:1], omar, "Holiday")).value
    desk.work.staff_id = staff(desk, Role.SUPERVISOR, "Rita")
    assert codes(desk.many.take_back(TakeBack(given.lines, "undone")).value) == {ids[0]: "undo_over"}
    desk.work.staff_id = 1
    clock.advance(HOUR)
    assert codes(desk.many.take_back(TakeBack(given.lines, "undone")).value) == {ids[0]: "undo_over"}


def test_an_agent_gives_away_their_own_and_takes_them_back_at_once(desk: Desk) -> None:
    others = log(desk).id
    lena = staff(desk, Role.AGENT, "Lena")
    desk.staff_id = staff(desk, Role.AGENT, "Sam")
    own = log(desk).id
    done = desk.many.reassign(ReassignCalls((others, own), lena, "Holiday")).value
    assert (done.done, codes(done)) == ((own,), {others: "not_your_call"})
    assert desk.overview.call(own).row.owner_id == lena
    assert desk.many.take_back(TakeBack(done.lines, "undone")).value.done == (own,)
    assert desk.overview.call(own).row.owner == "Sam"


def test_a_closed_call_goes_to_another_owner_only_with_a_follow_up_that_was_promised(desk: Desk) -> None:
    plain, promised = log(desk).id, log(desk).id
    for one in (plain, promised):
        desk.calls.resolve(ResolveCall(one, "Cable", YES))
    desk.promises.follow_up(PromiseFollowUp(promised, at(9, day=20)))
    lena = staff(desk, Role.AGENT, "Lena")
    done = desk.many.reassign(ReassignCalls((plain, promised), lena, "Holiday")).value
    assert (done.done, codes(done)) == ((promised,), {plain: "call_state"})
    with pytest.raises(NotAllowed) as refused:
        desk.calls.reassign(Reassign((plain,), lena, "Holiday"))
    assert refused.value.code is Refusal.CALL_STATE


def test_a_note_is_a_line_of_each_and_takes_up_what_is_new(desk: Desk) -> None:
    first, new, hidden = log(desk).id, by_mail(desk).id, log(desk, confidential=True).id
    desk.staff_id = staff(desk, Role.AGENT, "Sam")
    done = desk.many.note(NoteCalls((first, hidden, 99, new, first), "Outage is over"))
    assert done.value.done == (first, new)
    assert codes(done.value) == {hidden: "confidential", 99: "call_unknown"}
    assert done.changes.calls == {first, new}
    assert kinds(desk, first)[-1] == "note"
    assert kinds(desk, new)[-2:] == ["opened", "note"]
    assert desk.overview.call(new).state is CallState.OPEN
    assert [row.id for row in desk.lists.search("outage")] == [new, first]
    with pytest.raises(Invalid):
        desk.many.note(NoteCalls((first,), "  "))


STATES = [state for state in CallState if state is not CallState.ARCHIVED]  # what an import alone brings
MANY = (CallAct.REASSIGN, CallAct.RAISE, CallAct.ASK, CallAct.NOTE)


@pytest.fixture
def one_of_each(desk: Desk) -> dict[int, CallState]:
    """A call of Sam's and one of the manager's of each state, all P3; and who may be asked."""
    made: dict[int, CallState] = {}
    for owner in (staff(desk, Role.AGENT, "Sam"), 1):
        desk.work.staff_id = owner
        for state in STATES:
            call_id = (by_mail if state is CallState.NEW else log)(desk).id
            if state is CallState.WAITING:
                desk.calls.pause(PauseCall(call_id, PauseReason.CUSTOMER))
            elif state in (CallState.RESOLVED, CallState.CLOSED, CallState.LAPSED):
                desk.calls.resolve(ResolveCall(call_id, "Cable", YES if state is CallState.CLOSED else None))
            elif state is CallState.VOID:
                desk.calls.void(VoidCall(call_id, VoidReason.IN_ERROR, words="A test"))
            made[call_id] = CallState.RESOLVED if state is CallState.LAPSED else state
    desk.work.staff_id = 1
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=st.lists(st.integers(1, 18), max_size=12), act=st.sampled_from(MANY), role=st.sampled_from(list(Role)))
def test_done_and_refused_are_all_that_were_chosen_and_done_are_exactly_those_that_the_table_allows(
    desk: Desk, one_of_each: dict[int, CallState], picks: list[int], act: CallAct, role: Role
) -> None:
    people = {one.role: one.id for one in desk.facts().staff if one.name.startswith("Chosen")}
    desk.work.staff_id = people.get(role) or staff(desk, role, f"Chosen {role}")
    lena = next((one.id for one in desk.facts().staff if one.name == "Lena"), None) or staff(desk, Role.AGENT, "Lena")
    owners = {one: desk.overview.call(one).row.owner_id for one in one_of_each}
    ids = tuple(picks)
    do = {
        CallAct.REASSIGN: lambda: desk.many.reassign(ReassignCalls(ids, lena, "r")),
        CallAct.RAISE: lambda: desk.many.raise_priority(RaiseCalls(ids, None, "r")),
        CallAct.ASK: lambda: desk.many.ask(AskOwners(ids, "w", again=True)),
        CallAct.NOTE: lambda: desk.many.note(NoteCalls(ids, "w")),
    }[act]
    if act is CallAct.ASK and role is Role.AGENT:
        with pytest.raises(NotAllowed):
            desk.many.before(act, ids, {})
        with pytest.raises(NotAllowed):
            do()
        return
    told = set(desk.many.before(act, ids, {}).refused)
    priorities = {one: desk.overview.call(one).priority for one in one_of_each}
    done = do().value
    assert {*done.done} | {*done.refused} == {*ids}
    assert not {*done.done} & {*done.refused}
    may_be = {
        one
        for one in {*ids} & {*one_of_each}
        if fits(act, one_of_each[one])
        and not (act is CallAct.REASSIGN and one_of_each[one] is CallState.CLOSED)
        and not (act is CallAct.REASSIGN and (role is Role.AGENT or owners[one] == lena))
        and not (act is CallAct.RAISE and priorities[one] is Priority.P1)
        and not (act is CallAct.ASK and owners[one] == desk.work.staff_id)
    }
    assert {*done.done} == may_be
    # What would be refused was said before.
    assert told <= {*done.refused}
    desk.many.take_back(TakeBack(done.lines if act is not CallAct.NOTE else (), "undone"))
    if act is CallAct.NOTE:
        one_of_each.update({one: CallState.OPEN for one in done.done if one_of_each[one] is CallState.NEW})
    desk.work.staff_id = 1


def test_an_edit_between_choosing_and_doing_is_no_hindrance_to_another_owner(desk: Desk) -> None:
    call_id = log(desk).id
    looked = stood(desk, call_id)
    call = desk.overview.call(call_id)
    desk.calls.edit(EditCall(call_id, call.version, "Another summary", "", "", "", None, None, None))
    desk.calls.resolve(ResolveCall(call_id, "Cable"))
    desk.calls.agree(RecordAgreement(call_id, NO))
    lena = staff(desk, Role.AGENT, "Lena")
    assert desk.many.reassign(ReassignCalls((call_id,), lena, "Holiday", looked)).value.done == (call_id,)
