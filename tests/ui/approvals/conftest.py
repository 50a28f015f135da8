"""An agent with a call, a supervisor above them with a PIN, and hands for the dialogs."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from played import Played

from deskapp.desk import Desk
from deskapp.domain.words import ApprovalKind, Role
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.overview.views import CallDetail
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.work.workplace import Workplace

PIN = "4071"


@dataclass
class Floor:
    desk: Desk
    place: Workplace
    agent: int
    supervisor: int
    call_id: int

    @property
    def call(self) -> CallDetail:
        return self.desk.overview.call(self.call_id)

    @property
    def standing(self) -> list[str]:
        return [one.standing for one in self.desk.approvals.of_call(self.call_id)]

    def ask(self, amount: int = 120_00) -> ApprovalView:
        act = AskApproval(self.call_id, ApprovalKind.REFUND, amount, "Charged twice")
        return self.desk.approvals.ask(act).value


def _people_and_a_call(desk: Desk) -> tuple[int, int, int]:
    agent = desk.site.save_staff(SaveStaff("Ann Agent", Role.AGENT)).value.id
    supervisor = desk.site.save_staff(SaveStaff("Sue Supervisor", Role.SUPERVISOR)).value.id
    with desk.work.own() as session:
        pins.set_pin(session, supervisor, pins.hashed(PIN), desk.clock.now())
    desk.sign_in(agent)
    call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))).value
    return agent, supervisor, call.id


@pytest.fixture
def desk_file(request: pytest.FixtureRequest, played: Played, blank_desk: Path, tmp_path: Path) -> Path:
    file = played(_people_and_a_call)[0] if "floor" in request.fixturenames else blank_desk
    return Path(shutil.copy(file, tmp_path / "desk.db"))


@pytest.fixture
def floor(played: Played, desk: Desk, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Floor:
    _file, (agent, *others) = played(_people_and_a_call)
    desk.sign_in(agent)
    place.load_facts()
    wait_idle(place)
    return Floor(desk, place, agent, *others)
