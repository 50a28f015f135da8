"""The colours of the window, by name: one light and one dark set. Pure data, so that a test can compute contrasts."""

from enum import StrEnum
from typing import NamedTuple


class Tint(StrEnum):
    """What a chip, a bar or a figure says by its colour (never by its colour alone)."""

    OK = "ok"
    SOON = "soon"
    OVER = "over"
    PAUSED = "paused"
    INFO = "info"
    PLAIN = "plain"


class Ink(NamedTuple):
    """A text colour and the ground that it is made for."""

    text: str
    ground: str


class Palette(NamedTuple):
    """Every colour that a screen may use."""

    name: str
    dark: bool
    window: str  # behind the cards
    surface: str  # side bar, panels, tables, dialogs' columns
    raised: str  # cards on a surface, table heads
    hover: str
    line: str  # decoration only: nothing depends on seeing it
    border: str  # alone marks a control: 3 : 1
    text: str
    text_soft: str  # running text inside a row
    muted: str
    placeholder: str
    accent: str  # links, the selected thing's words, focus
    accent_hover: str
    on_accent: str
    selected: str  # ground of the selected thing
    over: str  # strong colours: bars, figures, priorities; also read as text
    soon: str
    ok: str
    paused: str
    high: str  # priority 2
    chip_ok: Ink
    chip_soon: Ink
    chip_over: Ink
    chip_paused: Ink
    chip_info: Ink
    chip_plain: Ink

    def chip(self, tint: Tint) -> Ink:
        """Text and ground of a chip."""
        return {
            Tint.OK: self.chip_ok,
            Tint.SOON: self.chip_soon,
            Tint.OVER: self.chip_over,
            Tint.PAUSED: self.chip_paused,
            Tint.INFO: self.chip_info,
            Tint.PLAIN: self.chip_plain,
        }[tint]

    def strong(self, tint: Tint) -> str:
        """The full colour of a tint, for bars and large figures."""
        return {
            Tint.OK: self.ok,
            Tint.SOON: self.soon,
            Tint.OVER: self.over,
            Tint.PAUSED: self.paused,
            Tint.INFO: self.accent,
            Tint.PLAIN: self.text,
        }[tint]

    def priority(self, code: str) -> str:
        """The colour of a priority's code, P1 to P4."""
        return {"P1": self.over, "P2": self.high, "P3": self.accent}.get(code, self.muted)


LIGHT = Palette(
    name="light",
    dark=False,
    window="#f5f6f8",
    surface="#ffffff",
    raised="#fafbfc",
    hover="#eef2f7",
    line="#dfe3e9",
    border="#7f8a99",
    text="#18212d",
    text_soft="#2d3540",
    muted="#566173",
    placeholder="#687384",
    accent="#1f5fbf",
    accent_hover="#184e9f",
    on_accent="#ffffff",
    selected="#e7f0fc",
    over="#a3201a",
    soon="#7a4f00",
    ok="#1b6e45",
    paused="#465063",
    high="#a9520a",
    chip_ok=Ink("#14532d", "#e6f4ea"),
    chip_soon=Ink("#6b3f00", "#fff3d1"),
    chip_over=Ink("#8a1020", "#fde8e8"),
    chip_paused=Ink("#3f3f46", "#e9e9ec"),
    chip_info=Ink("#1f5fbf", "#e7f0fc"),
    chip_plain=Ink("#465063", "#e9ecf1"),
)

DARK = Palette(
    name="dark",
    dark=True,
    window="#14181e",
    surface="#1b2129",
    raised="#202733",
    hover="#28313e",
    line="#323b47",
    border="#7a8697",
    text="#e7ecf3",
    text_soft="#d4dae1",
    muted="#9da9b8",
    placeholder="#8f9bab",
    accent="#7fb2ff",
    accent_hover="#a3c8ff",
    on_accent="#1b2129",
    selected="#22344f",
    over="#ff9c94",
    soon="#f6c862",
    ok="#7fd6a5",
    paused="#b5c0ce",
    high="#f3a766",
    chip_ok=Ink("#8fe3ab", "#12351f"),
    chip_soon=Ink("#ffd27a", "#3d2a00"),
    chip_over=Ink("#ffb3b3", "#4a1016"),
    chip_paused=Ink("#d4d4d8", "#3a3a3f"),
    chip_info=Ink("#7fb2ff", "#22344f"),
    chip_plain=Ink("#b5c0ce", "#2c3541"),
)
