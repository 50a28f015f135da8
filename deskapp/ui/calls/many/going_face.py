"""While an act goes on with many calls: how far it has come, and the way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine


class GoingFace(QFrame):
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        self.setAccessibleName(_("What is being done"))
        self.words = Label("", "strong")
        self.progress = ProgressLine()
        self.stop = secondary(_("Stop"))
        self.stop.clicked.connect(self.stop_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(self.words)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        self.hide()

    def show_progress(self, words: str, fraction: float) -> None:
        self.words.setText(words)
        self.progress.set(fraction, Tint.INFO)
        self.show()
