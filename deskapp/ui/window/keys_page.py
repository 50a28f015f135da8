"""All keys, on one page: Ctrl+/."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.commands import Command, Group, group_words
from deskapp.ui.work.keys import native

#: What a line says, and its keys.
Line = tuple[str, tuple[str, ...]]


class KeysDialog(QDialog):
    """Made from the same list as the menu, so it says what the keys do."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All keys"))
        self.labels: list[Label] = []
        self._columns = QHBoxLayout()
        self._columns.setSpacing(theme.px(36))
        in_dialogs = [
            (_("The main action"), ("Ctrl+Return",)),
            (_("Cancel"), ("Esc",)),
            (_("Phrases for the customer"), ("F6",)),
            (_("What to say when handing over"), ("Shift+F6",)),
            (_("Say it better"), ("F5",)),
        ]
        in_lists = [
            (_("Choose"), ("Up", "Down")),
            (_("Open"), ("Return",)),
            (_("Move what is in order"), ("Alt+Up", "Alt+Down")),
        ]
        groups = {group: _lines(commands, group) for group in Group}
        first, *others = groups.items()
        self._add_column([first, (_("In dialogs"), in_dialogs), (_("In lists"), in_lists)])
        self._add_column(others)
        self._lay_out()

    def _add_column(self, parts: Sequence[tuple[Group | str, Sequence[Line]]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(5))
        for heading, lines in parts:
            place = grid.rowCount()
            grid.setRowMinimumHeight(place, theme.px(6))
            words = group_words(heading) if isinstance(heading, Group) else heading
            grid.addWidget(Section(words), place + 1, 0, 1, 2)
            for number, (what, keys) in enumerate(lines, place + 2):
                shown = Label("   ".join(native(key) for key in keys), "strong")
                self.labels += [Label(what), shown]
                grid.addWidget(self.labels[-2], number, 0)
                grid.addWidget(shown, number, 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self._columns.addLayout(grid, 1)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "clear")
        inside.setLayout(self._columns)
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
        self.resize(min(theme.px(720), room.width()), min(theme.px(440), room.height() - theme.px(40)))


def _lines(commands: Sequence[Command], group: Group) -> list[Line]:
    return [(one.words, one.keys) for one in commands if one.group is group and one.keys]
