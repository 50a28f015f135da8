"""The panel beside the directory's list: a name, how to reach them, and a button to edit."""

from collections.abc import Iterable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.reach import Reach
from deskapp.language import _
from deskapp.ui.directory.address_row import AddressRow, mail, telephone
from deskapp.ui.directory.open_address import OpenAddress
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.detail_rows import DetailRows
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.widgets.texts.row_label import RowLabel
from deskapp.wording import contacts as contact_wording


class PersonPanel(QWidget):
    """Put chips into `head` and fields into `body`. An address is shown in whole before it is opened."""

    def __init__(self, name: str, edit: str, parent: QWidget | None = None, *, edit_key: str = "") -> None:
        super().__init__(parent)
        self.addresses: list[AddressRow] = []
        self.about = Label("", "muted", wrap=True)
        self.head = QVBoxLayout()
        self.head.setSpacing(theme.px(4))
        self.title = RowLabel(name, "title", wrap=True, selectable=True)
        self.head.addWidget(self.title)
        self.head.addWidget(self.about)
        self.notice = Notice()
        self.ask = OpenAddress()
        self.ask.refused.connect(self._on_open_refused)
        scroll = ScrollBody()
        self.body = scroll.body
        self.edit_button = secondary(edit, edit_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self.head)
        column.addWidget(scroll, 1)
        column.addWidget(self.ask)
        column.addWidget(self.notice)
        #: The buttons, below everything.
        self.foot = QVBoxLayout()
        self.foot.setSpacing(theme.px(6))
        self.foot.addWidget(self.edit_button)
        column.addLayout(self.foot)

    def add_addresses(self, rows: DetailRows, phones: Iterable[Reach], emails: Iterable[Reach]) -> None:
        """How to reach them, and what each is for; each to be copied and opened from here."""
        for number, kind in phones:
            words = _with_kind(_("Phone"), kind)
            self._add(rows, words, AddressRow(number, telephone(number), _("Call…"), words))
        for email, kind in emails:
            words = _with_kind(_("E-mail"), kind)
            self._add(rows, words, AddressRow(email, mail(email), _("Write…"), words))

    def _add(self, rows: DetailRows, words: str, row: AddressRow) -> None:
        self.addresses.append(row)
        row.open_asked.connect(self._on_open_asked)
        row.copied.connect(self._on_copied)
        rows.add_widget(words, row)

    def _on_open_asked(self, url: QUrl) -> None:
        self.ask.ask(url)

    def _on_open_refused(self) -> None:
        self.notice.say(_("This computer has no program for that. Copy it instead."), Tint.SOON)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, and say so."""
        QGuiApplication.clipboard().setText(direction.clean(text))
        self._on_copied(" ".join(text.split()))

    def _on_copied(self, text: str) -> None:
        self.ask.hide()
        self.notice.say(_("{what} is copied.").format(what=text), Tint.OK, seconds=4)


def _with_kind(words: str, kind: str) -> str:
    return f"{words}, {contact_wording.use(kind)}" if kind else words
