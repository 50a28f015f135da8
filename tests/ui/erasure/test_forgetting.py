"""A customer is forgotten from their card (RULES.md, "Forgetting"): at the real screen, in two windows on one desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from patience import MS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Answer, Role
from deskapp.services.calls.acts import GiveAgreement, LogCall, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.erasure.acts import ForgetCustomer, Instead
from deskapp.services.staff.acts import SaveStaff
from deskapp.storage import backup
from deskapp.ui.attachments import housekeeping
from deskapp.ui.directory.customer_card import CustomerCard
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.erasure.forget_dialog import ForgetDialog
from deskapp.ui.erasure.remove_backups_dialog import RemoveBackupsDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.erasure import asking

WaitIdle = Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def card_of(screen: DirectoryScreen) -> CustomerCard:
    assert isinstance(screen.card, CustomerCard)
    return screen.card


def texts(widget: CustomerCard | ForgetDialog) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible()).replace("\u200b", "")


def dialog_of(screen: DirectoryScreen) -> ForgetDialog:
    (found,) = (one for one in screen.findChildren(ForgetDialog) if one.isVisible())
    return found


def test_a_manager_forgets_a_customer_who_is_a_number_from_then_on_and_then_removes_the_backups(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    customer = desk.directory.save_customer(SaveCustomer("Ada Lovelace", account="A-100", phones=("0161 496 0218",)))
    customer_id = customer.value.id
    call = desk.calls.log(LogCall("Her loom jams", customer_id=customer_id)).value
    backup.back_up(desk.path, "desk schema 4.db")
    said: list[str] = []
    place.said.connect(said.append)
    screen = DirectoryScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1190, 714)
    screen.show()
    screen.show_customer(customer_id)
    wait_idle(place)

    def ask() -> ForgetDialog:
        card_of(screen).forget_entry.trigger()
        wait_idle(place)
        return dialog_of(screen)

    # While their call is open it is named, and nothing can be pressed.
    dialog = ask()
    assert call.ref in dialog.notice.words
    assert not dialog.main_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.calls.resolve(ResolveCall(call.id, "Oiled", GiveAgreement(Answer.YES, "Ada")))

    dialog = ask()
    assert "1 call" in texts(dialog)
    assert "1 backup still knows them" in texts(dialog)
    for reason, wrong in (("", "needed"), ("Ada Lovelace asked for it", "who they were")):
        dialog.reason.setPlainText(reason)
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return, CTRL)
        wait_idle(place)
        assert wrong in dialog.field_form("reason").error.text()
    dialog.reason.setPlainText("They asked for it")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, CTRL)
    wait_idle(place)

    assert said == ["The customer is forgotten. 1 backup still knows them."]
    card = card_of(screen)
    assert card.customer.name == f"Forgotten customer {customer_id}"
    shown = texts(card)
    assert "They asked for it" in shown
    assert "Lovelace" not in shown + "".join(item.title for item in screen.table.cards.items)
    assert not [one for one in (card.log_button, card.edit_button, card.more) if one.isVisible()]
    # Neither does a key do anything with them.
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    screen.focus_taker.setFocus()
    QTest.keyClick(screen.focus_taker, Qt.Key.Key_Return, CTRL)
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isModal()]

    note = card.findChildren(type(card.slot.itemAt(0).widget()))[0]
    note.remove_button.click()  # type: ignore[attr-defined]
    (asked,) = (one for one in screen.findChildren(RemoveBackupsDialog) if one.isVisible())
    asked.main_button.click()
    wait_idle(place)
    assert said[-1] == "1 backup was removed."
    assert not note.remove_button.isVisible()  # type: ignore[attr-defined]
    (fresh,) = backup.copies(desk.path)
    assert b"Lovelace" not in fresh.read_bytes() + Path(desk.path).read_bytes()


def test_only_a_manager_is_offered_it(place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle) -> None:
    customer_id = desk.directory.save_customer(SaveCustomer("Ada Lovelace")).value.id
    agent = desk.site.save_staff(SaveStaff("Sam", Role.SUPERVISOR)).value.id
    for staff_id, offered in ((1, True), (agent, False)):
        desk.sign_in(staff_id)
        place.load_facts()
        wait_idle(place)
        screen = DirectoryScreen(place)
        qtbot.addWidget(screen)
        screen.show()
        screen.show_customer(customer_id)
        wait_idle(place)
        assert card_of(screen).forget_entry.isVisible() is offered


def test_what_could_not_be_cleared_at_once_is_cleared_by_a_window_that_stays_open(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "_AGAIN_MS", 20)
    tries: list[object] = []
    told: list[object] = []
    place.failed.connect(told.append)

    def full(database: object) -> bool:
        tries.append(database)
        raise StorageProblem(Refusal.DISK_FULL)

    housekeeping.clear_forgotten(place)  # nothing is left of anybody yet
    wait_idle(place)
    customer_id = desk.directory.save_customer(SaveCustomer("Ada Lovelace")).value.id
    with monkeypatch.context() as small:
        small.setattr("deskapp.services.erasure.service.clear_away", full)
        act = ForgetCustomer(customer_id, "They asked for it", Instead(**asking.instead()))
        assert not desk.erasures.forget(act).value.cleared
        qtbot.waitUntil(lambda: len(tries) > 3, timeout=MS)
    qtbot.waitUntil(lambda: desk.erasures.of(customer_id).cleared, timeout=MS)
    assert len(told) == 1
    assert b"Lovelace" not in Path(desk.path).read_bytes()
