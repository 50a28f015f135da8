"""Where the keyboard is can be seen of every control, and heard wherever a key leads."""

from __future__ import annotations

import pytest
from every_view import EveryView
from eyes_and_hands.controls import controls, where
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from screen_reader import told
from window_hands import CTRL, Hands

from deskapp.ui.look import theme
from deskapp.ui.window.screens import rows

#: How far a colour may be from that of the ring, where its corner is round.
_NEAR = 60


def pictures(widget: QWidget) -> tuple[QImage, QImage]:
    """A control without the keyboard and with it; what is still growing is looked at once more."""
    while True:
        taken = []
        for focused in (False, True):
            widget.setFocus(Qt.FocusReason.TabFocusReason) if focused else widget.clearFocus()
            QApplication.processEvents()
            taken.append(widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
        if taken[0].size() == taken[1].size():
            return taken[0], taken[1]


def ring(plain: QImage, focused: QImage) -> int:
    """How many pixels have got the colour of the ring."""
    inks = [QColor(ink) for ink in (theme.colour("accent"), theme.colour("on_accent"))]
    before, after = (memoryview(image.constBits()).cast("I") for image in (plain, focused))
    fresh = [now for was, now in zip(before, after, strict=True) if was != now]
    return sum(any(_near(QColor.fromRgb(pixel), ink) for ink in inks) for pixel in fresh)


def _near(one: QColor, other: QColor) -> bool:
    parts = zip(one.getRgb(), other.getRgb(), strict=True)
    return sum(abs(mine - theirs) for mine, theirs in parts) <= _NEAR  # type: ignore[operator]


def test_every_control_shows_that_it_has_the_keyboard(views: EveryView) -> None:
    found: dict[str, str] = {}
    seen: set[str] = set()
    for view, shown in views.all():
        for one in controls(shown):
            if where(one) in seen:
                continue
            seen.add(where(one))
            pixels = ring(*pictures(one))
            # Half of a ring of one pixel; a place of the cursor, or a chosen word, is less.
            if pixels < one.width() + one.height():
                found[f"{pixels} pixels: {told(one).spoken!r}, {where(one)}"] = view
    assert not found, "\n".join(f"{view}: {what}" for what, view in found.items())
