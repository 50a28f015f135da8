"""The approvals that wait, where the window is too narrow for them beside the overdue calls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.approvals.waiting_approvals import WaitingApprovals
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.workplace import Workplace


class WaitingDialog(ReadingOrder, QDialog):
    """Enter decides the chosen one; the list ends there, for no dialog stands on another."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Approvals that wait"))
        self.approvals = WaitingApprovals(place)
        self.approvals.opened.connect(self.accept)
        scroll = ScrollBody()
        scroll.body.addWidget(self.approvals)
        scroll.body.addStretch(1)
        inside = Column()
        inside.body.addWidget(scroll)
        close = secondary(_("Close"))
        close.clicked.connect(self.reject)
        bar = QHBoxLayout()
        bar.addStretch(1)
        bar.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(inside, 1)
        column.addLayout(bar)
        room = self.screen().availableSize()
        self.resize(min(theme.px(460), room.width()), min(theme.px(520), room.height() - theme.px(28)))
        self.approvals.take_focus()
