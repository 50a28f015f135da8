"""The QR code of a reference."""

import pytest
from reportlab.graphics.barcode import qrencoder

from deskapp.documents.qr import matrix


@pytest.mark.parametrize("ref", ["C-00001", "C-01482", "C-1234567"])
def test_the_code_is_one_that_reportlabs_own_widget_could_have_drawn(ref: str) -> None:
    code = qrencoder.QRCode(1, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(ref)
    code.makeImpl(False, 3)
    assert matrix(ref) == code.modules


def test_a_reference_makes_the_smallest_code_with_its_three_corners() -> None:
    rows = matrix("C-01482")
    assert (len(rows), len(rows[0])) == (21, 21)
    for top, left in ((0, 0), (0, 14), (14, 0)):
        assert all(rows[top][left : left + 7])
        assert rows[top + 1][left : left + 7] == [True, False, False, False, False, False, True]
