"""Two customers that are one: everything follows, nothing is lost, and it can be undone also after others worked on."""

from datetime import timedelta
from pathlib import Path

import pytest
from scene import log, rows

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import folded
from deskapp.domain.words import ClockKind, Tier
from deskapp.services.calls.acts import GiveCall, MakeConfidential, NewCustomer
from deskapp.services.directory import browsing, same_customer
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.browsing import Wanted, Which, place_of
from deskapp.services.directory.customer_merging import naming
from deskapp.services.directory.views import CustomerView
from deskapp.services.library.acts import LinkRepeat
from deskapp.services.places.acts import SaveEquipment, SavePlace


def school(desk: Desk, **more: object) -> CustomerView:
    told = {"account": "10410", "phones": ("0161 496 0218", "0161 496 0219"), "notes": "Ring the office.", **more}
    return desk.directory.save_customer(SaveCustomer("St Mary's School", **told)).value


def twin(desk: Desk, **more: object) -> CustomerView:
    told = {
        "phones": ("0161-496-0219", "07700 900142"),
        "email": "office@stmarys.example",
        "notes": "Key at the office.",
    }
    return desk.directory.save_customer(SaveCustomer("St. Marys Sch.", **{**told, **more})).value


def same_but_versions(one: CustomerView) -> tuple[object, ...]:
    return one.name, one.organisation, one.account, one.email, one.tier, one.notes, one.phones, one.other_emails


def theirs(desk: Desk, customer_id: int) -> list[int]:
    return [row[0] for row in rows(desk.path, "SELECT id FROM call WHERE customer_id = ? ORDER BY id", customer_id)]


def test_everything_of_the_other_follows_and_is_found_by_what_either_says(desk: Desk) -> None:
    kept, gone = school(desk), twin(desk, tier=Tier.KEY)
    own, moved = log(desk, customer_id=kept.id), log(desk, "Crackling line", customer_id=gone.id)
    before = desk.overview.call(moved.id).customer
    desk.directory.merge_customers(kept, gone)
    assert theirs(desk, kept.id) == [own.id, moved.id]
    (found,) = desk.directory.customers("marys")
    assert same_but_versions(found) == (
        "St Mary's School",
        "",
        "10410",
        "office@stmarys.example",
        Tier.KEY,
        "Ring the office.\nKey at the office.",
        ("0161 496 0218", "0161 496 0219", "07700 900142"),
        (),
    )
    for typed in ("st. marys sch", "07700900142", "+44 161 496 0219", "10410"):
        assert [one.customer.id for one in desk.directory.callers(typed)] == [kept.id], typed
    assert [row.id for row in desk.lists.search("Mary's Crackling")] == [moved.id]
    line = [one for one in desk.overview.call(moved.id).events if one.kind is EventKind.CUSTOMER_CHANGED][-1]
    assert (line.was, line.becomes, line.payload["was"]) == (str(gone.id), str(kept.id), before.name)
    assert desk.directory.browse_customers(Wanted()).customers == (desk.directory.customer(kept.id),)


def test_undoing_gives_each_back_what_was_theirs_also_after_others_went_on(desk: Desk, clock: FixedClock) -> None:
    kept, gone, third = school(desk), twin(desk), desk.directory.save_customer(SaveCustomer("Mill Lane")).value
    own, old, given = (log(desk, customer_id=one) for one in (kept.id, gone.id, gone.id))
    made = desk.directory.merge_customers(kept, gone).value
    clock.advance(timedelta(hours=1))
    later = log(desk, "Another one", customer_id=gone.id)  # chosen before the merge, logged after it
    desk.guides.link_repeat(LinkRepeat(later.id, old.id))
    desk.calls.give(GiveCall(given.id, third.id, "It was Mill Lane."))
    now = desk.directory.customer(gone.id)
    assert now.id == kept.id
    edited = SaveCustomer(
        now.name,
        account="10410-A",
        phones=(*now.phones, "0161 496 0300"),
        email=now.email,
        notes=now.notes + "\nNew.",
        id=now.id,
        base_version=now.version,
    )
    desk.directory.save_customer(edited)
    back = desk.directory.undo_customer_merge(made.id).value
    assert same_but_versions(back) == same_but_versions(gone)
    assert same_but_versions(desk.directory.customer(kept.id)) == (
        "St Mary's School",
        "",
        "10410-A",
        "",
        Tier.STANDARD,
        "Ring the office.\nNew.",
        ("0161 496 0218", "0161 496 0219", "0161 496 0300"),
        (),
    )
    assert theirs(desk, kept.id) == [own.id, later.id]
    assert theirs(desk, gone.id) == [old.id]
    assert theirs(desk, third.id) == [given.id]
    # Only calls of one customer repeat each other.
    assert desk.overview.call(later.id).repeat_of == ""
    assert [one.customer.id for one in desk.directory.callers("07700900142")] == [gone.id]
    lines = rows(desk.path, "SELECT kind FROM event WHERE kind LIKE 'customers_%' ORDER BY id")
    assert [kind for (kind,) in lines] == ["customers_merged", "customers_parted"]
    with pytest.raises(NotAllowed, match="merge_undone"):
        desk.directory.undo_customer_merge(made.id)


def test_whatever_names_a_customer_follows_and_comes_back(desk: Desk) -> None:
    """A table that is added later is not forgotten: which they are is read from the references."""
    tables = {column.table.name for column in naming()}
    assert tables >= {"call", "place", "equipment"}
    kept, gone = school(desk), twin(desk)
    log(desk, customer_id=gone.id)
    hall = desk.places.save_place(SavePlace(gone.id, "Sports hall")).value
    unit = desk.places.save_equipment(SaveEquipment(gone.id, "Line unit", place_id=hall.id)).value
    made = desk.directory.merge_customers(kept, gone).value
    for column in naming():
        sql = f"SELECT count(*) FROM {column.table.name} WHERE {column.name} = ?"
        assert rows(desk.path, sql, gone.id) == [(0,)]
    assert [one.id for one in desk.places.of_customer(kept.id).places] == [hall.id]
    desk.directory.undo_customer_merge(made.id)
    assert theirs(desk, gone.id)
    back = desk.places.of_customer(gone.id)
    assert ([one.id for one in back.places], [one.id for one in back.equipment]) == ([hall.id], [unit.id])


def test_of_several_merges_the_last_is_undone_first(desk: Desk) -> None:
    kept, gone, third = school(desk), twin(desk), desk.directory.save_customer(SaveCustomer("Saint Mary")).value
    first = desk.directory.merge_customers(kept, gone).value
    second = desk.directory.merge_customers(third, desk.directory.customer(kept.id)).value
    assert desk.directory.customer(gone.id).id == third.id
    with pytest.raises(NotAllowed, match="merge_not_last"):
        desk.directory.undo_customer_merge(first.id)
    desk.directory.undo_customer_merge(second.id)
    assert desk.directory.undo_customer_merge(first.id).value.id == gone.id
    assert [same_but_versions(desk.directory.customer(one.id)) for one in (kept, gone, third)] == [
        same_but_versions(one) for one in (kept, gone, third)
    ]


def test_a_merge_of_what_was_changed_meanwhile_meets_the_newer_one(desk: Desk) -> None:
    kept, gone = school(desk), twin(desk)
    desk.directory.save_customer(SaveCustomer("St Marys", id=gone.id, base_version=gone.version))
    with pytest.raises(Conflict, match="customer_edited"):
        desk.directory.merge_customers(kept, gone)
    with pytest.raises(Invalid):
        desk.directory.merge_customers(kept, kept)
    desk.directory.merge_customers(kept, desk.directory.customer(gone.id))
    stale = SaveCustomer("St Marys again", id=gone.id, base_version=gone.version + 2)
    with pytest.raises(NotAllowed, match="customer_merged"):
        desk.directory.save_customer(stale)


def test_open_calls_follow_the_tier_there_and_back(desk: Desk) -> None:
    kept, gone = school(desk, tier=Tier.KEY), twin(desk)
    call = log(desk, customer_id=gone.id)

    def due() -> object:
        return next(one.facts for one in desk.overview.call(call.id).clocks if one.kind is ClockKind.RESOLUTION)

    before = due()
    made = desk.directory.merge_customers(kept, gone).value
    other = log(desk, customer_id=kept.id)
    of_key = next(one.facts for one in desk.overview.call(other.id).clocks if one.kind is ClockKind.RESOLUTION)
    assert due() == of_key
    desk.directory.undo_customer_merge(made.id)
    assert due() == before


def test_what_others_may_not_see_is_not_told_by_a_merge(desk: Desk) -> None:
    kept, gone = school(desk), twin(desk)
    call = log(desk, customer_id=gone.id)
    desk.calls.make_confidential(MakeConfidential(call.id, "About a colleague."))
    desk.directory.merge_customers(kept, gone)
    (said,) = rows(
        desk.path,
        "SELECT words FROM event_words JOIN event ON event.id = event_id WHERE kind = 'customers_merged'",
    )
    assert "call" not in str(said)


# Browsing


def test_customers_are_browsed_in_the_order_of_their_names_page_by_page_both_ways(
    desk: Desk, clock: FixedClock
) -> None:
    names = ["Zoë", "łukasz Wójcik", "Mill Lane", "Łukasz Abel", "Kite", "ines", "Özil", "O'Hara", "Jane", "Jane"]
    made = [desk.directory.save_customer(SaveCustomer(name)).value for name in names]
    wanted = ["ines", "Jane", "Jane", "Kite", "Łukasz Abel", "łukasz Wójcik", "Mill Lane", "O'Hara", "Özil", "Zoë"]
    pages, asked = [], Wanted(count=3)
    while True:
        page = desk.directory.browse_customers(asked)
        pages.append(page)
        if not page.more_after:
            break
        asked = Wanted(after=place_of(page.customers[-1]), count=3)
    assert [one.name for page in pages for one in page.customers] == wanted
    assert [page.more_before for page in pages] == [False, True, True, True]
    back = desk.directory.browse_customers(Wanted(before=place_of(pages[2].customers[0]), count=3))
    assert back == pages[1]
    assert desk.directory.browse_customers(Wanted(before=place_of(pages[1].customers[0]), count=3)).more_before is False
    letter = desk.directory.browse_customers(Wanted.begins("L", count=2))
    assert ([one.name for one in letter.customers], letter.more_before) == (["Łukasz Abel", "łukasz Wójcik"], True)
    log(desk, customer_id=made[2].id)
    hidden = log(desk, customer_id=made[0].id)
    desk.calls.make_confidential(MakeConfidential(hidden.id, "About a colleague."))
    opened = desk.directory.browse_customers(Wanted(Which.WITH_OPEN_CALLS)).customers
    assert [(one.name, one.open_calls) for one in opened] == [("Mill Lane", 1), ("Zoë", 1)]
    desk.work.staff_id = None
    opened = desk.directory.browse_customers(Wanted(Which.WITH_OPEN_CALLS)).customers
    assert [(one.name, one.open_calls) for one in opened] == [("Mill Lane", 1)]
    counts = desk.directory.customer_counts()
    assert (counts.all, counts.with_open_calls, counts.key) == (10, 1, 0)


def test_a_page_of_a_hundred_thousand_customers_is_read_from_the_index(desk: Desk) -> None:
    """However many there are: the plan names the index, and sorts nothing."""
    asked: list[str] = []
    with desk.work.read() as session:
        connection = session.connection()
        real = connection.exec_driver_sql

        class Watched:
            def exec_driver_sql(self, sql: str, values: tuple[object, ...] = ()) -> object:
                asked.append(" / ".join(row[3] for row in real(f"EXPLAIN QUERY PLAN {sql}", values)))
                return real(sql, values)

        for which in Which:
            browsing._ids(Watched(), f"{browsing._of_whom(session, which)} AND {browsing._AFTER}", ("k", 7, 100))
            browsing._ids(Watched(), f"{browsing._of_whom(session, which)} AND {browsing._BEFORE}", ("k", 7, 100))
    assert all("USING INDEX ix_customer_" in plan and "TEMP B-TREE" not in plan for plan in asked), asked
    assert sum("ix_customer_key" in plan for plan in asked) == 2


# Who may be the same


def test_who_shares_a_number_or_an_account_may_be_the_same_unless_somebody_said_otherwise(desk: Desk) -> None:
    kept, gone = school(desk), twin(desk)

    def maybe(customer: CustomerView) -> list[tuple[str, str, str]]:
        with desk.work.read() as session:
            found = same_customer.of(session, customer)
        return [(one.customer.name, one.number, one.account) for one in found]

    same_account = desk.directory.save_customer(SaveCustomer("St Mary", account="104-10")).value
    desk.directory.save_customer(SaveCustomer("Next door", account="20002", phones=("0161 496 0219",)))
    assert maybe(kept) == [("St Mary", "", "104-10"), ("St. Marys Sch.", "0161-496-0219", "")]
    assert ("St Mary's School", "0161 496 0219", "") in maybe(gone)
    desk.directory.not_the_same(gone.id, kept.id)
    desk.directory.not_the_same(kept.id, gone.id)
    assert [name for name, _number, _account in maybe(kept)] == ["St Mary"]
    assert "St Mary's School" not in [name for name, _number, _account in maybe(gone)]
    desk.directory.merge_customers(kept, same_account)
    assert maybe(desk.directory.customer(kept.id)) == []
    assert rows(desk.path, "SELECT count(*) FROM event WHERE kind = 'customers_apart'") == [(1,)]


def test_whoever_writes_a_name_writes_how_it_is_ordered(desk: Desk, monday_demo: Path, tmp_path: Path) -> None:
    call = log(desk, new_customer=NewCustomer("Ødegård"))
    desk.directory.save_customer(SaveCustomer("Émile", id=call.id, base_version=1))
    (tmp_path / "list.csv").write_text("name,account\nÅse,77\nÉmile Zola,78\n", encoding="utf-8")
    desk.customer_files.take(desk.customer_files.read(tmp_path / "list.csv"))
    (tmp_path / "list.csv").write_text("name,account\nÖrn,77\n", encoding="utf-8")
    desk.customer_files.take(desk.customer_files.read(tmp_path / "list.csv"))
    for path, least in ((desk.path, 3), (monday_demo, 20)):
        there = rows(path, "SELECT name, name_folded FROM customer")
        assert len(there) >= least
        assert [(name, folded(name)) for name, _folded in there] == there
