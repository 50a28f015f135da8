"""What a mapping can say of a list, and that all of it is in the call and is found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from list_scene import all_of, content, take, text, the_call

from deskapp.desk import Desk
from deskapp.domain.words import CallState, ClockKind, Priority
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.imports.cells import text_of_html
from deskapp.services.imports.times import TimeReader

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2025, 6, 18, 12, 16, tzinfo=UTC)
BASE = ("2025-06-18 14:16", "2025-06-18 14:17", "Open", "Ana")
HEAD = ("id", "title", "created", "updated", "state", "who")


def test_everything_that_a_mapping_can_say_is_in_the_call_and_is_found(desk: Desk, tmp_path: Path) -> None:
    more = {
        "details": "Description",
        "conversations": "Comments",
        "wants": "Wish",
        "solution": "Fix",
        "due_at": "Due",
        "phone": "Phone",
        "email": "Mail",
        "account": "Account",
        "organisation": "Firm",
        "place": "Ort",
        "equipment": "Gerät",
        "tags": "Tags",
    }
    cells = (
        *("It grinds.", "We rang twice.", "A new drum", "Drum replaced", "2025-06-20 17:00"),
        *("+49 30 123456", "Ana@Example.com", "K-00017", "Engines Ltd", "Room 3", "HP 4200", "printer, urgent"),
    )
    rows = [("T-1", "Printer", *BASE, *cells), ("T-2", "Toner", *BASE[:2], "Closed", "Ana", *cells)]

    take(desk, tmp_path, content(more), text((*HEAD, *more.values()), *rows))

    call = the_call(desk, "T-1")
    assert call.details == "It grinds.\n\nWe rang twice.\n\nOrt: Room 3\nGerät: HP 4200\nTags: printer, urgent"
    assert (call.wants, call.solution, the_call(desk, "T-2").solution) == ("A new drum", "", "Drum replaced")
    assert call.row.customer_deadline == datetime(2025, 6, 20, 15, tzinfo=UTC)
    assert ClockKind.DEADLINE in {clock.kind for clock in call.clocks}
    customer = call.customer
    assert (customer.phones, customer.account, customer.organisation) == (("+49 30 123456",), "K-00017", "Engines Ltd")
    assert desk.directory.customer(customer.id).email == "Ana@Example.com"
    for typed in ("grinds", "twice", "drum", "hp 4200", "room 3", "k-00017", "030123456", "urgent"):
        assert "C-00001" in [row.ref for row in desk.lists.search(typed)], typed
    assert [row.ref for row in desk.lists.search("replaced")] == ["C-00002"]


BASIC = ("id", "title", "created", "updated", "state", "who", "mail", "phone", "account")
SIGNS = {"email": "mail", "phone": "phone", "account": "account"}


def test_customers_are_found_by_account_address_and_number_before_their_name(desk: Desk, tmp_path: Path) -> None:
    desk.calls.log(LogCall("Here already", new_customer=NewCustomer("Ana Díaz", "Engines", "A-17", "+49 30 123456")))
    there = the_call(desk, "C-00001").customer.id
    rows = [
        ("T-1", "by account", *BASE[:3], "Somebody", "", "", "a17"),
        ("T-2", "by number", *BASE[:3], "A. Diaz", "", "0049 (30) 123456", ""),
        ("T-3", "a house's number", *BASE[:3], "Bo Berg", "", "0049 (30) 123456", ""),
        ("T-4", "new", *BASE[:3], "Cy", "cy@example.com", "", ""),
        ("T-5", "by address", *BASE[:3], "Cyrus", "CY@example.com", "", ""),
        ("T-6", "of one name, another person", *BASE[:3], "Cy", "cy@elsewhere.example", "", ""),
        ("T-7", "by name", *BASE[:3], "Bo Berg", "", "", ""),
    ]

    take(desk, tmp_path, content(SIGNS), text(BASIC, *rows))

    ids = {ref: the_call(desk, ref).customer.id for ref in ("T-1", "T-2", "T-3", "T-4", "T-5", "T-6", "T-7")}
    assert ids["T-1"] == ids["T-2"] == there
    assert ids["T-3"] == ids["T-7"] != there
    assert ids["T-4"] == ids["T-5"] != ids["T-6"]
    assert all_of(desk, "SELECT count(*) FROM customer") == [(4,)]
    assert take(desk, tmp_path, content(SIGNS), text(BASIC, *rows)).rows_known == 7


def test_what_other_rows_tell_of_a_customer_is_kept_too(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("T-1", "x", *BASE[:3], "Ana", "", "", ""),
        ("T-2", "x", *BASE[:3], "Ana", "ana@example.com", "+49 30 111111", ""),
        ("T-3", "x", *BASE[:3], "Ana", "ANA@example.com", "+49 170 222222", "K-7"),
        ("T-4", "nobody's name", *BASE[:3], "", "bo@example.com", "", ""),
        ("T-5", "nobody at all", *BASE[:3], "", "", "", ""),
    ]

    take(desk, tmp_path, content(SIGNS), text(BASIC, *rows))

    customers = {ref: the_call(desk, ref).customer for ref in ("T-1", "T-2", "T-3", "T-4", "T-5")}
    assert customers["T-1"] == customers["T-2"] == customers["T-3"]
    assert (customers["T-1"].phones, customers["T-1"].account) == (("+49 30 111111", "+49 170 222222"), "K-7")
    assert desk.directory.customer(customers["T-1"].id).email == "ana@example.com"
    assert [customers[ref].name for ref in ("T-4", "T-5")] == ["bo@example.com", "Unknown caller"]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("%Y-%m-%d %H:%M:%S", "2025-06-18 14:16:00.123456"),
        ("%Y-%m-%d %H:%M:%S", "2025-06-18 14:16:00"),
        ("%Y-%m-%d %H:%M:%S.%f", "2025-06-18 14:16:00"),
        ("%Y-%m-%d %H:%M:%S.%f", "2025-06-18 14:16:00.5"),
        ("%d. %B %Y %H:%M", "18. Juni 2025 14:16"),
        ("%d %b %Y %H:%M", "18 Jun. 2025 14:16"),
        ("%a %d %b %Y, %I:%M %p", "Wed 18 Jun 2025, 2:16 PM"),
        ("%m/%d/%Y %I:%M %p", "6/18/2025 2:16\u202fPM"),
        ("%d/%m/%Y %I:%M %p", "18/06/2025 2:16 p. m."),
        ("%d.%m.%y %I:%M %p", "18.06.25 02:16 nachm."),
        ("%Y-%m-%dT%H:%M:%S%z", "2025-06-18T12:16:00Z"),
        ("%Y-%m-%d %H:%M:%S %z", "2025-06-18 07:16:00 -0500"),
        ("iso", "2025-06-18T14:16"),
        ("iso", "2025-06-18 12:16:00.000+00:00"),
        ("epoch", "1750248960"),
        ("epoch", "1750248960.25"),
        ("epoch_ms", "1750248960000"),
        ("excel", "45826.5944444444"),
        ("excel", "45826,5944444444"),
    ],
)
def test_a_time_is_read_however_programs_write_it(form: str, written: str) -> None:
    read = TimeReader(form, BERLIN).read(written)

    assert read - NOON < timedelta(seconds=1)
    assert read.replace(microsecond=0) == NOON


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("%d %b %Y", "18 Nomber 2025"),
        ("%m/%d/%Y %I:%M %p", "6/18/2025 14:16 PM"),
        ("%d.%m.%Y", "31.02.2025"),
        ("epoch", "-5"),
        ("epoch", "99999999999999"),
        ("excel", "12"),
        ("excel", "yesterday"),
        ("iso", "2025-13-01"),
    ],
)
def test_what_is_no_time_of_a_form_is_refused_also_by_the_forms_with_a_name(form: str, written: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        TimeReader(form, BERLIN).read(written)


def test_a_column_may_have_forms_of_its_own_and_several_of_them(desk: Desk, tmp_path: Path) -> None:
    columns = {
        "opened_at": {"join": ["day", "hour"], "time": "%d.%m.%Y %H:%M"},
        "changed_at": {"column": "updated", "time": ["epoch", "iso"]},
        "resolved_at": {"first": ["solved", "ended"]},
    }
    rows = [
        ("T-1", "x", "18.06.2025", "14:16", "1750252560", "Closed", "A", "", "2025-06-18 14:57"),
        ("T-2", "x", "18.06.2025", "14:16", "2025-06-18T15:16", "Closed", "A", "2025-06-18 14:20", "2025-06-18 14:57"),
    ]

    head = ("id", "title", "day", "hour", "updated", "state", "who", "solved", "ended")

    take(desk, tmp_path, content(columns), text(head, *rows))

    assert all_of(desk, "SELECT logged_at, resolved_at FROM call") == [
        (1750248960000000, 1750251420000000),
        (1750248960000000, 1750249200000000),
    ]


def test_the_number_of_the_row_can_be_the_reference(desk: Desk, tmp_path: Path) -> None:
    said = content({"reference": {"row": True}})

    take(desk, tmp_path, said, text(HEAD[1:], ("Printer\njams", *BASE), ("Toner", *BASE)))

    assert [the_call(desk, ref).row.summary for ref in ("1", "2")] == ["Printer jams", "Toner"]


def test_values_that_nobody_listed_have_a_default_where_the_mapping_gives_one(desk: Desk, tmp_path: Path) -> None:
    said = content({"priority": "prio"}, values={"state": {"Open": "open", "*": "archived"}, "priority": {"*": "P2"}})
    rows = [
        ("T-1", "x", *BASE[:2], "Parked", "A", "Odd"),
        ("T-2", "x", *BASE, ""),
        ("T-3", "x", *BASE[:2], "", "A", ""),
    ]

    assert take(desk, tmp_path, said, text((*HEAD, "prio"), *rows)).bad == ()

    calls = [the_call(desk, ref) for ref in ("T-1", "T-2", "T-3")]
    assert [(call.state, call.priority) for call in calls] == [
        (CallState.ARCHIVED, Priority.P2),
        (CallState.OPEN, Priority.P3),
        (CallState.ARCHIVED, Priority.P3),
    ]


def test_a_list_without_states_is_taken_where_the_mapping_says_what_they_all_are(desk: Desk, tmp_path: Path) -> None:
    said = content({"state": None, "changed_at": None}, values={"state": {"*": "archived"}})

    take(desk, tmp_path, said, text(("id", "title", "created", "who"), ("T-1", "x", "2025-06-18 14:16", "A")))

    assert the_call(desk, "T-1").state is CallState.ARCHIVED


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>It &amp; all.</p><p>Second</p>", "It & all.\n\nSecond"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n\n- b"),
        ("&lt;p&gt;Made harmless&lt;/p&gt;", "Made harmless"),
        ("<script>alert(1)</script><style>p{}</style>plain", "plain"),
        ("plain\nin two lines, 3 < 4", "plain\nin two lines, 3 < 4"),
        ("<div>a\n b</div>", "a b"),
        ("a&nbsp;&nbsp;b", "a b"),
    ],
)
def test_of_html_the_words_are_kept(markup: str, read: str) -> None:
    assert text_of_html(markup) == read


def test_cells_are_cleaned_where_the_mapping_says_so_and_else_are_as_they_were(desk: Desk, tmp_path: Path) -> None:
    columns: dict[str, Any] = {
        "reference": {"column": "id", "clean": "blanks"},
        "summary": {"column": "title", "clean": ["entities"]},
        "details": {"column": "text", "clean": ["html"]},
        "wants": "wish",
    }
    row = ("12\u202f345", "Tom &amp; Jerry", *BASE, "<p>It <b>jams</b></p>", "<p>&amp;</p>")

    take(desk, tmp_path, content(columns), text((*HEAD, "text", "wish"), row))

    call = the_call(desk, "12345")
    assert (call.row.summary, call.details, call.wants) == ("Tom & Jerry", "It jams", "<p>&amp;</p>")


def test_a_column_that_need_not_be_there_may_be_missing(desk: Desk, tmp_path: Path) -> None:
    said = content({"tags": {"column": "Tags", "optional": True, "default": "none"}})

    take(desk, tmp_path, said, text(HEAD, ("T-1", "x", *BASE)))

    assert the_call(desk, "T-1").details == "Tags: none"


def test_a_row_cut_short_is_taken_where_the_mapping_says_so(desk: Desk, tmp_path: Path) -> None:
    what = text((*HEAD, "tags"), ("T-1", "x", *BASE))

    assert take(desk, tmp_path, content({"tags": "tags"}), what).refused
    assert take(desk, tmp_path, content({"tags": "tags"}, {"cut_short": True}), what).calls_added == 1


def test_encoding_and_delimiter_are_guessed_where_the_mapping_leaves_them_out(desk: Desk, tmp_path: Path) -> None:
    lines = ["sep=;", ";".join(HEAD), ";".join(("T-1", "Größe, Maß", *BASE))]

    take(desk, tmp_path, content(), "\r\n".join(lines).encode("cp1252"))

    assert the_call(desk, "T-1").row.summary == "Größe, Maß"
