"""Customers are browsed: a list in order with letters that jump, the card of each, merged and made two again."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Answer, Tier
from deskapp.services.calls.acts import GiveAgreement, LogCall, RateCall, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.ui.directory import customer_pages
from deskapp.ui.directory.customer_card import CustomerCard
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.directory.merge_dialog import MergeCustomersDialog
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
HOSTILE = '<img src="http://x.example/a"> =1+1 \u202eabc'


def save(desk: Desk, name: str, **more: object) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer(name, **more)).value


@pytest.fixture
def screen(place: Workplace, qtbot: QtBot, wait_idle: WaitIdle, desk: Desk) -> Iterator[DirectoryScreen]:
    screen = DirectoryScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1190, 714)
    screen.show()
    wait_idle(place)
    yield screen
    wait_idle(place)


def shown(screen: DirectoryScreen) -> list[str]:
    return [item.title for item in screen.table.cards.items]


def card_of(screen: DirectoryScreen) -> CustomerCard:
    assert isinstance(screen.card, CustomerCard)
    return screen.card


def texts(card: CustomerCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel)).replace("\u200b", "")


def test_a_list_of_many_comes_as_it_scrolls_and_a_letter_leads_to_its_names(
    screen: DirectoryScreen,
    place: Workplace,
    desk: Desk,
    wait_idle: WaitIdle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(customer_pages, "AT_ONCE", 40)
    monkeypatch.setattr(customer_pages, "MOST", 100)
    names = [f"{letter}{number:02}" for letter in "abcdefghij" for number in range(25)]
    with desk.work.batch():
        for name in names:
            save(desk, name)
    screen.switch.pill("customers").click()
    wait_idle(place)
    assert shown(screen) == names[:40]
    assert screen.which.pill(customer_pages.Which.ALL).text() == "All 250"
    bar = screen.table.verticalScrollBar()
    for _ in range(3):
        bar.setValue(bar.maximum())
        wait_idle(place)
    held = shown(screen)
    assert held == names[names.index(held[0]) : names.index(held[0]) + 100]
    assert held[-1] > "f"
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_H)
    wait_idle(place)
    assert card_of(screen).customer.name == "h00"
    # There is a page above it, too, and what was at the top of the sight is there still.
    assert screen.table.at_top()[0] == card_of(screen).customer.id
    assert shown(screen)[0] < "h"
    for _ in range(8):
        bar.setValue(0)
        wait_idle(place)
    assert shown(screen)[0] == "a00"


def test_the_card_tells_what_is_open_what_was_and_how_content_they_were(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    key = save(desk, HOSTILE, account="10410", tier=Tier.KEY, phones=("0161 496 0218",), notes="Ring the office.")
    save(desk, "Nobody calls")
    for number in range(12):
        call = desk.calls.log(LogCall(f"Paper jam {number}", customer_id=key.id)).value
        yes = GiveAgreement(Answer.YES, "Grace")
        desk.calls.resolve(ResolveCall(call.id, f"Flap cleaned {number}", yes))
    desk.calls.rate(RateCall(call.id, 5))
    last = desk.calls.log(LogCall("No phones", customer_id=key.id)).value
    screen.switch.pill("customers").click()
    wait_idle(place)
    screen.which.pill(customer_pages.Which.WITH_OPEN_CALLS).click()
    wait_idle(place)
    assert shown(screen) == [HOSTILE]
    screen.which.pill(customer_pages.Which.KEY).click()
    wait_idle(place)
    card = card_of(screen)
    said = texts(card)
    for words in (
        "No phones",
        "Paper jam 11",
        "Flap cleaned 2",
        "5 of 5",
        "5.0 of 5 from 1 answer",
        "12 of 12 agreed at the first asking",
        "Ring the office.",
        "12 since",
    ):
        assert words in said, words
    assert "Paper jam 1\n" not in said
    card.older_button.click()
    wait_idle(place)
    assert "Paper jam 0" in texts(card)
    assert card.older_button.isHidden()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in card.findChildren(QLabel))
    screen.set_now(desk.clock.now())
    assert card.open_cards[0].chip.text()
    with qtbot.waitSignal(screen.call_asked) as asked:
        card.open_cards[0].ref.click()
    assert asked.args == [last.id]
    screen.activateWindow()
    screen.table.setFocus()
    qtbot.waitUntil(screen.isActiveWindow)
    with qtbot.waitSignal(screen.call_for_asked) as of:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert of.args[0].id == key.id


def test_who_may_be_the_same_is_pointed_out_merged_and_made_two_again(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    kept = save(desk, "St Mary's School", account="10410", phones=("0161 496 0219",))
    gone = save(desk, "St. Marys Sch.", phones=("0161-496-0219",))
    third = save(desk, "Next door", phones=("0161 496 0219",))
    call = desk.calls.log(LogCall("Crackling", customer_id=gone.id)).value
    screen.switch.pill("customers").click()
    wait_idle(place)
    screen.table.set_current(kept.id)
    wait_idle(place)
    hint = card_of(screen).hint
    assert "“Next door”, without an account, has the number 0161 496 0219 too. And 1 more." in hint.words.text()
    hint.apart_button.click()
    wait_idle(place)
    hint = card_of(screen).hint
    assert (
        hint.words.text()
        .replace("\u200b", "")
        .endswith("“St. Marys Sch.”, without an account, has the number 0161-496-0219 too.")
    )
    offered: list[str] = []
    place.undoable.connect(lambda words, _undo: offered.append(words))
    hint.merge_button.click()
    wait_idle(place)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MergeCustomersDialog)]
    assert dialog.list.cards.items[0].title == "St. Marys Sch."
    dialog.trigger()
    wait_idle(place)
    wait_idle(place)
    assert shown(screen) == ["Next door", "St Mary's School"]
    assert [one.row.id for one in card_of(screen).open_cards] == [call.id]
    assert offered == ["St. Marys Sch. was merged into St Mary's School."]
    assert "“St. Marys Sch.” was merged into this one" in texts(card_of(screen))
    card_of(screen).undo_button.click()
    wait_idle(place)
    wait_idle(place)
    assert shown(screen) == ["Next door", "St Mary's School", "St. Marys Sch."]
    assert card_of(screen).customer.id == kept.id
    assert card_of(screen).open_cards == []
    assert desk.directory.customer(gone.id).open_calls == 1
    assert third.id in {item.key for item in screen.table.cards.items}
