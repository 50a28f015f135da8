"""Tips at the mouse that are text, whatever somebody typed."""

from html import escape

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget

from deskapp import direction

#: A longer text is read where it stands whole.
_LONGEST = 1_500
#: A longer one is wrapped.
_ONE_LINE = 200


def show_tip(at: QPoint, words: str, widget: QWidget, rect: QRect) -> None:
    """Show a text beside the mouse while it is in a part of a widget; it wraps, and nothing in it is markup."""
    from PySide6.QtWidgets import QToolTip  # not before somebody points at something

    QToolTip.showText(at, _marked(words), widget, rect)


def tip(words: str) -> str:
    """What to give a widget of Qt's as its tool tip, so that nothing in the words is taken for markup."""
    # Qt wraps none but what it takes for markup.
    return _marked(words) if Qt.mightBeRichText(words) or len(words) > _ONE_LINE else words


def _marked(words: str) -> str:
    said = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    inside = "<br>".join(map(escape, direction.shown(said).split("\n")))
    return f"<qt>{inside}</qt>" if inside else ""
