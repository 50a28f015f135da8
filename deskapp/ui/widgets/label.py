"""Text on a screen. Always plain text: what customers wrote is never markup."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

from deskapp import direction
from deskapp.language import _


def breakable(words: str) -> str:
    """Long words get places where a line may end, so that they do not push the panel apart."""
    return " ".join(
        "\u200b".join(word[at : at + 24] for at in range(0, len(word), 24)) if len(word) > 24 else word
        for word in words.split(" ")
    )


Role = Literal["title", "heading", "section", "muted", "strong", "error", "small", "measure", "plain"]


class Label(QLabel):
    """A label in one of the roles of the style sheet; `wrap` for texts that may be long.

    What is `selectable` becomes so under the mouse: Qt then tells a screen reader of letters that it cannot ask for,
    at every change of the text.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "plain",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._selectable = selectable
        if selectable:
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, its numbers and names each in their own direction."""
        text = direction.shown(text)
        if self._selectable and text != self.text():
            self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)  # as Qt makes it
        super().setText(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu would copy what is there for the eye alone."""
        if not self.hasSelectedText():
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy"), self._copy)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(direction.clean(self.selectedText()).replace("\u200b", ""))
