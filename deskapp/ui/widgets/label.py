"""Text on a screen. Always plain text: what customers wrote is never markup."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QWidget

from deskapp import direction
from deskapp.language import _


def breakable(words: str) -> str:
    """Long words get places where a line may end, so that they do not push the panel apart."""
    return " ".join(
        "\u200b".join(word[at : at + 24] for at in range(0, len(word), 24)) if len(word) > 24 else word
        for word in words.split(" ")
    )


Role = Literal["title", "heading", "section", "muted", "strong", "error", "plain"]


class Label(QLabel):
    """A label in one of the roles of the style sheet; `wrap` for texts that may be long."""

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
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, its numbers and names each in their own direction."""
        super().setText(direction.shown(text))

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
