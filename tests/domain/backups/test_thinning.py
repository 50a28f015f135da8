"""Copies are thinned as they grow old, and never to nothing (RULES.md, "Backups")."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.backups.thinning import ALL, FORGOTTEN_LIVE_ON, Copy, to_remove

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def _every(step: timedelta, length: timedelta) -> list[Copy]:
    times = [NOW - step * number for number in range(length // step + 1)]
    return [Copy(f"{at:%Y-%m-%d %H%M}", at) for at in times]


def _kept(copies: list[Copy], *forgotten: datetime) -> list[Copy]:
    gone = to_remove(copies, NOW, forgotten)
    return [one for one in copies if one.name not in gone]


def test_all_of_two_days_then_one_a_day_a_week_a_month() -> None:
    kept = _kept(_every(timedelta(hours=1), timedelta(days=400)))
    ages = [NOW - one.made_at for one in kept]
    assert sum(age <= timedelta(days=2) for age in ages) == 49
    assert sum(timedelta(days=2) < age <= timedelta(days=31) for age in ages) in (29, 30)
    assert sum(timedelta(days=31) < age <= timedelta(days=92) for age in ages) in (9, 10)
    assert sum(age > timedelta(days=92) for age in ages) in (10, 11, 12)
    # The last of its stretch, not the first.
    assert all(one.made_at.hour == 23 for one in kept if timedelta(days=3) < NOW - one.made_at < timedelta(days=30))


def test_where_the_disk_has_little_room_one_of_each_of_the_last_days_is_kept() -> None:
    copies = _every(timedelta(hours=1), timedelta(days=2))
    gone = to_remove(copies, NOW, tight=True)
    kept = [one.made_at for one in copies if one.name not in gone]
    assert kept == [NOW, NOW.replace(day=15, hour=23), NOW.replace(day=14, hour=23)]


def test_what_was_made_for_a_reason_of_its_own_or_cannot_be_read_is_not_thinned() -> None:
    old = NOW - timedelta(days=200)
    of_one_month = [
        Copy("schema", old, thinned=False),
        Copy("broken", old + timedelta(hours=1), good=False),
        Copy("one", old + timedelta(hours=2)),
        Copy("two", old + timedelta(hours=3)),
    ]
    assert to_remove(of_one_month, NOW) == ("one",)
    # Set aside in the very instant of another, it stands for nothing but itself.
    assert to_remove([Copy("of the day", NOW), Copy("set aside", NOW, thinned=False)], NOW) == ()


def test_who_was_forgotten_is_in_no_copy_after_its_time_whatever_it_was_made_for() -> None:
    forgotten = NOW - FORGOTTEN_LIVE_ON
    before = [Copy("aside", forgotten, thinned=False), Copy("old", forgotten - timedelta(days=100))]
    after = [Copy("new", forgotten + timedelta(seconds=1))]
    assert to_remove([*before, *after], NOW, [forgotten]) == ("old", "aside")
    assert to_remove([*before, *after], NOW, [forgotten + timedelta(seconds=1)]) == ()
    # Alone it stays: a copy from before is better than none.
    assert to_remove(before, NOW, [forgotten]) == ("old",)


_COPIES = st.lists(
    st.tuples(st.integers(0, 3_000), st.booleans(), st.booleans()).map(
        lambda made: Copy(f"{made}", NOW - timedelta(hours=made[0]), good=made[1], thinned=made[2])
    ),
    max_size=40,
    unique_by=lambda one: one.name,
)


@given(copies=_COPIES, forgotten=st.lists(st.integers(0, 3_000).map(lambda hours: NOW - timedelta(hours=hours))))
def test_the_newest_good_one_is_kept_and_thinning_again_takes_nothing_more(
    copies: list[Copy], forgotten: list[datetime]
) -> None:
    kept = _kept(copies, *forgotten)
    good = [one for one in copies if one.good]
    if good:
        assert max(good, key=lambda one: (one.made_at, one.name)) in kept
    assert to_remove(kept, NOW, forgotten) == ()
    if not forgotten:
        assert all(one in kept for one in copies if NOW - one.made_at <= ALL or not (one.good and one.thinned))
