"""Past calls like this one, found by search, with what solved them."""

import pytest
from scene import HOUR, YES, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.calls.acts import MakeConfidential, ReopenCall, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import AcceptEscalation, ReturnEscalation
from deskapp.services.library import similar_calls
from deskapp.services.places.acts import Chosen, SaveEquipment
from deskapp.services.site.acts import SaveSite
from deskapp.storage import search

NETWORK, HARDWARE = 2, 4


def _solved(desk: Desk, summary: str, solution: str, **more: object) -> int:
    number = log(desk, summary, **more).id
    desk.calls.resolve(ResolveCall(number, solution, YES))
    return number


def _found(desk: Desk, words: str, **more: object) -> list[int]:
    return [one.call_id for one in desk.guides.similar(words, **more)]


def test_past_calls_like_this_one_are_found_with_what_solved_them(desk: Desk, clock: FixedClock) -> None:
    """Past calls like this one, found by search, with what solved them."""
    number = log(desk, "The plotter smears magenta", category_id=HARDWARE).id
    escalation = escalate(desk, number, contact(desk, "Grace Hopper").id)
    clock.advance(HOUR)
    desk.escalations.accept(AcceptEscalation(escalation.id, "Grace Hopper"))
    clock.advance(HOUR)
    desk.escalations.give_back(ReturnEscalation(escalation.id, "Cleaned the head"))
    clock.advance(HOUR)
    desk.calls.resolve(ResolveCall(number, "Print head cleaned", YES))
    log(desk, "The door does not close")
    [found] = desk.guides.similar("Magenta smears on every print")
    assert (found.ref, found.summary, found.solution) == ("C-00001", "The plotter smears magenta", "Print head cleaned")
    assert (found.closed_at, found.took, found.owner) == (clock.now(), 3 * HOUR, "Manager")
    assert [(one.contact, one.took) for one in found.escalated] == [("Grace Hopper", 2 * HOUR)]
    assert found.category == "Hardware"


def test_solutions_are_searched_by_their_words_too(desk: Desk) -> None:
    number = _solved(desk, "Nothing comes out", "Replaced the fuser unit")
    assert _found(desk, "fuser") == [number]
    assert [row.id for row in desk.lists.search("fuser unit")] == [number]


def test_a_call_that_was_opened_again_is_no_help(desk: Desk) -> None:
    number = _solved(desk, "Nothing comes out", "Replaced the fuser unit")
    desk.calls.reopen(ReopenCall(number, "It stopped again"))
    assert _found(desk, "fuser nothing comes") == []
    # It was said all the same, and is found by it.
    assert [row.id for row in desk.lists.search("fuser")] == [number]


def test_calls_that_nobody_agreed_to_are_no_help(desk: Desk) -> None:
    log(desk, "Fuser smells")
    resolved = log(desk, "Fuser smells").id
    desk.calls.resolve(ResolveCall(resolved, "Aired the room"))
    assert _found(desk, "fuser smells") == []


def test_a_confidential_call_helps_only_those_who_may_see_it(desk: Desk) -> None:
    """A confidential call is seen by its owner, the supervisors and people named on it; others see nothing of it."""
    number = _solved(desk, "Fuser smells", "Aired the room", category_id=HARDWARE)
    desk.calls.make_confidential(MakeConfidential(number, "personnel"))
    assert _found(desk, "fuser smells") == [number]
    desk.sign_in(staff(desk, Role.AGENT))
    assert _found(desk, "fuser smells") == []
    assert _found(desk, "", category_id=HARDWARE) == []


def test_rare_words_say_more_than_common_ones_and_the_category_counts(desk: Desk) -> None:
    for _n in range(4):
        _solved(desk, "The printer prints nothing", "Switched it on")
    rare = _solved(desk, "The printer shows error E-4711", "Updated the firmware", category_id=NETWORK)
    same = _solved(desk, "The printer prints nothing", "Paper put in", category_id=HARDWARE)
    assert _found(desk, "printer shows E4711 or 4711")[0] == rare
    assert _found(desk, "printer prints nothing", category_id=HARDWARE)[0] == same


def test_of_equals_the_newest_comes_first_and_only_so_many(desk: Desk) -> None:
    numbers = [_solved(desk, "Fuser smells", f"Aired room {n}") for n in range(5)]
    assert _found(desk, "fuser smells", limit=3) == numbers[:1:-1]


def test_what_was_solved_in_the_same_words_is_told_once(desk: Desk) -> None:
    _solved(desk, "Fuser smells", "Aired the room")
    newest = _solved(desk, "Fuser smells again", "  aired the\nroom")
    other = _solved(desk, "Fuser smells of smoke", "Replaced the fuser")
    found = {one.call_id: one.times for one in desk.guides.similar("fuser smells")}
    assert found == {newest: 2, other: 1}


@pytest.mark.parametrize("said", ["printers", "printing", "printed", "PRINTER", "print"])
def test_a_word_is_found_in_its_other_forms(desk: Desk, said: str) -> None:
    number = _solved(desk, "The printer is stuck", "Rebooted")
    assert _found(desk, said) == [number]


@pytest.mark.parametrize("said", ["Rechnungen", "RECHNUNG", "rechnung"])
def test_a_word_is_found_in_its_other_forms_in_the_language_of_the_site(desk: Desk, said: str) -> None:
    number = _solved(desk, "Rechnungen kommen doppelt", "Auftrag gelöscht")
    _speak(desk, "de")
    assert _found(desk, said) == [number]
    _speak(desk, "en")
    assert _found(desk, said) == ([number] if said == "Rechnungen" else [])


def _speak(desk: Desk, language: str) -> None:
    site = desk.facts().site
    act = SaveSite(site.name, "", "", site.zone, site.paper, language, False, False, False, site.version)
    desk.site.save_site(act)


def test_the_call_itself_is_not_one_like_it(desk: Desk) -> None:
    past = _solved(desk, "Fuser smells", "Aired the room")
    number = log(desk, "Fuser smells again").id
    assert _found(desk, "", call_id=number) == [past]
    assert _found(desk, "", call_id=past) == []


def test_without_a_word_the_newest_of_the_category_are_shown(desk: Desk) -> None:
    first = _solved(desk, "Fuser smells", "Aired the room", category_id=HARDWARE)
    second = _solved(desk, "Toner out", "New toner", category_id=HARDWARE)
    _solved(desk, "No link", "Cable put in", category_id=NETWORK)
    assert _found(desk, "  ", category_id=HARDWARE) == [second, first]
    assert _found(desk, "") == []


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        'fuser" OR who : *',
        "NEAR(fuser smells)",
        "{summary} : fuser)",
        "-fuser ^smells*",
        "\0",
        "\ud800",
        "a b c",
        "'; DROP TABLE call; --",
        "fuser " * 5000,
    ],
    ids=["quote", "operator", "near", "column", "signs", "nul", "half", "short", "statement", "long"],
)
def test_whatever_was_typed_is_words_and_never_a_command(desk: Desk, typed: str) -> None:
    number = _solved(desk, "Fuser smells", "Aired the room")
    expected = [number] if "fuser" in typed.lower() else []
    assert _found(desk, typed) == expected


def test_other_peoples_names_and_numbers_make_no_calls_alike(desk: Desk) -> None:
    _solved(desk, "Fuser smells", "Aired the room")
    assert _found(desk, "Lovelace 2079460958") == []


def test_calls_about_the_same_piece_of_equipment_are_like_it_whatever_their_words(desk: Desk) -> None:
    customer = desk.directory.save_customer(SaveCustomer("Ada Lovelace")).value.id
    printer = desk.places.save_equipment(SaveEquipment(customer, "Counter printer")).value.id
    about = {"customer_id": customer, "equipment": Chosen(printer)}
    same = _solved(desk, "Lid does not close", "Hinge replaced", **about)
    both = _solved(desk, "Fuser smells of smoke", "Fuser replaced", **about)
    other = _solved(desk, "Fuser smells of smoke", "Aired the room")
    assert _found(desk, "fuser smells", equipment_id=printer) == [both, other]
    assert _found(desk, "something else", equipment_id=printer) == [both, same]
    assert _found(desk, "", equipment_id=printer) == [both, same]
    number = log(desk, "What now?", **about).id
    assert _found(desk, "", call_id=number) == [both, same]


# The same work in a desk of any size


def test_the_index_is_read_from_its_end_and_left_early(desk: Desk) -> None:
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        query = search.any_form_of("printer", "en")
        plan = [row[3] for row in run(f"EXPLAIN QUERY PLAN {similar_calls.NEWEST}", (query, 300))]
        found = [row[3] for row in run(f"EXPLAIN QUERY PLAN {similar_calls.SOLVED}", ("[1]",))]
    assert len(plan) == 1, plan
    assert plan[0].startswith("SCAN call_search VIRTUAL TABLE")
    assert any("SEARCH call USING INTEGER PRIMARY KEY" in line for line in found), found


def test_a_word_that_every_call_has_is_read_as_far_as_a_rare_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many calls say it: what is fetched is bounded by the newest matches."""
    with desk.work.write() as session:
        connection = session.connection()
        row = "INSERT INTO call_search (rowid, summary, details) VALUES (?, 'printer', '')"
        connection.exec_driver_sql(row, [(number,) for number in range(1000, 9000)])
    query, most = search.any_form_of("printer", "en"), similar_calls._MATCHES
    with desk.work.read() as session:
        found = session.connection().exec_driver_sql(similar_calls.NEWEST, (query, most)).all()
        steps, all_steps = _steps(session, query, most), _steps(session, query, 8000)
    assert len(found) == most
    # Steps grow with what is taken, not with what there is: nothing is gathered or sorted first.
    assert steps * 20 < all_steps


def _steps(session: object, query: str, limit: int) -> int:
    """How many steps of SQLite's machine an answer takes."""
    connection = session.connection().connection.driver_connection  # type: ignore[attr-defined]
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    connection.set_progress_handler(tick, 1)
    try:
        connection.execute(similar_calls.NEWEST, (query, limit)).fetchall()
    finally:
        connection.set_progress_handler(None, 1)
    return count
