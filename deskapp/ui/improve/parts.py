"""The parts of *Improve*, in their order: each is made when it is first visited."""

from collections.abc import Callable
from typing import NamedTuple

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace


class PartRow(NamedTuple):
    """A part: its key, what it is called, what makes it, and whom it is for: the role, and those above."""

    key: str
    words: str
    make: Callable[[Workplace], Part]
    at_least: Role = Role.AGENT


def rows() -> tuple[PartRow, ...]:
    """Every part there is, whoever may see it."""
    return (
        PartRow("reviews", _("Reviews"), _reviews),
        PartRow("practice", _("Practice"), _practice),
    )


def _reviews(place: Workplace) -> Part:
    from deskapp.ui.improve.reviews.reviews_part import ReviewsPart

    return ReviewsPart(place)


def _practice(place: Workplace) -> Part:
    from deskapp.ui.practice.practice_part import PracticePart

    return PracticePart(place)
