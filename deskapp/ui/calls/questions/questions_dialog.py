"""All questions about calls in one place: those that wait for one's own answer, and what one asked others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.requests.views import RequestView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times
from deskapp.wording.overseen import many as wording

Asked = tuple[tuple[RequestView, ...], tuple[RequestView, ...]]


class QuestionsModel(LineModel):
    """A line a question: about which call, who asks or what came of it, and the words."""

    def __init__(self, zone: str, now: datetime, *, mine: bool) -> None:
        """mine: they are asked of whoever works here; else by them."""
        third = _("Asked by") if mine else _("What came of it")
        super().__init__({"ref": _("Call"), "at": _("When"), "who": third, "words": _("Question"), "about": _("About")})
        self._zone, self._now, self._mine = zone, now, mine

    def words(self, place: int, column: str) -> str:
        request: RequestView = self.lines[place]
        if column == "ref":
            return request.ref
        if column == "at":
            return times.instant(request.asked_at, self._zone, self._now)
        if column == "who":
            return request.asked_by if self._mine else wording.came_of(request, self._zone, self._now)
        if column == "words":
            return " ".join(request.words.split())
        return direction.row((request.customer, request.summary), ": ")


class QuestionsDialog(ReadingOrder, QDialog):
    """It follows what others write while it stands. Enter shows the call, where the answer has its button."""

    call_asked = Signal(int)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Questions about calls"))
        self._place = place
        zone, now = place.zone, place.desk.clock.now()
        self.to_me = LineTable(QuestionsModel(zone, now, mine=True), _("Asked of me"))
        self.by_me = LineTable(QuestionsModel(zone, now, mine=False), _("Asked by me"))
        self._empty = EmptyState(
            _("Nobody asks anything"),
            _("What somebody asks about a call of yours waits here, and what you asked others, with the answer."),
        )
        self.open_button = primary(_("Show the call"), native("Return"))
        self.open_button.clicked.connect(self._open)
        self._lay_out()
        for table in (self.to_me, self.by_me):
            table.doubleClicked.connect(self._open)
            table.horizontalHeader().setStretchLastSection(True)
        QShortcut(QKeySequence("Return"), self).activated.connect(self._open)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._open)
        self._reloader = Reloader(self, place.hub)
        self._show(((), ()))
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(860), room.width()), min(theme.px(480), room.height() - theme.px(40)))

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("requests", "staff") or bool(changes.calls)

    def reload(self) -> None:
        self._place.read(_read, self._show, key=("questions", id(self)), receiver=self)

    # Inside

    def _show(self, found: Asked) -> None:
        for table, section, lines in zip((self.to_me, self.by_me), self._sections, found, strict=True):
            _keep_line(table, lines)
            for widget in (table, section):
                widget.setVisible(bool(lines))
        self._empty.setVisible(not any(found))
        self.open_button.setVisible(any(found))
        if any(found) and not (self.to_me.hasFocus() or self.by_me.hasFocus()):
            (self.to_me if found[0] else self.by_me).setFocus()

    def _open(self) -> None:
        table = self.by_me if self.by_me.hasFocus() or self.to_me.isHidden() else self.to_me
        place = table.currentIndex().row()
        if place >= 0:
            call_id = table.lines.lines[place].call_id
            self.accept()
            self.call_asked.emit(call_id)

    def _lay_out(self) -> None:
        self._sections = (Section(_("Asked of me"), self.to_me), Section(_("Asked by me"), self.by_me))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(14))
        column.setSpacing(theme.px(8))
        for section, table in zip(self._sections, (self.to_me, self.by_me), strict=True):
            column.addWidget(section)
            column.addWidget(table, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)


def _read(desk: Desk) -> Asked:
    return desk.requests.to_me(), desk.requests.by_me()


def _keep_line(table: LineTable, lines: Sequence[RequestView]) -> None:
    """Other lines; the one that was current stays so."""
    place = table.currentIndex().row()
    current = table.lines.lines[place].id if 0 <= place < len(table.lines.lines) else None
    table.lines.set_lines(lines)
    for column in range(4):
        table.resizeColumnToContents(column)
    ids = [one.id for one in lines]
    if ids:
        table.selectRow(ids.index(current) if current in ids else 0)
