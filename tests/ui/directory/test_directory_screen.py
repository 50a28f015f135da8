"""The directory: found while typing, shown in full, edited without losing anything typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind, Level, Tier
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.views import ContactView
from deskapp.ui.directory.contact_card import ContactCard
from deskapp.ui.directory.contact_dialog import ContactDialog
from deskapp.ui.directory.customer_card import CustomerCard
from deskapp.ui.directory.customer_dialog import CustomerDialog
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
HOSTILE = '<img src="http://x.example/a"> =1+1 \u202eabc 😀 O\'Hara & Söhne'


@pytest.fixture
def alex(desk: Desk) -> ContactView:
    billing = next(one.id for one in desk.facts().categories if one.name == "Billing")
    act = SaveContact(
        ContactKind.EXPERT,
        "Alex Meyer",
        role="Billing specialist",
        skills=(billing,),
        phones=("020 7946 0131", "020 7946 0132"),
        email="alex@northside.example",
        authority=Level.SUPERVISOR,
        notes="Can reverse charges.",
    )
    return desk.directory.save_contact(act).value


@pytest.fixture
def cardpay(desk: Desk) -> ContactView:
    act = SaveContact(
        ContactKind.SUPPLIER,
        "CardPay Ltd",
        phones=("020 7946 0112",),
        authority=Level.OUTSIDE,
        agreed_response=timedelta(hours=4),
        our_account="CP-8841",
        may_see=("issue", "steps"),
    )
    return desk.directory.save_contact(act).value


@pytest.fixture
def screen(
    place: Workplace, qtbot: QtBot, wait_idle: WaitIdle, alex: ContactView, cardpay: ContactView
) -> Iterator[DirectoryScreen]:
    screen = DirectoryScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1190, 714)
    screen.show()
    wait_idle(place)
    yield screen
    wait_idle(place)


def shown(screen: DirectoryScreen) -> list[str]:
    return [item.title for item in screen.table.cards.items]


def type_into(screen: DirectoryScreen, text: str, place: Workplace, wait_idle: WaitIdle, qtbot: QtBot) -> None:
    screen.field.clear()
    qtbot.keyClicks(screen.field, text)
    qtbot.wait(120)
    wait_idle(place)


def texts(card: ContactCard | CustomerCard | None) -> str:
    assert card is not None
    return "\n".join(label.text() for label in card.findChildren(QLabel)).replace("\u200b", "")


def test_contacts_are_listed_with_whether_they_are_in(screen: DirectoryScreen) -> None:
    assert shown(screen) == ["Alex Meyer", "CardPay Ltd"]
    assert screen.table.cards.items[0].corner == "in until 17:30"
    assert "020 7946 0131" in screen.table.cards.items[0].spoken


@pytest.mark.parametrize(
    ("typed", "found"),
    [("alex", ["Alex Meyer"]), ("billing", ["Alex Meyer"]), ("0112", ["CardPay Ltd"]), ("card ltd", ["CardPay Ltd"])],
)
def test_contacts_are_found_while_typing(
    screen: DirectoryScreen, place: Workplace, wait_idle: WaitIdle, qtbot: QtBot, typed: str, found: list[str]
) -> None:
    type_into(screen, typed, place, wait_idle, qtbot)
    assert shown(screen) == found
    assert screen.card is not None


def test_arrows_in_the_search_field_choose_and_the_card_follows(
    screen: DirectoryScreen, place: Workplace, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    assert isinstance(screen.card, ContactCard)
    assert screen.card.contact.name == "CardPay Ltd"
    assert "CP-8841" in texts(screen.card)
    assert "4 h" in texts(screen.card)
    assert "Issue and history, Steps already taken" in texts(screen.card)


def test_what_may_be_seen_is_told_of_outside_contacts_alone(screen: DirectoryScreen) -> None:
    assert isinstance(screen.card, ContactCard)
    assert screen.card.contact.name == "Alex Meyer"
    assert "Issue and history" not in texts(screen.card)


def test_an_empty_result_says_what_to_do_next(
    screen: DirectoryScreen, place: Workplace, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    type_into(screen, "nobody at all", place, wait_idle, qtbot)
    empty = screen.findChild(EmptyState)
    assert empty.isVisible()
    assert screen.card is None
    empty.button.click()
    assert screen.findChild(ContactDialog) is not None


def test_a_new_contact_is_saved_with_all_its_fields_and_shown(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    screen.new_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["kind"].pill("contractor").click()
    dialog.record["name"].setText(HOSTILE)
    dialog.record["organisation"].setText("Cobalt")
    dialog.record["role"].setText("Network contractor")
    dialog.record["phones"].setPlainText("0161 496 0155\n\n0161 496 0156")
    dialog.record["email"].setText("noc@cobalt.example")
    network = next(one.id for one in desk.facts().categories if one.name == "Network")
    dialog.record["skills"].set_value([network])
    dialog.record["authority"].setCurrentIndex(dialog.record["authority"].findData("outside"))
    dialog.record["agreed_response"].setText("1:30")
    dialog.record["our_account"].setText("NP-311")
    dialog.record["may_see"].set_value(["issue", "impact"])
    dialog.record["language"].setText("de")
    dialog.record["notes"].setPlainText("First line\nsecond")
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.record["notes"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    saved = next(one for one in desk.directory.contacts() if one.organisation == "Cobalt")
    assert saved.name == HOSTILE
    assert saved.kind is ContactKind.CONTRACTOR
    assert saved.phones == ("0161 496 0155", "0161 496 0156")
    assert (saved.skills, saved.authority, saved.agreed_response) == (
        (network,),
        Level.OUTSIDE,
        timedelta(minutes=90),
    )
    assert (saved.our_account, set(saved.may_see), saved.language) == ("NP-311", {"issue", "impact"}, "de")
    assert saved.notes == "First line\nsecond"
    assert isinstance(screen.card, ContactCard)
    assert screen.card.contact.id == saved.id
    assert HOSTILE in texts(screen.card)


def test_a_new_contact_outside_may_see_the_careful_default(
    screen: DirectoryScreen, place: Workplace, wait_idle: WaitIdle
) -> None:
    screen.new_button.click()
    dialog = screen.findChild(ContactDialog)
    assert not dialog.record["may_see"].isVisible()
    dialog.record["kind"].pill("supplier").click()
    assert dialog.record["may_see"].isVisible()
    assert "customer_phone" not in dialog.record["may_see"].value
    assert "issue" in dialog.record["may_see"].value
    dialog.reject()


def test_a_supplier_with_nothing_ticked_is_saved_with_nothing(
    screen: DirectoryScreen, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    screen.new_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["kind"].pill("supplier").click()
    dialog.record["name"].setText("Inks")
    dialog.record["may_see"].set_value([])
    dialog.trigger()
    wait_idle(place)
    (saved,) = desk.directory.contacts("Inks")
    assert saved.may_see == ()
    again = ContactDialog(place, (), saved, screen)
    again.show()
    wait_idle(place)
    assert list(again.record["may_see"].value) == []
    again.reject()


def test_what_is_missing_is_said_beside_the_field_and_what_was_typed_stays(
    screen: DirectoryScreen, place: Workplace, wait_idle: WaitIdle
) -> None:
    screen.new_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["role"].setText("Somebody useful")
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()
    assert dialog.record["name"].accessibleDescription()
    assert dialog.record["role"].text() == "Somebody useful"
    dialog.record["name"].setText("Now named")
    dialog.record["agreed_response"].setText("soon")
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()
    assert dialog.record["agreed_response"].accessibleDescription()
    dialog.reject()


def test_an_edit_keeps_what_it_does_not_touch(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, alex: ContactView, cardpay: ContactView
) -> None:
    for contact in (alex, cardpay):
        screen.table.set_current(contact.id)
        screen.card.edit_button.click()
        dialog = next(one for one in screen.findChildren(ContactDialog) if one.isVisible())
        dialog.trigger()
        wait_idle(place)
        after = desk.directory.contact(contact.id)
        assert replace(after, version=contact.version) == contact


def test_a_stale_edit_shows_the_newer_beside_what_was_typed(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, cardpay: ContactView
) -> None:
    screen.table.set_current(cardpay.id)
    screen.card.edit_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["notes"].setPlainText("Mine")
    desk.directory.save_contact(
        SaveContact(
            cardpay.kind,
            "CardPay plc",
            phones=("020 7946 0113",),
            our_account=cardpay.our_account,
            agreed_response=cardpay.agreed_response,
            authority=cardpay.authority,
            may_see=cardpay.may_see,
            id=cardpay.id,
            base_version=cardpay.version,
        )
    )
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()
    assert dialog.newer.isVisible()
    told = "\n".join(label.text() for label in dialog.newer.findChildren(QLabel))
    assert "CardPay plc" in told
    assert "020 7946 0113" in told
    assert "CP-8841" not in told
    assert dialog.record["notes"].toPlainText() == "Mine"
    assert desk.directory.contact(cardpay.id).notes == ""
    dialog.trigger()
    wait_idle(place)
    saved = desk.directory.contact(cardpay.id)
    assert (saved.notes, saved.name, saved.phones) == ("Mine", "CardPay plc", ("020 7946 0113",))


def test_two_people_never_overwrite_each_other_unseen_where_both_changed_one_field_both_are_shown(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, cardpay: ContactView
) -> None:
    screen.table.set_current(cardpay.id)
    screen.card.edit_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["notes"].setPlainText("Mine")
    theirs = {name: getattr(cardpay, name) for name in ("kind", "our_account", "agreed_response", "may_see")}
    desk.directory.save_contact(
        SaveContact(**theirs, name="CardPay plc", notes="Theirs", id=cardpay.id, base_version=cardpay.version)
    )
    dialog.trigger()
    wait_idle(place)
    told = "\n".join(label.text() for label in dialog.newer.findChildren(QLabel))
    assert "Theirs" in told
    assert "Name, taken over" in told.replace("NAME", "Name")
    assert (dialog.record["name"].text(), dialog.record["notes"].toPlainText()) == ("CardPay plc", "Mine")


def test_theirs_can_be_taken_instead(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, cardpay: ContactView
) -> None:
    screen.table.set_current(cardpay.id)
    screen.card.edit_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["name"].setText("Mine")
    desk.directory.save_contact(SaveContact(cardpay.kind, "Theirs", id=cardpay.id, base_version=cardpay.version))
    dialog.trigger()
    wait_idle(place)
    dialog.newer.take_button.click()
    assert dialog.record["name"].text() == "Theirs"
    dialog.trigger()
    wait_idle(place)
    assert desk.directory.contact(cardpay.id).name == "Theirs"


def test_what_was_typed_survives_escape(
    screen: DirectoryScreen, place: Workplace, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    screen.new_button.click()
    dialog = screen.findChild(ContactDialog)
    dialog.record["kind"].pill("supplier").click()
    dialog.record["name"].setText("Half typed")
    dialog.reject()
    wait_idle(place)
    qtbot.waitUntil(lambda: screen.findChild(ContactDialog) is None)
    screen.new_button.click()
    again = screen.findChild(ContactDialog)
    wait_idle(place)
    assert again.record["name"].text() == "Half typed"
    assert again.record["may_see"].isVisible()
    again.reject()


def test_inactive_contacts_are_shown_on_demand(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, alex: ContactView
) -> None:
    gone = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Gone Away", active=False)).value
    screen.reload()
    wait_idle(place)
    assert "Gone Away" not in shown(screen)
    screen.inactive.setChecked(True)
    wait_idle(place)
    assert "Gone Away" in shown(screen)
    assert next(item.corner for item in screen.table.cards.items if item.key == gone.id) == "not active"


def test_customers_are_found_by_the_last_digits_with_their_open_calls(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    jane = desk.directory.save_customer(SaveCustomer("Jane Doe", account="12345", phones=("020 7946 0018",))).value
    desk.calls.log(LogCall("Double charge", customer_id=jane.id))
    desk.directory.save_customer(SaveCustomer("Ines Carvalho"))
    screen.switch.pill("customers").click()
    wait_idle(place)
    assert shown(screen) == ["Ines Carvalho", "Jane Doe"]
    type_into(screen, "0018", place, wait_idle, qtbot)
    assert shown(screen) == ["Jane Doe"]
    assert isinstance(screen.card, CustomerCard)
    assert "1 open call" in texts(screen.card)
    assert "account 12345" in texts(screen.card)


def test_a_customer_is_added_with_the_number_that_was_typed(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    screen.switch.pill("customers").click()
    type_into(screen, "020 7946 0083", place, wait_idle, qtbot)
    screen.findChild(EmptyState).button.click()
    dialog = screen.findChild(CustomerDialog)
    assert dialog.record["phones"].toPlainText() == "020 7946 0083"
    dialog.record["name"].setText("R. Patel")
    dialog.record["tier"].pill("key").click()
    dialog.trigger()
    wait_idle(place)
    (saved,) = desk.directory.customers("Patel")
    assert (saved.phones, saved.tier) == (("020 7946 0083",), Tier.KEY)
    assert isinstance(screen.card, CustomerCard)
    assert screen.card.customer.id == saved.id


def test_a_stale_edit_of_a_customer_shows_the_newer(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    jane = desk.directory.save_customer(SaveCustomer("Jane Doe", phones=("020 7946 0018",))).value
    screen.show_customer(jane.id)
    wait_idle(place)
    screen.card.edit_button.click()
    dialog = screen.findChild(CustomerDialog)
    dialog.record["notes"].setPlainText("Mine")
    desk.directory.save_customer(SaveCustomer("Jane Dow", phones=jane.phones, id=jane.id, base_version=jane.version))
    dialog.trigger()
    wait_idle(place)
    assert "Jane Dow" in "\n".join(label.text() for label in dialog.newer.findChildren(QLabel))
    assert dialog.record["notes"].toPlainText() == "Mine"
    dialog.trigger()
    wait_idle(place)
    (saved,) = desk.directory.customers("0018")
    assert (saved.name, saved.notes) == ("Jane Dow", "Mine")


def test_the_window_can_ask_for_one_contact(
    screen: DirectoryScreen, place: Workplace, wait_idle: WaitIdle, cardpay: ContactView, qtbot: QtBot
) -> None:
    type_into(screen, "alex", place, wait_idle, qtbot)
    screen.show_contact(cardpay.id)
    wait_idle(place)
    assert isinstance(screen.card, ContactCard)
    assert screen.card.contact.id == cardpay.id


def test_every_label_shows_text_as_it_was_typed(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    saved = desk.directory.save_contact(
        SaveContact(ContactKind.SUPPLIER, HOSTILE, HOSTILE, HOSTILE, email=HOSTILE, notes=HOSTILE, phones=(HOSTILE,))
    ).value
    screen.reload()
    wait_idle(place)
    screen.show_contact(saved.id)
    wait_idle(place)
    assert isinstance(screen.card, ContactCard)
    assert texts(screen.card).count(HOSTILE) >= 4
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in screen.card.findChildren(QLabel))
