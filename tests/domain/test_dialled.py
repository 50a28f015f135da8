"""What softphones hand over when somebody rings."""

import pytest

from deskapp.domain.exchange.dialled import dialled


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("01614960233", "01614960233"),
        (" 0161 496\u00a00233 ", "0161 496 0233"),
        ("tel:+44-161-496-0233", "+44-161-496-0233"),
        ("tel://+49%20(0)30%2F12345", "+49 (0)30/12345"),
        ("sip:01614960233@pbx.example.org;user=phone", "01614960233"),
        ('"Jane Doe" <sip:+441614960233@10.0.0.1:5060>', "+441614960233"),
        ("callto:0161.496.0233", "0161.496.0233"),
        ("0161 496 0233 ext. 12", "0161 496 0233"),
        ("٠١٦١٤٩٦٠٢٣٣", "01614960233"),
        ("0161–496–0233", "0161-496-0233"),
        ("12", "12"),
    ],
)
def test_a_number_is_read_in_any_spelling(given: str, number: str) -> None:
    assert dialled(given) == number


@pytest.mark.parametrize(
    "given",
    [
        "",
        "anonymous",
        "sip:anonymous@pbx",
        "7",
        "+",
        "0161 four nine",
        "--database",
        "1" * 21,
        "1" * 300,
        "0161\n$(ls)",
    ],
)
def test_what_is_no_number_is_none(given: str) -> None:
    assert dialled(given) == ""
