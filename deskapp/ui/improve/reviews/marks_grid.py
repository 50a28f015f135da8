"""Marks that are only read: each line with its mark, what it means, and what others gave."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.domain.reviews.scorecard import LOWEST, CardLine
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label
from deskapp.wording.reviews import draws as wording


class MarksGrid(QWidget):
    """A row a line."""

    def __init__(
        self, lines: Sequence[CardLine], marks: Mapping[str, int | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(9))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(lines):
            mark = marks.get(line.code)
            said = wording.mark(mark)
            chip = Chip(said, Tint.INFO if mark is not None else Tint.PLAIN)
            means = line.meanings[mark - LOWEST] if mark is not None else wording.mark_heard(None, "")
            name, meaning = Label(line.name, "strong", wrap=True), Label(means, "muted", wrap=True, selectable=True)
            meaning.setAccessibleName(f"{line.name}: {wording.mark_heard(mark, means)}")
            for column, widget in enumerate((chip, name, meaning)):
                grid.addWidget(widget, row, column, top)
