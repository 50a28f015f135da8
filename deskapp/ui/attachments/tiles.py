"""The tiles of attached files: a small picture or a sheet with its kind, and the name below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from deskapp import direction
from deskapp.domain.attachments.kinds import AttachmentKind, ending
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.wording import attachments as attachment_wording
from deskapp.wording import times

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deskapp.services.attachments.views import AttachmentView

_Index = QModelIndex | QPersistentModelIndex


class TileModel(QAbstractListModel):
    """The files of one call, the oldest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: tuple[AttachmentView, ...] = ()
        self.pictures: dict[int, QPixmap] = {}
        self._zone, self._now = "UTC", None  # type: tuple[str, datetime | None]

    def set_files(self, files: Sequence[AttachmentView], zone: str, now: datetime) -> None:
        """Show these; the pictures of those that stay stay."""
        self._zone, self._now = zone, now
        if tuple(files) == self.files:
            return
        self.beginResetModel()
        self.files = tuple(files)
        there = {one.id for one in files}
        self.pictures = {key: picture for key, picture in self.pictures.items() if key in there}
        self.endResetModel()

    def set_pictures(self, pictures: Mapping[int, QPixmap]) -> None:
        self.pictures |= pictures
        if self.files:
            self.dataChanged.emit(self.index(0), self.index(len(self.files) - 1), [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(one)
        return None

    def _told(self, one: AttachmentView) -> str:
        """Everything that is known of it: a name may be longer than its tile."""
        at = "" if self._now is None else times.instant(one.added_at, self._zone, self._now)
        kind = attachment_wording.kind(one.kind)
        by = _("{name}, {time}").format(name=one.added_by, time=at)
        return direction.row((one.name, kind, attachment_wording.size(one.size), by))


class TileDelegate(QStyledItemDelegate):
    """Paints a tile; no picture is read or scaled here that was not read before."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        from PySide6.QtWidgets import QStyle  # its thousand names are made by the first import of it

        model = index.model()
        assert isinstance(model, TileModel)
        one = model.files[index.row()]
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(rect.left() + 2, rect.top() + 2, rect.width() - theme.px(6), theme.px(48))
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        picture = model.pictures.get(one.id)
        if picture is None:
            _paint_sheet(painter, box, one.kind, one.name)
        else:
            _paint_picture(painter, box, picture)
        look = theme.current()
        painter.setPen(QPen(QColor(look.accent if chosen else look.border), 2 if chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if state & QStyle.StateFlag.State_HasFocus:
            # Around the box, in the ground's colour between: seen on a picture of any colour.
            painter.setPen(QPen(QColor(look.surface), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), theme.px(3), theme.px(3))
        painter.setPen(QColor(look.accent if chosen else look.muted))
        painter.setFont(theme.font(10.5))
        below = QRect(rect.left() + 1, int(box.bottom()) + theme.px(2), int(box.width()) + 2, _name_height())
        said = painter.fontMetrics().elidedText(direction.shown(one.name), Qt.TextElideMode.ElideMiddle, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, said)
        painter.restore()


class Tiles(QListView):
    """Arrows choose, Enter opens, Delete removes, the menu key offers everything."""

    opened = Signal(int)  # the place of a file
    saved = Signal(int)
    removed = Signal(int)

    def __init__(self, name: str, rows: int, parent: QWidget | None = None) -> None:
        """rows: so many are seen at once; the rest is scrolled to."""
        super().__init__(parent)
        self._rows = rows
        self.files = TileModel(self)
        self.setAccessibleName(name)
        self.setProperty("frame", "cards")
        self.setModel(self.files)
        self.setItemDelegate(TileDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def fit(self) -> None:
        """Be as high as the rows that the files need at this width, and no higher than some."""
        rows = self._rows_in(self.width())
        # Left to Qt, there would be room for its bar beside every row.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if rows > self._rows:
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(policy)
        # A part of the next row says that there are others.
        shown = rows if rows <= self._rows else self._rows + 0.4
        height = round(shown * tile_size().height()) + 2 * self.frameWidth()
        if height != self.height():
            self.setFixedHeight(height)

    def _rows_in(self, width: int) -> int:
        in_a_row = max(1, (width - 2 * self.frameWidth()) // tile_size().width())
        return -(-len(self.files.files) // in_a_row)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self.files.files:
            self.setCurrentIndex(self.files.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        elif row >= 0 and event.matches(QKeySequence.StandardKey.Save):
            self.saved.emit(row)
        else:
            super().keyPressEvent(event)


def tile_size() -> QSize:
    """A tile with the room around it."""
    return QSize(theme.px(75), theme.px(48) + theme.px(4) + _name_height() + theme.px(4))


def _name_height() -> int:
    return QFontMetrics(theme.font(10.5)).height()


def _paint_picture(painter: QPainter, box: QRectF, picture: QPixmap) -> None:
    """As much of its middle as the box has room for."""
    whole = QSize(picture.width(), picture.height())
    part = box.size().toSize().scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)
    middle = QRectF((whole.width() - part.width()) / 2, (whole.height() - part.height()) / 2, *part.toTuple())
    edge = QPainterPath()
    edge.addRoundedRect(box, theme.px(4), theme.px(4))
    painter.save()
    painter.setClipPath(edge)
    painter.drawPixmap(box, picture, middle)
    painter.restore()


def _paint_sheet(painter: QPainter, box: QRectF, kind: AttachmentKind, name: str) -> None:
    """A sheet with the ending on it; of what is only saved, its own ending."""
    look = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.raised))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    painter.setFont(theme.font(11, bold=True))
    painter.setPen(QColor(look.muted))
    says = (ending(name) if kind is AttachmentKind.OTHER else kind.value).upper() or _("FILE")
    words = painter.fontMetrics().elidedText(direction.shown(says), Qt.TextElideMode.ElideRight, int(box.width()) - 6)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
