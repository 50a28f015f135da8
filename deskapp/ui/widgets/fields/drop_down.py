"""A drop-down list that may be narrower than its longest entry, and that scrolling a form does not change."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from deskapp import direction
from deskapp.ui.widgets.calm_wheel import CalmWheel


class DropDown(CalmWheel, QComboBox):
    """The wheel turns it only while it has the focus; else it goes on to what scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heard: QLabel | None = None
        self.calm()

    def addItem(self, words: str, value: Any = None) -> None:  # type: ignore[override]
        """One more to choose from; letters typed find it by its beginning."""
        super().addItem(direction.shown(words), value)

    def setAccessibleName(self, name: str) -> None:
        """How it is heard. On some systems Qt names a drop-down list by what is chosen in it, and tells its labels
        alone: so it has one that nobody sees. Where there is a label to be seen, no name is given.
        """
        super().setAccessibleName(name)
        if self._heard is None:
            self._heard = QLabel(self)
            self._heard.setTextFormat(Qt.TextFormat.PlainText)
            self._heard.setBuddy(self)
            self._heard.hide()
        self._heard.setText(name.replace("&", "&&"))
