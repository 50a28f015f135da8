"""Paints the cards of a list: any number of them at the cost of those that can be seen."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.widgets.chip import ChipPainter, with_shape
from deskapp.ui.widgets.lists.card_item import CardItem, CardModel
from deskapp.ui.widgets.lists.marking import marked


class Placed(NamedTuple):
    """A text where it stands in its card, and its height."""

    layout: QTextLayout
    at: QPointF
    colour: str
    height: float


class CardDelegate(QStyledItemDelegate):
    """Title in bold, the corner's chip or time, and wrapped lines, in a bordered box."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[CardItem, int, float], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item, width = self._item(index), self._view.viewport().width()
        known = (item, width, theme.sizes().pixels)
        if known not in self._heights:
            if len(self._heights) > 2000:
                self._heights.clear()
            self._heights[known] = self._lay_out(item, width)[1] + theme.px(8)
        return QSize(theme.px(120), self._heights[known])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        from PySide6.QtWidgets import QStyle  # its thousand names are made by the first import of it

        item = self._item(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = QRectF(rect.adjusted(0, 0, 0, -theme.px(8)))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not item.heading:
            self._paint_box(painter, box, chosen=chosen, over=bool(state & QStyle.StateFlag.State_MouseOver))
        placed, _height = self._lay_out(item, rect.width())
        for part in placed:
            painter.setPen(QColor(part.colour))
            part.layout.draw(painter, QPointF(rect.topLeft()) + part.at)
        if item.corner:
            self._paint_corner(painter, rect, item, placed[0].height)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, *, chosen: bool, over: bool) -> None:
        look = theme.current()
        selects = self._view.selectionMode() != QListView.SelectionMode.NoSelection
        if chosen:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(QColor(look.selected))
            edge = 1.0
        else:
            painter.setPen(QPen(QColor(look.line), 1))
            painter.setBrush(QColor(look.hover if over and selects else look.raised))
            edge = 0.5
        painter.drawRoundedRect(box.adjusted(edge, edge, -edge, -edge), theme.px(5), theme.px(5))

    def _paint_corner(self, painter: QPainter, rect: QRect, item: CardItem, title_height: float) -> None:
        size = _corner_size(item)
        x = rect.right() - theme.px(9) - size.width() + 1
        if self._view.isRightToLeft():
            x = rect.left() + theme.px(9)
        above = theme.px(5 if item.heading else 9)
        middle = rect.top() + above + title_height / 2
        top = round(middle - size.height() / 2)
        if _is_below(item, rect.width()):
            x = (
                rect.right() - theme.px(9) - size.width() + 1
                if self._view.isRightToLeft()
                else rect.left() + theme.px(9)
            )
            top = round(rect.top() + above + title_height + theme.px(3))
        if item.tint is not None:
            ChipPainter().paint(painter, QPoint(x, top), _corner_words(item), item.tint)
            return
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font())
        painter.drawText(QRect(QPoint(x, top), size), Qt.AlignmentFlag.AlignCenter, direction.shown(item.corner))

    def _lay_out(self, item: CardItem, width: int) -> tuple[list[Placed], int]:
        """Title and lines, placed inside a card of this width, and the card's height."""
        look, pad = theme.current(), theme.px(9)
        above, below_it = (theme.px(5), 0) if item.heading else (pad, pad)
        inner = max(theme.px(40), width - 2 * pad)
        below = _is_below(item, width)
        corner = _corner_size(item).width() + theme.px(8) if item.corner and not below else 0
        mirrored = self._view.isRightToLeft()
        x, y = float(pad + (corner if mirrored else 0)), float(above)
        ink = look.text if item.enabled or item.heading else look.muted
        placed = []
        if item.caption:
            placed.append(
                self._text(item.caption, theme.font(11, bold=True), QPointF(x, y), inner - corner, look.muted)
            )
            y += max(placed[0].height, _corner_size(item).height() if item.corner else 0) + theme.px(3)
            x, corner = float(pad), 0
        title = self._text(item.title, theme.font(13, bold=True), QPointF(x, y), inner - corner, ink, item.asked)
        placed.append(title)
        if below:
            y += title.height + theme.px(3) + _corner_size(item).height()
        else:
            y += max(title.height, _corner_size(item).height() if item.corner and not item.caption else 0)
        for line in item.lines:
            y += theme.px(1)
            colour = look.muted if line.muted or not item.enabled else look.text_soft
            placed.append(self._text(line.text, theme.font(), QPointF(pad, y), inner, colour, item.asked))
            y += placed[-1].height
        return placed, round(y) + below_it

    def _text(self, text: str, font: QFont, at: QPointF, width: float, colour: str, asked: str = "") -> Placed:
        shown = direction.shown(text).replace("\n", "\u2028")
        layout = QTextLayout(shown, font)
        if asked:
            layout.setFormats(marked(shown, asked))
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        side = Qt.AlignmentFlag.AlignRight if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        wrap.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(wrap)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return Placed(layout, at, colour, height)

    def _item(self, index: QModelIndex | QPersistentModelIndex) -> CardItem:
        model = index.model()
        assert isinstance(model, CardModel)
        return model.items[index.row()]


def _is_below(item: CardItem, width: int) -> bool:
    """Whether the corner's words go below the title: beside them a word of it would be broken, and need not be."""
    if not item.corner or item.caption:
        return False
    metrics = QFontMetrics(theme.font(13, bold=True))
    longest = max((metrics.horizontalAdvance(word) for word in item.title.split()), default=0)
    inner = width - 2 * theme.px(9)
    return inner - _corner_size(item).width() - theme.px(8) < longest <= inner


def _corner_words(item: CardItem) -> str:
    return with_shape(item.corner, item.tint) if item.tint is not None and item.shape else item.corner


def _corner_size(item: CardItem) -> QSize:
    if item.tint is not None:
        return ChipPainter().size(_corner_words(item))
    metrics = QFontMetrics(theme.font())
    return QSize(metrics.horizontalAdvance(direction.shown(item.corner)), metrics.height())
