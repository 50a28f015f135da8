"""The timeline: long ones are filled at once."""

import pytest
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline


@pytest.mark.parametrize("many", [2, 500])
def test_each_card_of_a_timeline_is_measured_once_whether_it_needs_a_scroll_bar_or_not(qtbot: QtBot, many: int) -> None:
    timeline = Timeline("Timeline")
    qtbot.addWidget(timeline)
    timeline.resize(360, 500)
    with qtbot.waitExposed(timeline):
        timeline.show()
    timeline.set_items(
        [CardItem(number, f"Note {number}", (Line("The lamp is dark again"),)) for number in range(many)]
    )
    last = timeline.visualRect(timeline.cards.index(many - 1))
    assert last.isValid()
    delegate = timeline.itemDelegate()
    assert len(delegate._heights) == many  # type: ignore[attr-defined]
    assert timeline.verticalScrollBar().isVisible() == (many == 500)


def test_the_scroll_bar_goes_when_its_cards_go(qtbot: QtBot) -> None:
    timeline = Timeline("Timeline")
    qtbot.addWidget(timeline)
    timeline.resize(360, 500)
    with qtbot.waitExposed(timeline):
        timeline.show()
    for many, there in ((500, True), (1, False)):
        timeline.set_items([CardItem(number, f"Note {number}") for number in range(many)])
        qtbot.waitUntil(lambda there=there: timeline.verticalScrollBar().isVisible() is there)  # type: ignore[misc]
