"""Where the keyboard is can be seen of every control."""

from __future__ import annotations

from collections.abc import Iterator

from eyes_and_hands.controls import controls, where
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from screen_reader import told

from deskapp.ui.look import theme

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


def shows_it(one: QWidget) -> bool:
    # Half of a ring of one pixel; a place of the cursor, or a chosen word, is less.
    return ring(*pictures(one)) >= one.width() + one.height()


class Rings:
    """Looks at each control once, in whichever view it comes first."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def amiss(self, shown: QWidget) -> Iterator[str]:
        for one in controls(shown):
            if where(one) not in self._seen:
                self._seen.add(where(one))
                if not shows_it(one):
                    yield f"{told(one).spoken!r}, {where(one)}"
