"""Tips at the mouse that are text, whatever somebody typed."""

from html import escape

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QToolTip, QWidget

from deskapp import direction

#: A longer text is read where it stands whole.
_LONGEST = 1_500


def show_tip(at: QPoint, words: str, widget: QWidget, rect: QRect) -> None:
    """Show a text beside the mouse while it is in a part of a widget; it wraps, and nothing in it is markup."""
    said = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    marked = "<br>".join(map(escape, direction.shown(said).split("\n")))
    QToolTip.showText(at, f"<qt>{marked}</qt>" if marked else "", widget, rect)
