"""What whoever works here has agreed to do: by its day, and done from here."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Changes
from deskapp.ui.improve.agreed.done_dialog import DoneDialog
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import improving as wording


class MyActionsModel(LineModel):
    """A line an action: by when, what, because of what, agreed with whom."""

    def __init__(self, today: date) -> None:
        super().__init__({"due": _("By"), "what": _("What"), "about": _("Because of"), "by": _("Agreed by")})
        self._today = today

    def words(self, place: int, column: str) -> str:
        action: ActionView = self.lines[place]
        if column == "due":
            return wording.state(action, self._today)
        said = {"what": action.what, "about": action.about, "by": action.made_by}
        return " ".join(said[column].split())


class MyActionsDialog(ReadingOrder, QDialog):
    """Enter says that the chosen one is done; it follows what others write while it stands."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("My actions"))
        self._place = place
        today = place.desk.clock.now().astimezone(ZoneInfo(place.zone)).date()
        self.table = LineTable(MyActionsModel(today), _("My actions"))
        self.table.horizontalHeader().setStretchLastSection(True)
        self._empty = EmptyState(
            _("Nothing is agreed with you"),
            _("What is agreed because of a signal, a review or a gap of readiness, and is yours, stands here."),
        )
        self.done_button = primary(_("It is done…"), native("Return"))
        self.close_button = secondary(_("Close"), "Esc")
        self.done_button.clicked.connect(self._finish)
        self.close_button.clicked.connect(self.reject)
        self.table.doubleClicked.connect(self._finish)
        for keys in ("Return", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._finish)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(8))
        column.addWidget(Label(_("My actions"), "title"))
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)
        self._reloader = Reloader(self, place.hub)
        self._show(())
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(820), room.width()), min(theme.px(420), room.height() - theme.px(40)))
        stand(self)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("actions", "staff")

    def reload(self) -> None:
        self._place.read(lambda desk: desk.actions.mine(), self._show, key=("my actions", id(self)), receiver=self)

    # Inside

    def _show(self, actions: tuple[ActionView, ...]) -> None:
        self.table.lines.set_lines(actions)
        for column in range(3):
            self.table.resizeColumnToContents(column)
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), theme.px(330)))
        self.table.setVisible(bool(actions))
        self._empty.setVisible(not actions)
        self.done_button.setVisible(bool(actions))
        if actions:
            self.table.selectRow(0)
            self.table.setFocus()

    def _finish(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.table.lines.lines):
            action = self.table.lines.lines[row]
            # Never a dialog on a dialog.
            self.accept()
            DoneDialog(self._place, action, self.parentWidget()).open()
