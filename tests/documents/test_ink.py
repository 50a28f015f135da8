"""Paper that goes through a fax and a bad copier: black on white, its code still read."""

from functools import cache

import pytest
import zxingcpp
from fax import codes, faxed, ink
from PIL import ImageFilter
from sample_sheet import sheet
from test_overdue_list import ROW, listed

from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.documents.pages import page_count
from deskapp.language import words

SHEET = handoff_pdf(sheet(), words("en"))


@cache
def expected() -> str:
    """What the code of the sheet says when it is seen well."""
    (said,) = set(codes(faxed(SHEET, across=300, down=300)))
    assert sheet().ref in said
    return said


@pytest.mark.parametrize("threshold", [70, 128, 200])
@pytest.mark.parametrize("shift", [0, 2])
def test_the_code_is_read_from_a_fax_however_dark_it_is_set_and_wherever_its_rows_fall(
    threshold: int, shift: int
) -> None:
    assert expected() in codes(faxed(SHEET, threshold=threshold, shift=shift))


def test_the_code_is_read_from_a_bad_copy_of_a_copy() -> None:
    page = faxed(SHEET, across=150, down=150)
    for _copy in range(2):
        page = page.filter(ImageFilter.GaussianBlur(0.9)).point(lambda grey: 0 if grey < 150 else 255)
    assert expected() in codes(page.rotate(1.5, fillcolor=255))


def test_the_code_is_read_where_a_pen_went_over_it() -> None:
    page = faxed(SHEET, across=200, down=200)
    for found in zxingcpp.read_barcodes(page):
        left, top, right = found.position.top_left.x, found.position.top_left.y, found.position.bottom_right.x
        side = right - left
        page.paste(0, (left + side // 2, top + side // 2, left + side // 2 + side // 9, top + side // 2 + side // 9))
    assert set(codes(page)) == {expected()}


@pytest.mark.parametrize("make", ["sheet", "list"])
def test_nothing_of_a_page_is_grey_or_a_ground_that_turns_to_noise(make: str) -> None:
    """As much is black whether the machine is set dark or light: what is grey would come and go."""
    pdf = SHEET if make == "sheet" else listed(*[ROW] * 20)
    for page in range(page_count(pdf)):
        dark, light = (ink(faxed(pdf, page, across=300, down=300, threshold=limit)) for limit in (100, 156))
        assert 0.005 < dark < 0.12
        assert light < dark * 1.35
