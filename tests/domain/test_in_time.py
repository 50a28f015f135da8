"""In time for the customer: the law of what a contact is asked for and of what is named (RULES.md, "Escalation")."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.handoff.in_time import Limits, Needed, answer_needed, in_time, too_late
from deskapp.domain.words import ClockKind

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(days=-30), timedelta(days=30)).map(lambda length: NOW + length)
PERHAPS = st.none() | INSTANTS


@given(INSTANTS, PERHAPS, PERHAPS)
def test_an_answer_is_never_needed_after_the_resolution_nor_after_the_customers_deadline(
    due: datetime, resolve_by: datetime | None, deadline: datetime | None
) -> None:
    needed = answer_needed(due, Limits(resolve_by, deadline))
    assert needed is not None
    limits = {ClockKind.RESOLUTION: resolve_by, ClockKind.DEADLINE: deadline}
    assert all(needed.by <= limit for limit in (due, *limits.values()) if limit is not None)
    # And never earlier than something asks for.
    assert needed.by == (due if needed.because is None else limits[needed.because])


@given(PERHAPS, PERHAPS)
def test_where_nothing_is_agreed_nothing_is_asked(resolve_by: datetime | None, deadline: datetime | None) -> None:
    assert answer_needed(None, Limits(resolve_by, deadline)) is None


def test_a_time_that_comes_before_every_limit_stays_as_it_was_agreed() -> None:
    due = NOW + timedelta(hours=1)
    assert answer_needed(due, Limits(due, due)) == Needed(due)


@given(PERHAPS, PERHAPS)
def test_what_is_offered_to_be_named_is_in_time_and_else_as_it_was(
    at: datetime | None, deadline: datetime | None
) -> None:
    offered = in_time(at, deadline, NOW)
    assert not too_late(offered, deadline, NOW)
    assert offered == at or (offered == deadline and at is not None and at > offered > NOW)


@given(INSTANTS)
def test_a_deadline_that_has_passed_points_nothing_out(at: datetime) -> None:
    assert not too_late(at, NOW, NOW)
    assert not too_late(at, NOW - timedelta(days=1), NOW)
