"""A desk whose manager and agent have PINs, and the page before its calls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from door_scene import LENA, MANAGER, PIN, SAM, SAMS, Settle
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.models.pins import StaffPin
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.sign_in.page import SignInPage
from deskapp.ui.work.lanes import Lanes


@pytest.fixture
def staffed(desk_file: Path, clock: FixedClock) -> Path:
    """Manager and Sam Okoro have PINs, Lena Fischer is from before there were any; there is a call."""
    desk = Desk(desk_file, clock, staff_id=1).open()
    sam = desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT)).value
    desk.site.save_staff(SaveStaff("Lena Fischer", Role.AGENT))
    with desk.work.own() as session:
        session.delete(session.get_one(StaffPin, LENA))
    desk.calls.log(LogCall("The printer prints nothing", new_customer=NewCustomer("Ada Lovelace")))
    desk.staff.choose_pin(SAM, SAMS, sam.start_pin)
    desk.staff.choose_pin(MANAGER, PIN)
    desk.close()
    return desk_file


@pytest.fixture
def at_the_door(staffed: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk as a window opens it: nobody is signed in."""
    desk = Desk(staffed, clock, guarded=True)
    yield desk
    desk.close()


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.stop()


@pytest.fixture
def settle(lanes: Lanes, qtbot: QtBot) -> Settle:
    return lambda: qtbot.waitUntil(lambda: not lanes.busy)


@pytest.fixture
def page(at_the_door: Desk, lanes: Lanes, qtbot: QtBot, settle: Settle) -> SignInPage:
    """The page, painted and in front, the desk opened behind it."""
    made = SignInPage(at_the_door, lanes, at_the_door.first_screen("due"), MANAGER)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    qtbot.waitUntil(made.isActiveWindow)
    made.begin()
    settle()
    return made
