"""Pages as pictures."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sample_sheet import sheet

from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.documents.pages import page_count, render_png
from deskapp.domain.words import HandoffPart
from deskapp.language import words

PDF = handoff_pdf(sheet(parts={HandoffPart.ISSUE: "line\n" * 60}), words("en"))


def test_pages_are_counted() -> None:
    assert page_count(PDF) == 2


@pytest.mark.parametrize(("dpi", "size"), [(72, (596, 842)), (96, (794, 1123))])
def test_a_page_becomes_a_picture_of_its_size_with_four_bytes_a_pixel(dpi: int, size: tuple[int, int]) -> None:
    width, height, pixels = render_png(PDF, 0, dpi)
    assert (width, height) == size
    assert len(pixels) == width * height * 4


def test_a_paper_is_black_on_opaque_white() -> None:
    width, _, pixels = render_png(PDF, 0, 96)
    quads = [pixels[at : at + 4] for at in range(0, len(pixels), 4)]
    assert quads[0] == b"\xff\xff\xff\xff"
    assert {quad[3] for quad in quads} == {255}
    assert [quad for quad in set(quads) if len(set(quad[:3])) > 1] == []
    assert b"\x00\x00\x00\xff" in quads[: width * 200]  # the QR code


def test_many_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda number: render_png(PDF, number % 2, 50), range(24)))
    assert len({picture[2] for picture in drawn}) == 2
