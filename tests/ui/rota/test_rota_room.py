"""Where the room is too small nothing of the rota's screen is clipped: rows wrap, and the whole scrolls."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.rota import Rule
from deskapp.services.rotas.views import GapView
from deskapp.ui.rota.gap_card import GapCard
from deskapp.ui.widgets.flow_layout import FlowLayout

START, END = datetime(2026, 11, 21, 17, 30, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_row_within_a_row_wraps_in_its_turn(qtbot: QtBot) -> None:
    outer, inner = QWidget(), QWidget()
    qtbot.addWidget(outer)
    row, buttons = FlowLayout(outer), FlowLayout(inner)
    for number in range(6):
        buttons.addWidget(QPushButton(f"Button {number}"))
    row.addWidget(inner)
    wide = inner.sizeHint()
    assert row.heightForWidth(wide.width()) == wide.height()
    assert row.heightForWidth(wide.width() // 2) >= 2 * wide.height()


def test_the_gaps_stand_below_each_other_where_they_have_no_room_side_by_side(qtbot: QtBot) -> None:
    card = GapCard()
    qtbot.addWidget(card)
    card.set_gaps([GapView(1, "After hours", START, END, None, "", Rule.REMOVED)] * 5, "Europe/London")
    card.show()
    card.resize(900, 60)
    beside = card.button.y()
    card.resize(300, 300)
    qtbot.wait(1)
    assert card.button.y() > beside
    assert card.button.geometry().right() <= card.width()
    assert card.said.endswith("· 2 more")
