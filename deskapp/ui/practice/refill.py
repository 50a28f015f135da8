"""Room that scrolls, and whose content is made anew whenever something else is shown."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui.widgets.scrolling import PADDING, ColumnScroll


class Refilled(ColumnScroll):
    """What it held before is gone once it is filled again."""

    def __init__(self, *, padding: int = PADDING, parent: QWidget | None = None) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._held: QWidget | None = None
        super().__init__(inside, padding=padding, parent=parent)

    def fill(self, held: QWidget) -> None:
        """Show this in place of what was shown."""
        if self._held is not None:
            self._column.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = held
        self._column.addWidget(held)
        held.show()
