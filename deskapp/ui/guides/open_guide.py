"""Shows the whole address or path of a guide, and gives it to the system only when told to."""

from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.words import GuideKind
from deskapp.language import _
from deskapp.services.library.categories import SCHEMES
from deskapp.services.library.guide_files import GuideFile, look_at
from deskapp.services.library.views import GuideView
from deskapp.ui.directory.address_row import breakable
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


def address(content: str) -> QUrl | None:
    """A link as it would be opened; None where it leads anywhere but to a page, a letter or a number."""
    url = QUrl(content.strip(), QUrl.ParsingMode.StrictMode)
    return url if url.isValid() and url.scheme().lower() in SCHEMES else None


class OpenGuide(Card):
    """Hidden until a guide is to be opened."""

    closed = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._guide: GuideView | None = None
        self._about = Label("", "muted", wrap=True)
        self.address = Label("", "strong", wrap=True)
        self.wrong = Label("", "error", wrap=True)
        self.open_button = secondary(_("Open"))
        self.open_button.clicked.connect(self._on_open)
        self.cancel_button = secondary(_("Cancel"))
        self.cancel_button.clicked.connect(self.end)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.open_button)
        for widget in (self._about, self.address, self.wrong):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.hide()

    def ask(self, guide: GuideView) -> None:
        """Show what would be opened, and with it the question."""
        self._guide = guide
        whole = self._whole(guide)
        self.address.setText(breakable(whole))
        self.address.setAccessibleName(whole)
        self.wrong.hide()
        about = _("This opens the file with the program that this computer has for it:")
        if guide.kind is GuideKind.LINK:
            about = _("This opens another program with")
        self._about.setText(about)
        self.open_button.setEnabled(True)
        self.show()
        announce(self, f"{about} {whole}")
        if guide.kind is GuideKind.LINK and address(guide.content) is None:
            self._say(_("This is no address of a page, a letter or a number: it is not opened."))
        else:
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Nothing is to be opened after all."""
        self._guide = None
        self.hide()
        self.closed.emit()

    def _whole(self, guide: GuideView) -> str:
        url = address(guide.content) if guide.kind is GuideKind.LINK else None
        return guide.content.strip() if url is None else url.toString(QUrl.ComponentFormattingOption.FullyEncoded)

    def _on_open(self) -> None:
        guide = self._guide
        if guide is None:
            return
        if guide.kind is GuideKind.FILE:
            # A path may lie on a network: it is looked at beside the window.
            self.open_button.setEnabled(False)
            looked = partial(self._on_looked, guide)
            self._place.read(lambda _desk: look_at(guide.content), looked, key=("guide", id(self)))
            return
        url = address(guide.content)
        if url is not None and QDesktopServices.openUrl(url):
            self.end()
        else:
            self._say(_("No program on this computer took it."))

    def _on_looked(self, guide: GuideView, found: GuideFile) -> None:
        # Another guide was asked for meanwhile, at which nobody looked.
        if guide is not self._guide:
            return
        self.open_button.setEnabled(True)
        if found is not GuideFile.READY:
            self._say(why_not(found))
        elif QDesktopServices.openUrl(QUrl.fromLocalFile(guide.content.strip())):
            self.end()
        else:
            self._say(_("No program on this computer took it."))

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()
        announce(self, words)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)


def why_not(found: GuideFile) -> str:
    """Why a file is not opened."""
    return {
        GuideFile.MISSING: _("The file is not there, or may not be read from this computer."),
        GuideFile.NO_FILE: _("This is no file."),
        GuideFile.NO_PATH: _("This is no whole path of a file: a manager can correct it in the settings."),
        GuideFile.PROGRAM: _("This is a program or script: guides are read, never run."),
    }.get(found, "")
