"""The table of deadlines that would move: to be read, nothing in it can be changed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.targets.moves_model import Column, MovesModel


class MovesTable(QTableView):
    def __init__(self, model: MovesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(_("Deadlines that would move"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(24, theme.px(30)))
        rows.hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        sides = Qt.AlignmentFlag
        side = sides.AlignRight if self.isRightToLeft() else sides.AlignLeft
        heads.setDefaultAlignment(side | sides.AlignVCenter)
        heads.setMinimumSectionSize(theme.px(70))
        heads.setSectionResizeMode(Column.SUMMARY, QHeaderView.ResizeMode.Stretch)
        self._fit_columns(model)

    def _fit_columns(self, model: MovesModel) -> None:
        """Each as wide as its longest words; the summary has the rest."""
        measure = QFontMetrics(theme.font())
        for column in Column:
            if column is Column.SUMMARY:
                continue
            words = {str(model.data(model.index(row, column))) for row in range(model.rowCount())}
            words.add(str(model.headerData(column, Qt.Orientation.Horizontal)).upper())
            widest = max(measure.horizontalAdvance(text) for text in words)
            self.setColumnWidth(column, widest + theme.px(22))
