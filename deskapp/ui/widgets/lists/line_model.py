"""What a table of lines shows: a line each, in words, under fixed heads."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp import direction

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LineModel(QAbstractTableModel):
    """A line each, in words; subclasses answer `words`. heads: the columns by their heads, from the left."""

    def __init__(self, heads: Mapping[Any, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._heads = tuple(heads), tuple(heads.values())
        self.lines: tuple[Any, ...] = ()

    def words(self, place: int, column: Any) -> str:
        """What a column says of the line at a place."""
        raise NotImplementedError

    @property
    def heads(self) -> tuple[str, ...]:
        return self._heads

    def texts(self) -> Iterator[tuple[str, ...]]:
        """What each line says, column by column."""
        for place in range(len(self.lines)):
            yield tuple(direction.clean(self.words(place, column)) for column in self._columns)

    def set_lines(self, lines: Iterable[Any]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        words = self.words(index.row(), self._columns[index.column()])
        return direction.shown(words) if role == Qt.ItemDataRole.DisplayRole else direction.clean(words)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._heads[section]
