"""The boxes that screens are made of: a card with a thin border, and the white column that holds a dialog's steps."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskapp.ui.look import theme


class Card(QFrame):
    """A small bordered box; put things into `body`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(10), theme.px(9), theme.px(10), theme.px(9))
        self.body.setSpacing(theme.px(4))


class Column(QFrame):
    """A tall white box on the window's ground; put things into `body`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "column")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(14))
        self.body.setSpacing(theme.px(6))


class Panel(QFrame):
    """A part of the main window that reaches to its edges, with a line on one side."""

    def __init__(self, edge: Literal["left", "right", "bottom"] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        if edge is not None:
            self.setProperty("edge", edge)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(13), theme.px(13), theme.px(13), theme.px(13))
        self.body.setSpacing(theme.px(8))
