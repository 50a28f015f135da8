"""Which act has its place in which state: the table, beside the picture it is made from."""

import pytest

from deskapp.domain.call_life import PLACES, CallAct, after, fits
from deskapp.domain.words import CallState

#: Words may be added, and the call be protected and looked at, whatever became of it.
ALWAYS = {"note", "attach", "tag", "confidential", "named", "unseal", "help", "phrases", "sheet"} | {
    *("desk_sheet", "copy_text", "email", "card"),
}
ALIVE = ALWAYS | {"edit", "repeat", "give", "review"}
#: What somebody still works on or waits for takes these.
OPEN = (
    ALIVE
    | {"spoke", "tried", "tell", "call_back", "priority", "approval", "tick", "join_incident", "void"}
    | {
        *("reassign", "raise", "ask", "answer"),
    }
)
UNRESOLVED = OPEN | {"resolve", "escalate", "try_contact", "step"}
#: What each state has a place for.
PICTURE = {
    "new": UNRESOLVED | {"pause"},
    "open": UNRESOLVED | {"pause"},
    "waiting": UNRESOLVED | {"resume"},
    "resolved": OPEN | {"agreement", "close", "not_agreed", "lapse"},
    # Somebody must keep the follow-up that was promised.
    "closed": ALIVE | {"reopen", "rate", "follow_up", "tried", "reassign"},
    "lapsed": ALIVE | {"reopen", "rate", "void"},
    "void": ALWAYS | {"restore"},
    "archived": ALIVE - {"review"} | {"reopen", "void"},
}


def test_each_state_has_a_place_for_what_the_picture_shows() -> None:
    assert {state: {act for act in CallAct if fits(act, state)} for state in CallState} == PICTURE


def test_every_act_has_its_place() -> None:
    assert set(PLACES) == set(CallAct)


def test_a_call_is_closed_only_by_the_customers_yes_to_a_resolved_one() -> None:
    closing = {(act, state) for act in CallAct for state in PLACES[act].states if after(act, state) is CallState.CLOSED}
    closing -= {(act, CallState.CLOSED) for act in CallAct}
    assert closing == {(CallAct.CLOSE, CallState.RESOLVED)}


@pytest.mark.parametrize("act", [act for act in CallAct if PLACES[act].becomes is not None])
def test_an_act_that_changes_the_state_has_no_place_in_the_state_it_makes(act: CallAct) -> None:
    assert PLACES[act].becomes not in PLACES[act].states


def test_a_new_call_that_somebody_works_on_is_open_and_any_other_stays_what_it_is() -> None:
    assert after(CallAct.NOTE, CallState.NEW) is CallState.OPEN
    assert after(CallAct.NOTE, CallState.WAITING) is CallState.WAITING
    assert after(CallAct.REASSIGN, CallState.NEW) is CallState.NEW
