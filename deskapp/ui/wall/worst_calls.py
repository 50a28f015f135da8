"""The calls that are over longest, a line each: which, what is late, by how much, whose it is, where it waits."""

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.language import _
from deskapp.ui.look.palettes import DARK, Tint
from deskapp.ui.wall import wall_words
from deskapp.ui.wall.card import WallCard
from deskapp.ui.wall.line import WallLine
from deskapp.ui.wall.wall_words import Cells

#: So many lines have room.
LINES = 10
#: How wide the columns are to each other, in the drawing.
_SHARES = (198, 94, 408, 252, 184, 664)


class WorstCalls(WallCard):
    """All its lines are made once, and stand empty where fewer calls are late."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = [WallLine(22, DARK.muted, bold=True, even=True) for _share in _SHARES]
        for head, words in zip(self._heads, _headings(), strict=True):
            head.setText(words.upper())
        self._lines = [[_cell(column) for column in range(len(_SHARES))] for _line in range(LINES)]
        self._count = 0
        self._nothing = WallLine(30, DARK.muted)
        self._nothing.setText(_("Nothing is overdue."))
        self._nothing.hide()
        self._grid = QGridLayout(self)
        for row, cells in enumerate((self._heads, *self._lines)):
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, row, column)
            self._grid.setRowStretch(row, 54 if row == 0 else 61)
        for column, share in enumerate(_SHARES):
            self._grid.setColumnStretch(column, share)
        self._grid.addWidget(self._nothing, 1, 0, 1, len(_SHARES))

    def show_calls(self, calls: list[Cells], *, known: bool) -> None:
        """The first of them first. known: whether they were read; nothing is not told of what was not."""
        empty = Cells("", "", "", "", "", "")
        for line, said in zip(self._lines, [*calls, *[empty] * LINES], strict=False):
            call, priority, what, over, owner, waits = line
            call.say(said.ref)
            priority.say(said.priority, DARK.priority(said.priority))
            what.say(said.what)
            over.say(said.over)
            owner.say(said.owner)
            ink = DARK.strong(Tint.SOON) if said.late else DARK.muted if said.alone else DARK.text
            waits.say(said.waits, ink, tail=said.late)
        if self._count != min(len(calls), LINES):
            self._count = min(len(calls), LINES)
            self.update()  # the lines between them too
        self._nothing.setVisible(known and not calls)

    def set_scale(self, scale: float) -> None:
        super().set_scale(scale)
        self._grid.setContentsMargins(round(23 * scale), 0, round(23 * scale), 0)
        self._grid.setHorizontalSpacing(round(12 * scale))
        self._grid.setVerticalSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(DARK.line), max(1.0, 2 * self.scale)))
        for row in range(1, min(self._count + 1, LINES) + 1):
            top = self._grid.cellRect(row, 0).top()
            painter.drawLine(QLineF(0, top, self.width(), top))


def _headings() -> tuple[str, ...]:
    return _("Ten worst"), "", _("What is late"), _("Over by"), _("Owner"), _("With")


def _cell(column: int) -> WallLine:
    if column == wall_words.OVER:
        made = WallLine(28, bold=True, even=True)
        made.say("", *DARK.chip(Tint.OVER))
        return made
    return WallLine(30, DARK.text_soft if column == wall_words.WHAT else DARK.text, bold=column == 1, even=True)
