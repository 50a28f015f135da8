"""How the window looks on this workstation: light or dark, and how large its text is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.work.workstation import Workstation

if TYPE_CHECKING:
    from deskapp.ui.work.commands import Command

_STEP, _LEAST, _MOST = 1.0, 7.0, 24.0


def apply(app: QApplication, workstation: Workstation) -> None:
    """Give the application the look that was chosen here; `theme.dress` completes it when a window is built."""
    points = workstation.font_points
    if points is not None:
        font = QFont(app.font())
        font.setPointSizeF(points)
        app.setFont(font)
    theme.apply(app, workstation.mode, dress=False)


class Look(QObject):
    """The commands that change the look; each is remembered."""

    def __init__(self, workstation: Workstation, parent: QObject) -> None:
        super().__init__(parent)
        self._workstation = workstation
        self._system_font = QFont(QApplication.font())

    def commands(self) -> list[Command]:
        from deskapp.ui.work.commands import Command, Group

        modes: dict[theme.Mode, str] = {
            "system": _("Colours of the system"),
            "light": _("Light colours"),
            "dark": _("Dark colours"),
        }
        made = [
            Command(f"mode_{mode}", words, Group.LOOK, partial(self._use, mode), also=_("theme palette colours"))
            for mode, words in modes.items()
        ]
        return [
            *made,
            Command("larger", _("Larger text"), Group.LOOK, partial(self._size, _STEP), ("Ctrl++",), _("zoom font")),
            Command("smaller", _("Smaller text"), Group.LOOK, partial(self._size, -_STEP), ("Ctrl+-",), _("zoom font")),
        ]

    def chosen(self) -> tuple[str, float]:
        """The mode and the size of the text, in points."""
        return self._workstation.mode, QApplication.font().pointSizeF()

    def use(self, mode: theme.Mode, points: float) -> None:
        """Take a mode and a size of text, as the settings say them."""
        self._use(mode)
        self._size(points - QApplication.font().pointSizeF())

    def _use(self, mode: theme.Mode) -> None:
        self._workstation.mode = mode
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, mode)

    def _size(self, step: float) -> None:
        font = QFont(QApplication.font())
        points = min(max(font.pointSizeF() + step, _LEAST), _MOST)
        font.setPointSizeF(points)
        QApplication.setFont(font)
        self._workstation.font_points = points
