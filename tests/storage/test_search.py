"""What is typed into the search field is words to look for, and nothing else."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from long_runs import examples

from deskapp.desk import Desk
from deskapp.services.calls import acts
from deskapp.services.calls import rows as call_rows
from deskapp.services.directory.acts import SaveCustomer
from deskapp.storage import call_words

HOSTILE = [
    '"',
    '""',
    '"""',
    "'",
    "' OR 1=1 --",
    "'; DROP TABLE call; --",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(a b, 5)",
    "picture AND",
    "picture OR sound",
    "picture NOT sound",
    "NOT picture",
    "*",
    "pict*",
    "* pict",
    "^picture",
    "summary:picture",
    "summary : picture",
    "{summary details}: picture",
    "- summary : picture",
    "-picture",
    "+picture",
    "picture + sound",
    "(picture",
    "picture)",
    "()",
    '"picture',
    'picture"',
    'pic"ture',
    "pic\\ture",
    "picture;",
    "picture,sound",
    "picture/sound",
    "%",
    "_",
    "?",
    "?1",
    ":name",
    "@name",
    "$name",
    "\0",
    "pic\0ture",
    "picture\0",
    "\ud800",
    "picture \udfff",
    "\U0001f4fa",
    "\U0001f4fa picture",
    "\u202epicture",
    "\u200fpicture\u200e",
    "\ufeffpicture",
    "\u200b",
    "صورة",
    "תמונה",
    "画面",
    "\u0301",
    "e\u0301",
    "",
    " ",
    "\t\n\r",
    "rank",
    "rowid",
    "call_words",
    "C-00001",
    "picture " * 3000,
    "x" * 100_000,
]


def _log(desk: Desk, summary: str, name: str = "Ana Vega", **more: Any) -> str:
    who = acts.NewCustomer(name, **{key: more.pop(key) for key in ("organisation", "account", "phone") if key in more})
    return desk.calls.log(acts.LogCall(summary, new_customer=who, **more)).value.ref


def _found(desk: Desk, text: str) -> list[str]:
    return [row.ref for row in desk.lists.search(text)]


def _match(desk: Desk, query: str) -> list[int]:
    sql = "SELECT rowid FROM call_words WHERE call_words MATCH ?"
    with desk.work.read() as session:
        return [number for (number,) in session.connection().exec_driver_sql(sql, (query,))]


def test_typed_text_is_never_search_syntax(desk: Desk) -> None:
    _log(desk, "No picture", details="the sound is there")
    _log(desk, "No sound")
    for typed in HOSTILE:
        query = call_words.query(typed)
        # Nothing but quoted words, perhaps with a star, and what stands between them: no other syntax is left in it.
        assert set(re.sub(r'"[^"]+"\*?', " ", query).split()) <= {"AND", "OR", "(", ")"}
        if query:
            _match(desk, query)
        desk.lists.search(typed)
    with desk.work.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM call").scalar_one() == 2


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_whatever_is_typed_the_search_answers(desk: Desk, typed: str) -> None:
    query = call_words.query(typed)
    assert not query or _match(desk, query) == []
    assert desk.lists.search(typed) == ()


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(words=st.lists(st.text("abcäöüéñßøłабв", min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_call_is_found_by_the_words_it_was_logged_with(desk: Desk, words: list[str]) -> None:
    ref = _log(desk, " ".join(words))
    assert ref in [row.ref for row in desk.lists.search(" ".join(reversed(words)), limit=1000)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("AND", ["C-00003"]),
        ("not", ["C-00003"]),
        ("picture OR sound", []),
        ("picture sound", ["C-00001"]),
        ("summary:picture", []),
        ("-picture", ["C-00001"]),
        ("pic*", ["C-00001"]),
        ('"sound picture"', ["C-00001"]),
        ("^screen", ["C-00003"]),
        ("O'Brien", ["C-00003"]),
    ],
)
def test_what_would_be_an_operator_is_a_word(desk: Desk, typed: str, found: list[str]) -> None:
    _log(desk, "No picture", details="the sound is there")
    _log(desk, "Silence")
    _log(desk, "The screen and not the box", name="Ann O'Brien")
    assert _found(desk, typed) == found


def test_nothing_searchable_finds_nothing(desk: Desk) -> None:
    _log(desk, "No picture")
    for typed in ("", " ", "***", '"', "\0", "\u0301", "\U0001f4fa", "--"):
        assert call_words.query(typed) == ""
        assert _found(desk, typed) == []


@pytest.mark.parametrize(
    "typed", ["cafe", "CAFÉ", "café", "cafe\u0301", "crèm", "creme bru", "brûlée", "brulee", "cafe\u0301 creme"]
)
def test_accents_make_no_difference_however_they_are_typed(desk: Desk, typed: str) -> None:
    ref = _log(desk, "Café: Crème brûlée")
    _log(desk, "Tea")
    assert _found(desk, typed) == [ref]


def test_accents_make_no_difference_however_they_were_written(desk: Desk) -> None:
    ref = _log(desk, "Cafe\u0301s")
    for typed in ("cafés", "cafe\u0301s", "cafes", "caf"):
        assert _found(desk, typed) == [ref]


def test_every_key_stroke_of_a_word_finds_it(desk: Desk) -> None:
    ref = _log(desk, "Decoder reboots")
    for length in range(1, len("decoder") + 1):
        assert _found(desk, "decoder"[:length]) == [ref]
        assert _found(desk, f"reb {'decoder'[:length]}") == [ref]
    assert _found(desk, "ecoder") == []


def test_a_call_is_found_by_who_called_and_by_what(desk: Desk) -> None:
    ref = _log(
        desk,
        "No picture",
        name="Ana Vega",
        organisation="Harbour Hotel",
        account="K-7781",
        phone="+49 (30) 555-0199",
        details="since the storm",
        wants="a technician",
    )
    _log(desk, "Another", name="Bo Lyra")
    for typed in ("vega", "harb", "K-7781", "7781", "storm", "techn", "C-00001", "00001", "+49 30 5550199", "4930555"):
        assert _found(desk, typed) == [ref], typed


def test_the_newest_come_first_and_no_more_than_are_asked_for(desk: Desk) -> None:
    refs = [_log(desk, "No picture") for _ in range(5)]
    assert _found(desk, "picture") == refs[::-1]
    assert [row.ref for row in desk.lists.search("picture", limit=2)] == refs[:2:-1]


def test_a_customer_who_was_renamed_is_found_by_the_new_name_in_all_their_calls(desk: Desk) -> None:
    first = desk.calls.log(acts.LogCall("No picture", new_customer=acts.NewCustomer("Ana Vega"))).value
    customer = desk.directory.customers("Vega")[0]
    second = desk.calls.log(acts.LogCall("No sound", customer_id=customer.id)).value
    desk.directory.save_customer(
        SaveCustomer(
            "Ana Lyra", phones=("030 777 1234",), id=customer.id, base_version=customer.version, organisation="Pier 9"
        )
    )
    for typed in ("lyra", "pier", "0307771234"):
        assert _found(desk, typed) == [second.ref, first.ref]
    assert _found(desk, "vega") == []
    assert _found(desk, "lyra picture") == [first.ref]


@pytest.mark.parametrize("typed", ["C-00001", "c-1", "C1", "c 00001", "00001", "1", " 1 "])
def test_a_call_is_found_first_by_its_reference_as_people_say_it(desk: Desk, typed: str) -> None:
    first = desk.calls.log(acts.LogCall("No picture", new_customer=acts.NewCustomer("Ana Vega")))
    desk.calls.log(acts.LogCall("1 screen of 1", new_customer=acts.NewCustomer("Ben Ito", phone="1 00001")))
    found = _found(desk, typed)
    assert found[0] == first.value.ref
    assert len(found) == len(set(found))


OPEN_VIEWS = [name for name, (condition, _who) in call_rows.VIEWS.items() if name != "closed"]


@pytest.mark.parametrize("view", OPEN_VIEWS)
def test_a_list_of_open_calls_reads_an_index_of_open_calls_only(desk: Desk, view: str) -> None:
    condition, asks_who = call_rows.VIEWS[view]
    listed = call_rows.select(1)
    plan = _plan(desk, listed + condition, (1,) if asks_who else ())
    of_calls = [step for step in plan if " call " in f"{step} "]
    assert len(of_calls) == 1
    assert "USING INDEX ix_call_open_" in of_calls[0]


def test_what_is_due_before_an_instant_is_read_from_the_index_of_open_deadlines(desk: Desk) -> None:
    plan = _plan(desk, f"SELECT id FROM call WHERE {call_rows.OPEN} AND next_due_at < ? ORDER BY next_due_at", (1,))
    assert len(plan) == 1
    assert "ix_call_open_due (next_due_at<?)" in plan[0]


def _plan(desk: Desk, sql: str, values: tuple[object, ...]) -> list[str]:
    with desk.work.read() as session:
        return [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
