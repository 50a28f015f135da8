"""The matrix of priorities, and what a phone call is, as a manager edits them: RULES.md, "Priority" and "Clocks"."""

import json
from dataclasses import replace

import pytest
from scene import log, rows

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.words import CallState, Channel, ClockKind, Impact, Priority, Urgency
from deskapp.services.calls.acts import SetPriority
from deskapp.services.clocks.acts import SaveHours, SavePriorities

CELL = (Impact.ONE, Urgency.SOON)


def edited(desk: Desk, becomes: Priority, *, phone_answers: bool = True) -> SavePriorities:
    """The matrix in force with another priority for one person, soon (P3 as shipped)."""
    facts = desk.facts()
    return SavePriorities({**facts.matrix, CELL: becomes}, phone_answers, facts.policy_id)


def test_another_matrix_makes_the_priority_of_new_calls_and_open_ones_keep_theirs(desk: Desk) -> None:
    early = log(desk)
    desk.site.save_priorities(edited(desk, Priority.P1))
    late = log(desk)
    assert (early.priority, late.priority) == ("P3", "P1")
    assert desk.overview.call(early.id).priority is Priority.P3
    assert desk.calls.deadlines(*CELL).priority is Priority.P1


def test_a_call_keeps_the_matrix_that_it_began_with_when_its_urgency_is_edited(desk: Desk) -> None:
    early = log(desk)
    desk.calls.set_priority(SetPriority(early.id, Impact.ONE, Urgency.NOW))
    desk.site.save_priorities(edited(desk, Priority.P1))
    assert desk.overview.call(early.id).matrix[CELL] is Priority.P3
    assert desk.calls.set_priority(SetPriority(early.id, *CELL)).value.priority == "P3"
    late = log(desk)
    desk.calls.set_priority(SetPriority(late.id, Impact.ONE, Urgency.NOW))
    assert desk.calls.set_priority(SetPriority(late.id, *CELL)).value.priority == "P1"


def test_applied_to_open_calls_they_follow_the_matrix_of_the_policy_from_then_on(desk: Desk) -> None:
    early = log(desk)
    desk.site.save_priorities(edited(desk, Priority.P1))
    desk.site.apply_to_open_calls()
    assert desk.overview.call(early.id).priority is Priority.P3
    desk.calls.set_priority(SetPriority(early.id, Impact.ONE, Urgency.NOW))
    assert desk.calls.set_priority(SetPriority(early.id, *CELL)).value.priority == "P1"


def test_where_a_phone_call_is_not_answered_when_logged_it_is_new_and_its_response_runs(desk: Desk) -> None:
    desk.site.save_priorities(edited(desk, Priority.P3, phone_answers=False))
    call = desk.overview.call(log(desk, channel=Channel.PHONE).id)
    assert call.state is CallState.NEW
    (response,) = (clock for clock in call.clocks if clock.kind is ClockKind.RESPONSE)
    assert response.facts.stopped is None
    assert desk.facts().phone_answers is False


def test_targets_and_hours_edited_later_leave_the_matrix_and_the_phone_as_they_are(desk: Desk) -> None:
    desk.site.save_priorities(edited(desk, Priority.P2, phone_answers=False))
    calendar = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(calendar.id, {**calendar.calendar.to_dict(), "week": {"mon": [["08:00", "12:00"]]}}))
    facts = desk.facts()
    assert (facts.matrix[CELL], facts.phone_answers) == (Priority.P2, False)


def test_a_change_is_told_with_what_it_was_and_became_and_only_that(desk: Desk) -> None:
    desk.site.save_priorities(edited(desk, Priority.P1, phone_answers=False))
    kind, payload = rows(
        desk.path,
        "SELECT kind, words FROM event JOIN event_words ON event_id = event.id ORDER BY event.id DESC LIMIT 1",
    )[0]
    assert kind == "priorities_edited"
    assert json.loads(payload) == {
        "was": {"one soon": "P3", "phone_answers": True},
        "becomes": {"one soon": "P1", "phone_answers": False},
    }


def test_what_holds_already_makes_no_other_version(desk: Desk) -> None:
    facts = desk.facts()
    before = rows(desk.path, "SELECT count(*) FROM event")
    act = SavePriorities(facts.matrix, facts.phone_answers, facts.policy_id)
    assert desk.site.save_priorities(act).value == facts.policy_id
    assert rows(desk.path, "SELECT count(*) FROM event") == before


def test_a_matrix_with_a_hole_is_refused(desk: Desk) -> None:
    whole = edited(desk, Priority.P3)
    with pytest.raises(Invalid) as refused:
        desk.site.save_priorities(replace(whole, matrix={CELL: Priority.P3}))
    assert refused.value.fields == {"matrix": "missing"}


def test_a_stale_edit_meets_the_newer_one_and_the_same_made_twice_is_none(desk: Desk) -> None:
    mine, theirs = edited(desk, Priority.P1), edited(desk, Priority.P2)
    made = desk.site.save_priorities(theirs).value
    assert desk.site.save_priorities(theirs).value == made
    with pytest.raises(Conflict) as refused:
        desk.site.save_priorities(mine)
    assert refused.value.code == "priorities_edited"
    newer = refused.value.values["newer"]
    assert (newer.matrix[CELL], newer.policy_id) == (Priority.P2, made)
    desk.site.save_priorities(replace(mine, base_version=newer.policy_id))
    assert desk.facts().matrix[CELL] is Priority.P1


def test_other_targets_do_not_make_an_edit_of_the_matrix_stale(desk: Desk) -> None:
    mine = edited(desk, Priority.P1)
    calendar = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(calendar.id, {**calendar.calendar.to_dict(), "week": {"mon": [["08:00", "12:00"]]}}))
    assert desk.site.save_priorities(mine).value != mine.base_version
