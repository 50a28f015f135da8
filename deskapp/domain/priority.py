"""Priority: impact and urgency, by a matrix that the site can edit."""

from collections.abc import Mapping

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.words import Impact, Priority, Urgency

Matrix = Mapping[tuple[Impact, Urgency], Priority]


def priority_of(impact: Impact, urgency: Urgency, matrix: Matrix) -> Priority:
    """What the matrix says. Raises Invalid (matrix: missing) where it says nothing."""
    priority = matrix.get((impact, urgency))
    if priority is None:
        raise Invalid({"matrix": FieldFault.MISSING}, impact=impact, urgency=urgency)
    return priority


def one_higher(priority: Priority) -> Priority:
    """The next more urgent one; of the most urgent itself."""
    every = list(Priority)
    return every[max(0, every.index(priority) - 1)]
