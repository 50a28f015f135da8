"""Puts our own light or dark palette on the application, and keeps following the system where asked to."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from deskapp import paths
from deskapp.ui.look.palettes import DARK, LIGHT, Palette
from deskapp.ui.look.style_sheet import Sizes, style_sheet

Mode = Literal["system", "light", "dark"]

#: What an application is made with, so that it looks alike on every system. Setting the style later would load
#: QStyle with its thousand names, which nothing else needs before the first paint.
ARGUMENTS = ("-style", "fusion")


class Theme(QObject):
    """The look of one application. Made by `apply`; ask `current()` and `sizes()` while painting."""

    changed = Signal(object)  # the Palette that now holds

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = "system"
        self._dressed = False
        self._shown: tuple[Palette, Sizes, bool] | None = None
        self.palette = LIGHT
        self.sizes = _sizes(app.font())
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._listener = _FontListener(self._show)

    def use(self, mode: Mode, *, dress: bool = True) -> None:
        """Follow the system, or stay light or dark. Without `dress` the style sheet comes later, by `dress`."""
        self._mode = mode
        self._dressed = self._dressed or dress
        self._show()

    def dress(self) -> None:
        """Put the style sheet on, if it is not."""
        if not self._dressed:
            self._dressed = True
            self._show()

    def _on_scheme_changed(self) -> None:
        if self._mode == "system":
            self._show()

    def _show(self) -> None:
        wanted, sizes = self._wanted(), _sizes(self._app.font())
        if (wanted, sizes, self._dressed) == self._shown:
            return
        self._shown = (wanted, sizes, self._dressed)
        self.palette, self.sizes = wanted, sizes
        # In the place of another one a style sheet is put on each widget once for every widget that it stands in:
        # seconds where every screen was visited. To take it off and put it on is a quarter of that.
        self._app.setStyleSheet("")
        self._app.setPalette(qt_palette(wanted))
        if self._dressed:
            self._app.setStyleSheet(style_sheet(wanted, sizes, paths.resources() / "icons"))
        self.changed.emit(wanted)

    def _wanted(self) -> Palette:
        if self._mode == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._mode == "dark"
        return DARK if dark else LIGHT


class _FontListener(QWidget):
    """Hears of a new application font. A filter on the application would see every event there is, in Python."""

    def __init__(self, heard: Callable[[], None]) -> None:
        super().__init__()
        self._heard = heard

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._heard()
        return super().event(event)


_theme: Theme | None = None


def apply(app: QApplication, mode: Mode = "system", *, dress: bool = True) -> Theme:
    """Give the application our look. May be called again to change the mode.

    A window that is built under a style sheet is styled anew whenever a part of it is put into another; one
    that is built with `dress=False` is styled once, by `dress`, before it is shown.
    """
    global _theme  # one application has one look; painters ask for it without being handed it
    if _theme is None:
        _theme = Theme(app)
    _theme.use(mode, dress=dress)
    return _theme


def dress() -> None:
    """Put the style sheet on an application that was given its look without."""
    if _theme is not None:
        _theme.dress()


def current() -> Palette:
    """The palette that holds now; light before `apply`."""
    return LIGHT if _theme is None else _theme.palette


def sizes() -> Sizes:
    """The sizes that hold now, relative to the application's font."""
    return Sizes(9.0, 12.0) if _theme is None else _theme.sizes


def px(drawn: float) -> int:
    """A length of the drawing in logical pixels, grown with the application's font."""
    return sizes().px(drawn)


def font(drawn_px: float = 12, *, bold: bool = False) -> QFont:
    """The application's font at a size of the drawing, for painters."""
    made = QFont(QApplication.font())
    made.setPointSizeF(sizes().pt(drawn_px))
    made.setBold(bold)
    return made


def colour(name: str) -> QColor:
    """A named colour of the palette, for painters: `colour("muted")`."""
    return QColor(getattr(current(), name))


def _sizes(application_font: QFont) -> Sizes:
    info = QFontInfo(application_font)
    return Sizes(info.pointSizeF(), float(info.pixelSize()))


def qt_palette(p: Palette) -> QPalette:
    """The same colours in Qt's roles, for what Fusion draws without a style sheet."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, value in {
        role.Window: p.window,
        role.WindowText: p.text,
        role.Base: p.surface,
        role.AlternateBase: p.raised,
        role.Text: p.text,
        role.Button: p.surface,
        role.ButtonText: p.text,
        role.BrightText: p.over,
        role.Highlight: p.accent,
        role.HighlightedText: p.on_accent,
        role.Accent: p.accent,
        role.PlaceholderText: p.placeholder,
        role.ToolTipBase: p.raised,
        role.ToolTipText: p.text,
        role.Link: p.accent,
        role.LinkVisited: p.accent,
        role.Light: p.surface,
        role.Midlight: p.line,
        role.Mid: p.border,
        role.Dark: p.border,
        role.Shadow: p.border,
    }.items():
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(p.placeholder))
    return made
