"""The controls of a window: what the keyboard can be given to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def controls(window: QWidget) -> list[QWidget]:
    """Everything in a window that Tab stops at, in no order."""
    return [one for one in window.findChildren(QWidget) if one.window() is window and stops(one)]


def stops(widget: QWidget) -> bool:
    """Whether Tab stops at it."""
    tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def where(widget: QWidget) -> str:
    """A widget by its class and those around it."""
    around: list[str] = []
    one: QWidget | None = widget
    while one is not None and len(around) < 5:
        around.append(type(one).__name__)
        one = one.parentWidget()
    return " in ".join(around)
