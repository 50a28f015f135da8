"""The call whole, at the real window: opened from a row, read to the last word, gone through, and left again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from window_hands import ALT, CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.words import Answer, Consent, ContactKind, EscalationType, HandoffPart, Role, Transfer
from deskapp.services.calls.acts import (
    ContactCustomer,
    GiveAgreement,
    LogCall,
    MakeConfidential,
    NewCustomer,
    RecordAgreement,
    ResolveCall,
)
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, HearFromContact
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePlace
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog
from deskapp.ui.calls.page.call_page import CallPage

Key = Qt.Key
LONG = "The supplier has not answered yet, so their second number is rung next. " * 12


@pytest.fixture
def calls(desk: Desk) -> tuple[int, ...]:
    """Open calls; the second one was handed on, heard of and spoken about; a closed one is like it."""
    past = desk.calls.log(LogCall("No phones on the second floor", new_customer=NewCustomer("Ada Byron"))).value.id
    desk.calls.resolve(ResolveCall(past, "Line card reseated"))
    desk.calls.agree(RecordAgreement(past, GiveAgreement(Answer.YES, "Ada Byron")))
    customer = NewCustomer("Grace Okafor", "St Mary's School", "10410", "0161 496 0218")
    first = desk.calls.log(LogCall("Crackling", new_customer=customer, equipment=Chosen(words="Line unit")))
    before, owner = first.value.id, desk.overview.call(first.value.id).customer.id
    unit = desk.overview.call(before).equipment
    assert unit is not None
    place = SavePlace(owner, "Main building", "Hill Road 3", "riser 1.04", person="Tom Webb", phone="07700 900142")
    main = desk.places.save_place(place).value.id
    thing = SaveEquipment(owner, "Line unit", serial="LU24-00871", id=unit.id, base_version=unit.version)
    desk.places.save_equipment(thing)
    named = {"place": Chosen(main), "equipment": Chosen(unit.id)}
    act = LogCall("No phones on the first floor", customer_id=owner, details=LONG, wants="Phones", **named)
    school = desk.calls.log(act).value.id
    dean = desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Dean Marsh", phones=("0161 496 0171",))).value
    given = {HandoffPart.ISSUE.value: "First floor dead", HandoffPart.STEPS: "Restarted", HandoffPart.WANTS: "Phones"}
    types = (EscalationType.FUNCTIONAL,)
    escalate = Escalate(school, types, (("other_knowledge", ""),), dean.id, given, Consent.YES, transfer=Transfer.WARM)
    out = desk.escalations.escalate(escalate).value.id
    desk.escalations.hear(HearFromContact(out, "Card 3 of the unit has lost its line"))
    desk.calls.contact_customer(ContactCustomer(school, reached=True, words=LONG))
    others = [desk.calls.log(LogCall(f"Call {n}", new_customer=NewCustomer(f"Customer {n}"))).value.id for n in (1, 2)]
    return past, school, *others


def page(person: Hands) -> CallPage:
    shown = person.window.screens.current
    assert isinstance(shown, CallPage)
    return shown


def words_on(shown: CallPage) -> str:
    said = [one.text() for one in shown.findChildren(QLabel) if one.isVisible()]
    cards = [item.spoken for item in shown.story.cards.items]
    return "\n".join((*said, *cards))


def test_enter_opens_the_call_whole_with_every_word_and_escape_leads_back_to_the_row(
    calls: tuple[int, ...], person: Hands, desk: Desk
) -> None:
    window = person.window
    window.resize(1366, 768)
    assert window.log.table.select(calls[1])
    window.log.table.setFocus()
    person.press(Key.Key_Return)
    shown = page(person)
    assert shown.head.back.hasFocus()
    told = words_on(shown)
    for words in (LONG.strip(), "First floor dead", "Card 3 of the unit has lost its line", "Restarted", "Dean Marsh"):
        assert words in told
    for words in ("Main building, Hill Road 3, riser 1.04", "ask for Tom Webb", "Line unit · serial LU24-00871"):
        assert words in told
    person.press(Key.Key_F4)
    person.dialog(NoteDialog)
    person.press(Key.Key_Escape)
    assert page(person) is shown
    person.press(Key.Key_Escape)
    assert window.log.isVisible()
    assert window.log.table.hasFocus()
    assert window.log.current_call_id == calls[1]
    assert window.panel_side.isVisible()
    facts = window.current.panel.facts
    assert facts.words("place") == "Main building, riser 1.04\nask for Tom Webb 07700 900142"
    assert facts.words("equipment") == "Line unit · serial LU24-00871"
    assert facts.words("with").startswith("Dean Marsh\nCard 3 of the unit has lost its line")


def test_up_and_down_go_through_the_list_and_escape_ends_at_the_call_looked_at_last(
    calls: tuple[int, ...], person: Hands
) -> None:
    window = person.window
    ids = list(window.log.listed_ids)
    window.log.table.select(ids[0])
    window.log.table.setFocus()
    person.press(Key.Key_Return)
    assert not page(person).head.above.isEnabled()
    person.press(Key.Key_Up)
    assert page(person).current_call_id == ids[0]
    for call_id in ids[1:]:
        person.press(Key.Key_Down)
        shown = page(person)
        assert shown.call is not None
        assert shown.call.row.id == call_id
        assert shown.head.back.hasFocus()
    assert not page(person).head.below.isEnabled()
    person.press(Key.Key_Up, ALT)
    person.press(Key.Key_Escape)
    assert window.log.current_call_id == ids[-2]


def test_a_call_like_it_is_one_press_away_escape_leads_back_and_what_solved_it_begins_the_solution(
    calls: tuple[int, ...], person: Hands, qtbot
) -> None:
    person.window.log.table.select(calls[1])
    person.press(Key.Key_O, CTRL)
    shown = page(person)
    qtbot.waitUntil(lambda: calls[0] in shown.past.links)
    qtbot.waitUntil(lambda: "THIS EQUIPMENT" in words_on(shown).upper())
    made = set(shown.past.findChildren(QWidget))
    shown.past.links[calls[0]].click()
    person.press(Key.Key_Shift)
    assert shown.current_call_id == calls[0]
    person.press(Key.Key_Escape)
    assert page(person) is shown
    assert shown.current_call_id == calls[1]
    qtbot.waitUntil(lambda: calls[0] in shown.past.uses)
    # What was made for one call serves the others.
    assert set(shown.past.findChildren(QWidget)) == made
    shown.past.uses[calls[0]].click()
    qtbot.waitUntil(lambda: person.is_open(ResolveDialog))
    solution = person.dialog(ResolveDialog).solution
    qtbot.waitUntil(lambda: solution.toPlainText() == "Line card reseated")


def test_the_customers_number_is_one_key_away_from_the_list_and_from_the_page(
    calls: tuple[int, ...], person: Hands
) -> None:
    clipboard = QGuiApplication.clipboard()
    person.window.log.table.select(calls[1])
    person.press(Key.Key_C, CTRL | SHIFT)
    assert clipboard.text() == "0161 496 0218"
    person.window.log.table.setFocus()
    person.press(Key.Key_Return)
    clipboard.clear()
    person.press(Key.Key_C, CTRL | SHIFT)
    assert clipboard.text() == "0161 496 0218"


@pytest.fixture
def outsider(desk: Desk, calls: tuple[int, ...]) -> Iterator[None]:
    desk.calls.make_confidential(MakeConfidential(calls[1], "Personal"))
    number = desk.site.save_staff(SaveStaff("The outsider", Role.AGENT)).value.id
    desk.staff_id = number
    yield
    desk.staff_id = 1


def test_of_a_confidential_call_others_see_no_word_and_can_do_nothing(
    outsider: None, calls: tuple[int, ...], person: Hands
) -> None:
    person.window.log.table.select(calls[1])
    person.press(Key.Key_O, CTRL)
    shown = page(person)
    told = words_on(shown)
    for words in ("phones", "Grace", "St Mary", "Dean", "0161"):
        assert words not in told
    assert shown.clocks.clocks
    assert not shown.head.acts.isVisible()
    assert not shown.past.isVisible()


@pytest.mark.parametrize(("width", "columns"), [(1366, 3), (1024, 2), (720, 1)])
def test_where_there_is_less_room_there_are_fewer_columns_and_what_can_be_done_stays_in_sight(
    calls: tuple[int, ...], person: Hands, width: int, columns: int
) -> None:
    person.window.resize(width, 640)
    person.window.log.table.select(calls[1])
    person.press(Key.Key_O, CTRL)
    shown = page(person)
    assert shown.columns.count == columns
    main = next(iter(shown.head.acts.buttons.values()))
    assert main.visibleRegion().boundingRect() == main.rect()
    assert "Manager owns this call" in words_on(shown)
