"""The wall board: a window of its own that fills a screen, for days; it follows every workstation by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from deskapp.domain.codes import Refusal
from deskapp.language import _
from deskapp.services.overview.late.ask import Tile
from deskapp.ui.look.palettes import DARK, Tint
from deskapp.ui.wall import wall_words
from deskapp.ui.wall.card import WallTile
from deskapp.ui.wall.line import WallLine
from deskapp.ui.wall.wall_command import KEY
from deskapp.ui.wall.worst_calls import WorstCalls
from deskapp.ui.work.ticker import Ticker
from deskapp.wording import refusals
from deskapp.wording.overseen import late

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.domain.errors import DeskError
    from deskapp.services.overview.wall_board import WallView
    from deskapp.ui.work.lanes import Lanes

#: It is drawn for a screen of this size, and grows with the smaller of the two.
_WIDE, _HIGH = 1920, 1080
#: Time alone makes calls overdue: read again after so long, and where it failed.
_AGAIN, _AFTER_A_FAULT = timedelta(seconds=5), timedelta(seconds=60)
#: The clock was set, or the machine slept: what was read may be of another day.
_JUMP = timedelta(seconds=2)

_TINTS = {
    Tile.OVERDUE: Tint.OVER,
    Tile.DUE_SOON: Tint.SOON,
    Tile.PROMISES_MISSED: Tint.OVER,
    Tile.NOT_ACCEPTED: Tint.SOON,
    Tile.NOT_AGREED: Tint.PAUSED,
}


class WallBoard(QWidget):
    """Belongs to no window: it stays while the one it was opened from is locked, or somebody else signs in there."""

    closed = Signal()

    def __init__(self, desk: Desk, lanes: Lanes) -> None:
        super().__init__()
        self._desk, self._lanes = desk, lanes
        self._view: WallView | None = None
        self._fault = ""
        self._asked = False
        #: In real time: when it was read last, and until when it waits after a fault.
        self._read_at: timedelta | None = None
        self._rests_until: timedelta | None = None
        #: The last look at the clock, and at real time beside it.
        self._last: tuple[datetime, timedelta] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Wall board"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make_parts()
        self._lay_out()
        self._add_leave()
        self.ticker = Ticker(desk.clock, self)
        self.ticker.ticked.connect(self.set_now)

    def fill(self, beside: QWidget) -> None:
        """Fill a screen: another one than that of the window beside it, where there is one."""
        here = beside.screen()
        others = [one for one in here.virtualSiblings() if one is not here]
        self.setScreen(others[0] if others else here)
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def set_now(self, now: datetime) -> None:
        """The present, once a second."""
        passed = self._desk.clock.passed()
        jumped = self._last is not None and abs((now - self._last[0]) - (passed - self._last[1])) > _JUMP
        self._last = now, passed
        self._show(now)
        if self._asked or (self._rests_until is not None and passed < self._rests_until and not jumped):
            return
        stale = self._view is None or self._read_at is None or passed - self._read_at >= _AGAIN
        mark = None if stale or jumped or self._view is None else self._view.mark
        self._asked = True

        def look() -> WallView | None:
            return self._desk.open().reading(lambda desk: desk.wall.look(mark))

        self._lanes.read(look, self._on_view, self._on_fault, receiver=self)

    # What was read

    def _on_view(self, view: WallView | None) -> None:
        self._asked, self._rests_until = False, None
        if view is None and not self._fault:
            return  # nothing was written since
        if view is not None:
            self._view, self._read_at = view, self._desk.clock.passed()
        self._fault = ""
        self._show(self._desk.clock.now())

    def _on_fault(self, error: DeskError) -> None:
        self._asked = False
        if error.code == Refusal.DESK_CLOSED:
            self.close()
            return
        # A mistake of ours is told by the window, once; what a file is in want of may be over in a second.
        rests = _AFTER_A_FAULT if error.code == Refusal.BUG else timedelta()
        self._rests_until = self._desk.clock.passed() + rests
        self._fault = refusals.error(error)
        self._read_at = None
        self._show(self._desk.clock.now())

    def _show(self, now: datetime) -> None:
        view = self._view
        if view is None:
            self._note.say(self._fault)
            return
        self._site.say(view.site)
        self._day.say(wall_words.day(now, view.zone))
        self._time.say(wall_words.time(now, view.zone))
        for key, tile in self.tiles.items():
            calls = view.figures.tiles[key].calls
            tint = _TINTS[key] if calls or key is Tile.NOT_AGREED else Tint.OK
            line, shorter = (late.line(key, view.figures, now, names) for names in (2, 1))
            tile.show_figure(calls, line, tint, shorter=shorter)
        self.worst.show_calls(wall_words.cells(view, now), known=True)
        self._show_foot(view, now)

    def _show_foot(self, view: WallView, now: datetime) -> None:
        if self._fault:
            when = wall_words.time(view.as_of, view.zone)
            self._note.say("◆ " + _("as of {time}: {why}").format(time=when, why=self._fault))
        else:
            self._note.say("")
        self._note.setVisible(bool(self._fault))
        told = wall_words.happened(view, now)
        for (figure, words), (said, about) in zip(self._happened, told, strict=True):
            figure.say(said)
            words.say(about)
            for line in (figure, words):
                line.setVisible(not self._fault and bool(line.text()))
        when, who = ("", "") if view.duty is None else wall_words.duty(view.duty, view.zone, now)
        self._when.say(when)
        self._who.say(who, DARK.strong(Tint.SOON) if view.duty is not None and not view.duty.name else DARK.text)

    # How it is made

    def _make_parts(self) -> None:
        self._name = WallLine(42, bold=True)
        self._name.setText(_("Help desk"))
        self._site, self._day = WallLine(28, DARK.muted), WallLine(28, DARK.muted)
        self._time = WallLine(64, bold=True)
        self.tiles = {key: WallTile(late.tile(key)) for key in Tile}
        self.worst = WorstCalls()
        self.worst.show_calls([], known=False)
        self._note = WallLine(27, DARK.strong(Tint.SOON))
        self._happened = [(WallLine(27, bold=True), WallLine(27, DARK.muted)) for _part in range(wall_words.PARTS)]
        self._when, self._who = WallLine(27, DARK.muted), WallLine(27, bold=True)
        for line in (one for pair in self._happened for one in pair):
            line.hide()

    def _lay_out(self) -> None:
        self._head, self._five, self._foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        baseline = Qt.AlignmentFlag.AlignVCenter
        for line in (self._name, self._site):
            self._head.addWidget(line, 0, baseline)
        self._head.addStretch(1)
        for line in (self._day, self._time):
            self._head.addWidget(line, 0, baseline)
        for tile in self.tiles.values():
            self._five.addWidget(tile, 1)
        for line in (self._note, *(one for pair in self._happened for one in pair)):
            self._foot.addWidget(line)
        self._foot.addStretch(1)
        for line in (self._when, self._who):
            self._foot.addWidget(line)
        self._column = QVBoxLayout(self)
        # The screen decides how large it is.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.addLayout(self._head)
        self._column.addLayout(self._five)
        self._column.addWidget(self.worst, 1)
        self._column.addLayout(self._foot)

    def _add_leave(self) -> None:
        leave = QAction(_("Leave the wall board"), self)
        leave.setShortcuts([QKeySequence("Esc"), QKeySequence(KEY)])
        leave.triggered.connect(self.close)
        self.addAction(leave)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = min(self.width() / _WIDE, self.height() / _HIGH)
        for line in self.findChildren(WallLine):
            line.set_scale(scale)
        for card in (*self.tiles.values(), self.worst):
            card.set_scale(scale)
        across = round(48 * scale)
        self._column.setContentsMargins(across, round(24 * scale), across, round(22 * scale))
        self._column.setSpacing(round(22 * scale))
        self._head.setSpacing(round(24 * scale))
        self._five.setSpacing(round(20 * scale))
        self._foot.setSpacing(round(14 * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(DARK.window))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
