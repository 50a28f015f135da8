"""What scrolls in a column: contents that change with their width leave it at peace."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.scroll_body import ScrollBody

_WIDTH, _HEIGHT = 300, 200


class _Contrary(QWidget):
    """Higher where it is wider: it needs the bar without it, and none with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.widths: list[int] = []

    def minimumSizeHint(self) -> QSize:
        return QSize(50, _HEIGHT + (10 if self.width() == _WIDTH else -10))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.append(self.width())
        self.updateGeometry()


def _shown(qtbot: QtBot, *, steady: bool) -> tuple[ScrollBody, _Contrary]:
    scroll, inside = ScrollBody(steady=steady), _Contrary()
    qtbot.addWidget(scroll)
    scroll.body.addWidget(inside)
    scroll.resize(_WIDTH, _HEIGHT)
    scroll.show()
    qtbot.wait(50)
    return scroll, inside


def test_contents_that_are_lower_beside_a_bar_are_left_at_peace_in_a_steady_column(qtbot: QtBot) -> None:
    _scroll, inside = _shown(qtbot, steady=True)
    before = len(inside.widths)
    qtbot.wait(100)
    assert len(inside.widths) == before < 10
    assert inside.width() < _WIDTH


def test_a_steady_column_is_as_wide_with_little_in_it_as_with_much(qtbot: QtBot) -> None:
    scroll, inside = ScrollBody(steady=True), QWidget()
    qtbot.addWidget(scroll)
    scroll.body.addWidget(inside)
    scroll.resize(_WIDTH, _HEIGHT)
    scroll.show()
    widths = []
    for height in (_HEIGHT // 2, _HEIGHT * 2):
        inside.setFixedHeight(height)
        qtbot.wait(20)
        widths.append(inside.width())
        assert (scroll.verticalScrollBar().maximum() > 0) == (height > _HEIGHT)
    assert widths[0] == widths[1]
    assert scroll.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
