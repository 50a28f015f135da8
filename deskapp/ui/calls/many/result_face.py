"""What came of an act on several calls: how many, who was left out and why, what can be decided, and the undo."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.many.acts import WITHIN
from deskapp.services.texts import reference
from deskapp.ui.calls.many.many_act import RowRefusal
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton, LinkButton, secondary
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.keys import KEYS, native

#: As long as any undo of the window the key does it; the button stays for as long as it can be done.
UNDO_SECONDS = 10
#: So many lines of those left out are read without scrolling, and so many are there at all.
_LINES, _MOST = 3, 50


class ResultFace(QFrame):
    """Stays until it is closed, or another act begins."""

    undo_asked = Signal()
    undo_over = Signal()  # the time of its key has passed
    go_to_asked = Signal()
    go_on_asked = Signal()
    chosen = Signal(int, str)  # the call, and the key of what was decided for it
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        self.setAccessibleName(_("What was done"))
        self.words = Label("", "strong")
        self.more = Label("", wrap=True)
        self.go_to = LinkButton(_("Go to it"))
        self.go_to.clicked.connect(self.go_to_asked)
        self.go_on = secondary(_("Go on"))
        self.go_on.clicked.connect(self.go_on_asked)
        self.undo = KeyButton("")
        self.undo.clicked.connect(self.undo_asked)
        self._close = QToolButton()
        self._close.setAccessibleName(_("Close this message"))
        self._close.clicked.connect(self.closed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        #: So many calls can be taken back, and whether the window's key still does it.
        self._count, self._has_key = 0, False
        self.lines = ScrollBody()
        self._lay_out()
        self.hide()

    def show_words(self, words: str, tint: Tint, *, undo: int, goes_on: bool) -> None:
        """undo: so many calls can be taken back; 0: none. goes_on: something is left that can be gone on with."""
        from deskapp.ui.look import icons

        set_style(self, "tint", tint.value)
        self.words.setText(f"✓ {words}" if tint is Tint.OK else with_shape(words, tint))
        self.go_on.setVisible(goes_on)
        self.undo.set_words(_("Undo {n}").format(n=undo), native(KEYS["undo"][0]))
        self.undo.setVisible(bool(undo))
        self._close.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._close.setIcon(icons.icon("close", theme.current().text))
        self._timer.stop()
        self._count, self._has_key = undo, True
        if undo:
            self._timer.start(UNDO_SECONDS * 1000)
        self.show()

    def show_refused(self, more: str, refused: Iterable[RowRefusal], *, said_elsewhere: bool = False) -> None:
        """Those that were left out, a line each. said_elsewhere: there are others, whose rows say it themselves."""
        self.more.setText(more)
        self.more.setVisible(bool(more))
        # What somebody must decide comes first; of however many others, nobody reads them all here.
        shown = sorted(refused, key=lambda one: not one.choices)[:_MOST]
        self.go_to.setVisible(bool(shown) or said_elsewhere)
        while (item := self.lines.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines.setVisible(bool(shown))
        made = [self._line(one) for one in shown]
        for line in made:
            self.lines.body.addWidget(line)
        height = sum(line.sizeHint().height() + self.lines.body.spacing() for line in made[:_LINES])
        self.lines.setFixedHeight(height + theme.px(4))

    def end_undo(self) -> None:
        """It can be taken back no more."""
        self._timer.stop()
        self.undo.hide()

    def _line(self, one: RowRefusal) -> QWidget:
        line = QWidget()
        row = FlowLayout(line, spacing=theme.px(8))
        row.addWidget(Label(f"{reference(one.call_id)}  {one.words}"))
        for key, words in one.choices:
            button = secondary(words)
            button.clicked.connect(partial(self.chosen.emit, one.call_id, key))
            row.addWidget(button)
        return line

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.words)
        row.addWidget(self.more, 1)
        row.addStretch(0)
        for button in (self.go_to, self.go_on, self.undo):
            row.addWidget(button)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self.lines)

    def _on_time(self) -> None:
        """Behind a dialog nobody could press it: then it has its time anew."""
        if QApplication.activeModalWidget() is not None:
            self._timer.start()
        elif self._has_key:
            self._has_key = False
            self.undo.set_words(_("Take back {n}").format(n=self._count), "")
            self.undo_over.emit()
            self._timer.start(round(WITHIN.total_seconds() - UNDO_SECONDS) * 1000)
        else:
            self.undo.hide()
