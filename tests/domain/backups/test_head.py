"""The head of a timeline as it is printed, and typed again from a paper."""

import pytest

from deskapp.domain.backups.head import Head, read

LINK = "9f3a61c277de0b14" + "0" * 48


def test_what_was_printed_is_read_again_whatever_it_was_typed_with() -> None:
    printed = Head(48213, LINK).printed
    assert printed == "48213 9f3a61c277de0b14"
    for typed in (printed, printed.upper(), "48213 · 9f3a 61c2-77de 0b14", " 48213   9f3a61c277de0b14 "):
        found = read(typed)
        assert found == Head(48213, "9f3a61c277de0b14"), typed
        assert found.is_of(LINK)
        assert not found.is_of("8" + LINK[1:])


@pytest.mark.parametrize(
    "typed", ["", "48213", "9f3a61c277de0b14", "48213 9f3", "x 9f3a61c277de0b14", "48213 wxyz0123"]
)
def test_what_was_never_printed_is_none(typed: str) -> None:
    assert read(typed) is None
    assert not Head(0, "").is_of(LINK)
