"""Pictures are made anew from what was attached, within limits, whatever the file says of itself."""

import struct
import zlib
from typing import Any

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


def photo(begins: int, width: int, height: int) -> bytes:
    """A JPEG of hardly any bytes that says it is so large. begins: 0xC0 a plain one, 0xC2 one that comes in passes."""
    parts = b"".join(bytes([one, 0x11, 0]) for one in (1, 2, 3))
    table = bytes([0, 1, *[0] * 14, 0])
    out = b"\xff\xd8\xff\xdb" + struct.pack(">H", 67) + b"\0" + b"\x01" * 64
    out += bytes([0xFF, begins]) + struct.pack(">HBHHB", 17, 8, height, width, 3) + parts
    out += b"".join(b"\xff\xc4" + struct.pack(">H", 20) + kind + table for kind in (b"\x00", b"\x10"))
    last = 0 if begins == 0xC2 else 63
    out += b"\xff\xda" + struct.pack(">HB", 12, 3) + b"\1\0\2\0\3\0" + bytes([0, last, 0]) + b"\0" * 64
    return out + b"\xff\xd9"


def moving(width: int, height: int, frames: int) -> bytes:
    """A GIF of so many pictures, each of them whole."""
    one = b"\x21\xf9\x04\x08\0\0\0\0," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0" * 6 + one * frames + b";"


def scan(width: int, height: int, tile: int) -> bytes:
    """A TIFF of tiles, each of them so large."""
    told = [
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (277, 1),
        (322, tile),
        (323, tile),
        (324, 8),
        (325, 9),
    ]
    rows = b"".join(
        struct.pack("<HHII", name, 4 if name in (256, 257, 322, 323, 324, 325) else 3, 1, value) for name, value in told
    )
    return b"II*\0" + struct.pack("<IH", 8, len(told)) + rows + b"\0" * 4


def raw(width: int, height: int) -> bytes:
    """A BMP that says it is so large."""
    head = struct.pack("<IHHI", 1_100, 0, 0, 1_078) + struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, 8, 1, 0, 1, 1, 256, 0
    )
    return b"BM" + head + b"\0" * 1_024 + b"\0\1"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (AttachmentKind.PNG, bomb(100_000, 100_000)),
        (AttachmentKind.JPEG, photo(0xC0, 65_500, 65_500)),
        (AttachmentKind.JPEG, photo(0xC2, 65_500, 65_500)),
        # What comes in passes lies in memory whole.
        (AttachmentKind.JPEG, photo(0xC2, 20_000, 20_000)),
        (AttachmentKind.GIF, moving(65_535, 65_535, 3)),
        (AttachmentKind.TIFF, scan(100_000, 100_000, 16)),
        (AttachmentKind.TIFF, scan(16, 16, 1 << 20)),
        (AttachmentKind.BMP, raw(100_000, 100_000)),
        (AttachmentKind.BMP, raw(10, -(2**31))),
        (AttachmentKind.WEBP, b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0" + b"\xff" * 6),
    ],
    ids=lambda value: value.value if isinstance(value, AttachmentKind) else "",
)
def test_a_picture_that_says_it_is_larger_than_any_is_not_read(kind: AttachmentKind, data: bytes, qtlog: Any) -> None:
    assert len(data) < 2_000
    with qtlog.disabled():  # the reader may say why
        assert renditions(kind, data) == ()


def test_what_moves_or_is_cut_or_has_junk_beside_it_is_one_still_picture_or_none(qtlog: Any) -> None:
    with qtlog.disabled():
        assert len(renditions(AttachmentKind.GIF, moving(60, 60, 2_000))) == 2
        whole = picture(900, 600, b"JPEG")
        for end in (3, 20, 200, len(whole) // 2, len(whole) - 2):
            renditions(AttachmentKind.JPEG, whole[:end])
        junk = zlib.compress(b"\0" * 20_000_000)
        for name, data in ((b"iCCP", b"x\0\0" + junk), (b"iCCP", b"\x1b[2J\0\0junk"), (b"zTXt", b"k\0\0" + junk)):
            chunk = struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            sound = picture(20, 10)
            made_of_it = renditions(AttachmentKind.PNG, sound[:33] + chunk + sound[33:])
            assert [made(data).size().toTuple() for _one, data in made_of_it] == [(20, 10), (20, 10)]


def test_a_picture_of_the_clipboard_is_a_png() -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    assert QImage.fromData(png(image)).size().toTuple() == (20, 10)
