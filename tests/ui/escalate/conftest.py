"""A call that its agent cannot solve, and a small directory."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from played import Played
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind, Impact, Level, Tone, Urgency
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.workplace import Workplace

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@dataclass
class Scene:
    desk: Desk
    clock: FixedClock
    call_id: int
    alex: int
    rita: int
    supplier: int


def _double_charge(desk: Desk) -> tuple[int, int, int, int]:
    """Jane's double charge: the checklist is done and nothing solved it."""
    billing = next(one for one in desk.facts().categories if one.name == "Billing")

    def contact(**fields: object) -> int:
        return desk.directory.save_contact(SaveContact(**fields)).value.id  # type: ignore[arg-type]

    alex = contact(kind=ContactKind.EXPERT, name="Alex Meyer", role="Billing specialist", skills=(billing.id,))
    rita = contact(kind=ContactKind.SENIOR, name="Rita Gomez", role="Duty supervisor", authority=Level.SUPERVISOR)
    supplier = contact(
        kind=ContactKind.SUPPLIER,
        name="CardPay Ltd",
        role="merchant support",
        agreed_response=timedelta(hours=4),
        our_account="CP-8841",
    )
    call = desk.calls.log(
        LogCall(
            summary="Double charge on invoice 789",
            new_customer=NewCustomer("Jane Doe", account="12345", phone="020 7946 0018"),
            category_id=billing.id,
            impact=Impact.ONE,
            urgency=Urgency.NOW,
            details="Both seen here.",
            wants="Reverse now, or a firm time.",
            tone=Tone.FRUSTRATED,
            checks=tuple(check for check, _text in billing.checks),
        )
    ).value
    steps(desk, call.id, "Confirmed two charges, one pending.")
    return call.id, alex, rita, supplier


@pytest.fixture
def desk_file(request: pytest.FixtureRequest, played: Played, blank_desk: Path, tmp_path: Path) -> Path:
    file = played(_double_charge)[0] if "scene" in request.fixturenames else blank_desk
    return Path(shutil.copy(file, tmp_path / "desk.db"))


@pytest.fixture
def scene(played: Played, desk: Desk, clock: FixedClock) -> Scene:
    """That call, with somebody to hand it to."""
    _file, numbers = played(_double_charge)
    return Scene(desk, clock, *numbers)


def steps(desk: Desk, call_id: int, words: str) -> None:
    from deskapp.services.calls.acts import AddNote

    desk.calls.note(AddNote(call_id, words))


@pytest.fixture
def dialog(
    scene: Scene, place: Workplace, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> Iterator[EscalateDialog]:
    """The dialog, opened over that call."""
    made = EscalateDialog(place, scene.call_id)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    made.activateWindow()
    qtbot.waitExposed(made)
    wait_idle(place)
    yield made
    wait_idle(place)
