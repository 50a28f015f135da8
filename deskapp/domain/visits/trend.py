"""What came of the last days, one figure of each kind a local day."""

from datetime import date

from deskapp.domain.data_class import dataclass

#: So many days are told, today with them.
DAYS = 30


@dataclass(frozen=True, slots=True)
class DayFigures:
    """How many calls were logged, solved, and became late on a local day of the site; today's: until now."""

    day: date
    new: int
    solved: int
    late: int
