"""A choice of one among a few, as pills in a row: one stop of Tab, arrow keys choose."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QPushButton, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.flow_layout import FlowLayout


class _Pill(QPushButton):
    """Asks for the room that its words need when it is chosen, and bold."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        plain = QFont(self.font())
        plain.setBold(False)
        text = self.text()
        wider = QFontMetrics(bold).horizontalAdvance(text) - QFontMetrics(plain).horizontalAdvance(text)
        # The style sheet asks for the present weight only.
        return QSize(hint.width() + max(0, wider), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChoiceRow(QWidget):
    """Pills of which one or none is chosen. Nothing is preset unless `value` says so."""

    changed = Signal(object)  # the value now chosen, by a person's hand
    #: How a choice is drawn.
    _kind = "choice"

    def __init__(
        self,
        name: str,
        choices: Iterable[tuple[object, str]],
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values: list[object] = []
        self._chosen: int | None = None
        self._pills: list[QPushButton] = []
        self._name = name
        self._row = self._laid_out()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # an exclusive group could not start with nothing chosen
        self._group.idClicked.connect(self._choose)
        for choice, words in choices:
            self._add(choice, words)
        self.set_value(value)

    def _laid_out(self) -> QLayout:
        """What the choices are put into."""
        return FlowLayout(self, spacing=theme.px(4))

    def set_more(self, first: int, choices: Sequence[tuple[object, str]]) -> None:
        """Other choices after the first so many; what is chosen stays, where it is still there."""
        value, focus = self.value, self.hasFocus() or any(pill.hasFocus() for pill in self._pills)
        if self._values[first:] == [choice for choice, _words in choices]:
            for choice, words in choices:
                self.set_words(choice, words)
            return
        for pill in self._pills[first:]:
            self._group.removeButton(pill)
            self._row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        del self._values[first:], self._pills[first:]
        for choice, words in choices:
            self._add(choice, words)
        self.set_value(value)
        self.updateGeometry()
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, choice: object, words: str) -> None:
        pill = _Pill(self)
        pill.setText(words)
        pill.setProperty("kind", self._kind)
        pill.setCheckable(True)
        pill.setAutoExclusive(True)  # to a screen reader it is a radio button; the group decides what it does
        pill.setAutoDefault(False)
        pill.setAccessibleDescription(self._name)
        pill.installEventFilter(self)
        self._values.append(choice)
        self._pills.append(pill)
        self._group.addButton(pill, len(self._pills) - 1)
        self._row.addWidget(pill)

    @property
    def value(self) -> object:
        """What is chosen, or None."""
        for choice, pill in zip(self._values, self._pills, strict=True):
            if pill.isChecked():
                return choice
        return None

    def set_value(self, value: object) -> None:
        """Choose without emitting; None leaves nothing chosen. The focus, where it is among them, goes along."""
        focus = any(pill.hasFocus() for pill in self._pills)
        for choice, pill in zip(self._values, self._pills, strict=True):
            pill.setChecked(value is not None and choice == value)
        self._one_tab_stop()
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_words(self, value: object, words: str) -> None:
        """Change what one pill says, for instance its count."""
        self._pills[self._values.index(value)].setText(words)

    def pill(self, value: object) -> QPushButton:
        """The button of a choice."""
        return self._pills[self._values.index(value)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._moved(watched, event)
        return False

    def _moved(self, pill: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            onward, back = back, onward
        here, last = self._pills.index(pill), len(self._pills) - 1  # type: ignore[arg-type]
        key = event.key()
        if key in (onward, Qt.Key.Key_Down):
            there = min(here + 1, last)
        elif key in (back, Qt.Key.Key_Up):
            there = max(here - 1, 0)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            there = 0 if key == Qt.Key.Key_Home else last
        else:
            return False
        self._pills[there].setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(there)
        return True

    def _choose(self, index: int) -> None:
        before = self._chosen
        for place, pill in enumerate(self._pills):
            pill.setChecked(place == index)
        self._one_tab_stop()
        if before != index:
            self._chosen = index
            self.changed.emit(self._values[index])

    def _one_tab_stop(self) -> None:
        chosen = next((i for i, pill in enumerate(self._pills) if pill.isChecked()), None)
        self._chosen = chosen
        for place, pill in enumerate(self._pills):
            stop = place == (chosen or 0)
            pill.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        if self._pills:
            self.setFocusProxy(self._pills[chosen or 0])
