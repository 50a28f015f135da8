"""Too many wrong PINs are told to the next supervisor who signs in, once, and acknowledged (RULES.md, "People")."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.sign_in.wrong_pins_notice import WrongPinsNotice
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.work.workplace import Workplace


@pytest.fixture
def guessed_at(desk: Desk) -> Desk:
    """Somebody has tried three PINs of Sam's."""
    sam = desk.site.save_staff(SaveStaff("Sam <b>Okoro</b>", Role.AGENT)).value
    desk.staff.choose_pin(sam.id, "1357", sam.start_pin)
    for _ in range(3):
        with pytest.raises(NotAllowed):
            desk.staff.sign_in(sam.id, "9999")
    return desk


def test_a_supervisor_who_signs_in_is_told_whose_when_and_how_many_until_the_button_is_pressed(
    guessed_at: Desk, place: Workplace, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    guessed_at.sign_in(1)
    rita = guessed_at.site.save_staff(SaveStaff("Rita", Role.SUPERVISOR)).value.id
    owner = QObject()
    follows = WrongPinsNotice(place, owner)
    qtbot.addWidget(follows.notice)

    def come(who: int) -> None:
        guessed_at.sign_in(who)
        place.load_facts()
        qtbot.waitUntil(lambda: place.me is not None and place.me.id == who)
        wait_idle(place)

    come(2)
    assert follows.notice.isHidden()  # an agent is told nothing
    come(rita)
    assert follows.notice.words == "Wrong PIN for Sam <b>Okoro</b>, 3 times: 10:00"
    follows.notice.end()  # closed, not acknowledged
    place.unlocked.emit()
    wait_idle(place)
    assert not follows.notice.isHidden()
    button = follows.notice.findChild(KeyButton)
    assert button is not None
    assert button.text().startswith("I know of it")
    button.click()
    wait_idle(place)
    assert follows.notice.isHidden()
    come(1)
    assert follows.notice.isHidden()
    assert guessed_at.staff.wrong_pins() == ()
