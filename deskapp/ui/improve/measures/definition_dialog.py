"""All of what a measure means."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp.domain.measures.kinds import Measure
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.widgets.scroll_body import ScrollBody, grow
from deskapp.wording.measures import definitions, figures


class DefinitionDialog(ReadingOrder, QDialog):
    """A paragraph for each question. Escape goes back to the figure."""

    def __init__(self, measure: Measure, period: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(figures.title(measure))
        self._scroll = ScrollBody(whole=True)
        told = definitions.whole(measure, period)
        self._scroll.body.setSpacing(theme.px(9))
        for number, paragraph in enumerate(told):
            self._scroll.body.addWidget(Label(paragraph, "strong" if number == 0 else "plain", wrap=True))
        box = Column()
        box.body.addWidget(self._scroll)
        close = secondary(_("Close"), "Esc")
        close.clicked.connect(self.reject)
        close.setAccessibleDescription(" ".join(told))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(Label(figures.title(measure), "title", wrap=True))
        column.addWidget(box, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._shown = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.resize(min(theme.px(560), self.screen().availableSize().width()), self.height())
            grow(self, self._scroll, shrink=True)
            stand(self)
            # Once the text has its width.
            QTimer.singleShot(0, self, lambda: grow(self, self._scroll))
