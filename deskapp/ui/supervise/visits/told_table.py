"""A table of what a visit is told, line by line; a line may stand for a call, which Enter opens."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable

#: No column is made wider for what stands far below; the widest in the drawing.
_MEASURED, _WIDEST = 100, 150


class ToldModel(LineModel):
    """Each line is its words, column by column."""

    def words(self, place: int, column: Any) -> str:
        return str(self.lines[place][column])


class ToldTable(LineTable):
    """heads: by their number; wide: the column that has the rest of the room."""

    opened = Signal(int)  # the call of the line

    def __init__(self, name: str, heads: Sequence[str], wide: int, parent: QWidget | None = None) -> None:
        columns: Mapping[int, str] = dict(enumerate(heads))
        super().__init__(ToldModel(columns), name, parent)
        self._calls: Sequence[int] = ()
        self._wide = wide
        self.horizontalHeader().setMinimumSectionSize(theme.px(40))
        self.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._on_activated)

    def put(self, lines: Sequence[Sequence[str]], calls: Sequence[int] = ()) -> None:
        """calls: the call of each line, where there is one."""
        self._calls = calls
        self.lines.set_lines(lines)
        self._fit()
        if lines:
            self.setCurrentIndex(self.lines.index(0, 0))

    @property
    def current_call_id(self) -> int | None:
        row = self.currentIndex().row()
        return self._calls[row] if 0 <= row < len(self._calls) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a dialog Enter would press its button.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_call_id is not None:
            self.opened.emit(self.current_call_id)
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        measure = QFontMetrics(theme.font())
        for column, head in enumerate(self.lines.heads):
            if column != self._wide:
                words = [head.upper(), *(str(line[column]) for line in self.lines.lines[:_MEASURED])]
                widest = max(map(measure.horizontalAdvance, words))
                self.setColumnWidth(column, min(widest, theme.px(_WIDEST)) + theme.px(22))

    def _on_activated(self, _index: QModelIndex) -> None:
        if self.current_call_id is not None:
            self.opened.emit(self.current_call_id)
