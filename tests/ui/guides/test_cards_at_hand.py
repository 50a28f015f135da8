"""De-escalation cards one key away: from a call whose tone says so, beside the help, and while a call is logged."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy import select

from deskapp.desk import Desk
from deskapp.domain.calming.cards import Situation
from deskapp.domain.words import Tone
from deskapp.models.library import CardUse
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.guides.help_window import HelpWindow
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace

Key, Wait = Qt.Key, Callable[[Workplace], None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def shown(window: MainWindow) -> list[HelpWindow]:
    return [one for one in window.findChildren(HelpWindow) if one.isVisible()]


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def opened(desk: Desk) -> dict[str, int]:
    with desk.work.read() as session:
        return {str(row.card): row.times for row in session.scalars(select(CardUse))}


def logged(desk: Desk, tone: Tone) -> int:
    return desk.calls.log(LogCall(f"About {tone}", new_customer=NewCustomer("Ada"), tone=tone)).value.id


def test_the_card_that_fits_the_tone_of_a_call_is_one_key_away_and_counted(
    window: MainWindow, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    """A call whose tone or signs say so offers the card that fits by one key or click."""
    calm, worried, angry = (logged(desk, tone) for tone in (Tone.CALM, Tone.WORRIED, Tone.ANGRY))
    window.show_call(calm)
    wait_idle(place)
    panel = window.current.panel
    assert panel is not None
    assert panel.card_link.isHidden()
    window.show_call(worried)
    wait_idle(place)
    assert panel.card_link.text().startswith("Card: Fear")
    panel.card_link.click()
    wait_idle(place)
    (helped,) = shown(window)
    assert helped.panel.cards.situation is Situation.FEAR
    assert "Speak slowly, in short sentences." in said(helped)
    assert opened(desk) == {"fear": 1}
    # The next in the row, by keyboard; the same key leads back.
    press(Key.Key_Right)
    wait_idle(place)
    assert opened(desk) == {"fear": 1, "anger": 1}
    assert "Name the next step and a time for it." in said(helped)
    press(Key.Key_F9, SHIFT)
    wait_idle(place)
    assert not shown(window)
    # F9 is help with this kind of call; the card that fits is one key further, and first of them.
    window.show_call(angry)
    wait_idle(place)
    press(Key.Key_F9)
    wait_idle(place)
    (helped,) = shown(window)
    assert not helped.panel.cards_shown
    assert opened(desk) == {"fear": 1, "anger": 1}
    press(Key.Key_F9, SHIFT)
    wait_idle(place)
    assert helped.panel.cards.situation is Situation.ANGER
    assert opened(desk) == {"fear": 1, "anger": 2}
    # Where the room is too low, it is read on by keyboard.
    helped.resize(helped.width(), 300)
    wait_idle(place)
    bar = helped.panel.cards._scroll.verticalScrollBar()
    press(Key.Key_PageDown)
    assert bar.value() == min(bar.pageStep(), bar.maximum()) > 0
    press(Key.Key_PageUp)
    assert bar.value() == 0
    press(Key.Key_Escape)
    wait_idle(place)
    assert not shown(window)


def test_a_card_is_at_hand_while_a_call_is_logged_and_stays_while_it_is_read(
    window: MainWindow, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    window.shell.new_call()
    wait_idle(place)
    (dialog,) = window.findChildren(NewCallDialog)
    before = QApplication.focusWidget()
    press(Key.Key_F9, SHIFT)
    wait_idle(place)
    cards = dialog.help.panel.cards
    assert cards.isVisible()
    assert cards.situation is Situation.ANGER
    press(Key.Key_End)
    assert cards.situation is Situation.OUTAGE
    dialog.help.set_fitting((Situation.FEAR,))
    assert cards.situation is Situation.OUTAGE, "nobody's card changes while it is read"
    press(Key.Key_F9, SHIFT)
    assert QApplication.focusWidget() is before
    press(Key.Key_F9, SHIFT)
    wait_idle(place)
    assert opened(desk)["outage"] == 2
    dialog.close()
