"""A recovery code or key, shown once: copied, printed or saved, not left before somebody says that it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import language
from deskapp.documents.papers.recovery_sheet import Recovers, RecoverySheet, recovery_pdf
from deskapp.domain.errors import DeskError
from deskapp.domain.words import PaperWay
from deskapp.language import _
from deskapp.ui.documents.way_out import Begun, Outgoing, Sent, WayOut
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.ui.documents.printing import Chosen


class CodeCard(QWidget):
    """Put it where the code is first seen; `kept` lets go on."""

    kept = Signal()

    def __init__(self, sheet: RecoverySheet, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        of_file = sheet.recovers is Recovers.FILE
        title = _("Save the recovery key") if of_file else _("Save the recovery code")
        self.way_out = WayOut(self, self._going, lanes=lanes, title=title)
        self.way_out.out.connect(self._on_out)
        self.way_out.failed.connect(self._on_failed)
        self.way_out.no_printer.connect(self._on_no_printer)
        of_pin = _(
            "If every manager forgets the PIN, this code lets one in again. It is shown only now, and the desk"
            " keeps no copy that could be read: print it, and keep it where the keys of the site are kept."
        )
        about = _(
            "If the passphrase is forgotten, this key opens the desk in its place. It is kept nowhere: print it, and"
            " keep it where the keys of the site are kept, not beside this computer. If both are lost, the desk is"
            " lost, and its backups with it."
        )
        shown = sheet.code.replace("-", " ") if of_file else sheet.code
        self.code = Label(shown, "title", wrap=of_file, selectable=True)
        named = _("Recovery key {code}") if of_file else _("Recovery code {code}")
        self.code.setAccessibleName(named.format(code=" ".join(sheet.code)))
        self.copy_button = secondary(_("Copy"))
        self.copy_button.clicked.connect(self.copy)
        self.save_button = secondary(_("Save as PDF…"))
        self.save_button.clicked.connect(self.ask_where)
        self.print_button = secondary(_("Print…"))
        self.print_button.clicked.connect(self.ask_printer)
        self.notice = Notice()
        self.sure = QCheckBox(_("I have kept the key") if of_file else _("I have kept the code"))
        self.go = primary(_("Go on"), _("Ctrl+Enter"))
        self.go.setEnabled(False)
        self.sure.toggled.connect(self.go.setEnabled)
        self.go.clicked.connect(self.kept)
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(6))
        for button in (self.copy_button, self.save_button, self.print_button):
            bar.addWidget(button)
        bar.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.sure)
        foot.addStretch(1)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(Label(about if of_file else of_pin, wrap=True))
        column.addWidget(self.code)
        column.addLayout(bar)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addLayout(foot)

    def begin(self) -> None:
        """Put the keyboard on the first thing to do."""
        self.print_button.setFocus()

    def press(self) -> None:
        """What Ctrl+Enter does."""
        if self.go.isEnabled():
            self.go.click()
        else:
            self.sure.setFocus()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sheet.code)
        self.notice.say(_("Copied. Paste it somewhere safe, not beside this desk."), Tint.OK)

    def ask_where(self) -> None:
        self.way_out.ask_where()

    def save_as(self, path: Path) -> None:
        """Write the page: all of it or nothing."""
        self.way_out.save_as(path)

    def ask_printer(self) -> None:
        self.way_out.ask_printer()

    def print_on(self, chosen: Chosen) -> None:
        self.way_out.print_on(chosen)

    def _going(self) -> Outgoing:
        sheet = self._sheet
        named = _("recovery-key.pdf") if sheet.recovers is Recovers.FILE else _("recovery-code.pdf")
        return Outgoing(Path(named).stem, sheet.paper, lambda _desk: Begun(lambda: _pdf(sheet)), whole=True)

    def _on_out(self, sent: Sent) -> None:
        printed = _("The page was sent to the printer.")
        self.notice.say(
            printed if sent.way is PaperWay.PRINTED else _("Saved as {path}").format(path=sent.where), Tint.OK
        )

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)

    def _on_no_printer(self, words: str) -> None:
        self.notice.say(words, Tint.SOON)
        self.save_button.setFocus()


def _pdf(sheet: RecoverySheet) -> bytes:
    return recovery_pdf(sheet, language.words(sheet.language))
