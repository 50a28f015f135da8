"""The report of a mistake of ours: read line by line, and whatever shall not leave is cut out, before it is saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut, QTextOption
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from deskapp.documents.new_file import write
from deskapp.domain.errors import StorageProblem
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.keys import native
from deskapp.ui.work.new_file import ask_file
from deskapp.wording import refusals

_SAVE = "Ctrl+Return"


class ReportDialog(ReadingOrder, QDialog):
    """What stands in it is what is saved or copied, and nothing else is."""

    def __init__(self, report: str, said: Callable[[str], object], parent: QWidget | None = None) -> None:
        """said: is told in words that it was saved or copied."""
        super().__init__(parent)
        self._said = said
        self.setWindowTitle(_("Report of an error"))
        about = _(
            "This is all that the report says: where it happened in the program, and with which versions. Words, "
            "numbers and names of the desk are left out. Read it, and cut or change whatever shall not be handed on."
        )
        self.text = QPlainTextEdit(report)
        self.text.setAccessibleName(_("Report, to be changed"))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setTabChangesFocus(True)
        self.notice = Notice()
        self.close_button = secondary(_("Close"))
        self.close_button.clicked.connect(self.reject)
        self.copy_button = secondary(_("Copy"))
        self.copy_button.clicked.connect(self._copy)
        self.save_button = primary(_("Save…"), native(_SAVE))
        self.save_button.clicked.connect(self._ask_where)
        for keys in (_SAVE, "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._ask_where)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        foot.addStretch(1)
        for button in (self.close_button, self.copy_button, self.save_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(Label(_("Report of an error"), "title"))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(self.text, 1)
        column.addWidget(self.notice)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(860), room.width()), min(theme.px(560), room.height() - theme.px(40)))
        self.text.setFocus()

    def save(self, file: Path) -> None:
        """Write it as it stands; where that fails it stays, and says why."""
        try:
            write(file, self.text.toPlainText().encode("utf-8"))
        except StorageProblem as problem:
            self.notice.say(refusals.error(problem), Tint.OVER)
            return
        self._said(_("Written: {file}").format(file=file.name))
        self.accept()

    def _ask_where(self) -> None:
        ask_file(self, _("Save report"), _("deskapp report") + ".txt", self.save)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self.notice.say(_("Copied."), Tint.OK, seconds=8)
