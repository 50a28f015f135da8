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


class Difference(StrEnum):
    """How a figure stands beside another."""

    HIGHER = "higher"
    LOWER = "lower"
    #: No more than chance would make.
    SAME = "same"
    TOO_FEW = "too_few"


def chance(one: Share, other: Share) -> float:
    """How likely shares at least so far apart are by chance alone, were both the same; two-sided, 0 to 1."""
    ones, total = one.num + other.num, one.den + other.den
    low, high = max(0, ones - other.den), min(ones, one.den)
    if low >= high:
        return 1.0
    logs = [_log_table(k, one.den, ones, total) for k in range(low, high + 1)]
    seen = logs[one.num - low]
    return min(1.0, sum(exp(log) for log in logs if log <= seen + _TIE))


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


def _log_table(k: int, of_one: int, ones: int, total: int) -> float:
    """The logarithm of how likely k of the `ones` lie among `of_one` of `total`."""
    return _log_choose(of_one, k) + _log_choose(total - of_one, ones - k) - _log_choose(total, ones)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
