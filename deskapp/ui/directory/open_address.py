"""Shows the whole address that a link would open, and opens it only when told to."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.directory.address_row import breakable, open_outside
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.label import Label


class OpenAddress(Card):
    """Hidden until something is to be opened."""

    refused = Signal()  # no program took the address

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = QUrl()
        self.address = Label("", "strong", wrap=True)
        self.open_button = secondary(_("Open"))
        self.open_button.clicked.connect(self._on_open)
        self.cancel_button = secondary(_("Cancel"))
        self.cancel_button.clicked.connect(self.hide)
        self.body.addWidget(Label(_("This opens another program with"), "muted", wrap=True))
        self.body.addWidget(self.address)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.open_button)
        self.body.addLayout(row)
        self.hide()

    @property
    def shown_url(self) -> str:
        """The address as it would be opened."""
        return self._url.toString(QUrl.ComponentFormattingOption.FullyEncoded)

    def ask(self, url: QUrl) -> None:
        self._url = url
        self.address.setText(breakable(self.shown_url))
        self.address.setAccessibleName(self.shown_url)
        self.show()
        announce(self, _("This opens another program with {address}").format(address=self.shown_url))
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        self.hide()
        if not open_outside(self._url):
            self.refused.emit()
