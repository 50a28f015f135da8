"""What a contact's card says of their last escalations."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, Transfer
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, ReturnEscalation
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.work.workplace import Workplace

HOUR = timedelta(hours=1)


def test_actual_against_estimate_is_kept_per_contact_and_shown_on_their_card(
    desk: Desk, clock: FixedClock, place: Workplace, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    screen = DirectoryScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitExposed(screen)
    wait_idle(place)
    screen.show_contact(contact.id)
    wait_idle(place)
    assert "none yet" in texts(screen)
    number = desk.calls.log(LogCall("Printer", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))).value.id
    handoff = {"issue": "i", "steps": "s", "wants": "w"}
    act = Escalate(
        number,
        (EscalationType.FUNCTIONAL,),
        (("no_solution", ""),),
        contact.id,
        handoff,
        Consent.YES,
        transfer=Transfer.WARM,
        estimate=2 * HOUR,
    )
    out = place.desk.escalations.escalate(act)
    clock.advance(3 * HOUR)
    back = place.desk.escalations.give_back(ReturnEscalation(out.value.id, "Replaced"))
    place.hub.tell(back.changes)
    wait_idle(place)
    wait_idle(place)
    assert "accepted 1 of the last 1 · last time said 2 h, took 3 h" in texts(screen)


def texts(screen: DirectoryScreen) -> list[str]:
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]
