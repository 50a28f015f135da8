"""Acts on many calls are carried out in whole steps; others write between them, and what they did counts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from scene import HOUR, YES, at, due, last, log, staff

from deskapp.commands.desks import opened
from deskapp.desk import Desk
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import ClockKind, EscalationType, Impact, LongActKind, Role, Urgency
from deskapp.services.calls.acts import ResolveCall, SetPriority
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.library.acts import SaveTrigger
from deskapp.services.long_acts import AT_ONCE
from deskapp.services.steps.views import LongActView

RESOLUTION = ClockKind.RESOLUTION
MANY = AT_ONCE + 20


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    """Open calls of one customer, more than are done at once."""
    with desk.work.batch():
        first = log(desk)
        return [first.id, *(log(desk, customer_id=1).id for _number in range(MANY - 1))]


def resolve_in(desk: Desk, length: timedelta) -> None:
    targets = [
        (one.priority, one.kind.value, length if one.kind is RESOLUTION else one.target, one.calendar_id)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(targets)))


def the_act(desk: Desk) -> LongActView:
    (act,) = desk.steps.unfinished()
    return act


def finish(desk: Desk, between: Callable[[], Any] = lambda: None) -> int:
    """Every step to the end; gives back how many there were."""
    steps = 0
    while acts := desk.steps.unfinished():
        desk.steps.step(acts[0].id)
        steps += 1
        between()
    return steps


def of_desk(desk: Desk, kind: str) -> list[tuple[int, int | None]]:
    """Lines of the timeline of a kind: by whom, and of which call."""
    with desk.work.read() as session:
        asked = "SELECT staff_id, call_id FROM event WHERE kind = ? ORDER BY id"
        return [tuple(row) for row in session.connection().exec_driver_sql(asked, (kind,))]


def test_new_targets_on_many_calls_come_in_steps_and_are_one_act_on_record_and_an_event_on_each(
    desk: Desk, calls: list[int]
) -> None:
    agent = staff(desk, Role.AGENT)
    resolve_in(desk, HOUR)
    shown = {move.ref: move.becomes for move in desk.site.would_move()}
    done = desk.site.apply_to_open_calls()
    assert done.value == MANY
    assert done.changes.touches("long_acts")
    assert (the_act(desk).kind, the_act(desk).left) == (LongActKind.TARGETS, MANY)
    # Whoever is there carries out what a manager decided.
    desk.sign_in(agent)
    assert finish(desk) > 2
    assert of_desk(desk, "policy_applying") == [(1, None)]
    assert sorted(of_desk(desk, "policy_applied")) == [(1, one) for one in calls]
    assert {due(desk, one, RESOLUTION) for one in calls} == set(shown.values()) == {at(11)}
    assert desk.site.calls_on_older_policy() == 0


def test_a_call_that_became_another_between_two_steps_is_right(desk: Desk, calls: list[int]) -> None:
    resolve_in(desk, HOUR)
    desk.site.apply_to_open_calls()
    desk.steps.step(the_act(desk).id)
    over, raised = calls[-1], calls[-2]
    desk.calls.resolve(ResolveCall(over, "A new cable", YES))
    desk.calls.set_priority(SetPriority(raised, Impact.SITE, Urgency.NOW))
    resolve_in(desk, 2 * HOUR)
    fresh = log(desk, customer_id=1).id
    finish(desk)
    assert due(desk, raised, RESOLUTION) == at(11)
    # What was decided later holds for later calls; what is over keeps what it began with.
    assert due(desk, fresh, RESOLUTION) == at(12)
    assert last(desk, over, "closed").kind == "closed"
    assert (1, over) not in of_desk(desk, "policy_applied")
    assert desk.site.calls_on_older_policy() == MANY - 1


def test_another_workstation_writes_between_two_steps_at_once(desk: Desk, calls: list[int]) -> None:
    resolve_in(desk, HOUR)
    desk.site.apply_to_open_calls()
    other = Desk(desk.path, desk.clock, staff_id=1).open()
    try:
        logged: list[int] = []
        steps = finish(desk, lambda: logged.append(log(other, customer_id=1).id))
        assert len(logged) == steps
        assert {due(desk, one, RESOLUTION) for one in (*calls, *logged)} == {at(11)}
    finally:
        other.close()


def test_new_targets_take_the_place_of_those_that_were_under_way(desk: Desk, calls: list[int]) -> None:
    resolve_in(desk, HOUR)
    desk.site.apply_to_open_calls()
    desk.steps.step(the_act(desk).id)
    first = the_act(desk)
    resolve_in(desk, 2 * HOUR)
    desk.site.apply_to_open_calls()
    assert the_act(desk).id != first.id
    assert desk.steps.step(first.id).value.ended
    finish(desk)
    assert {due(desk, one, RESOLUTION) for one in calls} == {at(12)}


def test_a_manager_has_it_rest_and_go_on_and_what_was_done_stays(desk: Desk, calls: list[int]) -> None:
    agent = staff(desk, Role.AGENT)
    resolve_in(desk, HOUR)
    desk.site.apply_to_open_calls()
    desk.steps.step(the_act(desk).id)
    act = the_act(desk)
    desk.sign_in(agent)
    with pytest.raises(NotAllowed):
        desk.steps.stop(act.id)
    desk.sign_in(1)
    desk.steps.stop(act.id)
    assert desk.steps.step(act.id).value.left == act.left == MANY - act.done
    assert desk.site.calls_on_older_policy() == act.left
    desk.steps.go_on(act.id)
    finish(desk)
    assert {due(desk, one, RESOLUTION) for one in calls} == {at(11)}


def test_signs_that_are_switched_on_again_are_shown_by_all_open_calls_step_by_step(
    desk: Desk, calls: list[int]
) -> None:
    def switch(*, on: bool) -> None:
        was = next(one for one in desk.triggers.all() if one.code == "repeat_contact")
        types = was.suggests or (EscalationType.FUNCTIONAL,)
        desk.triggers.save(SaveTrigger(was.label, types, code=was.code, active=on, base_version=was.version))

    def showing() -> int:
        return sum("repeat_contact" in row.signs for row in desk.lists.calls("open"))

    everywhere = showing()
    assert everywhere == MANY
    switch(on=False)
    assert (showing(), desk.steps.unfinished()) == (0, ())
    switch(on=True)
    assert the_act(desk).total == MANY
    desk.steps.step(the_act(desk).id)
    assert 0 < showing() < MANY
    # Off and on again meanwhile: those that were done are to do again, and it is one act still.
    switch(on=False)
    switch(on=True)
    assert the_act(desk).left == MANY
    finish(desk)
    assert showing() == MANY


def test_all_calls_of_a_customer_are_found_by_another_name_once_the_steps_are_done(
    desk: Desk, calls: list[int]
) -> None:
    ada = desk.directory.customer(1)
    desk.directory.save_customer(SaveCustomer("Zebedee", id=1, base_version=ada.version))
    assert len(desk.lists.search("zebedee", MANY)) == 0
    finish(desk)
    assert {row.id for row in desk.lists.search("zebedee", MANY)} == set(calls)
    assert desk.lists.search("lovelace", MANY) == ()


def test_a_command_does_all_that_it_put_down_before_it_ends(desk: Desk, calls: list[int]) -> None:
    ada = desk.directory.customer(1)
    with opened(desk.path, desk.clock) as commanded:
        commanded.sign_in(1)
        commanded.directory.save_customer(SaveCustomer("Zebedee", id=1, base_version=ada.version))
        assert len(commanded.steps.unfinished()) == 1
    assert desk.steps.unfinished() == ()
    assert len(desk.lists.search("zebedee", MANY)) == len(calls)
