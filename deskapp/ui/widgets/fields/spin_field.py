"""Fields for numbers, dates and times that sit in their frame as the other fields do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QDateTimeEdit, QSpinBox, QTimeEdit

from deskapp.ui.look import theme
from deskapp.ui.widgets.calm_wheel import CalmWheel

# Each field has one Qt class below it: two would be two objects in C++.
if TYPE_CHECKING:
    _Base = QAbstractSpinBox
else:
    _Base = object


class _Seated(CalmWheel, _Base):
    """Puts the words where the style sheet's padding is: Qt itself forgets it for spin boxes."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            self.calm()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._seat()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._seat()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + theme.px(12), max(24, theme.px(30)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _seat(self) -> None:
        plain = self.buttonSymbols() == QAbstractSpinBox.ButtonSymbols.NoButtons
        before, after = theme.px(10), theme.px(10 if plain else 24)
        if self.isRightToLeft():
            before, after = after, before
        self.lineEdit().setGeometry(before, 2, max(1, self.width() - before - after), self.height() - 4)


class NumberField(_Seated, QSpinBox):
    """A whole number."""


class DateTimeField(_Seated, QDateTimeEdit):
    """A date and a time of day."""


class DateField(_Seated, QDateEdit):
    """A date."""


class TimeField(_Seated, QTimeEdit):
    """A time of day."""
