"""What stands on a page once it is laid out: text, rules, squares, pictures, each at its place.

All lengths are points, measured from the lower left corner as PDF does.
"""

from dataclasses import field
from typing import TYPE_CHECKING

from deskapp.documents.lines import Line
from deskapp.domain.data_class import dataclass

if TYPE_CHECKING:
    from deskapp.documents.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Text:
    """One line, its baseline at y."""

    x: float
    y: float
    line: Line


@dataclass(frozen=True, slots=True)
class Rule:
    x: float
    y: float
    to_x: float
    to_y: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """An empty square to be ticked by hand, its lower left corner at x, y."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR code of the given side, its upper left corner at x, y."""

    x: float
    y: float
    side: float
    rows: list[list[bool]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, its lower left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """The shapes of a sketch, its lower left corner at x, y; its words are texts of the page."""

    x: float
    y: float
    sketch: "Sketch"


Mark = Text | Rule | Tick | Squares | Picture | Drawn


@dataclass(slots=True)
class Page:
    marks: list[Mark] = field(default_factory=list)
