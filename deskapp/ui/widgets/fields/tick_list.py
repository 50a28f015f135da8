"""Several of a few things, each with a box to tick, side by side where there is room."""

from collections.abc import Collection, Hashable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.widgets.flow_layout import FlowLayout


class TickList(QWidget):
    """Boxes in the order given; `value` is what is ticked, in that order."""

    changed = Signal(object)

    def __init__(self, name: str, choices: Iterable[tuple[Hashable, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes: dict[Hashable, QCheckBox] = {}
        row = FlowLayout(self, spacing=theme.px(6))
        for value, words in choices:
            # An ampersand in a name is no key.
            box = QCheckBox(direction.shown(words).replace("&", "&&"))
            box.setAccessibleName(words)
            box.setAccessibleDescription(name)
            box.toggled.connect(self._on_toggled)
            self._boxes[value] = box
            row.addWidget(box)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    @property
    def value(self) -> list[Hashable]:
        return [value for value, box in self._boxes.items() if box.isChecked()]

    def set_value(self, ticked: Collection[Hashable]) -> None:
        for value, box in self._boxes.items():
            box.setChecked(value in ticked)

    def box(self, value: Hashable) -> QCheckBox:
        return self._boxes[value]

    def _on_toggled(self) -> None:
        self.changed.emit(self.value)


def wrapping(form: QWidget) -> QWidget:
    """Let the form around a row that wraps be as high as its rows need at the width it gets."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    form.setSizePolicy(policy)
    return form
