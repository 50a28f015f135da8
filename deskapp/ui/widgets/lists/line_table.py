"""A table that is read and chosen from line by line: no cell of its own, no grid, a line as high as a hand needs."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.calm_wheel import CalmScroll
from deskapp.ui.widgets.lists.line_model import LineModel


class LineTable(CalmScroll, QTableView):
    def __init__(self, model: LineModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.lines = model
        self.setModel(model)
        self.setAccessibleName(name)
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

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The first line and the last: Qt's own tables go to the ends of a line, which here is one thing."""
        actions, last = QAbstractItemView.CursorAction, self.lines.rowCount() - 1
        there = {actions.MoveHome: 0, actions.MoveEnd: last}.get(action)
        if there is None or last < 0:
            return super().moveCursor(action, modifiers)
        return self.lines.index(there, max(0, self.currentIndex().column()))
