"""Whoever is looked for is found, however they are typed and kept: customers, contacts and calls by the same rules."""

from typing import Any

import pytest
from scene import contact, log, rows
from sqlalchemy import Engine, event

from deskapp.desk import Desk
from deskapp.services import callers
from deskapp.services.calls.acts import NewCustomer
from deskapp.services.clocks.acts import SaveHours
from deskapp.services.directory.acts import SaveCustomer

KEPT = (
    *("Jürgen Müller", "Иван Петров", "José García", "Zoë Adams", "Claire Lefèvre", "Kari Ødegård", "Łukasz Wójcik"),
    *("محمّد علي", "Seán O’Brien", "ヤマダ タロウ", "Ｍａｒｉｅ Ｃｕｒｉｅ", "Straßer", "Zoe\u0308 Winter"),
)
#: (typed, who is meant)
NAMES = (
    *(("muller", KEPT[0]), ("MÜLLER", KEPT[0]), ("mu\u0308ller", KEPT[0]), ("mueller", KEPT[0])),
    *(("иван", KEPT[1]), ("ПЕТРОВ", KEPT[1]), ("jose", KEPT[2]), ("garcia", KEPT[2]), ("zoe ad", KEPT[3])),
    *(("lefevre", KEPT[4]), ("odegard", KEPT[5]), ("ØDEGÅRD", KEPT[5]), ("lukasz wojcik", KEPT[6])),
    *(("محمد", KEPT[7]), ("sean o'brien", KEPT[8]), ("やまだ", KEPT[9]), ("marie cur", KEPT[10])),
    *(("strasser", KEPT[11]), ("STRASSER", KEPT[11]), ("zoë win", KEPT[12])),
)


def _customer(desk: Desk, name: str, *phones: str, **more: Any) -> int:
    return desk.directory.save_customer(SaveCustomer(name, phones=phones, **more)).value.id


def _offered(desk: Desk, typed: str) -> list[str]:
    return [one.name for one in desk.directory.customers(typed)]


def _calls(desk: Desk, typed: str) -> list[str]:
    return [row.customer for row in desk.lists.search(typed)]


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_a_name_is_found_whatever_its_case_accents_or_script(desk: Desk, typed: str, name: str) -> None:
    for one in KEPT:
        log(desk, "No picture", new_customer=NewCustomer(one))
        contact(desk, one)
    assert [match.customer.name for match in desk.directory.callers(typed)] == [name]
    assert [one.name for one in desk.directory.contacts(typed)] == [name]
    assert _calls(desk, typed) == [name]
    assert _calls(desk, f"{typed} pict") == [name], "and among the words of the call"


#: (kept, what is typed, from the first digits on)
NUMBERS = (
    (
        "+44 20 7946 0958",
        ("020 7946 0958", "+44 20 7946 0958", "0044 20 7946 0958", "+44 (0)20 7946 0958", "7946 0958"),
    ),
    ("020 7946 0958", ("020 7946 0958", "+44 20 7946 0958", "0044 20 7946 0958", "442079460958")),
    ("0044 (0) 20-7946.0958", ("02079460958", "+442079460958")),
    ("+49 30 901820", ("0049 30 901820", "+49 30 901820", "901820")),
    ("٠٢٠ ٧٩٤٦ ٠٩٥٨", ("020 7946 0958", "٠٢٠٧٩٤٦٠٩٥٨")),
)


@pytest.mark.parametrize(("kept", "typed"), [(kept, one) for kept, ways in NUMBERS for one in ways])
def test_calls_and_callers_are_found_by_a_number_however_it_is_typed_or_kept(desk: Desk, kept: str, typed: str) -> None:
    log(desk, new_customer=NewCustomer("Bo Other", phone="+44 161 496 0000"))
    log(desk, new_customer=NewCustomer("Ada Lovelace", phone=kept))
    assert _offered(desk, typed) == ["Ada Lovelace"]
    assert _calls(desk, typed) == ["Ada Lovelace"]


@pytest.mark.parametrize("typed", ["020 7946 09", "020 7946", "+44 20 7946 09", "0044 20 79", "0958"])
def test_they_are_found_by_a_number_while_it_is_typed(desk: Desk, typed: str) -> None:
    log(desk, new_customer=NewCustomer("Bo Other", phone="+44 161 496 0000"))
    log(desk, new_customer=NewCustomer("Ada Lovelace", phone="+44 20 7946 0958"))
    contact(desk, "Grace Hopper", phones=("+44 20 7946 0958",))
    assert _offered(desk, typed) == ["Ada Lovelace"]
    assert _calls(desk, typed) == ["Ada Lovelace"]
    assert [one.name for one in desk.directory.contacts(typed)] == ["Grace Hopper"]


@pytest.mark.parametrize(
    "typed", ["KD-2026/0042", "kd 2026 0042", "kd20260042", "KD2026-0042", "kd-2026/00", "Ada 0042"]
)
def test_an_account_is_found_with_or_without_its_signs(desk: Desk, typed: str) -> None:
    log(desk, new_customer=NewCustomer("Bo Other", account="KD-2025/0043"))
    log(desk, new_customer=NewCustomer("Ada Lovelace", account="KD-2026/0042"))
    assert _offered(desk, typed) == ["Ada Lovelace"]
    assert _calls(desk, typed) == ["Ada Lovelace"]


@pytest.mark.parametrize("typed", ["ada@engines.example", "ADA@Engines.example", "<ada@engines.example>", "ada@eng"])
def test_callers_and_calls_are_found_by_an_e_mail_address(desk: Desk, typed: str) -> None:
    log(desk, new_customer=NewCustomer("Bo Other", email="bo@engines.example"))
    log(desk, new_customer=NewCustomer("Lovelace", email="Ada@engines.example"))
    assert _offered(desk, typed) == ["Lovelace"]
    assert _calls(desk, typed) == ["Lovelace"]


def test_everybody_who_shares_a_number_is_offered_however_many_they_are(desk: Desk) -> None:
    for number in range(25):
        _customer(desk, f"Resident {number:02}", "+44 20 7946 0018")
    assert _offered(desk, "020 7946 0018") == [f"Resident {number:02}" for number in range(25)]


def test_who_is_new_renamed_or_has_another_account_is_found_at_once(desk: Desk) -> None:
    _customer(desk, "Ada Lovelace")
    assert _offered(desk, "love") == ["Ada Lovelace"]
    number = _customer(desk, "Adam Love")
    assert _offered(desk, "love") == ["Ada Lovelace", "Adam Love"]
    version = desk.directory.customer(number).version
    desk.directory.save_customer(SaveCustomer("Adam Hart", account="H-7", id=number, base_version=version))
    assert _offered(desk, "love") == ["Ada Lovelace"]
    assert _offered(desk, "h7") == ["Adam Hart"]


def test_another_country_of_the_desk_keeps_every_number_anew(desk: Desk) -> None:
    _customer(desk, "Ada Lovelace", "030 123456")
    contact(desk, "Grace Hopper", phones=("030 123456",))
    assert _offered(desk, "+49 30 123456") == []
    hours = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(hours.id, hours.calendar.to_dict(), country="DE", region="BE"))
    for table in ("customer_phone", "contact_phone"):
        assert rows(desk.path, f"SELECT normal FROM {table}") == [("4930123456",)]
    assert _offered(desk, "+49 30 123456") == ["Ada Lovelace"]
    assert [one.name for one in desk.directory.contacts("+49 30 123456")] == ["Grace Hopper"]


def test_a_part_of_a_number_is_looked_up_in_indexes_alone(desk: Desk) -> None:
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        asked = f"EXPLAIN QUERY PLAN {callers.CUSTOMERS.by_a_part}"
        plan = [row[3] for row in run(asked, ("020", "020", '["4420"]', 20))]
    of_numbers = [step for step in plan if "customer_phone" in step]
    assert len(of_numbers) == 3
    assert all("USING INDEX" in step for step in of_numbers), plan


def test_who_has_the_whole_number_is_there_before_everybody_is_read(desk: Desk) -> None:
    """On the first ring of a morning nobody waits until a hundred thousand customers are at hand."""
    _customer(desk, "Ada Lovelace", "0161 496 0233")
    _customer(desk, "Cornelia", account="2331")
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_more: Any) -> None:
        asked.append(sql)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert _offered(desk, "+44 161 496 0233") == ["Ada Lovelace"]
        assert callers.BETWEENS not in asked
        # A short one may be an account as well.
        _customer(desk, "The extension", "2331")
        assert _offered(desk, "2331") == ["The extension", "Cornelia"]
        assert callers.BETWEENS in asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
