"""Which copies of a desk are kept: all of two days, then one a day, a week, a month (RULES.md, "Backups")."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from deskapp.domain.data_class import dataclass

#: All of them for so long, then the last of each day, then the last of each week; of what is older, of each month.
ALL, DAILY, WEEKLY = timedelta(days=2), timedelta(days=31), timedelta(days=92)
#: So long after somebody was forgotten, no copy from before still knows them.
FORGOTTEN_LIVE_ON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a desk. good: it can be relied on. thinned: made by the clock, and one of many."""

    name: str
    made_at: datetime
    good: bool = True
    thinned: bool = True


def to_remove(
    copies: Iterable[Copy], now: datetime, forgotten: Collection[datetime] = (), *, tight: bool = False
) -> tuple[str, ...]:
    """The names of those that need not be kept, the oldest first; never the newest good one.

    forgotten: when somebody was forgotten. tight: the disk has little room, and of the last days one each is enough.
    Days, weeks and months are those of UTC.
    """
    newest_first = sorted(copies, key=lambda one: (one.made_at, one.name), reverse=True)
    newest = next((one for one in newest_first if one.good), None)
    told = max((at for at in forgotten if at <= now - FORGOTTEN_LIVE_ON), default=None)
    kept: set[tuple[object, ...]] = set()
    gone = []
    for one in newest_first:
        if one is newest:
            if one.thinned:  # what was set aside stands for no day
                kept.add(_stretch(one, now, tight))
        elif told is not None and one.made_at <= told:
            gone.append(one.name)
        elif one.good and one.thinned:
            stretch = _stretch(one, now, tight)
            if stretch in kept:
                gone.append(one.name)
            kept.add(stretch)
    return tuple(reversed(gone))


def _stretch(copy: Copy, now: datetime, tight: bool) -> tuple[object, ...]:
    """Of those that share one, the last is enough."""
    made_at = copy.made_at
    age = now - made_at
    if age <= ALL and not tight:
        return ("all", copy.name)
    if age <= DAILY:
        return ("day", made_at.date())
    if age <= WEEKLY:
        return ("week", *made_at.isocalendar()[:2])
    return ("month", made_at.year, made_at.month)
