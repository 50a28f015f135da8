"""Agreed actions (RULES.md, "Improving"): who does what by when, how it ended, and who is told of it."""

from datetime import date, timedelta

import pytest
from scene import staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd, ActionOf, Role
from deskapp.services.actions.acts import FinishAction, MakeAction, MoveAction, ReopenAction, WithdrawAction
from deskapp.services.actions.service import late_of
from deskapp.services.actions.views import ActionView
from deskapp.services.site.check import check

FRIDAY = date(2026, 11, 20)


def agree(desk: Desk, owner: int, **more: object) -> ActionView:
    given = {"of": ActionOf.SIGNAL, "of_key": "7", "about": "Billing", "what": "Write a guide", "due": FRIDAY, **more}
    return desk.actions.make(MakeAction(owner_id=owner, **given)).value  # type: ignore[arg-type]


def test_an_action_lives_from_its_making_to_its_end_and_back_with_every_step_in_words(desk: Desk) -> None:
    sam = staff(desk, Role.AGENT, "Sam")
    one = agree(desk, sam)
    moved = desk.actions.move(MoveAction(one.id, FRIDAY + timedelta(days=7), "Sam is on leave", one.version)).value
    desk.staff_id = sam
    done = desk.actions.finish(FinishAction(one.id, date(2026, 11, 16), "It hangs at every desk", moved.version)).value
    assert (done.how, done.done_on, done.ended_by, desk.actions.mine()) == (
        ActionEnd.DONE,
        date(2026, 11, 16),
        "Sam",
        (),
    )
    desk.staff_id = 1
    again = desk.actions.reopen(ReopenAction(one.id, "Nobody has read it", done.version)).value
    assert (again.is_open, again.words, again.done_on) == (True, "", None)
    gone = desk.actions.withdraw(WithdrawAction(one.id, "Replaced by training", again.version)).value
    assert [(step.kind, step.words) for step in gone.steps] == [
        (EventKind.ACTION_MADE, ""),
        (EventKind.ACTION_MOVED, "Sam is on leave"),
        (EventKind.ACTION_DONE, "It hangs at every desk"),
        (EventKind.ACTION_REOPENED, "Nobody has read it"),
        (EventKind.ACTION_WITHDRAWN, "Replaced by training"),
    ]
    assert gone.steps[1].due == FRIDAY + timedelta(days=7)
    assert desk.actions.all() == (gone,)
    desk.close()
    assert check(desk.path).findings == ()


def test_what_was_decided_meanwhile_is_never_overwritten(desk: Desk) -> None:
    one = agree(desk, 1)
    desk.actions.finish(FinishAction(one.id, date(2026, 11, 16), "Done", one.version))
    with pytest.raises(Conflict) as refused:
        desk.actions.move(MoveAction(one.id, FRIDAY, "Later", one.version))
    assert refused.value.code is Refusal.ACTION_CHANGED
    assert refused.value.values["newer"].how is ActionEnd.DONE


@pytest.mark.parametrize(
    ("wrong", "field", "fault"),
    [
        ({"what": "  "}, "what", FieldFault.MISSING),
        ({"due": date(2026, 11, 15)}, "due", FieldFault.PAST),
        ({"owner": 99}, "owner_id", FieldFault.STAFF_GONE),
    ],
)
def test_an_action_has_a_text_a_day_to_come_and_somebody_who_works_here(
    desk: Desk, wrong: dict[str, object], field: str, fault: FieldFault
) -> None:
    with pytest.raises(Invalid) as refused:
        agree(desk, **{"owner": 1, **wrong})  # type: ignore[arg-type]
    assert refused.value.fields == {field: fault}
    assert desk.actions.all() == ()


def test_an_action_is_done_on_a_day_between_its_making_and_today(desk: Desk) -> None:
    one = agree(desk, 1)
    for day, fault in ((date(2026, 11, 15), FieldFault.ACTION_BEFORE), (date(2026, 11, 17), FieldFault.FUTURE)):
        with pytest.raises(Invalid) as refused:
            desk.actions.finish(FinishAction(one.id, day, "Done", one.version))
        assert refused.value.fields == {"done_on": fault}


def test_an_owner_sees_and_ends_their_own_actions_alone(desk: Desk) -> None:
    sam, alex = staff(desk, Role.AGENT, "Sam"), staff(desk, Role.AGENT, "Alex")
    of_sam, of_alex = agree(desk, sam), agree(desk, alex)
    desk.staff_id = sam
    assert [one.id for one in desk.actions.mine()] == [of_sam.id]
    assert [one.id for one in desk.actions.of(ActionOf.SIGNAL, ("7",))] == [of_sam.id]
    with pytest.raises(NotAllowed) as refused:
        desk.actions.finish(FinishAction(of_alex.id, date(2026, 11, 16), "Done", of_alex.version))
    assert refused.value.code is Refusal.ACTION_NOT_YOURS
    desk.staff_id = staff(desk, Role.SUPERVISOR)
    assert len(desk.actions.of(ActionOf.SIGNAL, ("7",))) == 2


def test_an_action_is_late_from_the_day_after_and_counted_by_an_index(desk: Desk, clock: FixedClock) -> None:
    one = agree(desk, 1)
    with desk.work.read() as session:
        assert [late_of(session, 1, FRIDAY + timedelta(days=more)) for more in (0, 1)] == [0, 1]
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM action WHERE owner_id = 1 AND due < '2026-11-21' "
            "AND ended_at IS NULL"
        )
        assert "ix_action_open" in str(plan.all())
    assert (one.is_late(FRIDAY), one.is_late(FRIDAY + timedelta(days=1))) == (False, True)
