"""The commands `import-contacts`, `import-customers` and `routes`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.work import Unit

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def carried_out(*words: object) -> tuple[int, str, str]:
        code = cli.main([str(word) for word in words], clock)
        out, err = capsys.readouterr()
        return code, out, err

    return carried_out


def test_a_dry_run_of_contacts_lists_what_would_be_added_changed_and_refused_by_line_and_reason(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Bo"))
    path = tmp_path / "people.csv"
    path.write_text("name,phones,skills\nAna,1,\nBo,2,\nCy,,Nonsense\n", encoding="utf-8")
    code, out, err = run("import-contacts", desk.path, path, "--dry-run")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "A dry run: nothing was changed. It would be:",
        "line 2: added: Ana",
        "line 3: changed: Bo (phones)",
        "line 4: refused: there is no category “Nonsense”",
        "1 contact added; 1 changed; 0 the same already; 1 refused.",
    ]
    assert [one.name for one in desk.directory.contacts()] == ["Bo"]
    code, out, _err = run("import-contacts", desk.path, path, "--kind", "expert")
    assert (code, out.splitlines()[-1]) == (0, "1 contact added; 1 changed; 0 the same already; 1 refused.")
    assert [(one.name, one.kind) for one in desk.directory.contacts()] == [
        ("Ana", ContactKind.EXPERT),
        ("Bo", ContactKind.EXPERT),
    ]


def test_contacts_that_cannot_be_read_are_refused_with_a_clear_word(run: Run, desk: Desk, tmp_path: Path) -> None:
    code, out, err = run("import-contacts", desk.path, tmp_path / "none.vcf")
    assert (code, out) == (1, "")
    assert err == f"deskapp: There is no file {tmp_path / 'none.vcf'}.\n"
    path = tmp_path / "colours.csv"
    path.write_text("colour\nred\n", encoding="utf-8")
    assert "has no column for names" in run("import-contacts", desk.path, path)[2]


PEOPLE = Path(__file__).parent / "data" / "people"


def test_customers_come_in_and_what_is_left_out_is_named_before(run: Run, desk: Desk) -> None:
    code, out, err = run("import-customers", desk.path, PEOPLE / "v4.vcf", "--dry-run")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "A dry run: nothing was changed. It would be:",
        "line 1: added: Petra Pref",
        "line 16: added: Vier GmbH · Vier GmbH",
        "line 23: “Team Vier” is a list of people, 3 in it: left out",
        "line 31: “Hall 4” is a place: left out",
        "line 37: “Lake Sample” is a place: left out",
        "left out: IMPP: 1 value, such as “xmpp:petra@xmpp.example”",
        "left out: language: 1 value, such as “de, en”",
        "2 customers added; 0 changed; 0 the same already; 0 refused; 3 that are nobody; 2 columns left out.",
    ]
    assert not desk.directory.customers("petra")
    assert run("import-customers", desk.path, PEOPLE / "v4.vcf")[0] == 0
    (petra,) = desk.directory.customers("petra")
    assert petra.phone_lines == ("mobile: +49-170-555-0711 ext. 7", "home: +49 30 5550712", "work fax: +49-30-555-0711")


@pytest.mark.parametrize(
    ("rule", "told", "phones"),
    [
        ((), "line 2: changed: Ana · Acme (phones)", [("2",)]),
        (("--existing", "take"), "line 2: changed: Ana · Acme (phones)", [("2",)]),
        (
            ("--existing", "keep"),
            "line 2: left as it is: Ana · Acme (the file says otherwise: phones)",
            [("1",)],
        ),
        (
            ("--existing", "both"),
            "line 2: added: Ana · Acme; somebody of this name is there already: Acme",
            [("1",), ("2",)],
        ),
    ],
    ids=["by itself", "take", "keep", "both"],
)
@pytest.mark.parametrize("command", ["import-contacts", "import-customers"])
def test_a_rule_says_what_becomes_of_those_who_are_there_already(
    run: Run, desk: Desk, tmp_path: Path, command: str, rule: tuple[str, ...], told: str, phones: list[tuple[str, ...]]
) -> None:
    desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Ana", organisation="Acme", phones=("1",)))
    desk.directory.save_customer(SaveCustomer("Ana", organisation="Acme", phones=("1",)))
    path = tmp_path / "people.csv"
    path.write_text("name,company,phone\nAna,Acme,2\n", encoding="utf-8")
    code, out, _err = run(command, desk.path, path, *rule)
    assert (code, out.splitlines()[0]) == (0, told)
    find = desk.directory.contacts if command == "import-contacts" else desk.directory.customers
    assert sorted(one.phones for one in find("ana")) == phones


def test_routes_says_who_would_be_offered_for_a_call_and_why(run: Run, desk: Desk) -> None:
    category = desk.facts().categories[0]
    ana = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Ana", skills=(category.id,))).value
    bo = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Bo")).value
    off = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Cy", active=False)).value
    steps = ((off.id, None), (bo.id, None))
    desk.routes.save(SaveRoute("Broken things", steps, category_id=category.id))
    call = desk.calls.log(LogCall("No light", new_customer=NewCustomer("Di"), category_id=category.id)).value
    code, out, _err = run("routes", desk.path, call.ref)
    assert code == 0
    lines = out.splitlines()
    assert lines[1] == "Route: Broken things"
    assert lines[2].startswith("1. Bo: reachable until 2026-11-16 17:30, ")
    assert lines[2].endswith("first in the route for Broken things")
    assert lines[3] == f"2. Ana: reachable until 2026-11-16 17:30, covers {category.name}"
    assert lines[4] == "Skipped in the route Broken things: Cy is not active any more."
    code, out, _err = run("routes", desk.path, call.ref, "--json")
    told = json.loads(out)
    assert [one["name"] for one in told["contacts"]] == ["Bo", "Ana"]
    assert told["contacts"][0]["reasons"][0] == {
        "code": "route_first",
        "route": 1,
        "place": 0,
        "name": "Broken things",
    }
    assert told["skipped"] == [{"route": "Broken things", "code": "inactive", "name": "Cy", "reason": ""}]
    assert ana.id


def test_routes_is_never_empty_without_saying_why(run: Run, desk: Desk) -> None:
    call = desk.calls.log(LogCall("No light", new_customer=NewCustomer("Di"))).value
    assert run("routes", desk.path, call.ref)[1].splitlines()[1:] == [
        "Route: none fits",
        "There is no contact to offer. Ask Manager.",
    ]


def test_ctrl_c_within_an_import_leaves_nothing_half_there_and_says_what_to_look_at(
    run: Run, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,phones\nAna,1\nBo,2\n", encoding="utf-8")

    def stopped(_unit: Unit) -> list[int]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Unit, "record", stopped)
        code, out, err = run("import-contacts", desk.path, path, "--kind", "expert")
    assert (code, out) == (1, "")
    assert err.startswith("deskapp: Cancelled. Nothing is half there; look whether it was saved")
    assert desk.directory.contacts() == ()
    assert run("import-contacts", desk.path, path, "--kind", "expert")[0] == 0
    assert [one.name for one in desk.directory.contacts()] == ["Ana", "Bo"]
