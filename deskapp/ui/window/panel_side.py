"""The right side of the log: the panel of the current call, which scrolls where the room is too small."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.widgets.card import Panel


class PanelSide(Panel):
    """Empty until the panel is `put` in. Escape, or the link above it where it stands alone, leads back."""

    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._back: QWidget | None = None

    def put(self, panel: QWidget) -> None:
        """Show the panel here."""
        from PySide6.QtGui import QKeySequence, QShortcut
        from PySide6.QtWidgets import QScrollArea

        from deskapp.ui.widgets.buttons import LinkButton

        back, scroll = LinkButton(_("Back to the list   Esc")), QScrollArea()
        back.clicked.connect(self.back_asked)
        panel.setProperty("surface", "clear")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(scroll, 1)
        # Last, since whatever is put into another is styled anew with all that it holds.
        scroll.setWidget(panel)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_asked)
        self._back = back

    def set_alone(self, alone: bool) -> None:
        """Whether it takes the place of the list, and so must show the way back."""
        if self._back is not None:
            self._back.setVisible(alone)
