"""What makes a signal (RULES.md, "Improving"): each kind made by a small record, and not made just below its law."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.findings.finding import Finding
from deskapp.domain.findings.kinds import OF_POLICY, OF_PRODUCT, FindingKind, Named, Rule
from deskapp.domain.findings.laws import FEWEST, find, grown
from deskapp.domain.findings.record import (
    MONTHS,
    About,
    Asked,
    Handed,
    LateUpdate,
    Passed,
    Record,
    Updates,
)
from deskapp.domain.measures.chance import ONCE_IN, chance
from deskapp.domain.measures.values import Share
from deskapp.domain.words import ApprovalKind, Priority

LAST = MONTHS - 1
BILLING, SOFTWARE = 1, 2
MINUTE = timedelta(minutes=1)


def record(**given_: Any) -> Record:
    """A record of which nothing is to be said but what is given."""
    empty: dict[str, Any] = {
        "logged": tuple({BILLING: 40, SOFTWARE: 160} for _ in range(MONTHS)),
        "passed": (),
        "handed": (),
        "updates": tuple({} for _ in range(MONTHS)),
        "late": (),
        "asked": (),
        "limits": {ApprovalKind.REFUND: 50_00},
        "on_things": (),
        "of_customers": (),
    }
    return Record(**{**empty, **given_})


def named(of: Record, rule: Rule) -> list[Finding]:
    return [one for one in find(of) if one.rule is rule and one.named is Named.NAMED]


def passed(count: int, category: int, trigger: str, first: int = 1, month: int = LAST) -> tuple[Passed, ...]:
    return tuple(Passed(first + n, month, category, frozenset((trigger,))) for n in range(count))


def test_training_is_named_where_a_topic_is_passed_on_for_one_trigger_more_than_chance() -> None:
    of = record(passed=(*passed(14, BILLING, "no_solution"), *passed(22, SOFTWARE, "no_solution", 100)))
    (found,) = named(of, Rule.TOPIC)
    assert (found.kind, found.subject.category_id, found.subject.trigger) == (
        FindingKind.TRAINING,
        BILLING,
        "no_solution",
    )
    assert (found.share.num, found.share.den, found.others.num, found.others.den) == (14, 40, 22, 160)  # type: ignore[union-attr]
    assert found.calls == tuple(range(14, 0, -1))
    assert found.spares == round(14 - 40 * 22 / 160)
    # As often as in all other calls it is none, however many they are.
    as_all = record(passed=(*passed(8, BILLING, "no_solution"), *passed(32, SOFTWARE, "no_solution", 100)))
    assert named(as_all, Rule.TOPIC) == []
    # What the customer's circumstances bring is nobody's training; what a rule or a product makes is no topic either.
    for trigger in ("strict_deadline", "beyond_authority", "tool_missing"):
        assert named(record(passed=passed(14, BILLING, trigger)), Rule.TOPIC) == []


def test_four_calls_are_watched_and_three_are_nothing() -> None:
    stands = [
        next(one.named for one in find(record(passed=passed(count, BILLING, "no_solution"))) if one.rule is Rule.TOPIC)
        for count in (3, 4, 5)
    ]
    assert stands == [Named.NOT, Named.WATCHED, Named.NAMED]


def handed(contact: int, late: int, in_time: int, *, ratio: float | None = None) -> tuple[Handed, ...]:
    first = contact * 1000
    return tuple(Handed(first + n, LAST, contact, n >= late, ratio) for n in range(late + in_time))


def test_process_is_named_where_a_contact_accepts_later_than_all_others() -> None:
    of = record(handed=(*handed(1, 7, 5), *handed(2, 3, 29)))
    (found,) = named(of, Rule.CONTACT)
    assert (found.subject.contact_id, found.by_late, found.by_estimates) == (1, True, False)
    assert (found.share.num, found.share.den, found.others.num, found.others.den) == (7, 12, 3, 32)  # type: ignore[union-attr]
    assert len(found.calls) == 7
    # Beside others who are as late they are none; nor is anybody who stands alone.
    assert named(record(handed=(*handed(1, 7, 5), *handed(2, 19, 13))), Rule.CONTACT) == []
    assert named(record(handed=handed(1, 7, 5)), Rule.CONTACT) == []


def test_process_is_named_where_it_takes_a_contact_longer_than_they_say() -> None:
    of = record(handed=(*handed(1, 0, 8, ratio=1.9), *handed(2, 0, 30, ratio=0.9)))
    (found,) = named(of, Rule.CONTACT)
    assert (found.subject.contact_id, found.by_late, found.by_estimates) == (1, False, True)
    assert found.estimates is not None
    assert (found.estimates.ratio, found.estimates.count) == (1.9, 8)
    assert named(record(handed=(*handed(1, 0, 8, ratio=1.4), *handed(2, 0, 30, ratio=0.9))), Rule.CONTACT) == []


def updates(**late_of: tuple[int, int]) -> dict[str, Any]:
    now: Mapping[Priority, Updates] = {Priority(name): Updates(*told) for name, told in late_of.items()}
    late = tuple(
        LateUpdate(place * 1000 + n, priority, n % 2 == 0)
        for place, (priority, told) in enumerate(now.items())
        for n in range(told.late)
    )
    return {"updates": (*({} for _ in range(LAST)), now), "late": late}


def test_process_is_named_where_customers_of_a_priority_hear_late() -> None:
    (found,) = named(record(**updates(P2=(19, 121), P3=(6, 200))), Rule.WAITING)
    assert (found.subject.priority, found.with_contact, len(found.calls)) == (Priority.P2, 10, 19)
    assert named(record(**updates(P2=(19, 121), P3=(30, 200))), Rule.WAITING) == []
    assert named(record(**updates(P2=(4, 12), P3=(0, 200))), Rule.WAITING) == []


def asked(amounts: list[int], granted: int) -> tuple[Asked, ...]:
    return tuple(
        Asked(n, LAST, ApprovalKind.REFUND, amount, "£", n < granted, (10 + n) * MINUTE)
        for n, amount in enumerate(amounts)
    )


def test_policy_is_named_where_what_is_asked_above_a_limit_is_as_good_as_always_granted() -> None:
    amounts = [52_00, 118_40, 60_00, 66_00, 95_00, 74_00, 74_00, 86_00, 70_00, 58_00, 90_00, 64_00]
    (found,) = named(record(asked=asked(amounts, 11), passed=passed(39, BILLING, "no_solution")), Rule.APPROVALS)
    assert found.amounts is not None
    told = found.amounts
    assert (told.lowest, told.middle, told.highest, told.limit) == (52_00, 74_00, 118_40, 50_00)
    assert (told.granted, told.decided, told.waited) == (11, 12, 15 * MINUTE)
    # The least round amount that would have been enough, and how many hand-offs it spares.
    assert (told.would_do, told.spared, found.spares) == (120_00, 11, 11)
    assert (found.share.num, found.share.den) == (12, 39)
    assert named(record(asked=asked(amounts, 10)), Rule.APPROVALS) == []
    assert named(record(asked=asked(amounts[:4], 4)), Rule.APPROVALS) == []


def test_one_amount_far_above_the_others_makes_no_limit() -> None:
    (found,) = named(record(asked=asked([60_00, 62_00, 64_00, 66_00, 68_00, 900_00], 6)), Rule.APPROVALS)
    assert found.amounts is not None
    assert (found.amounts.would_do, found.amounts.spared) == (68_00, 5)


def returning(counts: list[int], trigger: str = "tool_missing") -> Record:
    return record(
        passed=tuple(
            one
            for month, count in enumerate(counts, MONTHS - len(counts))
            for one in passed(count, SOFTWARE, trigger, 1 + month * 100, month)
        )
    )


def test_product_or_policy_is_named_where_a_trigger_comes_back_three_months_in_a_row() -> None:
    (found,) = named(returning([3, 3, 5]), Rule.RETURNS)
    assert (found.kind, found.row, len(found.calls)) == (FindingKind.PRODUCT, 3, 11)
    (policy,) = named(returning([3, 4, 6], "owner_elsewhere"), Rule.RETURNS)
    assert policy.kind is FindingKind.POLICY
    assert named(returning([3, 2, 5]), Rule.RETURNS) == []
    assert named(returning([3, 5]), Rule.RETURNS) == []
    assert named(returning([3, 3, 3]), Rule.RETURNS) == []


def about(count: int, subject: int = 7, category: int = BILLING, first: int = 1) -> tuple[About, ...]:
    return tuple(About(first + n, LAST - n % 3, subject, category) for n in range(count))


def test_the_same_thing_again_is_named_from_five_calls_in_three_months_on() -> None:
    (found,) = named(record(on_things=about(5)), Rule.EQUIPMENT)
    assert (found.subject.equipment_id, len(found.calls)) == (7, 5)
    assert named(record(on_things=about(4)), Rule.EQUIPMENT) == []
    long_ago = tuple(call._replace(month=0) for call in about(5))
    assert named(record(on_things=long_ago), Rule.EQUIPMENT) == []


def test_the_same_customer_again_is_named_where_others_call_about_something_else() -> None:
    (found,) = named(record(of_customers=about(7)), Rule.CUSTOMER)
    assert (found.subject.customer_id, found.subject.category_id) == (7, BILLING)
    # Somebody who calls about everything, as all others do, is a customer who calls much.
    much = (*about(5), *about(20, category=SOFTWARE, first=100))
    assert named(record(of_customers=much), Rule.CUSTOMER) == []


@pytest.mark.parametrize(("was", "calls", "again"), [(12, 17, False), (12, 18, True), (5, 7, False), (5, 8, True)])
def test_a_signal_that_was_decided_about_is_one_again_when_it_has_grown(was: int, calls: int, again: bool) -> None:
    assert grown(was, calls) is again


TRIGGERS = st.sampled_from(["no_solution", "other_knowledge", "abusive", *sorted(OF_POLICY | OF_PRODUCT)])


@st.composite
def records(draw: st.DrawFn) -> Record:
    count = draw(st.integers(0, 60))
    months = st.integers(0, LAST)
    calls = range(1, count + 1)
    return record(
        passed=tuple(
            Passed(n, draw(months), draw(st.integers(0, 3)), frozenset(draw(st.sets(TRIGGERS, max_size=2))))
            for n in calls
        ),
        handed=tuple(
            Handed(
                draw(st.integers(1, 30)),
                draw(months),
                draw(st.integers(1, 3)),
                draw(st.sampled_from([True, False, None])),
                draw(st.sampled_from([None, 0.5, 1.6, 4.0])),
            )
            for _ in calls
        ),
        asked=tuple(
            Asked(
                draw(st.integers(1, 9)), draw(months), ApprovalKind.REFUND, draw(st.integers(1, 10**6)), "£", True, None
            )
            for _ in range(count // 4)
        ),
        on_things=tuple(About(draw(st.integers(1, 9)), draw(months), draw(st.integers(1, 3)), 1) for _ in calls),
        of_customers=tuple(About(n, draw(months), draw(st.integers(1, 3)), draw(st.integers(1, 2))) for n in calls),
    )


@given(records())
def test_no_signal_is_ever_made_of_fewer_than_five_calls_and_none_within_chance(of: Record) -> None:
    for found in find(of):
        assert len(set(found.calls)) == len(found.calls)
        assert all(figure >= 0 for row in found.rows for figure in row.figures)
        if found.named is Named.NAMED:
            assert len(found.calls) >= FEWEST
        past_chance = found.others is not None and (found.rule is not Rule.CONTACT or found.by_late)
        if found.named is Named.NAMED and past_chance:
            mine = _of_customer(of, found) if found.rule is Rule.CUSTOMER else found.share
            assert chance(mine, found.others) < 1 / ONCE_IN  # type: ignore[arg-type]


def _of_customer(of: Record, found: Finding) -> Share:
    lately = range(LAST - 2, LAST + 1)
    mine = [one for one in of.of_customers if one.subject_id == found.subject.customer_id and one.month in lately]
    return Share(len(found.calls), len(mine))
