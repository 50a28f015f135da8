"""A picture as sheets get them."""

from io import BytesIO

from PIL import Image


def jpeg(width: int, height: int) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "JPEG")
    return written.getvalue()
