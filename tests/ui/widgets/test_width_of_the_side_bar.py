"""The side bar is as wide as its words need, also when the text is made larger while it is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.ui.look import theme
from deskapp.ui.window.side_bar import Entry, SideBar


@pytest.fixture
def larger(qapp: QApplication) -> Iterator[QFont]:
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(14)
    yield font
    qapp.setFont(before)
    theme.dress()


def test_the_side_bar_grows_with_the_text(qtbot: QtBot, qapp: QApplication, larger: QFont) -> None:
    bar = SideBar("Help desk", [Entry("calls", "Calls")])
    qtbot.addWidget(bar)
    bar.set_width(176)
    bar.show()
    before = bar.width()
    qapp.setFont(larger)
    theme.dress()
    qtbot.waitUntil(lambda: bar.width() > before)
    assert bar.width() == theme.px(176)
