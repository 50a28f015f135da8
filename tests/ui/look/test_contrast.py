"""Contrast of every pair of colours that the screens put together, computed from both palettes."""

import pytest

from deskapp.ui.look.palettes import DARK, LIGHT, Palette, Tint

TEXT, MARK = 4.5, 3.0
BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def grounds(palette: Palette) -> dict[str, str]:
    names = ("window", "surface", "raised", "hover", "selected")
    return {name: getattr(palette, name) for name in names}


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def inks(palette: Palette) -> dict[str, str]:
    """Everything that words are written in; what rests, and the place holder of a field, is no text to be read."""
    plain = {name: getattr(palette, name) for name in ("text", "text_soft", "muted", "accent")}
    strong = {tint.value: palette.strong(tint) for tint in Tint}
    return {**plain, **strong, **{code: palette.priority(code) for code in ("P1", "P2", "P3", "P4")}}


@BOTH
def test_text_of_any_colour_reads_on_every_ground_also_a_selected_one(palette: Palette) -> None:
    pairs = {
        (ink, ground): contrast(written, below)
        for ink, written in inks(palette).items()
        for ground, below in grounds(palette).items()
    }
    assert {pair: round(found, 2) for pair, found in pairs.items() if found < TEXT} == {}


@BOTH
def test_placeholders_read_in_fields(palette: Palette) -> None:
    assert contrast(palette.placeholder, palette.surface) >= TEXT


@BOTH
@pytest.mark.parametrize("tint", list(Tint))
def test_chips_read(palette: Palette, tint: Tint) -> None:
    ink = palette.chip(tint)
    assert contrast(ink.text, ink.ground) >= TEXT


@BOTH
def test_buttons_read(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= TEXT
    assert contrast(palette.on_accent, palette.accent_hover) >= TEXT
    assert contrast(palette.text, palette.surface) >= TEXT
    # A chosen pill, the side bar's current entry, links.
    for ground in (palette.selected, palette.surface, palette.raised):
        assert contrast(palette.accent, ground) >= TEXT


@BOTH
def test_selected_text_in_a_field_reads(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= TEXT


@BOTH
def test_messages_read(palette: Palette) -> None:
    for tint in (Tint.INFO, Tint.OVER, Tint.SOON, Tint.OK):
        assert contrast(palette.text, palette.chip(tint).ground) >= TEXT


@BOTH
def test_borders_that_alone_mark_a_control_are_seen(palette: Palette) -> None:
    for ground in (palette.surface, palette.window, palette.raised):
        assert contrast(palette.border, ground) >= MARK


@BOTH
def test_focus_is_seen(palette: Palette) -> None:
    for ground in grounds(palette).values():
        assert contrast(palette.accent, ground) >= MARK
    assert contrast(palette.on_accent, palette.accent) >= MARK


@BOTH
def test_icons_and_bars_are_seen(palette: Palette) -> None:
    for tint in Tint:
        assert contrast(palette.strong(tint), palette.line) >= MARK
    assert contrast(palette.muted, palette.surface) >= MARK
