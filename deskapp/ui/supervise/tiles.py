"""The figures on top of the overdue view: large, each with a line that says more."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.flow_layout import FlowLayout
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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        self._column.setSpacing(0)
        self._column.addWidget(Section(heading))
        self._column.addWidget(self._figure)
        self._column.addWidget(self._line)
        self._column.addStretch(1)

    def set_compact(self, compact: bool) -> None:
        """Heading and figure in one line, where the calls need the height."""
        directions = QVBoxLayout.Direction
        self._column.setDirection(directions.LeftToRight if compact else directions.TopToBottom)
        self._column.setSpacing(theme.px(10) if compact else 0)
        edge = theme.px(1 if compact else 10)
        self._column.setContentsMargins(theme.px(12), edge, theme.px(12), edge)
        self._line.setVisible(not compact)

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
    """Tiles beside each other, as wide as each other; compact they flow like words."""

    def __init__(self, tiles: Iterable[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = list(tiles)
        self._wide, self._flowing = QWidget(), QWidget()
        self._grid = QGridLayout(self._wide)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(10))
        self._flow = FlowLayout(self._flowing, spacing=theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wide)
        column.addWidget(self._flowing)
        self._shown: tuple[int, bool] | None = None
        self._place(len(self._tiles), compact=False)

    def fit(self, width: int, *, compact: bool) -> None:
        """Use as many columns as this width has room for; compact where the height is short."""
        room = max(1, (width + theme.px(10)) // (theme.px(150) + theme.px(10)))
        self._place(min(len(self._tiles), room), compact=compact)

    def _place(self, columns: int, *, compact: bool) -> None:
        if (columns, compact) == self._shown:
            return
        self._shown = (columns, compact)
        for number, tile in enumerate(self._tiles):
            tile.set_compact(compact)
            self._grid.removeWidget(tile)
            self._flow.removeWidget(tile)
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
            if compact:
                self._flow.addWidget(tile)
            else:
                self._grid.addWidget(tile, number // columns, number % columns)
            tile.show()
        self._wide.setVisible(not compact)
        self._flowing.setVisible(compact)
