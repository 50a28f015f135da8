"""Pictures are read here and nowhere else: off the UI thread, in the format that they are known to be, within limits.

What came from outside is never shown itself: what is shown and printed is a picture made anew from it.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from deskapp.domain.attachments.kinds import PICTURES, AttachmentKind, Rendition

#: What a picture may need at most while it is read, in megabytes and so many points at four bytes each.
_MEGABYTES = 256
_MOST_POINTS = _MEGABYTES * (1 << 20) // 4
#: A photo is read at the size that is needed: not its room, but how long it takes grows with it.
_MOST_OF_A_PHOTO = 1 << 30
#: The longer side, in points, and the quality that is tried first.
_SIDES = {Rendition.SMALL: (224, 80), Rendition.PAPER: (1280, 80)}
#: As the table has it.
_MOST_BYTES = 1 << 19


def renditions(kind: AttachmentKind, data: bytes) -> tuple[tuple[Rendition, bytes], ...]:
    """The pictures that are made from a file of this kind; none where it is no picture, or one that cannot be read."""
    whole = _read(kind, data) if kind in PICTURES else None
    if whole is None:
        return ()
    made = ((rendition, _jpeg(_fitted(whole, side), quality)) for rendition, (side, quality) in _SIDES.items())
    return tuple((rendition, data) for rendition, data in made if data)


def made(data: bytes) -> QImage:
    """One of the pictures that `renditions` made; an empty one where it is none."""
    return _read(AttachmentKind.JPEG, data) or QImage()


def png(image: QImage) -> bytes:
    """A picture from the clipboard as a file."""
    return _written(image, b"PNG", -1)


def _read(kind: AttachmentKind, data: bytes) -> QImage | None:
    """As large as is needed for paper at most, None where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read_from(buffer, kind)


def _read_from(buffer: QBuffer, kind: AttachmentKind) -> QImage | None:
    """The format is that of the kind: no other reader gets to see it. Here the reader ends, before what it reads."""
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(kind.value.encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return None
    scaled = _within(size, _SIDES[Rendition.PAPER][0])
    points = size.width() * size.height()
    if points > (_MOST_OF_A_PHOTO if kind is AttachmentKind.JPEG else _MOST_POINTS):
        return None
    if kind is AttachmentKind.JPEG:
        # It is read at about that size, and needs no more room: photos of phones are large.
        reader.setScaledSize(scaled)
    image = reader.read()
    return None if image.isNull() else image


def _within(size: QSize, side: int) -> QSize:
    if max(size.width(), size.height()) <= side:
        return size
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _fitted(image: QImage, side: int) -> QImage:
    """At most so large, on white where it can be seen through."""
    size = _within(image.size(), side)
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth) if size != image.size() else image
    ground = QImage(small.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor("white"))
    painter = QPainter(ground)
    painter.drawImage(0, 0, small)
    painter.end()
    return ground


def _jpeg(image: QImage, quality: int) -> bytes:
    """As good as its room allows; b"" where even a poor one has none."""
    while quality > 0:
        data = _written(image, b"JPEG", quality)
        if 0 < len(data) <= _MOST_BYTES:
            return data
        quality -= 20
    return b""


def _written(image: QImage, form: bytes, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _write_to(buffer, image, form, quality)
    return bytes(buffer.data().data())


def _write_to(buffer: QBuffer, image: QImage, form: bytes, quality: int) -> None:
    writer = QImageWriter(buffer, QByteArray(form))
    writer.setQuality(quality)
    writer.write(image)
