"""What a scanner reads off a sheet, as a keyboard types it."""

import pytest

from deskapp.domain.handoff.code import Code, read


@pytest.mark.parametrize(
    "typed", ["C-01482/1", " c-01482/1", "Cß01482-1", "C)à&'_é!&", "C'01482-1", "C/01482&1", "C1482/1", "c01482:1"]
)
def test_a_code_is_read_whatever_the_keyboards_layout_makes_of_it(typed: str) -> None:
    assert read(typed) == Code(1482, 1)


@pytest.mark.parametrize("typed", ["", "C-01482", "1482/1", "CP-8841/1", "C-0/1", "C-1/2/3", "scanner", "C-01482 1"])
def test_what_names_no_handoff_is_looked_for_as_ever(typed: str) -> None:
    assert read(typed) is None
