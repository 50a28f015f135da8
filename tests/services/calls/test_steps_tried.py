"""What was tried is told step by step, each with when and by whom, also in what is passed on."""

from datetime import timedelta

import pytest
from scene import HOUR, MINUTE, MONDAY_TEN, contact, log, passing_on, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotAllowed
from deskapp.domain.words import Role
from deskapp.services.calls.acts import EditCall, ResolveCall, TryStep
from deskapp.services.overview.call_json import call_json
from deskapp.wording.calls.steps import tried


def written(desk: Desk, call_id: int, steps: str) -> None:
    version = desk.overview.call(call_id).version
    parts = {"summary": "No phones", "details": "", "wants": "", "steps": steps}
    desk.calls.edit(EditCall(call_id, version, **parts, tone=None, category_id=None, customer_deadline=None))


def test_steps_stand_in_order_with_their_time_and_who_did_what_the_owner_did_not(desk: Desk, clock: FixedClock) -> None:
    call = log(desk)
    written(desk, call.id, "1) Socket swapped\n- Unit restarted")
    told = desk.overview.call(call.id)
    # What was only written down says of no time: it stays as it was typed.
    assert tried(told, "UTC", clock.now()) == "1) Socket swapped\n- Unit restarted"
    clock.advance(33 * MINUTE)
    desk.calls.try_step(TryStep(call.id, " Riser opened: the line light is red. "))
    desk.staff_id = staff(desk, Role.AGENT, "Lena Fischer")
    clock.advance(HOUR)
    desk.calls.try_step(TryStep(call.id, "Other port"))
    told = desk.overview.call(call.id)
    lines = [
        "1. Socket swapped",
        "2. Unit restarted",
        "3. Riser opened: the line light is red (10:33).",
        "4. Other port (11:33, Lena)",
    ]
    assert tried(told, "UTC", clock.now()).splitlines() == lines
    assert call_json(told, clock.now())["tried"][2] == {
        "words": "Riser opened: the line light is red.", "at": "2026-11-16T10:33:00Z", "by": told.events[0].by,
    }  # fmt: skip


def test_what_was_tried_goes_along_with_its_time_when_the_call_is_handed_on(desk: Desk, clock: FixedClock) -> None:
    call = log(desk)
    desk.calls.try_step(TryStep(call.id, "Two charges confirmed, one pending."))
    clock.set_to(MONDAY_TEN + timedelta(days=1))
    desk.calls.try_step(TryStep(call.id, "Procedure checked"))
    start = desk.overview.escalation_start(call.id)
    steps = "Two charges confirmed, one pending (2026-11-16 10:00).\nProcedure checked (10:00)"
    assert start.handoff["steps"] == steps
    handed = passing_on(call.id, contact(desk).id, handoff={**start.handoff, "issue": "i", "wants": "w"})
    assert desk.escalations.preview(handed).parts["steps"] == steps


def test_a_step_needs_words_and_a_call_that_somebody_still_works_on(desk: Desk) -> None:
    call = log(desk)
    with pytest.raises(Invalid):
        desk.calls.try_step(TryStep(call.id, " \n"))
    desk.calls.resolve(ResolveCall(call.id, "New socket"))
    with pytest.raises(NotAllowed):
        desk.calls.try_step(TryStep(call.id, "Again"))
