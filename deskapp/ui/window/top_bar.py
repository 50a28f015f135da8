"""The bar on top: the menu, the search, and the button that logs a call."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from deskapp.language import _, ngettext
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Panel
from deskapp.ui.window.search.search_field import SearchField
from deskapp.ui.work.workplace import Workplace


class MenuButton(QToolButton):
    """Three lines, drawn here: the first paint loads no pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Menu"))
        self.setToolTip(_("Menu   F10"))
        self.setFixedSize(theme.px(34), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("text"), max(1.5, theme.px(2) * 0.8)))
        middle, half = QPointF(self.rect().center()) + QPointF(0.5, 0.5), theme.px(7)
        for step in (-1, 0, 1):
            y = middle.y() + step * theme.px(5)
            painter.drawLine(QPointF(middle.x() - half, y), QPointF(middle.x() + half, y))


class TopBar(Panel):
    """Menu, search field, the drafts of calls where there are any, New call."""

    new_call_asked = Signal()
    drafts_asked = Signal()
    menu_asked = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__("bottom", parent)
        self.menu = MenuButton()
        self.menu.clicked.connect(self.menu_asked)
        self.search = SearchField(place)
        self.new_call = primary(_("New call"), "F2")
        self.new_call.clicked.connect(self.new_call_asked)
        self.drafts = secondary("", _("Shift+F2"))
        self.drafts.clicked.connect(self.drafts_asked)
        self.drafts.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.menu)
        row.addWidget(self.search, 1)
        row.addWidget(self.drafts, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.new_call, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setContentsMargins(theme.px(10), theme.px(9), theme.px(10), theme.px(9))
        self.body.addLayout(row)

    def set_drafts(self, count: int) -> None:
        """How many calls were begun and are not logged."""
        self.drafts.set_words(ngettext("{n} draft", "{n} drafts", count).format(n=count))
        self.drafts.setVisible(count > 0)
