"""The rows of the acts on a call: what panel, menus, search and keys are made from, beside the table of states."""

from collections import Counter
from dataclasses import replace

import pytest

from deskapp.desk import Desk
from deskapp.domain import call_life
from deskapp.domain.call_life import CallAct
from deskapp.domain.words import CallState, Role
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.act_row import fits, why_not
from deskapp.ui.calls.acts import buttons, more, rows
from deskapp.ui.work.keys import KEYS

#: What is done elsewhere than on the call as a whole.
ELSEWHERE = {CallAct.RAISE, CallAct.TRY_CONTACT, CallAct.JOIN_INCIDENT, CallAct.TICK, CallAct.NOT_AGREED}


@pytest.fixture
def call(desk: Desk, call_id: int) -> CallDetail:
    return desk.overview.call(call_id)


def test_every_act_on_a_call_has_one_row() -> None:
    assert Counter(row.act for row in rows()) == Counter(set(CallAct) - ELSEWHERE)


def test_each_opens_a_dialog_or_is_done_at_once() -> None:
    assert [row.act for row in rows() if (row.dialog is None) == (row.at_once is None)] == []


def test_no_key_does_two_things() -> None:
    keys = Counter(key for strokes in (*(row.keys for row in rows()), *KEYS.values()) for key in strokes)
    assert {key for key, count in keys.items() if count > 1} == set()


@pytest.mark.parametrize("state", CallState)
def test_the_panel_offers_what_has_its_place_in_the_state_and_nothing_else(call: CallDetail, state: CallState) -> None:
    call = replace(call, state=state)
    offered = [row.act for row in (*buttons(call), *more(call, Role.MANAGER))]
    assert len(set(offered)) == len(offered)
    # Closing stands there while a call is open, to say what closes it.
    assert {act for act in offered if not call_life.fits(act, state)} <= {CallAct.CLOSE}
    assert {row.act for row in rows() if fits(row, call)} - set(offered) <= {CallAct.SHEET}


def test_an_agent_is_not_offered_what_needs_somebody_above(call: CallDetail) -> None:
    offered = {role: {row.act for row in more(call, role)} for role in Role}
    assert offered[Role.SUPERVISOR] - offered[Role.AGENT] == {CallAct.ASK}


@pytest.mark.parametrize("state", CallState)
def test_an_act_without_a_place_says_why(call: CallDetail, state: CallState) -> None:
    call = replace(call, state=state)
    assert [row.act for row in rows() if not fits(row, call) and not why_not(row, call)] == []


@pytest.mark.parametrize("state", CallState)
def test_nothing_has_its_place_in_a_call_that_is_not_for_whoever_looks(call: CallDetail, state: CallState) -> None:
    call = replace(call, row=call.row._replace(confidential=True, summary=""), state=state)
    assert (buttons(call), more(call, Role.MANAGER)) == ((), ())
    assert not any(fits(row, call) for row in rows())
