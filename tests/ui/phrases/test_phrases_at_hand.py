"""Phrases at hand while one talks or writes: RULES.md, "Help at hand"; all of it by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from patience import MS
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.phrases import Library, PhraseToAvoid, Step
from deskapp.domain.words import Tone
from deskapp.services.calls.acts import LogCall, NewCustomer, PromiseCallBack, ResolveCall
from deskapp.services.library.acts import SaveAvoided, SavePhrase
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.call_backs.keep_promise_dialog import KeepPromiseDialog
from deskapp.ui.calls.call_backs.move_promise_dialog import MovePromiseDialog
from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog
from deskapp.ui.calls.dialogs.call_back_dialog import CallBackDialog
from deskapp.ui.calls.dialogs.note_dialog import SPOKE, NoteDialog
from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.calls.panel.call_panel import CallPanel
from deskapp.ui.phrases.phrase_menu import PhraseMenu, Use
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.better_words import BetterWords
from deskapp.ui.widgets.fields.put_words import put_in, words_of
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from window_hands import Hands

WaitIdle = Callable[[Workplace], None]
KEY = Qt.Key
HOSTILE = "<b>{time}</b> [x] &amp; %s"


def logged(desk: Desk, name: str = "Jane Doe", tone: Tone | None = None) -> CallDetail:
    act = LogCall("No phones", new_customer=NewCustomer(name, phone="020 7946 0018"), tone=tone)
    return desk.overview.call(desk.calls.log(act).value.id)


@pytest.fixture
def shown(qtbot: QtBot, place: Workplace, wait_idle: WaitIdle) -> Iterator[Callable[[ActDialog], ActDialog]]:
    def show(dialog: ActDialog) -> ActDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        wait_idle(place)
        return dialog

    yield show
    wait_idle(place)


def menu() -> PhraseMenu:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PhraseMenu) and one.isVisible()]
    return found


def closed() -> bool:
    return not [one for one in QApplication.topLevelWidgets() if isinstance(one, PhraseMenu) and one.isVisible()]


def test_f6_puts_a_phrase_filled_in_for_the_call_where_one_is_writing(desk: Desk, place: Workplace, shown) -> None:
    dialog = shown(NoteDialog(place, logged(desk)))
    QTest.keyClicks(dialog.words, "She rang.")
    QTest.keyClick(dialog.focusWidget(), KEY.Key_F6)
    QTest.keyClicks(menu().filter, "promised to tell")
    assert [one.step for one in menu().offered] == [Step.FOLLOW_UP]
    QTest.keyClick(menu().filter, KEY.Key_Return)
    assert closed()
    assert dialog.words.text() == (
        "She rang. Jane Doe, this is Manager of Help desk about C-00001. I promised to tell you how it stands."
    )
    assert dialog.focusWidget() is dialog.words
    QTest.keyClick(dialog.words, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.words.text() == "She rang."


def test_the_fitting_step_comes_first_the_others_below_and_arrows_choose(desk: Desk, place: Workplace, shown) -> None:
    dialog = shown(CallBackDialog(place, logged(desk)))
    dialog.due_at.set_text("today 15:30")
    dialog.words.setFocus()
    QTest.keyClick(dialog.words, KEY.Key_F6)
    steps = [one.step for one in menu().offered]
    assert steps[0] is Step.CALL_BACK
    assert set(steps) == set(Step)
    QTest.keyClick(menu().filter, KEY.Key_Down)
    QTest.keyClick(menu().filter, KEY.Key_Return)
    assert dialog.words.text() == (
        "You need not wait on the line: I call you by 15:30. If you are not there, whom may I tell?"
    )


def test_escape_closes_the_list_and_leaves_the_dialog_and_its_words(desk: Desk, place: Workplace, shown) -> None:
    dialog = shown(NoteDialog(place, logged(desk)))
    QTest.keyClicks(dialog.words, "so far")
    QTest.keyClick(dialog.words, KEY.Key_F6)
    QTest.keyClick(menu().filter, KEY.Key_Escape)
    assert closed()
    assert dialog.isVisible()
    assert dialog.words.text() == "so far"
    QTest.keyClick(dialog.words, KEY.Key_F6)
    QTest.keyClick(menu().filter, KEY.Key_F6)
    assert closed()


def test_what_is_not_known_is_chosen_so_that_typing_fills_it_in(desk: Desk, place: Workplace, shown) -> None:
    desk.phrases.save(SavePhrase(Step.CALL_BACK, "By {time} you hear of me."))
    place.load_facts()
    dialog = shown(CallBackDialog(place, logged(desk)))
    dialog.words.setFocus()
    QTest.keyClick(dialog.words, KEY.Key_F6)
    QTest.keyClicks(menu().filter, "hear of me")
    QTest.keyClick(menu().filter, KEY.Key_Return)
    QTest.keyClicks(dialog.words, "four")
    assert dialog.words.text() == "By four you hear of me."


def test_what_others_changed_is_in_the_list_when_it_next_opens(
    desk: Desk, place: Workplace, shown, wait_idle: WaitIdle
) -> None:
    dialog = shown(NoteDialog(place, logged(desk)))
    place.hub.tell(desk.phrases.save(SavePhrase(Step.APOLOGY, "From elsewhere, {customer}.")).changes)
    wait_idle(place)
    QTest.keyClick(dialog.words, KEY.Key_F6)
    assert "From elsewhere, Jane Doe." in [one.said for one in menu().offered]
    menu().close()


@pytest.mark.parametrize("make", [ResolveDialog, AgreementDialog])
def test_where_nothing_is_written_to_the_customer_it_is_read_aloud_and_enter_copies_it(
    desk: Desk, place: Workplace, shown, make: type
) -> None:
    call = logged(desk)
    if make is AgreementDialog:
        desk.calls.resolve(ResolveCall(call.row.id, "Restarted"))
        call = desk.overview.call(call.row.id)
    dialog = shown(make(place, call))
    QTest.keyClick(dialog.focusWidget(), KEY.Key_F6)
    assert menu().offered[0].step is Step.IS_IT_SOLVED
    QTest.keyClick(menu().filter, KEY.Key_Return)
    assert QGuiApplication.clipboard().text().startswith("Is it solved from your side, Jane Doe")


def test_a_kept_promise_has_the_follow_up_at_hand(desk: Desk, place: Workplace, shown) -> None:
    call = logged(desk)
    due = desk.clock.now().replace(hour=12)
    desk.promises.call_back(PromiseCallBack(call.row.id, due))
    (promise,) = desk.promises.open()
    dialog = shown(KeepPromiseDialog(place, promise))
    QTest.keyClick(dialog.words, KEY.Key_F6)
    assert menu().offered[0].said.startswith("Jane Doe, this is Manager of Help desk about C-00001.")
    menu().close()
    QTest.keyClicks(dialog.words, "asap")
    assert not dialog.better.isHidden()


def test_a_promise_that_is_moved_has_the_apology_with_its_new_time_at_hand(desk: Desk, place: Workplace, shown) -> None:
    call = logged(desk)
    desk.promises.call_back(PromiseCallBack(call.row.id, desk.clock.now().replace(hour=12)))
    (promise,) = desk.promises.open()
    dialog = shown(MovePromiseDialog(place, promise))
    dialog.due_at.set_text("today 15:30")
    QTest.keyClick(dialog.focusWidget(), KEY.Key_F6)
    first = menu().offered[0]
    assert (
        first.said == "I am sorry that this is still not right, Jane Doe. I will tell you by 15:30 what happens next."
    )
    menu().close()


def test_in_a_new_call_the_greeting_is_at_hand_and_calming_first_for_somebody_upset(
    desk: Desk, place: Workplace, shown
) -> None:
    dialog = shown(NewCallDialog(place))
    QTest.keyClick(dialog.focusWidget(), KEY.Key_F6)
    assert menu().offered[0].said == "Help desk, this is Manager. How can I help?"
    menu().close()
    dialog.what.tone.setCurrentIndex(dialog.what.tone.findData(Tone.ANGRY))
    QTest.keyClick(dialog.focusWidget(), KEY.Key_F6)
    assert menu().offered[0].step is Step.CALMING
    menu().close()


def test_f6_in_the_window_reads_out_what_fits_the_current_call(
    desk: Desk, person: Hands, place: Workplace, wait_idle: WaitIdle
) -> None:
    call = logged(desk, tone=Tone.ABUSIVE)
    person.window.show_call(call.row.id)
    wait_idle(place)
    person.press(KEY.Key_F6)
    assert menu().offered[0].step is Step.CALMING
    menu().close()


def test_names_of_customers_are_never_markup_nor_places(desk: Desk, place: Workplace, shown) -> None:
    dialog = shown(NoteDialog(place, logged(desk, HOSTILE)))
    QTest.keyClick(dialog.words, KEY.Key_F6)
    QTest.keyClicks(menu().filter, "solved from")
    QTest.keyClick(menu().filter, KEY.Key_Return)
    assert HOSTILE in dialog.words.text()


def test_no_phrase_has_these_words_is_said(qtbot: QtBot) -> None:
    found = PhraseMenu(Library({Step.APOLOGY: ("Sorry",)}), (), {}, Use.READ)
    qtbot.addWidget(found)
    found.filter.setText("nothing like it")
    assert found.offered == []
    QTest.keyClick(found.filter, KEY.Key_Return)  # takes nothing, and does no harm


# What is better not said


@pytest.fixture
def window_of_fields(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def field_with(
    qtbot: QtBot, window: QWidget, text: str, make: type = QPlainTextEdit
) -> tuple[QLineEdit | QPlainTextEdit, BetterWords]:
    column = QVBoxLayout(window)
    field = make()
    better = BetterWords(field, values=lambda: {"time": "14:00"})
    column.addWidget(field)
    column.addWidget(better)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, text)
    return field, better


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_one_key_puts_the_better_words_in(qtbot: QtBot, window_of_fields: QWidget, make: type) -> None:
    field, better = field_with(qtbot, window_of_fields, "I do it ASAP, to be honest, now.", make)
    assert better.text() == "“ASAP”: better “by 14:00”\n“to be honest”: leave it out"
    QTest.keyClick(field, KEY.Key_F5)
    assert words_of(field) == "I do it by 14:00, to be honest, now."
    QTest.keyClick(field, KEY.Key_F5)
    assert words_of(field) == "I do it by 14:00, now."
    assert better.isHidden()
    QTest.keyClick(field, KEY.Key_F5)  # nothing is left to say better
    assert words_of(field) == "I do it by 14:00, now."


def test_letters_beyond_the_first_plane_move_nothing(qtbot: QtBot, window_of_fields: QWidget) -> None:
    field, _better = field_with(qtbot, window_of_fields, "")
    field.setPlainText("😀 asap 😀 asap")
    QTest.keyClick(field, KEY.Key_F5)
    assert words_of(field) == "😀 by 14:00 😀 asap"
    QTest.keyClick(field, KEY.Key_F5)
    assert words_of(field) == "😀 by 14:00 😀 by 14:00"


def test_a_phrase_takes_the_place_of_what_is_chosen(qtbot: QtBot) -> None:
    field = QLineEdit("😀 old words here")
    qtbot.addWidget(field)
    field.setSelection(3, 9)
    put_in(field, "new\nwords")
    assert field.text() == "😀 new words here"


def test_the_sites_own_list_is_pointed_out(desk: Desk, place: Workplace, shown, wait_idle: WaitIdle) -> None:
    desk.phrases.save_avoided(SaveAvoided(("no way",), "let me see until {time}"))
    place.load_facts()
    wait_idle(place)
    dialog = shown(NoteDialog(place, logged(desk)))
    dialog.what.set_value(SPOKE)
    dialog.next_update.set_text("today 15:30")
    QTest.keyClicks(dialog.words, "No way. Norway is fine.")
    assert dialog.better.text() == "“No way”: better “let me see until 15:30”"
    QTest.keyClick(dialog.words, KEY.Key_F5)
    assert dialog.words.text() == "Let me see until 15:30. Norway is fine."


def test_a_long_text_is_looked_at_when_typing_pauses(qtbot: QtBot) -> None:
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    looked: list[int] = []

    def to_avoid() -> tuple[PhraseToAvoid, ...]:
        looked.append(1)
        return (PhraseToAvoid(("calm down",), "…"),)

    better = BetterWords(field, to_avoid)
    qtbot.addWidget(better)
    field.setPlainText("word " * 2000 + "calm down")
    looked.clear()
    better._pause.setInterval(MS)  # on no machine do three key strokes take so long
    QTest.keyClicks(field, "abc")
    assert not looked
    better._pause.start(0)
    qtbot.waitUntil(lambda: bool(better.text()))


# De-escalation tips


def test_what_helps_with_somebody_angry_stands_on_the_call_panel(
    desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    panel = CallPanel(place)
    qtbot.addWidget(panel)
    panel.resize(380, 760)
    panel.show()
    for tone, there in ((Tone.CALM, False), (Tone.ANGRY, True), (Tone.FRUSTRATED, False), (Tone.ABUSIVE, True)):
        panel.show_call(logged(desk, tone=tone).row.id)
        wait_idle(place)
        assert panel.tips.isHidden() is not there
        assert bool(panel.tips.words) is there
