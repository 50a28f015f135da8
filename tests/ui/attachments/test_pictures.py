"""Pictures are made anew from what was attached, within limits, whatever the file says of itself."""

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from deskapp.domain.attachments.kinds import AttachmentKind, Rendition
from deskapp.ui.attachments.pictures import made, png, renditions


def picture(width: int, height: int, form: bytes = b"PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 30, 30))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    assert writer.write(image)
    del writer
    return bytes(buffer.data().data())


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, of which hardly a byte is there."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (AttachmentKind.PNG, b"PNG"),
        (AttachmentKind.JPEG, b"JPEG"),
        (AttachmentKind.BMP, b"BMP"),
        (AttachmentKind.WEBP, b"WEBP"),
        (AttachmentKind.TIFF, b"TIFF"),
    ],
)
def test_a_picture_has_a_small_one_and_one_for_paper(kind: AttachmentKind, form: bytes) -> None:
    found = {rendition: made(data) for rendition, data in renditions(kind, picture(3000, 1500, form))}
    assert {rendition: (image.width(), image.height()) for rendition, image in found.items()} == {
        Rendition.SMALL: (224, 112),
        Rendition.PAPER: (1280, 640),
    }
    middle = found[Rendition.SMALL].pixelColor(100, 50)
    assert middle.red() > 150 > middle.green()


def test_a_small_picture_is_not_made_larger_and_a_long_one_not_lost() -> None:
    for _rendition, data in renditions(AttachmentKind.PNG, picture(9, 5)):
        assert made(data).size().toTuple() == (9, 5)
    assert made(dict(renditions(AttachmentKind.PNG, picture(4000, 1)))[Rendition.SMALL]).size().toTuple() == (224, 1)


def test_what_is_none_or_would_fill_the_memory_has_none() -> None:
    assert renditions(AttachmentKind.PNG, bomb(60_000, 60_000)) == ()
    assert renditions(AttachmentKind.PNG, bomb(0, 0)) == ()
    assert renditions(AttachmentKind.PNG, b"no picture") == ()
    # The format is that of the kind: what a file is made to look like to another reader is not read.
    assert renditions(AttachmentKind.GIF, picture(20, 20)) == ()
    assert renditions(AttachmentKind.PDF, picture(20, 20)) == ()
    assert made(b"no picture").isNull()


def test_a_picture_of_the_clipboard_is_a_png() -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    assert QImage.fromData(png(image)).size().toTuple() == (20, 10)
