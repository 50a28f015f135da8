"""What makes a signal, in words: one key away from each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.widgets.scroll_body import ScrollBody


class WhyDialog(ReadingOrder, QDialog):
    """A paragraph for each law; the first is of the signal that is shown."""

    def __init__(self, paragraphs: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Why a signal?"))
        scroll = ScrollBody(whole=True)
        scroll.body.setSpacing(theme.px(9))
        for number, paragraph in enumerate(paragraphs):
            scroll.body.addWidget(Label(paragraph, "strong" if number == 0 else "plain", wrap=True))
        box = Column()
        box.body.addWidget(scroll)
        self.close_button = secondary(_("Close"), "Esc")
        self.close_button.clicked.connect(self.reject)
        self.close_button.setAccessibleDescription(" ".join(paragraphs))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(Label(_("Why a signal?"), "title", wrap=True))
        column.addWidget(box, 1)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        room = self.screen().availableSize()
        self.resize(min(theme.px(620), room.width()), min(theme.px(480), round(room.height() * 0.9)))
        stand(self)
