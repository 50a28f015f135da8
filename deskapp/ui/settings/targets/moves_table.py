"""The table of deadlines that would move: to be read, nothing in it can be changed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.targets.moves_model import Column, MovesModel
from deskapp.ui.widgets.lists.line_table import LineTable


class MovesTable(LineTable):
    def __init__(self, model: MovesModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Deadlines that would move"), parent)
        heads = self.horizontalHeader()
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
