"""An escalation whose sheet can be printed."""

from datetime import timedelta

import pytest

from deskapp.desk import Desk
from deskapp.domain.words import Consent, ContactKind, EscalationType, Transfer
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate


@pytest.fixture
def escalation_id(desk: Desk) -> int:
    return escalated(desk, "Two charges on invoice 789.")


@pytest.fixture
def long_escalation_id(desk: Desk) -> int:
    """One whose sheet has several pages."""
    return escalated(desk, "\n".join(f"line {number}" for number in range(90)))


def escalated(desk: Desk, issue: str) -> int:
    contact = desk.directory.save_contact(
        SaveContact(kind=ContactKind.EXPERT, name="Alex Meyer", role="Billing specialist")
    ).value
    call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))).value
    act = Escalate(
        call_id=call.id,
        types=(EscalationType.FUNCTIONAL,),
        triggers=(("no_solution", ""),),
        contact_id=contact.id,
        handoff={"issue": issue, "steps": "Looked.", "wants": "Money back."},
        consent=Consent.YES,
        transfer=Transfer.WARM,
        estimate=timedelta(minutes=45),
    )
    return desk.escalations.escalate(act).value.id
