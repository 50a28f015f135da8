"""What of a list of calls is shown, in which order, and that nobody finds out by it what is not for them."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from scene import MONDAY_TEN, YES, at, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind, Impact, PauseReason, Priority, Role, Urgency
from deskapp.services.calls.acts import NewCustomer, PauseCall, Reassign, ResolveCall
from deskapp.services.log.acts import TagCalls
from deskapp.services.log.sieve import EVERYTHING, NONE, DueWithin, Order, Period, Shown, Sieve
from deskapp.services.places.acts import Chosen, SavePlace


@pytest.fixture
def six(desk: Desk, clock: FixedClock) -> Desk:
    """Six calls: of Friday, of today, urgent, with a supplier, another's and confidential, closed."""
    clock.set_to(MONDAY_TEN - timedelta(days=3))
    log(desk, "Ärger", new_customer=NewCustomer("Zoe", "Öl & Co", "A-9"))
    clock.set_to(MONDAY_TEN)
    log(desk, "Zebra", new_customer=NewCustomer("Émile"), category_id=1)
    log(desk, "apple", new_customer=NewCustomer("Adam", "zinc Ltd"), impact=Impact.SITE, urgency=Urgency.NOW)
    place = desk.places.save_place(SavePlace(1, "Depot")).value.id
    log(desk, "Map", customer_id=1, place=Chosen(place))
    dean = contact(desk, "Dean Marsh", ContactKind.SUPPLIER, organisation="Linetel", role="engineer", phones=("1",)).id
    escalate(desk, 4, dean, reach="rang twice")
    desk.log.tag(TagCalls((2, 4), ("VIP",)))
    log(desk, "Secret", customer_id=2, category_id=1, confidential=True)
    desk.calls.reassign(Reassign((5,), staff(desk, Role.AGENT, "Sam"), "r"))
    log(desk, "Done", customer_id=1)
    desk.calls.resolve(ResolveCall(6, "s", YES))
    return desk


def ids(desk: Desk, sieve: Sieve = EVERYTHING, view: str = "open", order: Order | None = Order.CALL) -> Sequence[int]:
    shown = Shown(view, sieve, order)
    found = [row.id for row in desk.log.calls(shown)]
    assert list(desk.log.ids(shown)) == found
    assert desk.log.still(shown, range(1, 9)) == set(found)
    return found


def test_each_part_of_a_sieve_lets_through_what_fits_and_all_of_them_together(six: Desk) -> None:
    assert ids(six) == [1, 2, 3, 4, 5]
    assert ids(six, Sieve(owners=(2,))) == [5]
    assert ids(six, Sieve(categories=(1,))) == [2, 5]
    assert ids(six, Sieve(categories=(1, NONE))) == [1, 2, 3, 4, 5]
    assert ids(six, Sieve(priorities=(Priority.P1,))) == [3]
    assert ids(six, Sieve(contacts=(1,))) == [4]
    assert ids(six, Sieve(contacts=(NONE,))) == [1, 2, 3, 5]
    assert ids(six, Sieve(places=(1,))) == [4]
    assert ids(six, Sieve(equipment=(NONE,), places=(NONE,))) == [1, 2, 3, 5]
    assert ids(six, Sieve(tags=("vip",))) == [2, 4]
    assert ids(six, Sieve(tags=("vip",), categories=(NONE,))) == [4]
    assert ids(six, Sieve(period=Period.TODAY)) == [2, 3, 4, 5]
    assert ids(six, Sieve(period=Period.LAST_WEEK)) == [1]
    assert ids(six, Sieve(from_day=MONDAY_TEN.date() - timedelta(3), to_day=MONDAY_TEN.date() - timedelta(3))) == [1]
    assert ids(six, Sieve(period=Period.TODAY), "closed") == [6]
    assert six.log.count(Shown("open", Sieve(owners=(2,)))) == 5


def test_due_is_asked_in_the_days_of_the_site_and_as_figures_count_it(six: Desk, clock: FixedClock) -> None:
    due = {row.id: row.due_at for row in six.log.calls(Shown("open"))}
    clock.set_to(at(12))
    six.calls.pause(PauseCall(2, PauseReason.CUSTOMER))
    counts = six.lists.counts(clock.now())
    assert len(ids(six, Sieve(due=(DueWithin.OVERDUE,)))) == counts.overdue > 0
    assert len(ids(six, Sieve(due=(DueWithin.SOON,)))) == counts.due_soon
    today = ids(six, Sieve(due=(DueWithin.TODAY,)))
    assert set(today) == {call_id for call_id, when in due.items() if when is not None and when.date() == at(12).date()}
    everything = (DueWithin.OVERDUE, DueWithin.TODAY, DueWithin.TOMORROW, DueWithin.LATER, DueWithin.NEVER)
    assert ids(six, Sieve(due=everything)) == [1, 2, 3, 4, 5]


def test_a_list_is_sorted_as_names_are_compared_and_what_has_no_value_comes_last(six: Desk) -> None:
    assert ids(six, order=Order.SUMMARY) == [3, 1, 4, 5, 2]
    # Émile has no organisation, the others go by theirs.
    assert ids(six, order=Order.CALLER) == [5, 2, 4, 1, 3]
    assert ids(six, order=Order.WITH)[0] == 4
    assert ids(six, order=Order.OWNER)[-1] == 5
    assert ids(six, order=Order.PRIORITY)[0] == 3
    assert ids(six, order=Order.CATEGORY)[:2] == [5, 2]
    assert ids(six, order=Order.LOGGED)[0] == 1
    assert ids(six, order=None, view="due") == [row.id for row in six.lists.calls("due")]
    backwards = six.log.ids(Shown("open", order=Order.SUMMARY, descending=True))
    assert list(backwards) == [2, 5, 4, 1, 3]


def test_the_row_tells_the_person_and_the_firm_on_both_sides(six: Desk) -> None:
    row = six.log.calls(Shown("open", Sieve(contacts=(1,))))[0]
    assert (row.person, row.organisation, row.account) == ("Zoe", "Öl & Co", "A-9")
    assert (row.with_person, row.with_firm) == ("Dean Marsh", "Linetel")
    assert (row.tags, row.category) == (("VIP",), "")


def test_of_a_confidential_call_others_learn_by_no_filter_and_no_order(six: Desk) -> None:
    six.staff_id = staff(six, Role.AGENT, "Noor")
    assert ids(six, Sieve(owners=(2,))) == [5]
    assert ids(six, Sieve(categories=(1,))) == [2]
    assert ids(six, Sieve(contacts=(NONE,))) == [1, 2, 3]
    for order in (Order.SUMMARY, Order.CALLER, Order.CATEGORY, Order.PRIORITY, Order.WITH):
        hidden = six.log.calls(Shown("open", order=order))
        assert [row.id for row in hidden if row.masked] == [5]
    assert ids(six, order=Order.SUMMARY)[-1] == 5
    assert ids(six, order=Order.CALLER)[-1] == 5


def test_what_a_list_can_be_narrowed_down_to(six: Desk) -> None:
    choices = six.log.choices(Shown("open"))
    assert [name for _id, name in choices.owners][-1] == "Sam"
    assert choices.contacts == ((1, "Dean Marsh, Linetel"),)
    assert choices.tags == (("vip", "VIP"),)
    assert choices.places == ((1, "Depot, Öl & Co"),)
    assert six.log.choices(Shown("waiting")).places == ()
    assert len(choices.categories) > 1
