"""An act on many calls goes on beside the work: by the window that began it, and by the next where that one is gone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.long_acts import AT_ONCE
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.window.long_acts import LongActs
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
MANY = AT_ONCE * 5


@pytest.fixture
def renamed(desk: Desk) -> Callable[[], object]:
    """A customer with many calls gets another name."""
    with desk.work.batch():
        desk.calls.log(LogCall("Call 1", new_customer=NewCustomer("Ada")))
        for number in range(2, MANY + 1):
            desk.calls.log(LogCall(f"Call {number}", customer_id=1))

    def rename() -> object:
        return desk.directory.save_customer(SaveCustomer("Zebedee", id=1, base_version=1))

    return rename


def button(notice: Notice) -> KeyButton:
    return next(one for one in notice.findChildren(KeyButton) if not one.isHidden())


def left(desk: Desk) -> list[int]:
    return [act.left for act in desk.steps.unfinished()]


def test_it_goes_on_rests_by_its_button_and_goes_on_again(
    renamed: Callable[[], object], place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    place.load_facts()
    wait_idle(place)
    home = QWidget()
    qtbot.addWidget(home)
    long_acts = LongActs(place, home)
    notice = long_acts.notice
    qtbot.addWidget(notice)
    said: list[str] = []
    notice.said.connect(lambda: said.append(notice.words))
    place.act(lambda desk: desk.directory.save_customer(SaveCustomer("Zebedee", id=1, base_version=1)))
    qtbot.waitUntil(lambda: not notice.isHidden())
    button(notice).click()
    qtbot.waitUntil(lambda: notice.words.endswith("It rests."))
    wait_idle(place)
    (rest,) = left(place.desk)
    assert 0 < rest <= MANY
    assert button(notice).text() == "Go on"
    button(notice).click()
    qtbot.waitUntil(lambda: notice.words == f"{MANY} calls are found by what was changed.")
    assert left(place.desk) == []
    # How far it is is no news: it is neither spoken nor kept among the messages.
    assert len(said) <= 4


def test_a_window_goes_on_with_what_another_left_in_the_middle(
    renamed: Callable[[], object], desk: Desk, place: Workplace, qtbot: QtBot
) -> None:
    renamed()
    desk.steps.step(desk.steps.unfinished()[0].id)
    home = QWidget()
    qtbot.addWidget(home)
    long_acts = LongActs(place, home, look_ms=50)
    qtbot.addWidget(long_acts.notice)
    qtbot.waitUntil(lambda: long_acts.notice.words == f"{MANY} calls are found by what was changed.")
    assert len(desk.lists.search("zebedee", MANY)) == MANY
