"""A desk with callers to find, a call in it, and hands for the dialogs."""

import pytest

from deskapp.desk import Desk
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Tier, Transfer
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView


@pytest.fixture
def brook(desk: Desk) -> CustomerView:
    act = SaveCustomer("Brook Logistics", account="20871", tier=Tier.KEY, phones=("0161 496 0233",))
    return desk.directory.save_customer(act).value


@pytest.fixture
def quayside(desk: Desk) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer("Quayside Café", account="11904", phones=("0161 496 0240",))).value


@pytest.fixture
def call_id(desk: Desk, brook: CustomerView) -> int:
    return desk.calls.log(LogCall("Intermittent network drop", customer_id=brook.id)).value.id


@pytest.fixture
def escalation(desk: Desk, call_id: int) -> EscalationView:
    """The call is out with an expert who has not taken it on yet."""
    alex = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    act = Escalate(
        call_id,
        (EscalationType.FUNCTIONAL,),
        (("other_knowledge", ""),),
        contact_id=alex.id,
        handoff=dict.fromkeys((HandoffPart.ISSUE, HandoffPart.STEPS, HandoffPart.WANTS), "as told"),
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    return desk.escalations.escalate(act).value
