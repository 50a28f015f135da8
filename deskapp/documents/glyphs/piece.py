"""What is to become lines, and what lines are made of."""

from typing import TYPE_CHECKING

from deskapp.domain.data_class import dataclass

if TYPE_CHECKING:
    from deskapp.documents.glyphs.shaping import Cluster


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line of one font, as the eye meets it from the left, with its width in points."""

    text: str
    face: str
    width: float
    #: What the shaper made of it; nothing where it is written character by character.
    clusters: "tuple[Cluster, ...]" = ()


@dataclass(frozen=True, slots=True)
class Styled:
    """One typed line of a span, in the order it was typed, once it is known to print."""

    text: str
    face: str
    #: Whether it goes through the shaper: not one character after the other by the face alone.
    shaped: bool = False
    #: Whether any of it runs from the right, and whether as a whole it does.
    mixed: bool = False
    from_right: bool = False
