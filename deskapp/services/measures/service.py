"""Measures: read for a period beside another, split, traced to the calls, counted anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.periods import CHARTED, Period, PeriodKind
from deskapp.domain.measures.values import Value
from deskapp.services.changes import Done
from deskapp.services.measures.acts import Narrowed, SetByAgent
from deskapp.services.measures.views import CallsPage, Choices, Fault, Measured, Recounted, SliceLine
from deskapp.services.work import Work

#: So many calls behind a figure are read at once.
PAGE = 100

ALL = Narrowed()


class Measures:
    """For everybody who is signed in; by agent only where the site has turned it on. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def period(self, kind: PeriodKind) -> Period:
        """The period of a kind in which it is now, by the site's calendar."""
        raise NotImplementedError

    def read(
        self, period: Period, narrowed: Narrowed = ALL, beside: Period | None = None, charted: int = CHARTED
    ) -> Measured:
        """Everything that is counted of a period; beside: another, the one before if it is not named.

        charted: of how many periods the course of each figure tells.
        """
        raise NotImplementedError

    def course(self, periods: Sequence[Period], narrowed: Narrowed = ALL) -> tuple[Mapping[Measure, Value | None], ...]:
        """Every measure of each of these periods."""
        raise NotImplementedError

    def slices(self, measure: Measure, by: Slice, period: Period, narrowed: Narrowed = ALL) -> tuple[SliceLine, ...]:
        """A measure split, the most first; each line says whether it is higher than the others by more than chance."""
        raise NotImplementedError

    def calls(
        self,
        measure: Measure,
        period: Period,
        narrowed: Narrowed = ALL,
        part: Part = Part.NUMERATOR,
        after: tuple[int, int] | None = None,
        limit: int = PAGE,
    ) -> CallsPage:
        """The calls behind a figure; after: `next` of the page before."""
        raise NotImplementedError

    def choices(self) -> Choices:
        """What the figures can be narrowed down to."""
        raise NotImplementedError

    def by_agent(self) -> bool:
        """Whether the site has turned measures by agent on."""
        raise NotImplementedError

    def set_by_agent(self, act: SetByAgent) -> Done[bool]:
        """A manager turns measures by agent on or off; it stands in the timeline of the site."""
        raise NotImplementedError

    def faults(self) -> tuple[Fault, ...]:
        """Where the table says something else than the record: everything is counted anew and compared."""
        raise NotImplementedError

    def recount(self, told: Callable[[int, int], object] | None = None) -> Recounted:
        """Count every call anew; told: how far it is, of so many."""
        raise NotImplementedError
