"""A table of figures of which each cell that is one can be chosen: arrow keys go from cell to cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deskapp import direction
from deskapp.ui.improve.measures.asked import Chosen
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.look.style_sheet import Sizes
from deskapp.ui.widgets.calm_wheel import CalmScroll
from deskapp.ui.widgets.chip import with_shape

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
#: As drawn: what words keep free at each side, how high a row is, how wide a bar and the least of a name, the words.
_PAD, _ROW, _BAR, _NAME, _WORDS = 4, 20, 38, 74, 11


class Cell(NamedTuple):
    """What a cell says, in which colour, and the figure that is chosen with it; None: it is none.

    heard: for who listens, where the words alone would not tell. bar: a drawing before the words.
    """

    words: str
    chosen: Chosen | None = None
    tint: Tint = Tint.PLAIN
    strong: bool = False
    muted: bool = False
    heard: str = ""
    bar: bytes = b""

    @property
    def shown(self) -> str:
        return direction.shown(with_shape(self.words, self.tint))


class FigureModel(QAbstractTableModel):
    """Rows of cells under heads; the first cell of a row is its name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.rows: tuple[tuple[Cell, ...], ...] = ()

    def set_rows(self, heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> bool:
        """Show these; whether there are others, or fewer, than before: then nothing of the table stays."""
        named = [row[0].words for row in rows]
        if heads == self.heads and named == [row[0].words for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(heads) - 1))
            return False
        self.beginResetModel()
        self.heads, self.rows = heads, rows
        self.endResetModel()
        return True

    def cell(self, index: Index) -> Cell:
        return self.rows[index.row()][index.column()]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.shown
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return direction.clean(cell.heard or cell.words)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            near, far = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
            return (near if section == 0 else far) | Qt.AlignmentFlag.AlignVCenter
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None


class FigureTable(CalmScroll, QTableView):
    """As high as its rows; Enter goes to the calls of the cell."""

    chosen = Signal(object)  # the Chosen of a cell, by a person's hand
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.figures = FigureModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(_Cells(self))
        self._on: Chosen | None = None
        self.setProperty("frame", "cards")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(1)
        self.clicked.connect(self._on_clicked)
        self._measure()

    def set_rows(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show these; the cell one is at stays, where it is still there."""
        if tuple(heads) == self.figures.heads and tuple(map(tuple, rows)) == self.figures.rows:
            return
        at = self.currentIndex()
        row, column = at.row(), at.column()
        if (
            self.figures.set_rows(tuple(heads), tuple(map(tuple, rows)))
            and 0 <= row < len(rows)
            and column < len(heads)
        ):
            self._go_to(row, column)
        self._measure()

    def set_chosen(self, chosen: Chosen | None) -> None:
        """Show which cell is chosen; None: none of them."""
        self._on = chosen
        self.viewport().update()

    @property
    def on(self) -> Chosen | None:
        return self._on

    @property
    def least_width(self) -> int:
        """What it needs so that nothing but names is cut."""
        return theme.px(_NAME) + sum(self._needs[1:])

    @property
    def natural_width(self) -> int:
        """What it needs so that nothing at all is cut."""
        return sum(self._needs)

    # What happens

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._choose(self.currentIndex()) and event.key() != Qt.Key.Key_Space:
                self.entered.emit()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self._choose(self.currentIndex())

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.figures.rows:
            self._go_to(0, 0)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange) and hasattr(self, "figures"):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    # Inside

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> bool:
        chosen = self.figures.cell(index).chosen if index.isValid() else None
        if chosen is not None:
            self.set_chosen(chosen)
            self.chosen.emit(chosen)
        return chosen is not None

    def _go_to(self, row: int, column: int) -> None:
        index = self.figures.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _measure(self) -> None:
        """How wide each column must be, and how high the table is."""
        head, bold = QFontMetrics(theme.font(10, bold=True)), QFontMetrics(theme.font(_WORDS, bold=True))
        pad, figures = 2 * theme.px(_PAD), self.figures
        self._needs = [
            max(
                head.horizontalAdvance(title.upper()) + 2 * theme.px(6),
                *(_wide(row[column], bold) + pad for row in figures.rows),
                0,
            )
            for column, title in enumerate(figures.heads)
        ]
        high = max(20, theme.px(_ROW))
        if self.verticalHeader().defaultSectionSize() != high:
            self.verticalHeader().setDefaultSectionSize(high)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + high * len(figures.rows) + 2)
        self.setMinimumWidth(theme.px(160))
        self._share()
        self.updateGeometry()

    def _share(self) -> None:
        """The name gets what is left; where that is too little, the others give way alike."""
        if not self._needs:
            return
        room, others = self.viewport().width(), sum(self._needs[1:])
        name = max(theme.px(_NAME), room - others)
        over = max(0, name + others - room)
        for column, needs in enumerate(self._needs):
            wide = name if column == 0 else needs - over * needs // max(others, 1)
            self.setColumnWidth(column, max(1, wide))


class _Cells(QStyledItemDelegate):
    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table
        self._sizes: Sizes | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(_NAME), max(20, theme.px(_ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, table = theme.current(), self._table
        rect: QRect = option.rect
        cell = table.figures.cell(index)
        chosen = cell.chosen is not None and cell.chosen == table.on
        if chosen:
            painter.fillRect(rect, QColor(look.selected))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(look.line))
        self._words(painter, rect, cell, first=index.column() == 0)
        if chosen or (table.hasFocus() and table.currentIndex() == index):
            painter.save()
            painter.setPen(QPen(QColor(look.accent), 2 if table.hasFocus() and table.currentIndex() == index else 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def _words(self, painter: QPainter, rect: QRect, cell: Cell, *, first: bool) -> None:
        look, pad, mirrored = theme.current(), theme.px(_PAD), self._table.isRightToLeft()
        inside = rect.adjusted(pad, 0, -pad, -1)
        if cell.bar:
            wide, high = theme.px(_BAR), theme.px(12)
            x = inside.right() - wide if mirrored else inside.left()
            box = QRectF(x, inside.center().y() - high / 2, wide, high)
            QSvgRenderer(QByteArray(cell.bar)).render(painter, box)
            inside = inside.adjusted(0, 0, -wide, 0) if mirrored else inside.adjusted(wide, 0, 0, 0)
        font, metrics = self._fonts()[cell.strong]
        ink = look.strong(cell.tint) if cell.tint is not Tint.PLAIN else look.muted if cell.muted else look.text
        painter.setFont(font)
        painter.setPen(QColor(ink))
        far = first is mirrored
        side = Qt.AlignmentFlag.AlignRight if far else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        shown = metrics.elidedText(cell.shown, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, flags, shown)

    def _fonts(self) -> tuple[tuple[QFont, QFontMetrics], tuple[QFont, QFontMetrics]]:
        """Plain and bold, made once for a size."""
        if self._sizes != theme.sizes():
            self._sizes = theme.sizes()
            plain, bold = (theme.font(_WORDS, bold=strong) for strong in (False, True))
            self._known = (plain, QFontMetrics(plain)), (bold, QFontMetrics(bold))
        return self._known


def _wide(cell: Cell, metrics: QFontMetrics) -> int:
    # Two more: the advance is a fraction that was cut.
    return metrics.horizontalAdvance(cell.shown) + 2 + (theme.px(_BAR + 6) if cell.bar else 0)
