"""Names from the right on every screen and dialog: no number beside them is turned around, nothing typed is changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from all_windows import Windows
from both_directions import ACCOUNT, ADDRESS, ARABIC, FIGURES, HEBREW, LETTER, OTHER, PERSIAN, PHONE, TOLD, turned
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from seen import seen

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    Channel,
    Consent,
    ContactKind,
    EscalationType,
    HandoffPart,
    PauseReason,
    Role,
    Transfer,
)
from deskapp.services.calls.acts import (
    ContactCustomer,
    GiveAgreement,
    LogCall,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    ResolveCall,
)
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, HearFromContact
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.card_list import CardList
from deskapp.ui.work.workplace import Workplace

_HOUR = timedelta(hours=1)


def shown_by(top: QWidget) -> list[str]:
    """What a window says; what somebody types into a field is theirs, and has no signs for the eye in it."""
    return seen(top, QLineEdit, QPlainTextEdit)


@pytest.fixture
def desk_of_both(desk: Desk, clock: FixedClock) -> dict[str, int]:
    """A desk whose people write from the right, with numbers between their words."""
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(HEBREW, ADDRESS, PHONE, site.zone, site.paper, site.language, False, False, False, site.version)
    )
    desk.site.save_staff(SaveStaff(ARABIC, Role.SUPERVISOR))
    desk.site.save_staff(SaveStaff(PERSIAN, Role.MANAGER, id=1))
    person = desk.directory.save_contact(
        SaveContact(
            ContactKind.EXPERT,
            ARABIC,
            f"{HEBREW}, {ADDRESS}",
            f"{PERSIAN} 24/7",
            phones=(PHONE, OTHER),
            email=LETTER,
            our_account=ACCOUNT,
            notes=f"{TOLD}\n{HEBREW}: {ADDRESS}",
        )
    ).value
    customer = NewCustomer(HEBREW, PERSIAN, ACCOUNT, PHONE, "")

    def log() -> int:
        more = {"details": f"{TOLD}\n{HEBREW}: {ADDRESS}", "wants": f"{HEBREW} {OTHER} {PERSIAN}"}
        return desk.calls.log(LogCall(TOLD, new_customer=customer, channel=Channel.EMAIL, **more)).value.id

    paused, solved, out, still = log(), log(), log(), log()
    desk.calls.pause(PauseCall(paused, PauseReason.CUSTOMER, TOLD, clock.now() + 3 * _HOUR))
    desk.calls.resolve(ResolveCall(solved, TOLD))
    closed = log()
    desk.calls.resolve(ResolveCall(closed, TOLD, GiveAgreement(Answer.YES, HEBREW, Channel.PHONE, TOLD)))
    escalation = desk.escalations.escalate(
        Escalate(
            out,
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", TOLD),),
            person.id,
            handoff={part.value: TOLD for part in HandoffPart},
            consent=Consent.YES,
            transfer=Transfer.COLD,
            transfer_reason=TOLD,
        )
    ).value
    desk.escalations.hear(HearFromContact(escalation.id, TOLD))
    desk.calls.contact_customer(ContactCustomer(out, True, words=TOLD))
    desk.promises.call_back(PromiseCallBack(still, clock.now() + _HOUR, TOLD, PHONE))
    clock.advance(2 * _HOUR)
    return {"paused": paused, "solved": solved, "out": out, "still": still, "closed": closed}


def test_on_no_screen_a_number_is_turned_around_and_what_is_exported_has_no_signs_for_the_eye(
    desk_of_both: dict[str, int], windows: Windows, place: Workplace, subtests: pytest.Subtests
) -> None:
    lines = [line for top in windows.of_every_screen(desk_of_both, PHONE) for line in shown_by(top)]
    with subtests.test("no number is turned around by a name beside it"):
        assert not turned(lines)
        for figure in FIGURES:
            assert any(figure in line for line in lines), figure
        assert any(HEBREW[::-1] in line for line in lines)
    listings = [one for _key, screen in windows.window.screens.visited() for one in screen.listings()]
    with ThreadPoolExecutor(1) as beside:  # as a screen has them written, off its own thread
        rows = beside.submit(lambda: [row for one in listings for row in one.rows(place.desk)]).result()
    cells = {one.name for one in listings} | {cell for row in rows for cell in row if isinstance(cell, str)}
    with subtests.test("what is exported has no signs for the eye"):
        assert {HEBREW, PHONE} <= cells
        assert {cell for cell in cells if cell != direction.clean(cell)} == set()


def test_in_no_dialog_a_number_is_turned_around_and_what_can_be_edited_is_as_it_was_typed(
    desk_of_both: dict[str, int], windows: Windows, subtests: pytest.Subtests
) -> None:
    lines: list[str] = []
    typed = set()
    for top in windows.of_every_dialog(desk_of_both):
        lines += shown_by(top)
        typed |= {field.text() for field in top.findChildren(QLineEdit)}
        typed |= {field.toPlainText() for field in top.findChildren(QPlainTextEdit)}
    with subtests.test("no number is turned around by a name beside it"):
        assert not turned(lines)
        assert any(PHONE in line for line in lines)
    with subtests.test("what can be edited is as it was typed"):
        assert TOLD in typed
        assert {text for text in typed if text != direction.clean(text)} == set()


def test_what_is_copied_from_a_label_has_no_signs_for_the_eye(qtbot: QtBot) -> None:
    label = Label(direction.row((HEBREW, PHONE)), selectable=True)
    qtbot.addWidget(label)
    label.show()
    assert seen(label) == [f"{HEBREW[::-1]} · {PHONE}"]
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    label.setSelection(0, len(label.text()))
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{HEBREW} · {PHONE}"


def test_what_is_copied_from_a_list_has_no_signs_for_the_eye(qtbot: QtBot) -> None:
    list_ = CardList("Cards")
    qtbot.addWidget(list_)
    list_.set_items([CardItem(1, direction.row((HEBREW, PHONE)), (Line(direction.row((ARABIC, OTHER))),))])
    list_.show()
    list_.set_current(1)
    assert {f"{HEBREW[::-1]} · {PHONE}", f"{ARABIC[::-1]} · {OTHER}"} <= set(seen(list_))
    qtbot.keyClick(list_, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{HEBREW} · {PHONE}\n{ARABIC} · {OTHER}"
    assert list_.cards.items[0].spoken == f"{HEBREW} · {PHONE}, {ARABIC} · {OTHER}"


def test_a_name_from_the_right_is_found_in_a_drop_down_by_its_first_letters(qtbot: QtBot) -> None:
    field = DropDown()
    qtbot.addWidget(field)
    for name in (ARABIC, f"{HEBREW} · {PHONE}"):
        field.addItem(name, name)
    field.show()
    for letter in HEBREW[:2]:
        typed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, typed)
    assert field.currentData() == f"{HEBREW} · {PHONE}"
    assert any(PHONE in line for line in seen(field))
