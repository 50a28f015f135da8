"""The corner of a card in a narrow list: no word of the title is broken for it."""

from pytestqt.qtbot import QtBot

from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.card_list import CardList


def height(qtbot: QtBot, title: str, width: int) -> int:
    cards = CardList("Approvals")
    qtbot.addWidget(cards)
    cards.set_items([CardItem(1, title, (), "unconfirmed", Tint.SOON)])
    cards.resize(width, 400)
    cards.show()
    qtbot.wait(20)
    return cards.sizeHintForIndex(cards.model().index(0, 0)).height()


def test_where_the_corner_would_break_a_word_of_the_title_it_stands_below_it(qtbot: QtBot) -> None:
    assert height(qtbot, "Credit £80.00", 400) < height(qtbot, "Credit £80.00", 150)
    # Broken in letters it would be as high as many lines.
    assert height(qtbot, "Credit £80.00", 150) == height(qtbot, "Credit", 150)
