"""What a measure comes to: never a figure without what it is of."""

from datetime import timedelta

from deskapp.domain.data_class import dataclass

#: Of fewer nothing is said but themselves: "7 answers: too few to say".
TOO_FEW = 10


@dataclass(frozen=True, slots=True)
class Share:
    """num of den; den 0: there was nothing to count."""

    num: int = 0
    den: int = 0

    @property
    def count(self) -> int:
        """Of how many it tells."""
        return self.den

    @property
    def too_few(self) -> bool:
        return self.den < TOO_FEW

    @property
    def part(self) -> float | None:
        """0 to 1; None where there was nothing to count."""
        return self.num / self.den if self.den else None


@dataclass(frozen=True, slots=True)
class Middle:
    """How long it took, of `count`: half of them at most `half`, nine in ten at most `nine`; None of none."""

    count: int = 0
    half: timedelta | None = None
    nine: timedelta | None = None

    @property
    def too_few(self) -> bool:
        return self.count < TOO_FEW


@dataclass(frozen=True, slots=True)
class Mean:
    """So many in all of `count` calls."""

    total: int = 0
    count: int = 0

    @property
    def too_few(self) -> bool:
        return self.count < TOO_FEW

    @property
    def each(self) -> float | None:
        """How many a call; None of none."""
        return self.total / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Times:
    """So many times as long as estimated: the middle of `count`; None of none."""

    count: int = 0
    half: float | None = None

    @property
    def too_few(self) -> bool:
        return self.count < TOO_FEW


Value = Share | Middle | Mean | Times
