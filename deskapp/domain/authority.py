"""Who may decide what: levels of authority, lowest first, each with its limits by kind."""

from collections.abc import Mapping
from itertools import pairwise

from deskapp.domain.words import AMOUNTS, ApprovalKind, Level, Role

#: What each level may decide. A kind that is not there: not at all; None: whatever the amount.
#: Amounts are in hundredths of the site's currency.
Limits = Mapping[Level, Mapping[ApprovalKind, int | None]]

_UP = list(Level)


def level_of(role: Role) -> Level:
    """The authority that goes with a role."""
    return Level(role.value)


def is_above(level: Level, other: Level) -> bool:
    return _UP.index(level) > _UP.index(other)


def may(level: Level, kind: ApprovalKind, amount: int | None, limits: Limits) -> bool:
    """Whether a level may decide it by itself. A limit itself is within.

    Outside (another team, head office) is the last word: it may decide whatever the levels below it may not.
    An amount of money that is not known is within no limit. See RULES.md, "Authority".
    """
    if level is Level.OUTSIDE:
        return True
    of_level = limits.get(level, {})
    if kind not in of_level:
        return False
    limit = of_level[kind]
    if limit is None or kind not in AMOUNTS:
        return True
    return amount is not None and amount <= limit


def lowest_level(kind: ApprovalKind, amount: int | None, limits: Limits) -> Level:
    """The lowest level that may decide it."""
    return next(level for level in Level if may(level, kind, amount, limits))


def who_may_less(limits: Limits) -> tuple[tuple[Level, ApprovalKind], ...]:
    """Where a level may decide less than the one below it, which would make no sense. Outside is not asked."""
    inside = [level for level in Level if level is not Level.OUTSIDE]
    return tuple(
        (higher, kind)
        for lower, higher in pairwise(inside)
        for kind in ApprovalKind
        if _less(limits.get(higher, {}), limits.get(lower, {}), kind)
    )


def _less(
    of_higher: Mapping[ApprovalKind, int | None], of_lower: Mapping[ApprovalKind, int | None], kind: ApprovalKind
) -> bool:
    if kind not in of_lower:
        return False
    if kind not in of_higher:
        return True
    low, high = of_lower[kind], of_higher[kind]
    return high is not None and (low is None or high < low)
