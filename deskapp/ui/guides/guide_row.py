"""One guide of a category: its title, and what it is opened by; a note is read where it stands."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.words import GuideKind
from deskapp.language import _
from deskapp.services.library.views import GuideView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.label import Label, breakable
from deskapp.wording import codes


class GuideRow(QWidget):
    """What somebody wrote is plain text, whatever it looks like."""

    open_asked = Signal(object)  # GuideView

    def __init__(self, guide: GuideView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guide = guide
        self.button = LinkButton("")
        self.button.clicked.connect(self._on_pressed)
        self.words = Label("", wrap=True, selectable=True)
        self.words.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(Label(breakable(guide.title), "strong", wrap=True), 1)
        row.addWidget(Label(codes.guide_kind(guide.kind), "muted"))
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(row)
        column.addWidget(self.words)
        self._name(shown=False)

    def _on_pressed(self) -> None:
        if self.guide.kind is not GuideKind.NOTE:
            self.open_asked.emit(self.guide)
            return
        shown = self.words.isHidden()
        self.words.setText(breakable(self.guide.content) if shown else "")
        self.words.setVisible(shown)
        self._name(shown)

    def _name(self, shown: bool) -> None:
        words = _("Open") if self.guide.kind is not GuideKind.NOTE else _("Close") if shown else _("Read")
        self.button.setText(words)
        self.button.setAccessibleName(f"{words}: {self.guide.title}")
