"""What supervisors decide about readiness, as plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.readiness.questions import Question


@dataclass(frozen=True, slots=True)
class ChooseGaps:
    """Which gaps are worked on, at most three, in this order; none: those that are proposed."""

    questions: tuple[Question, ...]
