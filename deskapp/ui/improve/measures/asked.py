"""What is asked of the measures: of which period, beside which, and of which calls."""

from dataclasses import replace
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.periods import Period
from deskapp.services.measures.acts import FIELDS, Narrowed


@dataclass(frozen=True, slots=True)
class Asked:
    """Beside it stands the period before, or the same a year before."""

    period: Period
    year_before: bool = False
    narrowed: Narrowed = Narrowed()

    @property
    def beside(self) -> Period:
        return self.period.year_before() if self.year_before else self.period.before()

    def narrowed_to(self, by: Slice, key: Any) -> "Asked":
        """key: None takes that away."""
        if key is not None:  # a list gives words of ours back as plain ones
            return replace(self, narrowed=self.narrowed.by(by, key))
        nothing: dict[str, Any] = {FIELDS[by]: None}
        return replace(self, narrowed=replace(self.narrowed, **nothing))

    def chosen_of(self, by: Slice) -> Any:
        """To what it is narrowed down by this; None: to nothing."""
        return getattr(self.narrowed, FIELDS[by])


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figure whose calls are shown: a card, a cell of a table.

    at: what the cell narrows down further; words: what it is called, where it is not by its measure alone.
    """

    measure: Measure
    at: tuple[tuple[Slice, int | str], ...] = ()
    words: str = ""
    part: Part = Part.NUMERATOR

    def within(self, narrowed: Narrowed) -> Narrowed:
        """Of which calls it tells, of those that all figures are narrowed down to."""
        for by, key in self.at:
            narrowed = narrowed.by(by, key)
        return narrowed
