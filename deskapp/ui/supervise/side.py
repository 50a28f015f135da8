"""Beside the overdue list: the current call in short, approvals that wait, who holds what, where calls wait."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Panel
from deskapp.ui.widgets.scroll_body import ScrollBody


class Side(Panel):
    """Scrolls. Where it stands in the place of the list, the link above it, or Escape, leads back."""

    back_asked = Signal()

    def __init__(self, peek: QWidget, below: list[QWidget], parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setAccessibleName(_("The current call, who holds what, and where calls wait"))
        self._back = LinkButton(_("Back to the list   Esc"))
        self._back.clicked.connect(self.back_asked)
        self._back.hide()
        self.area = ScrollBody(steady=True, whole=True)
        column = self.area.body
        column.setSpacing(theme.px(10))
        column.addWidget(peek)
        rule = QWidget()
        rule.setProperty("surface", "rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        for widget in below:
            column.addWidget(widget)
        self.body.setContentsMargins(theme.px(12), theme.px(10), theme.px(2), theme.px(6))
        self.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.area, 1)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_asked)

    def set_alone(self, alone: bool) -> None:
        """Whether it takes the place of the list, and so must show the way back."""
        self._back.setVisible(alone)
