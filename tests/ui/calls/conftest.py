"""A desk with callers to find, a call in it, and hands for the dialogs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from played import Played

from deskapp.desk import Desk
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Tier, Transfer
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView


def _brook(desk: Desk, _made: Made) -> CustomerView:
    act = SaveCustomer("Brook Logistics", account="20871", tier=Tier.KEY, phones=("0161 496 0233",))
    return desk.directory.save_customer(act).value


def _quayside(desk: Desk, _made: Made) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer("Quayside Café", account="11904", phones=("0161 496 0240",))).value


def _call_id(desk: Desk, made: Made) -> int:
    return desk.calls.log(LogCall("Intermittent network drop", customer_id=made("brook").id)).value.id


def _escalation(desk: Desk, made: Made) -> EscalationView:
    """The call is out with an expert who has not taken it on yet."""
    alex = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    act = Escalate(
        made("call_id"),
        (EscalationType.FUNCTIONAL,),
        (("other_knowledge", ""),),
        contact_id=alex.id,
        handoff=dict.fromkeys((HandoffPart.ISSUE, HandoffPart.STEPS, HandoffPart.WANTS), "as told"),
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    return desk.escalations.escalate(act).value


Made = Callable[[str], Any]
_MAKES: dict[str, Callable[[Desk, Made], Any]] = {
    "brook": _brook,
    "quayside": _quayside,
    "call_id": _call_id,
    "escalation": _escalation,
}


@cache
def _begun(names: tuple[str, ...]) -> Callable[[Desk], dict[str, Any]]:
    """Plays what is made by these fixtures, one after the other."""

    def play(desk: Desk) -> dict[str, Any]:
        there: dict[str, Any] = {}

        def made(name: str) -> Any:
            if name not in there:
                there[name] = _MAKES[name](desk, made)
            return there[name]

        for name in names:
            made(name)
        return there

    return play


@pytest.fixture
def begun(request: pytest.FixtureRequest, played: Played) -> tuple[Path, dict[str, Any]]:
    """The desk on which a test begins that asks for some of these, and what they are; a module may have its own."""
    names = [name for name in request.fixturenames if name in _MAKES and not hasattr(request.module, name)]
    return played(_begun(tuple(names)))


@pytest.fixture
def desk_file(begun: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    return Path(shutil.copy(begun[0], tmp_path / "desk.db"))


@pytest.fixture
def brook(begun: tuple[Path, dict[str, Any]]) -> CustomerView:
    return begun[1]["brook"]


@pytest.fixture
def quayside(begun: tuple[Path, dict[str, Any]]) -> CustomerView:
    return begun[1]["quayside"]


@pytest.fixture
def call_id(begun: tuple[Path, dict[str, Any]]) -> int:
    return begun[1]["call_id"]


@pytest.fixture
def escalation(begun: tuple[Path, dict[str, Any]]) -> EscalationView:
    return begun[1]["escalation"]
