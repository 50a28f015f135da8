"""Rows that wrap where the room ends."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.clock_card import ClockCard
from deskapp.ui.widgets.flow_layout import FlowLayout


def row_of(qtbot: QtBot, *widths: int, apart: bool = False) -> tuple[QWidget, list[QWidget]]:
    box = QWidget()
    qtbot.addWidget(box)
    layout = FlowLayout(box, spacing=10, apart=apart)
    things = [QWidget() for _width in widths]
    for thing, width in zip(things, widths, strict=True):
        thing.setFixedSize(width, 20)
        layout.addWidget(thing)
    return box, things


def places(box: QWidget, things: list[QWidget], width: int) -> list[tuple[int, int]]:
    box.resize(width, 200)
    box.show()
    return [(thing.x(), thing.y()) for thing in things]


def test_things_stand_beside_each_other_until_the_room_ends(qtbot: QtBot) -> None:
    box, things = row_of(qtbot, 100, 100, 50)
    assert places(box, things, 270) == [(0, 0), (110, 0), (220, 0)]
    assert places(box, things, 269) == [(0, 0), (110, 0), (0, 30)]
    assert places(box, things, 105) == [(0, 0), (0, 30), (0, 60)]
    assert box.layout().heightForWidth(269) == 50


def test_the_last_of_a_row_can_stand_at_its_far_end(qtbot: QtBot) -> None:
    box, things = row_of(qtbot, 100, 50, apart=True)
    assert places(box, things, 300) == [(0, 0), (250, 0)]
    assert places(box, things, 120) == [(0, 0), (0, 30)]


def test_a_mirrored_row_begins_at_the_right(qtbot: QtBot) -> None:
    box, things = row_of(qtbot, 100, 50)
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert places(box, things, 300) == [(200, 0), (140, 0)]


@pytest.mark.parametrize("width", [120, 150, 171, 260])
def test_a_clock_is_never_cut_however_narrow_its_card_is(qtbot: QtBot, width: int) -> None:
    card = ClockCard()
    qtbot.addWidget(card)
    card.set("Next update", "83:59 left", Tint.SOON, 0.5, "promised 14:23")
    card.ensurePolished()
    width = max(width, card.minimumSizeHint().width())
    card.resize(width, card.layout().heightForWidth(width))
    card.show()
    name, chip = card._name, card._chip
    assert chip.width() >= chip.sizeHint().width()
    assert name.width() >= name.sizeHint().width()
    assert not chip.geometry().intersects(name.geometry())
    assert chip.geometry().bottom() < card._line.geometry().top()
    assert card.rect().contains(chip.geometry())
