"""The figures on top of the overdue view: large, each with a line that says more."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from deskapp.ui import theme
from deskapp.ui.palettes import Tint
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style


class Tile(QFrame):
    """A heading, a large figure in its colour, and a line."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "column")
        self._heading = heading
        self._figure = Label("–")
        self._line = Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(0)
        column.addWidget(Section(heading))
        column.addWidget(self._figure)
        column.addWidget(self._line)
        column.addStretch(1)

    def set(self, figure: str, line: str, tint: Tint) -> None:
        """Show a figure and its line."""
        if (figure, line) != (self._figure.text(), self._line.text()):
            self._figure.setText(figure)
            self._line.setText(line)
            self.setAccessibleName(f"{self._heading}: {figure}, {line}" if line else f"{self._heading}: {figure}")
        set_style(self._figure, "figure", tint.value)

    @property
    def words(self) -> tuple[str, str]:
        return self._figure.text(), self._line.text()


class TileRow(QWidget):
    """Tiles beside each other, in as few rows as the room allows."""

    def __init__(self, tiles: Iterable[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = list(tiles)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(10))
        self._columns = 0
        self._place(len(self._tiles))

    def fit(self, width: int) -> None:
        """Use as many columns as this width has room for."""
        room = max(1, (width + theme.px(10)) // (theme.px(150) + theme.px(10)))
        self._place(min(len(self._tiles), room))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for place in range(max(columns, self._columns)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._columns = columns
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
