"""Whether two figures differ by more than chance would make.

Shares by Fisher's exact test, times by Mood's median test, which is the same test of how many lie above the middle of
all. Of fewer than ten nothing is said.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from math import exp, lgamma

from deskapp.domain.measures.values import TOO_FEW, Share

#: Chance alone makes such a difference once in so many times.
ONCE_IN = 20
#: Two tables that are equally likely may come out a little apart in floating point.
_TIE = 1e-7
#: What adds less than so much to a sum is lost in it.
_LOST = 1e-17


class Difference(StrEnum):
    """How a figure stands beside another."""

    HIGHER = "higher"
    LOWER = "lower"
    #: No more than chance would make.
    SAME = "same"
    TOO_FEW = "too_few"


def chance(one: Share, other: Share) -> float:
    """How likely shares at least so far apart are by chance alone, were both the same; two-sided, 0 to 1.

    Of all ways to deal out what both say together it adds up those that are no likelier than the one that came. They
    lie at both ends, and grow rarer fast: what can be seen of them is soon added up.
    """
    table = _Table(one.den, one.num + other.num, one.den + other.den)
    came = one.num
    limit = table.log(came) + _TIE
    if table.log(table.likeliest) <= limit:
        return 1.0
    up = came > table.likeliest
    # The other end begins where it is no likelier than what came.
    far = table.first_rare(limit, up=not up)
    total = table.tail(came, up=up) + (0.0 if far is None else table.tail(far, up=not up))
    return min(1.0, total)


def shares(one: Share, other: Share) -> Difference:
    """How a share stands beside another."""
    if one.den < TOO_FEW or other.den < TOO_FEW:
        return Difference.TOO_FEW
    if one.num * other.den == other.num * one.den or chance(one, other) >= 1 / ONCE_IN:
        return Difference.SAME
    return Difference.HIGHER if one.num * other.den > other.num * one.den else Difference.LOWER


def times(one: Sequence[float], other: Sequence[float]) -> Difference:
    """How lengths stand beside others, each sorted: by how many of either lie above the middle of all."""
    if len(one) < TOO_FEW or len(other) < TOO_FEW:
        return Difference.TOO_FEW
    together = sorted((*one, *other))
    middle = together[(len(together) - 1) // 2]
    return shares(_above(one, middle), _above(other, middle))


def _above(values: Sequence[float], middle: float) -> Share:
    return Share(len(values) - bisect_right(values, middle), len(values))


class _Table:
    """How likely each k is: so many of `ones` among `of_one` of `total`; from `low` to `high`, the middle likeliest."""

    def __init__(self, of_one: int, ones: int, total: int) -> None:
        self._of_one, self._ones, self._total = of_one, ones, total
        self.low, self.high = max(0, of_one + ones - total), min(ones, of_one)
        self.likeliest = (of_one + 1) * (ones + 1) // (total + 2)
        self._all = _log_choose(total, ones)

    def log(self, k: int) -> float:
        """The logarithm of how likely it is."""
        other = self._total - self._of_one
        return _log_choose(self._of_one, k) + _log_choose(other, self._ones - k) - self._all

    def first_rare(self, limit: float, *, up: bool) -> int | None:
        """The k next to the middle, above it or below, that is no likelier than a limit; None: none is."""
        end = self.high if up else self.low
        if self.log(end) > limit:
            return None
        near, far = self.likeliest, end
        while abs(far - near) > 1:
            between = (near + far) // 2
            near, far = (near, between) if self.log(between) <= limit else (between, far)
        return far

    def tail(self, k: int, *, up: bool) -> float:
        """How likely it is, and all further from the middle."""
        term = total = exp(self.log(k))
        while term > total * _LOST and k != (self.high if up else self.low):
            term *= self._next(k, up)
            total += term
            k += 1 if up else -1
        return total

    def _next(self, k: int, up: bool) -> float:
        """By how much the next one is likelier."""
        rest = self._total - self._of_one - self._ones
        if up:
            return (self._of_one - k) * (self._ones - k) / ((k + 1) * (rest + k + 1))
        return k * (rest + k) / ((self._of_one - k + 1) * (self._ones - k + 1))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
