"""Which calls targets are for, and in which calendar they are counted."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.words import ClockKind, Priority, Tier
from deskapp.services.clocks.views import TargetView
from deskapp.ui.settings.targets.target_calendars import spread
from deskapp.ui.settings.targets.target_scope import ALL, Scope, inherited, own
from deskapp.ui.settings.targets.target_words import Key
from deskapp.ui.settings.targets.targets_grid import KINDS

P2: Key = (Priority.P2, ClockKind.RESOLUTION)


def target(hours: int, category_id: int | None = None, tier: Tier | None = None) -> TargetView:
    return TargetView(*P2, timedelta(hours=hours), 1, category_id, tier)


TARGETS = (target(1), target(2, tier=Tier.KEY), target(3, category_id=7), target(4, 7, Tier.KEY))


def held(scope: Scope) -> int | None:
    found = inherited(TARGETS, scope).get(P2)
    return None if found is None or found.target is None else round(found.target / timedelta(hours=1))


def test_each_choice_shows_the_targets_of_exactly_those_calls() -> None:
    scopes = (ALL, Scope(None, Tier.KEY), Scope(7), Scope(7, Tier.KEY))
    assert [own(TARGETS, scope)[P2] for scope in scopes] == list(TARGETS)
    assert own(TARGETS, Scope(8)) == {}


def test_what_holds_around_is_the_categorys_before_the_tiers() -> None:
    assert held(Scope(7, Tier.KEY)) == 3
    assert held(Scope(8, Tier.KEY)) == 2
    assert held(Scope(7)) == 1
    assert held(Scope(None, Tier.KEY)) == 1
    assert held(ALL) is None


def _all(calendar: int) -> dict[Key, int]:
    return {(priority, kind): calendar for priority in Priority for kind in KINDS}


def test_a_calendar_for_each_clock() -> None:
    calendars = _all(1) | {(priority, ClockKind.CHASE): 2 for priority in Priority}
    rows, columns = spread(calendars)
    assert (rows[ClockKind.CHASE], rows[ClockKind.RESOLUTION], columns) == (2, 1, {})


def test_a_priority_that_is_counted_by_day_and_night() -> None:
    calendars = _all(1) | {(Priority.P1, kind): 2 for kind in KINDS}
    rows, columns = spread(calendars)
    assert (set(rows.values()), columns) == ({1}, {Priority.P1: 2})


CLOCKS = st.dictionaries(st.sampled_from(KINDS), st.integers(1, 3))


@given(CLOCKS, st.dictionaries(st.sampled_from(Priority), st.just(9), max_size=1))
def test_what_was_told_by_clocks_and_one_priority_is_told_so_again(
    rows: dict[ClockKind, int], columns: dict[Priority, int]
) -> None:
    calendars = {key: columns.get(key[0], rows.get(key[1], 1)) for key in _all(1)}
    told_rows, told_columns = spread(calendars)
    assert {key: told_columns.get(key[0], told_rows[key[1]]) for key in calendars} == calendars
