"""What came of an act on several calls, in the rows of those that were left out: why, and what can be decided."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QWidget

from deskapp.ui.calls.many.many_act import RowRefusal, RowResults
from deskapp.ui.look import theme
from deskapp.ui.supervise.late_model import LateModel
from deskapp.ui.widgets.buttons import secondary


class RowChoices(QWidget):
    """At the end of a row: a button for each thing that can be decided for its call."""

    chosen = Signal(str)

    def __init__(self, refused: RowRefusal, parent: QWidget) -> None:
        super().__init__(parent)
        self.refused = refused
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        row.setSpacing(theme.px(4))
        for key, words in refused.choices:
            button = secondary(words)
            button.setProperty("kind", "row")
            button.clicked.connect(partial(self.chosen.emit, key))
            row.addWidget(button)
        self.buttons = self.findChildren(QPushButton)


class LateResults(QObject):
    """Buttons stand in the rows that are in sight, and nowhere else."""

    chosen = Signal(int, str)  # the call, and the key of what was decided for it

    def __init__(self, table: QTableView, model: LateModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._shown: dict[int, RowChoices] = {}
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._place)
        table.verticalScrollBar().valueChanged.connect(self._place)
        table.viewport().installEventFilter(self)

    def show_results(self, results: RowResults) -> None:
        """Say what came of an act, in the place of what was said of the one before."""
        self._model.set_results(results)
        self._place()

    def buttons(self, place: int) -> list[QPushButton]:
        """Those of the row at a place, in the order in which they are read."""
        row = self._model.row(place) if place >= 0 else None
        choices = None if row is None else self._shown.get(row.id)
        return [] if choices is None else choices.buttons

    def room(self, call_id: int, strip: QRect) -> QRect:
        """What is left of a row's strip for its words, in the viewport."""
        choices = self._shown.get(call_id)
        if choices is None:
            return strip
        taken = choices.width()
        return strip.adjusted(taken, 0, 0, 0) if self._table.isRightToLeft() else strip.adjusted(0, 0, -taken, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _place(self, *_what: object) -> None:
        """Put them where their rows are by now."""
        refused, there = self._model.results.refused, set()
        if refused or self._shown:
            view = self._table.viewport()
            last = self._table.rowAt(view.height() - 1)
            for place in range(max(self._table.rowAt(0), 0), (self._model.rowCount() - 1 if last < 0 else last) + 1):
                row = self._model.row(place)
                one = None if row is None else refused.get(row.id)
                if one is not None and one.choices:
                    there.add(one.call_id)
                    self._put(one, place, view)
        for call_id in set(self._shown) - there:
            gone = self._shown.pop(call_id)
            if gone.isAncestorOf(gone.window().focusWidget()):
                self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            gone.hide()
            gone.deleteLater()

    def _put(self, one: RowRefusal, place: int, view: QWidget) -> None:
        shown = self._shown.get(one.call_id)
        if shown is None or shown.refused != one:
            if shown is not None:
                shown.hide()
                shown.deleteLater()
            shown = self._shown[one.call_id] = RowChoices(one, view)
            shown.chosen.connect(partial(self.chosen.emit, one.call_id))
        wide = min(shown.sizeHint().width(), view.width())
        x = 0 if self._table.isRightToLeft() else view.width() - wide
        shown.setGeometry(x, self._table.rowViewportPosition(place), wide, self._table.rowHeight(place) - 1)
        shown.show()
