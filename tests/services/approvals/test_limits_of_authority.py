"""The limits of authority: a manager's to change, on record from and to, nobody overwritten unseen."""

import json
from dataclasses import replace

import pytest
from scene import at, everything, rows, staff

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.money import LARGEST
from deskapp.domain.words import ApprovalKind, Level, Role
from deskapp.services.approvals.acts import SaveAuthority
from deskapp.services.calls.views import EventView
from deskapp.wording import events as event_wording

REFUND = ApprovalKind.REFUND


def edit(desk: Desk, level: Level, kind: ApprovalKind, amount: int | None, currency: str = "£") -> SaveAuthority:
    now = desk.approvals.limits()
    limits = {one: dict(of) for one, of in now.limits.items()}
    limits[level][kind] = amount
    return SaveAuthority(limits, currency, now)


def test_a_new_desk_has_the_limits_of_the_defaults(desk: Desk) -> None:
    given = desk.approvals.limits()
    assert given.currency == "£"
    assert given.limits[Level.AGENT] == {REFUND: 50_00, ApprovalKind.CREDIT: 50_00}
    assert given.limits[Level.SUPERVISOR][ApprovalKind.POLICY_EXCEPTION] is None
    assert ApprovalKind.CONTRACT_CHANGE not in given.limits[Level.SUPERVISOR]
    assert set(given.limits[Level.OUTSIDE].values()) == {None}
    assert desk.facts().authority == given


def test_changed_limits_hold_from_now_on_and_tell_from_and_to(desk: Desk, desk_file) -> None:
    saved = desk.approvals.save_limits(edit(desk, Level.AGENT, REFUND, 80_00, "EUR"))
    assert saved.value.limits[Level.AGENT][REFUND] == 80_00
    assert saved.changes.touches("site")
    ((kind, words),) = rows(
        desk_file,
        "SELECT kind, words FROM event JOIN event_words ON event_id = event.id ORDER BY event.id DESC LIMIT 1",
    )
    event = EventView(1, None, at(10), kind, "Manager", None, None, None, json.loads(words))
    assert event_wording.event_title(event) == "Limits of authority changed by Manager"
    assert event_wording.event_words(event, "UTC", at(10)).startswith(
        "currency £ becomes EUR · agent, refund: £50.00 becomes EUR 80.00"
    )


def test_limits_that_did_not_change_leave_no_line(desk: Desk, desk_file) -> None:
    before = everything(desk_file)
    now = desk.approvals.limits()
    desk.approvals.save_limits(SaveAuthority(now.limits, now.currency, now))
    assert everything(desk_file) == before


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_only_a_manager_changes_limits(desk: Desk, desk_file, role: Role) -> None:
    act = edit(desk, Level.AGENT, REFUND, 80_00)
    desk.sign_in(staff(desk, role))
    before = everything(desk_file)
    with pytest.raises(NotAllowed):
        desk.approvals.save_limits(act)
    assert everything(desk_file) == before


def test_of_two_managers_who_change_limits_the_later_one_sees_the_first(desk: Desk) -> None:
    mine, theirs = edit(desk, Level.AGENT, REFUND, 80_00), edit(desk, Level.AGENT, REFUND, 90_00)
    desk.approvals.save_limits(theirs)
    with pytest.raises(Conflict) as refused:
        desk.approvals.save_limits(mine)
    assert refused.value.code == "authority_edited"
    newer = refused.value.values["newer"]
    assert newer.limits[Level.AGENT][REFUND] == 90_00
    assert desk.approvals.save_limits(replace(mine, base_authority=newer)).value.limits[Level.AGENT][REFUND] == 80_00


@pytest.mark.parametrize(
    ("level", "amount", "currency", "wrong"),
    [
        (Level.AGENT, 500_01, "£", {"supervisor_refund": "less_than_below"}),
        (Level.AGENT, None, "£", {"supervisor_refund": "less_than_below"}),
        (Level.SUPERVISOR, 49_99, "£", {"supervisor_refund": "less_than_below"}),
        (Level.MANAGER, LARGEST + 1, "£", {"manager_refund": "out_of_range"}),
        (Level.AGENT, -1, "£", {"agent_refund": "below_zero"}),
        (Level.AGENT, 50_00, "pounds sterling", {"currency": "currency_too_long"}),
    ],
)
def test_limits_that_make_no_sense_are_refused_by_field(desk: Desk, level, amount, currency, wrong) -> None:
    with pytest.raises(Invalid) as refused:
        desk.approvals.save_limits(edit(desk, level, REFUND, amount, currency))
    assert refused.value.fields == wrong


def test_outside_cannot_be_limited(desk: Desk) -> None:
    act = edit(desk, Level.OUTSIDE, REFUND, 1_00)
    assert desk.approvals.save_limits(act).value.limits[Level.OUTSIDE][REFUND] is None
