"""What the window has said since somebody works here: read again under Ctrl+Shift+M."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.data_class import dataclass
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times

#: So many are kept; nobody reads further back.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Message:
    at: datetime
    words: str
    tint: Tint


class Messages(QObject):
    """Follows the window's notices. They are of whoever works here: another one begins with none."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._said: deque[Message] = deque(maxlen=_MOST)

    @property
    def newest_first(self) -> tuple[Message, ...]:
        return tuple(reversed(self._said))

    def follow(self, notice: Notice) -> None:
        """Keep what this one says."""
        notice.said.connect(partial(self._keep, notice))

    def forget(self) -> None:
        self._said.clear()

    def _keep(self, notice: Notice) -> None:
        self._said.append(Message(self._place.desk.clock.now(), notice.words, notice.tint))


class MessagesModel(LineModel):
    """A line a message."""

    def __init__(self, messages: Sequence[Message], zone: str, now: datetime) -> None:
        super().__init__({"at": _("When"), "words": _("What")})
        self._zone, self._now = zone, now
        self.set_lines(messages)

    def words(self, place: int, column: str) -> str:
        message: Message = self.lines[place]
        if column == "at":
            return times.instant(message.at, self._zone, self._now)
        return with_shape(" ".join(message.words.split()), message.tint)


class MessagesDialog(ReadingOrder, QDialog):
    """Read line by line, as any table; the newest first."""

    def __init__(self, place: Workplace, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Messages"))
        said = messages.newest_first
        self.table = LineTable(MessagesModel(said, place.zone, place.desk.clock.now()), _("Messages"))
        self.table.setWordWrap(True)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.resizeColumnToContents(0)
        self.table.selectRow(0)
        empty = EmptyState(_("No messages yet"), _("What the window says is kept here until you sign out."))
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
        column.addWidget(empty, 1)
        column.addLayout(foot)
        self.table.setVisible(bool(said))
        empty.setVisible(not said)
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(760), room.width()), min(theme.px(480), room.height() - theme.px(40)))
        self._fit_lines()

    def _fit_lines(self) -> None:
        """A long message is read to its end: its line is as high as its words need."""
        self.table.setColumnWidth(1, self.width() - self.table.columnWidth(0) - theme.px(60))
        for place in range(self.table.model().rowCount()):
            self.table.resizeRowToContents(place)
