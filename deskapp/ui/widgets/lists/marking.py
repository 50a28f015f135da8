"""Marks words in a text that is painted: ranges of its letters, never markup in it."""

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from deskapp.domain.spelling import marks
from deskapp.ui.look import theme


def marked(text: str, asked: str) -> list[QTextLayout.FormatRange]:
    """The words of a text that were asked for, bold on a ground of their own."""
    look = theme.current().chip_soon
    as_marked = QTextCharFormat()
    as_marked.setFontWeight(QFont.Weight.Bold)
    as_marked.setForeground(QColor(look.text))
    as_marked.setBackground(QColor(look.ground))
    made = []
    for start, end in marks(text, asked):
        part = QTextLayout.FormatRange()
        part.start, part.length = _units(text[:start]), _units(text[start:end])
        part.format = as_marked
        made.append(part)
    return made


def _units(text: str) -> int:
    """How long Qt takes a text to be, which counts what lies beyond the first plane twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
