"""A label among other things in a row that wraps."""

from PySide6.QtCore import QSize

from deskapp.ui.widgets.label import Label


class RowLabel(Label):
    """Wraps only where the row ends: a wrapping label would rather be high than wide."""

    def sizeHint(self) -> QSize:
        if "\n" in self.text():
            return super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.lineSpacing())
