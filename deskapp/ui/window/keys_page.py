"""All keys, on one page: Ctrl+/."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.window.key_lines import key_lines
from deskapp.ui.work.commands import Command
from deskapp.ui.work.keys import native


class KeysModel(LineModel):
    """A line for each thing that keys do."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__({"where": _("Where"), "what": _("What"), "keys": _("Keys")})
        self.set_lines(key_lines(commands))

    def words(self, place: int, column: str) -> str:
        line = self.lines[place]
        return "   ".join(native(key) for key in line.keys) if column == "keys" else str(getattr(line, column))


class KeysDialog(ReadingOrder, QDialog):
    """Made from the same list as the menu, so it says what the keys do; read line by line, as any table."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All keys"))
        self.table = LineTable(KeysModel(commands), _("All keys"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectRow(0)
        close = primary(_("Close"), native("Ctrl+Return"))
        close.clicked.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(760), room.width()), min(theme.px(620), room.height() - theme.px(40)))
