"""One number or address of somebody: to read, to copy, and to open in the program that this computer has for it."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.label import Label

#: A contact's data may lead nowhere else.
SCHEMES = ("tel", "mailto")
_DIALLED = "0123456789+*#"


def telephone(number: str) -> QUrl:
    """The address that rings a number: its digits alone."""
    return QUrl("tel:" + "".join(sign for sign in number if sign in _DIALLED).replace("#", "%23"))


def mail(address: str) -> QUrl:
    """The address that begins a letter. Whatever would add a subject or another reader is made harmless."""
    return QUrl("mailto:" + bytes(QUrl.toPercentEncoding(address, b"@").data()).decode("ascii"))


def open_outside(url: QUrl) -> bool:
    """Give an address to the system; nothing but a call or a letter is ever opened."""
    return url.scheme() in SCHEMES and QDesktopServices.openUrl(url)


def breakable(text: str) -> str:
    """A text for a label that may break between any two signs: an address has no blanks."""
    return "\u200b".join(text)


class AddressRow(QWidget):
    """The text of an address with "Copy" and what opens it."""

    open_asked = Signal(QUrl)  # shown in whole before it is opened
    copied = Signal(str)

    def __init__(self, text: str, url: QUrl, opens: str, name: str, parent: QWidget | None = None) -> None:
        """opens: what the link does, in a word; name: what it is, for a screen reader."""
        super().__init__(parent)
        self._text, self._url = text, url
        self._shown = Label(breakable(text), "strong", wrap=True)
        self._shown.setAccessibleName(f"{name}: {text}")
        policy = self._shown.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self._shown.setSizePolicy(policy)
        self.copy_button = LinkButton(_("Copy"))
        self.copy_button.setAccessibleName(_("Copy {what}").format(what=text))
        self.copy_button.clicked.connect(self.copy)
        self.open_button = LinkButton(opens)
        self.open_button.setAccessibleName(f"{opens}: {text}")
        self.open_button.clicked.connect(lambda: self.open_asked.emit(self._url))
        self._links = QHBoxLayout()
        self._links.setSpacing(theme.px(4))
        self._links.addWidget(self.copy_button)
        self._links.addWidget(self.open_button)
        self._links.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(4))
        self._row.addWidget(self._shown, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._links)
        self.setFocusProxy(self.copy_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The links go below the address where both have no room side by side."""
        super().resizeEvent(event)
        wanted = self._shown.fontMetrics().horizontalAdvance(self._text) + self._links.sizeHint().width()
        beside = wanted + theme.px(8) <= event.size().width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        announce(self, _("Copied"))
        self.copied.emit(self._text)
