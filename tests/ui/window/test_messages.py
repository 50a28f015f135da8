"""What the window says: over its foot, in nobody's way, to be read again, and seen from outside."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from hostile_corpus import CORPUS
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Urgency
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.changes import Changes
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.window.messages import MessagesDialog
from deskapp.ui.window.notice_area import NoticeArea, free_place
from deskapp.ui.window.screens import rows
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]
STAGE, SIZE = QRect(0, 0, 1000, 600), QSize(400, 40)


@pytest.mark.parametrize(
    ("clear", "at"),
    [
        ([], (0, 560)),
        ([QRect(0, 580, 1000, 20)], (0, 533)),  # a line at the foot
        ([QRect(0, 580, 1000, 20), QRect(300, 520, 90, 30)], (0, 473)),  # and a button above it
        ([QRect(0, 200, 400, 400)], (600, 560)),  # beside a high field
        ([QRect(0, 0, 1000, 600)], (0, 560)),  # no room at all: at the foot
    ],
)
def test_a_message_stands_as_low_as_it_can_without_covering_what_is_kept_clear(
    clear: list[QRect], at: tuple[int, int]
) -> None:
    place = free_place(STAGE, SIZE, (0, 600), clear)
    assert (place.topLeft(), place.size()) == (QPoint(*at), SIZE)


def _rect(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_on_no_screen_a_message_covers_the_main_action_or_what_is_typed(
    window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    window.shell.offer_to_undo("C-00001 is P3 now; it has left this list.", lambda: None)
    area = window.findChild(NoticeArea)
    for size in ((1366, 768), (1024, 640)):
        window.resize(*size)
        for row in rows():
            window.go_to_screen(row.key)
            wait_idle(place)
            wait_idle(place)
            assert area.isVisible()
            stands = _rect(area, window)
            covered = [
                one.accessibleName()
                for one in window.findChildren(KeyButton)
                if one.is_primary and one.isVisible() and _rect(one, window).intersects(stands)
            ]
            assert covered == [], row.key
            assert not _rect(window.status, window).intersects(stands) or not window.status.isVisible()


def test_in_a_low_window_one_message_stands_there_and_says_how_many_more_wait(
    window: MainWindow, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    area = window.findChild(NoticeArea)
    window.shell.say("Kept as a draft.")
    one = next(notice for notice in area.findChildren(Notice) if notice.words == "Kept as a draft.")
    qtbot.waitUntil(one.isVisible)
    assert area.more.isHidden()
    other = window.shell._alert
    other.say("C-00003 is overdue.", Tint.OVER)
    qtbot.waitUntil(lambda: other.isVisible() and not one.isVisible())
    assert area.more.text() == "1 more"
    alone = area.height()
    QTest.mouseClick(area.more, Qt.MouseButton.LeftButton)
    assert (one.isVisible(), other.isVisible()) == (True, False)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: one.isVisible() and other.isVisible())
    assert area.height() > alone
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: not area.more.isHidden())
    one.end()
    qtbot.waitUntil(other.isVisible)
    assert area.more.isHidden()


def test_the_buttons_at_the_foot_can_be_pressed_while_a_message_stands_there(
    window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    window.resize(1366, 768)
    window.go_to_screen("directory")
    wait_idle(place)
    window.shell.say("Kept as a draft.")
    wait_idle(place)
    screen = window.screens.current
    assert isinstance(screen, DirectoryScreen)
    stands = _rect(window.findChild(NoticeArea), window)
    below = (screen.new_button, screen.import_button, screen.export_button)
    assert [one.text() for one in below if _rect(one, window).intersects(stands)] == []


def test_what_was_said_is_read_again_and_is_nobody_elses(
    person: Hands, window: MainWindow, clock: FixedClock, place: Workplace
) -> None:
    window.shell.say("Saved.")
    clock.advance(timedelta(minutes=2))
    window.shell.advise("Choose a call first.")
    person.press(Key.Key_M, CTRL | SHIFT)
    table = person.dialog(MessagesDialog).table.model()
    shown = [tuple(table.index(row, column).data() for column in (0, 1)) for row in range(table.rowCount())]
    assert shown == [("10:02", "Choose a call first."), ("10:00", "● Saved.")]
    person.press(Key.Key_Escape)
    window.on_who_changed()
    person.press(Key.Key_M, CTRL | SHIFT)
    assert person.dialog(MessagesDialog).table.model().rowCount() == 0


def test_the_key_undoes_the_last_act_but_in_a_field_what_was_typed_there(person: Hands, window: MainWindow) -> None:
    undone: list[bool] = []
    window.shell.offer_to_undo("Given.", lambda: undone.append(True))
    (notice,) = [one for one in window.findChildren(Notice) if one.words == "Given."]
    assert notice._action.text() == "Undo   Ctrl+Z"
    assert notice._action.accessibleName() == "Undo"
    person.press(Key.Key_K, CTRL)
    person.write("printer")
    person.press(Key.Key_Z, CTRL)
    assert window.search.text() == ""
    assert undone == []
    person.press(Key.Key_Z, CTRL)
    assert undone == [True]
    assert notice.isHidden()


def test_what_goes_to_the_desktop_is_no_markup_there_and_no_line_of_its_own(
    window: MainWindow,
    place: Workplace,
    desk: Desk,
    clock: FixedClock,
    wait_idle: Wait,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, words, _kind: told.append(words))
    for text in (*CORPUS.values(), "R&D &amp; &#60;b&#62;"):
        window.shell.outside.notify(text, False)
    assert len(told) == len(CORPUS) + 1
    for words in told:
        assert "<" not in words
        assert not re.search(r"&#?\w+;", words)
        assert not set(words) & set("\0\x1b\x07\r\ud83d")
        assert len(words) < 450
    assert told[-1].startswith("R&D &")
    told.clear()
    # And the way there: a line a call, and none that somebody typed.
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.ticker.running)
    text = CORPUS["lines"] + "\nC-00099 is overdue: <b>pay</b>" + CORPUS["turned and never back"] + CORPUS["long"]
    call = desk.calls.log(LogCall(text, new_customer=NewCustomer(text), urgency=Urgency.NOW)).value
    place.hub.tell(Changes(calls=frozenset({call.id})))
    wait_idle(place)
    assert call.warn_at is not None
    clock.advance(call.warn_at - clock.now())
    window.slow.tick()
    wait_idle(place)
    (words,) = told
    said = "one two three four five six C-00099 is overdue: ‹b›pay"
    assert words.startswith(f"{call.ref} is due soon, next update: \u2066{said}")
    assert "\n" not in words


def test_while_it_is_minimised_what_becomes_due_is_counted_in_the_title_until_it_is_in_front(
    window: MainWindow, place: Workplace, desk: Desk, clock: FixedClock, wait_idle: Wait, qtbot: QtBot
) -> None:
    act = LogCall("The printer smokes", new_customer=NewCustomer("Jane Doe"), urgency=Urgency.NOW)
    place.hub.tell(desk.calls.log(act).changes)
    wait_idle(place)
    assert window.windowTitle() == "Help desk"
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.ticker.running)
    for passed, title in ((90, "(1) Help desk"), (31, "(2) Help desk")):
        clock.advance(timedelta(minutes=passed))
        window.slow.tick()
        wait_idle(place)
        assert window.windowTitle() == title
    window.shell.outside.come_forward()
    qtbot.waitUntil(lambda: window.isActiveWindow() and not window.isMinimized())
    assert window.windowTitle() == "Help desk"
    assert window.shell.outside.unseen == 0
    # While it is seen nothing goes on twice.
    told: list[object] = []
    window.slow.ticked.connect(told.append)
    window.slow.tick()
    assert told == []
    assert QApplication.activeWindow() is window
