"""Which font prints a character: a face that comes along, or one of those that the site adds for other scripts."""

import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import paths

if TYPE_CHECKING:
    from deskapp.documents.glyphs.shaping import Shaper

SANS = "DejaVuSans"
BOLD = "DejaVuSans-Bold"


class _Added:
    """The site's own fonts, read the first time that a character is in no face that comes along."""

    def __init__(self) -> None:
        self._ask: Callable[[], Sequence[bytes]] = tuple
        self._read: dict[str, Shaper] | None = None
        self._chosen: dict[str, str] = {}
        self._lock = threading.Lock()

    def come_from(self, ask: Callable[[], Sequence[bytes]]) -> None:
        with self._lock:
            self._ask, self._read, self._chosen = ask, None, {}

    def having(self, character: str) -> str:
        """The name of the first that has the character; "" for none."""
        found = self._chosen.get(character)
        if found is None:
            found = next((name for name, font in self.all().items() if font.has(character)), "")
            self._chosen[character] = found
        return found

    def all(self) -> "dict[str, Shaper]":
        with self._lock:
            if self._read is None:
                from deskapp.documents.glyphs import shaping  # only who adds fonts pays for it

                self._read = {f"added-{place}": shaping.from_bytes(data) for place, data in enumerate(self._ask())}
            return self._read


_added = _Added()


def add_from(ask: Callable[[], Sequence[bytes]]) -> None:
    """Where the site's own fonts come from, in the order in which they are asked for a character.

    `ask` is called once, from whichever thread prints first; call this again when the fonts have changed.
    """
    _added.come_from(ask)


def font_of(character: str, name: str) -> str:
    """Which font prints the character in text of the face of this name: that face, or an added one; "" for none."""
    if shaper(name).has(character):
        return name
    return _added.having(character)


@cache
def _bundled(name: str) -> "Shaper":
    from deskapp.documents.glyphs import shaping

    return shaping.from_file(bundled_file(name))


def shaper(name: str) -> "Shaper":
    """The font of this name as the shaper reads it."""
    return _bundled(name) if name in (SANS, BOLD) else _added.all()[name]


def bundled_file(name: str) -> Path:
    """Where a face lies that comes along."""
    return paths.resources() / "fonts" / f"{name}.ttf"
