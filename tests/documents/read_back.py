"""A PDF as its reader finds it."""

import pypdfium2


def texts(pdf: bytes) -> list[str]:
    """The text of each page, as a reader would copy it."""
    with pypdfium2.PdfDocument(pdf) as document:
        read = []
        for page in document:
            layer = page.get_textpage()
            read.append(layer.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", ""))
            layer.close()
            page.close()
        return read


def text(pdf: bytes) -> str:
    """All text in one line, its breaks as blanks."""
    return " ".join(" ".join(texts(pdf)).split())


def boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Where each line of text stands, page by page: left, bottom, right, top."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            layer = page.get_textpage()
            found.append([layer.get_rect(number) for number in range(layer.count_rects())])
            layer.close()
            page.close()
        return found
