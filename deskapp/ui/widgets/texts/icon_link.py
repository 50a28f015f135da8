"""A link with a small drawing behind its words: a number to copy, "more" of a text."""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.ui.look import icons, theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.lists.plain_tip import tip

#: So long the drawing says that it was copied.
_TOLD_MS = 2000


class IconLink(LinkButton):
    """Words in the accent's colour, and behind them resources/icons/<icon>.svg; without words the drawing alone."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self.setProperty("inline", "true")

    def set_link(self, words: str, icon: str) -> None:
        """Other words and another drawing."""
        text = direction.shown(words).replace("&", "&&")  # no key
        if (text, icon) != (self.text(), self._icon):
            self._icon = icon
            self.setText(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        words = super().sizeHint()
        room = theme.px(18)
        return QSize(words.width() + room if self.text() else theme.sizes().target, words.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(13)
        at = theme.px(3) if self.text() else (self.width() - side) // 2
        x = at if self.isRightToLeft() else self.width() - side - at
        painter = QPainter(self)
        painter.drawPixmap(x, (self.height() - side) // 2, icons.pixmap(self._icon, theme.current().accent, side))
        painter.end()


class CopyLink(IconLink):
    """Something to copy as it stands there: a number, a reference. Pressed, it is on the clipboard, and said so."""

    def __init__(self, what: str = "", parent: QWidget | None = None, *, bare: bool = False) -> None:
        """bare: only the drawing, beside words that stand there already."""
        super().__init__("", "copy", parent)
        self._bare, self._what, self._about = bare, "", ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_TOLD_MS)
        self._again.timeout.connect(self._rest)
        self.set_what(what)
        self.clicked.connect(self.copy)

    @property
    def what(self) -> str:
        """What is copied."""
        return self._what

    def set_what(self, what: str, about: str = "") -> None:
        """Another thing to copy; about: whose it is, for whoever only hears it."""
        if (what, about) == (self._what, self._about):
            return
        self._what, self._about = what, about
        self._rest()
        said = _("Copy {what}").format(what=what)
        self.setAccessibleName(_("{about}: {said}").format(about=about, said=said) if about else said)
        self.setToolTip(tip(said))

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(direction.clean(self._what))
        self.set_link(self._words, "done")
        self._again.start()
        announce(self, _("Copied: {what}").format(what=self._what))

    @property
    def _words(self) -> str:
        return "" if self._bare else self._what

    def _rest(self) -> None:
        self.set_link(self._words, "copy")
