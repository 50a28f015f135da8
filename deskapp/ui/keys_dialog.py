"""All keys, on one page: Ctrl+/."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui import theme
from deskapp.ui.commands import Command, Group, group_words
from deskapp.ui.keys import native
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label


class KeysDialog(QDialog):
    """Made from the same list as the menu, so it says what the keys do."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All keys"))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.px(28))
        self.grid.setVerticalSpacing(theme.px(5))
        for group in Group:
            members = [command for command in commands if command.group is group and command.keys]
            if members:
                self._add(group_words(group), [(one.words, one.keys) for one in members])
        self._add(_("In dialogs"), [(_("The main action"), ("Ctrl+Return",)), (_("Cancel"), ("Esc",))])
        self._add(_("In lists"), [(_("Choose"), ("Up", "Down")), (_("Open"), ("Return",))])
        self.grid.setRowStretch(self.grid.rowCount(), 1)
        self._lay_out()

    def _add(self, heading: str, lines: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        place = self.grid.rowCount()
        if place > 1:
            self.grid.setRowMinimumHeight(place, theme.px(8))
            place += 1
        self.grid.addWidget(Section(heading), place, 0, 1, 2)
        for number, (words, keys) in enumerate(lines, place + 1):
            self.grid.addWidget(Label(words), number, 0)
            self.grid.addWidget(Label("   ".join(native(key) for key in keys), "strong"), number, 1)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "clear")
        inside.setLayout(self.grid)
        self.grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("All keys"))
        close = primary(_("Close"), native("Ctrl+Return"))
        close.clicked.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(470), room.width()), min(theme.px(640), room.height() - theme.px(40)))
