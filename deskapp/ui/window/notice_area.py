"""Where the window's messages stand: over the foot of what it shows, so that nothing moves when one comes or goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from deskapp.language import ngettext
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton, secondary

if TYPE_CHECKING:
    from deskapp.ui.widgets.notice import Notice

#: No wider than this (in the drawing): a line that long is read with one look.
_WIDEST = 620
_APART = 8
#: From the edges: within the card of a list, and a little above its lower edge.
_MARGIN, _ABOVE_FOOT = 24, 10

#: In a stage lower than this one message is seen at a time: several would cover the list.
_LOW = 600
#: So high above the foot stand the buttons of a screen, in a row or in two.
_BUTTONS = 96


class NoticeArea(QWidget):
    """Messages below each other, over `stage`. They keep clear of its main action, of the field that is typed into and
    of the line of a list that has the keyboard: where one of these is at the foot, they stand above it or beside it. So
    they do of the buttons at the foot, where there is room for that.
    """

    def __init__(self, stage: QWidget, foot: QWidget) -> None:
        """foot: the line at the foot of the stage, which is not covered either."""
        super().__init__(stage)
        self._stage, self._foot = stage, foot
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(6))
        #: Each message in a place of its own, so that one that waits for its turn is not over.
        self._slots: dict[Notice, QWidget] = {}
        #: The one that was said last, or that somebody has gone on to.
        self._front: Notice | None = None
        self.more = secondary("")
        self.more.clicked.connect(self._on_more)
        self.more.hide()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addLayout(self._column, 1)
        row.addWidget(self.more)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._stand)
        stage.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.stand_again)
        self.hide()

    def put(self, notice: Notice) -> None:
        """Room for one more kind of message."""
        slot = self._slots[notice] = QWidget()
        inside = QVBoxLayout(slot)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(notice)
        slot.hide()
        self._column.addWidget(slot)
        notice.installEventFilter(self)
        notice.said.connect(partial(self._on_said, notice))

    def stand_again(self) -> None:
        """Something else is shown, or has the keyboard, or was said: stand where that is not covered."""
        if self._said:
            self._later.start()

    @property
    def _said(self) -> list[Notice]:
        return [notice for notice in self._slots if not notice.isHidden()]

    def _on_said(self, notice: Notice) -> None:
        self._front = notice
        self.stand_again()

    def _on_more(self) -> None:
        """The next of those that wait."""
        said = self._said
        if said:
            at = said.index(self._front) if self._front in said else -1
            self._front = said[(at + 1) % len(said)]
            self._stand()

    def _show_slots(self) -> None:
        """All of them; where the stage is low the one in front, and how many more there are."""
        said = self._said
        alone = len(said) > 1 and self._stage.height() < theme.px(_LOW)
        if self._front not in said:
            self._front = next(iter(said), None)
        for notice, slot in self._slots.items():
            slot.setVisible(notice in said and (not alone or notice is self._front))
        others = len(said) - 1
        name = ngettext("{n} more message", "{n} more messages", others).format(n=others)
        if alone and name != self.more.accessibleName():  # it would be told all the same
            self.more.set_words(ngettext("{n} more", "{n} more", others).format(n=others))
            self.more.setAccessibleName(name)
        self.more.setVisible(alone)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.stand_again()  # a larger text needs more room
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._stage:
            if kind == QEvent.Type.Resize:
                self.stand_again()
        elif kind in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            shown = bool(self._said)
            self._show_slots()
            self.setVisible(shown)
            if shown:
                self._stand()
        return False

    def _stand(self) -> None:
        stage = self._stage.rect()
        margin = theme.px(_MARGIN)
        width = min(theme.px(_WIDEST), stage.width() - 2 * margin)
        if width <= 0:
            return
        self._show_slots()
        size = QSize(width, max(self._row.heightForWidth(width), self._row.minimumSize().height()))
        inside = stage.adjusted(margin, margin, -margin, -margin)
        begin, end = inside.left(), inside.right() + 1 - width
        columns = (end, begin) if self.isRightToLeft() else (begin, end)
        clear = list(self._keep_clear())
        place = free_place(inside, size, columns, [*clear, *self._buttons()])
        if place.top() < inside.center().y():
            # There is no room for all: what can wait until the message is gone is covered first.
            place = free_place(inside, size, columns, clear)
        self.setGeometry(place)
        self.raise_()

    def _keep_clear(self) -> Iterator[QRect]:
        stage = self._stage
        if self._foot.isVisible():
            yield _within(stage, self._foot, self._foot.rect()).adjusted(0, -theme.px(_ABOVE_FOOT), 0, 0)
        for button in stage.findChildren(KeyButton):
            if button.is_primary and button.isVisible() and not self.isAncestorOf(button):
                yield _within(stage, button, button.rect())
        focus = QApplication.focusWidget()
        if focus is None or not stage.isAncestorOf(focus) or self.isAncestorOf(focus):
            return
        if isinstance(focus, QAbstractItemView):
            line = focus.visualRect(focus.currentIndex())
            if not line.isEmpty():
                yield _within(stage, focus.viewport(), line)
        elif isinstance(focus, (QLineEdit, QPlainTextEdit, QTextEdit)):
            yield _within(stage, focus, focus.rect())

    def _buttons(self) -> Iterator[QRect]:
        """What else can be pressed at the foot."""
        stage = self._stage
        row = stage.height() - theme.px(_BUTTONS)
        for button in stage.findChildren(KeyButton):
            if button.isVisible() and not self.isAncestorOf(button):
                there = _within(stage, button, button.rect())
                if there.bottom() > row:
                    yield there


def _within(stage: QWidget, widget: QWidget, part: QRect) -> QRect:
    return QRect(widget.mapTo(stage, part.topLeft()), part.size())


def free_place(inside: QRect, size: QSize, columns: tuple[int, ...], clear: list[QRect]) -> QRect:
    """The lowest place at the first column where nothing is covered that must be kept clear; at another one, where that
    would be in the upper half; else the foot.
    """
    found: list[QRect] = []
    for left in columns:
        place = QRect(QPoint(left, inside.bottom() + 1 - size.height()), size)
        while place.top() >= inside.top():
            covered = [one for one in clear if one.intersects(place)]
            if not covered:
                if place.top() >= inside.center().y():
                    return place
                found.append(place)
                break
            place.moveBottom(min(one.top() for one in covered) - _APART)
    if found:
        return max(found, key=lambda place: place.top())
    return QRect(QPoint(columns[0], inside.bottom() + 1 - size.height()), size)
