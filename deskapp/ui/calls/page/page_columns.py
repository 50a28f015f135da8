"""The columns of the call whole: three beside each other; where the room is too small two, or one below the other."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.scroll_body import ScrollBody

#: From these widths of the drawing on there are so many.
_THREE, _TWO = 880, 580
#: How wide they are to each other.
_SHARES = {1: (1,), 2: (14, 11), 3: (14, 10, 9)}


class PageColumns(QWidget):
    """Each scrolls for itself."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._count = 0
        self._columns = [Column() for _part in parts]
        self._bodies = [ScrollBody(whole=True) for _part in parts]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), 0)
        self._row.setSpacing(theme.px(10))
        for column, body in zip(self._columns, self._bodies, strict=True):
            self._row.addWidget(column)
            column.body.setContentsMargins(theme.px(12), theme.px(10), theme.px(4), theme.px(4))
            column.body.addWidget(body)
            body.body.setSpacing(theme.px(10))
            body.body.setContentsMargins(0, 0, theme.px(8), theme.px(8))
        self._arrange(3)

    @property
    def count(self) -> int:
        """How many columns there are now."""
        return self._count

    def arrange(self, width: int) -> None:
        """As many as there is room for in such a width."""
        self._arrange(3 if width >= theme.px(_THREE) else 2 if width >= theme.px(_TWO) else 1)

    def to_the_top(self) -> None:
        for body in self._bodies:
            body.verticalScrollBar().setValue(0)

    def turn(self, by: int) -> None:
        """What was said and handed on, a page further down, or up."""
        bar = self._bodies[0].verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep())

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for place, part in enumerate(self._parts):
            self._bodies[min(place, count - 1)].body.addWidget(part)
        for place, column in enumerate(self._columns):
            column.setVisible(place < count)
            self._row.setStretch(place, _SHARES[count][place] if place < count else 0)
