"""An open incident is offered while a call is logged, and in the dialog that escalates as an incident."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import EscalationType
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.escalations.acts import Escalate
from deskapp.services.incidents.acts import EndIncident, OpenIncident
from deskapp.services.incidents.views import IncidentView
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.incidents.fit_card import FitCard
from deskapp.ui.incidents.incident_block import IncidentBlock
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
NETWORK = 2


@pytest.fixture
def incident(desk: Desk) -> IncidentView:
    return desk.incidents.start(OpenIncident("Network down", (), NETWORK)).value


@pytest.fixture
def call_id(desk: Desk) -> int:
    return desk.calls.log(LogCall("No net", new_customer=NewCustomer("Ada"), category_id=NETWORK)).value.id


@pytest.fixture
def new_call(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> Iterator[NewCallDialog]:
    made = NewCallDialog(place)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    wait_idle(place)
    yield made
    made.reject()
    wait_idle(place)


@pytest.fixture
def block(place: Workplace, qtbot: QtBot) -> IncidentBlock:
    made = IncidentBlock(place)
    qtbot.addWidget(made)
    return made


def begin(block: IncidentBlock, desk: Desk, call_id: int, place: Workplace, wait_idle: Wait) -> None:
    block.set_start(desk.overview.escalation_start(call_id))
    wait_idle(place)


def filled(block: IncidentBlock, call_id: int) -> Escalate:
    return block.fill(Escalate(call_id, (EscalationType.INCIDENT,), ()))


def test_nothing_is_offered_that_does_not_fit_and_the_best_first(
    desk: Desk, place: Workplace, qtbot: QtBot, incident: IncidentView
) -> None:
    card = FitCard(place)
    qtbot.addWidget(card)
    card.set_fits(desk.incidents.fitting(1, "Wrong invoice"))
    assert card.isHidden()
    mail = desk.incidents.start(OpenIncident("Mail slow")).value
    card.set_fits(desk.incidents.fitting(NETWORK, "My mail does not come"))
    assert card.said.startswith("Network down, since 10:00, 0 calls")
    assert not card.other.isHidden()
    card.other.click()
    assert card.said.startswith("Mail slow")
    card.toggle()
    assert card.incident_id == mail.id
    card.toggle()
    assert card.incident_id is None


def test_one_that_ended_while_the_call_was_logged_is_said_and_the_call_can_be_logged_all_the_same(
    desk: Desk, place: Workplace, new_call: NewCallDialog, incident: IncidentView, wait_idle: Wait
) -> None:
    new_call.incident.set_fits(desk.incidents.fitting(NETWORK))
    new_call.incident.toggle()
    desk.incidents.end(EndIncident(incident.id, incident.version, "A switch"))
    new_call.who.choose_new()
    new_call.who.new_caller.name.setText("Ada")
    new_call.what.summary.setText("No net")
    new_call.submit()
    wait_idle(place)
    assert new_call.isVisible()
    assert "over by now" in new_call.notice.words
    assert new_call.what.summary.text() == "No net"
    new_call.submit()
    wait_idle(place)
    assert desk.overview.call(1).incident is None


def test_with_none_open_the_block_opens_one_called_like_the_call(
    desk: Desk, place: Workplace, block: IncidentBlock, call_id: int, wait_idle: Wait
) -> None:
    begin(block, desk, call_id, place, wait_idle)
    act = filled(block, call_id)
    assert (act.incident_id, act.incident_title, act.incident_calls) == (None, "No net", ())


def test_one_of_the_same_category_is_chosen_beforehand_and_another_can_be_opened(
    desk: Desk, place: Workplace, block: IncidentBlock, call_id: int, incident: IncidentView, wait_idle: Wait
) -> None:
    desk.incidents.start(OpenIncident("Something else", (), 1))
    begin(block, desk, call_id, place, wait_idle)
    assert filled(block, call_id).incident_id == incident.id
    assert filled(block, call_id).incident_title is None
    block.which.setCurrentIndex(block.which.count() - 1)
    block.which.activated.emit(block.which.count() - 1)
    block.title.setText("Shop only")
    assert (filled(block, call_id).incident_id, filled(block, call_id).incident_title) == (None, "Shop only")
    kept = block.content()
    other = IncidentBlock(place)
    other.restore(kept)
    begin(other, desk, call_id, place, wait_idle)
    assert (filled(other, call_id).incident_id, filled(other, call_id).incident_title) == (None, "Shop only")
    other.deleteLater()


def test_a_call_that_belongs_to_one_is_offered_no_other(
    desk: Desk, place: Workplace, block: IncidentBlock, call_id: int, incident: IncidentView, wait_idle: Wait
) -> None:
    mine = desk.incidents.start(OpenIncident("Mine", (call_id,))).value
    begin(block, desk, call_id, place, wait_idle)
    assert block.which.count() == 1
    assert filled(block, call_id).incident_id == mine.id


def test_the_others_of_the_hour_are_gathered_by_one_tick_each_and_kept_in_the_draft(
    desk: Desk, place: Workplace, block: IncidentBlock, call_id: int, wait_idle: Wait
) -> None:
    other = desk.calls.log(LogCall("No net", new_customer=NewCustomer("Bo"), category_id=NETWORK)).value.id
    begin(block, desk, call_id, place, wait_idle)
    assert filled(block, call_id).incident_calls == ()
    block.calls.box(other).setChecked(True)
    assert filled(block, call_id).incident_calls == (other,)
    again = IncidentBlock(place)
    again.restore(block.content())
    begin(again, desk, call_id, place, wait_idle)
    assert filled(again, call_id).incident_calls == (other,)
    again.deleteLater()


def test_those_alike_stand_first_under_their_own_heading_and_none_is_ticked(
    desk: Desk, place: Workplace, block: IncidentBlock, call_id: int, wait_idle: Wait
) -> None:
    unlike = desk.calls.log(LogCall("New <b>switch</b>", new_customer=NewCustomer("Bo"), category_id=NETWORK)).value
    alike = desk.calls.log(LogCall("The NET is down", new_customer=NewCustomer("Cy"), category_id=1)).value
    begin(block, desk, call_id, place, wait_idle)
    block.show()
    shown = [
        " ".join(widget.text().split())
        for spot in range(block.calls.layout().count())
        if not (widget := block.calls.layout().itemAt(spot).widget()).isHidden()
    ]
    assert shown == [
        "Calls like this one in the last hour:",
        f"{alike.ref} Cy: The NET is down",
        "Other calls of the last hour:",
        f"{unlike.ref} Bo: New <b>switch</b>",
    ]
    assert filled(block, call_id).incident_calls == ()


def test_what_is_wrong_is_said_beside_its_field(
    desk: Desk, place: Workplace, block: IncidentBlock, call_id: int, wait_idle: Wait
) -> None:
    begin(block, desk, call_id, place, wait_idle)
    assert block.say("incident", "Say what it is called.") is block.title
    assert block.say("contact", "no") is None


def test_a_confidential_call_names_no_incident(
    desk: Desk, place: Workplace, block: IncidentBlock, wait_idle: Wait
) -> None:
    secret = desk.calls.log(LogCall("Quarrel", new_customer=NewCustomer("Ada"), confidential=True)).value.id
    begin(block, desk, secret, place, wait_idle)
    assert block.title.text() == ""
