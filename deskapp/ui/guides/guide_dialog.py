"""One guide that was found: a note is read here, a file or a link asks before it is opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp.domain.words import GuideKind
from deskapp.language import _
from deskapp.services.library.views import GuideView
from deskapp.ui.guides.guide_row import GuideRow
from deskapp.ui.guides.open_guide import OpenGuide
from deskapp.ui.look import theme
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.widgets.scrolling import ColumnScroll
from deskapp.ui.work.workplace import Workplace


class GuideDialog(ReadingOrder, QDialog):
    """Escape goes back to where it was found."""

    def __init__(self, place: Workplace, guide: GuideView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Guide"))
        self.row = GuideRow(guide)
        self.opening = OpenGuide(place)
        self.row.open_asked.connect(self.opening.ask)
        self.opening.closed.connect(self.row.button.setFocus)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(8))
        inner.addWidget(self.row)
        inner.addWidget(self.opening)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(14))
        column.addWidget(ColumnScroll(body))
        room = self.screen().availableSize()
        self.resize(min(theme.px(520), room.width()), min(theme.px(420), room.height()))
        stand(self)
        if guide.kind is GuideKind.NOTE:
            self.row.button.click()
