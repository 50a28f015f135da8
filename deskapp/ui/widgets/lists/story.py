"""The story of a call: when, who by their initials, and what. Conversations are cards, small acts are lines."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.lists.card_delegate import CardDelegate, Placed
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.timeline import Timeline


class _Columns(NamedTuple):
    """Where things stand, from the side where one begins to read, and how wide the words are."""

    when: int
    badge: int
    words: int
    side: int


class Story(Timeline):
    """Cards and lines with a time and a badge before them: `CardItem.badge` and what comes with it."""

    def __init__(self, name: str, *, empty: str = "", fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, empty=empty, fit=fit, parent=parent)
        self.setItemDelegate(StoryDelegate(self))
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _offer_scroll_bar(self) -> None:
        if not self._fit:
            super()._offer_scroll_bar()

    def minimumSizeHint(self) -> QSize:
        # What is as high as its contents is read to its end where it stands: what it stands in scrolls.
        return QSize(theme.px(160), self.sizeHint().height()) if self._fit else super().minimumSizeHint()


class StoryDelegate(CardDelegate):
    """Paints only what can be seen; heights are remembered by item and width."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        from PySide6.QtWidgets import QStyle  # its thousand names are made by the first import of it

        item = self._item(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        columns = _columns()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self._view.isRightToLeft()
        wide = rect.width() - columns.words
        box = QRectF(rect.left() if mirrored else rect.left() + columns.words, rect.top(), wide, rect.height() - _gap())
        if not item.flat or chosen:
            self._paint_box(painter, box, chosen=chosen, over=bool(state & QStyle.StateFlag.State_MouseOver))
        placed, _height = self._lay_out(item, rect.width())
        for part in placed:
            painter.setPen(QColor(part.colour))
            part.layout.draw(painter, QPointF(rect.topLeft()) + part.at)
        left = rect.right() + 1 - columns.badge - columns.side if mirrored else rect.left() + columns.badge
        _paint_badge(
            painter, QRect(left, rect.top() + (0 if item.flat else theme.px(3)), columns.side, columns.side), item
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(0, _gap() - theme.px(8))

    def _lay_out(self, item: CardItem, width: int) -> tuple[list[Placed], int]:
        look, columns = theme.current(), _columns()
        pad = 0 if item.flat else theme.px(9)
        top = (columns.side - QFontMetrics(theme.font()).height()) // 2 if item.flat else theme.px(6)
        inner = max(theme.px(40), width - columns.words - 2 * pad)
        mirrored = self._view.isRightToLeft()
        x = float(pad if mirrored else columns.words + pad)
        y = float(max(top, 0))
        placed = [self._text(item.title, theme.font(bold=not item.flat), QPointF(x, y), inner, look.text)]
        y += placed[0].height
        for line in item.lines:
            y += theme.px(1)
            colour = look.muted if line.muted else look.text_soft
            placed.append(self._text(line.text, theme.font(), QPointF(x, y), inner, colour))
            y += placed[-1].height
        room = columns.badge - theme.px(4)
        at = QPointF(width - room if mirrored else 0, max(top, 0))
        when = self._text(item.corner, theme.font(11), at, room, look.muted)
        low = round(max(y, at.y() + when.height)) + (0 if item.flat else theme.px(6))
        return [*placed, when], max(low, columns.side)


def _gap() -> int:
    return theme.px(6)


def _columns() -> _Columns:
    side, when = theme.px(22), QFontMetrics(theme.font(11)).horizontalAdvance("00:00 ")
    badge = max(when, theme.px(38)) + theme.px(3)
    return _Columns(0, badge, badge + side + theme.px(7), side)


def _paint_badge(painter: QPainter, box: QRect, item: CardItem) -> None:
    """A circle with initials: filled for one of the desk, a ring for who is not."""
    if not item.badge:
        return
    look = theme.current()
    painter.setPen(QPen(QColor(look.border), 1) if item.outside else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.surface if item.outside else look.chip_info.ground))
    painter.drawEllipse(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setPen(QColor(look.text_soft if item.outside else look.chip_info.text))
    painter.setFont(theme.font(9, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, item.badge)
