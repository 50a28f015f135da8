"""Several boxes to tick."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.fields.tick_list import TickList


def test_what_is_ticked_comes_back_in_the_order_offered(qtbot: QtBot) -> None:
    ticks = TickList("Covers", [(1, "Billing"), (2, "R&D <b>"), (3, "Hardware")])
    qtbot.addWidget(ticks)
    ticks.set_value([3, 1, 99])
    assert ticks.value == [1, 3]
    assert ticks.box(2).accessibleName() == "R&D <b>"


def test_a_tick_by_keyboard_is_told(qtbot: QtBot) -> None:
    ticks = TickList("Covers", [(1, "Billing"), (2, "Network")])
    qtbot.addWidget(ticks)
    told: list[object] = []
    ticks.changed.connect(told.append)
    qtbot.keyClick(ticks.box(2), Qt.Key.Key_Space)
    assert told == [[2]]
