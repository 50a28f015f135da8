"""An agent with a call, a supervisor above them with a PIN, and hands for the dialogs."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

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


@pytest.fixture
def floor(desk: Desk, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Floor:
    agent = desk.site.save_staff(SaveStaff("Ann Agent", Role.AGENT)).value.id
    supervisor = desk.site.save_staff(SaveStaff("Sue Supervisor", Role.SUPERVISOR)).value.id
    with desk.work.own() as session:
        pins.set_pin(session, supervisor, pins.hashed(PIN), desk.clock.now())
    desk.sign_in(agent)
    call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))).value
    place.load_facts()
    wait_idle(place)
    return Floor(desk, place, agent, supervisor, call.id)
