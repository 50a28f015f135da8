"""Customers from files and into them, and who is there already: RULES.md, "Directory"."""

from pathlib import Path

import pytest
from scene import everything, log, rows

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind, Existing, Tier
from deskapp.services.calls.acts import NewCustomer
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.customer_plan import CustomerPlan
from deskapp.services.directory.people_plan import Rule
from deskapp.services.directory.views import CustomerView

FORMS = ("csv", "vcard3", "vcard4")


def _file(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _take(desk: Desk, path: Path, rule: Rule | None = None) -> CustomerPlan:
    return desk.customer_files.take(desk.customer_files.read(path), rule or Rule()).value


def _customer(desk: Desk, name: str, **more: object) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer(name, **more)).value  # type: ignore[arg-type]


def _codes(plan: CustomerPlan) -> list[tuple[str, str]]:
    return [(row.act.name, row.code) for row in plan.rows]


def test_customers_come_in_with_account_and_numbers_and_are_found_by_each(desk: Desk, tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Vera Eigen\nORG:Eigen & Co.\nTEL;TYPE=FAX:+44 20 7946 0301\n"
        "TEL;TYPE=CELL:+44 7700 900301\nEMAIL;TYPE=HOME:vera@home.example\n"
        "EMAIL;TYPE=WORK,PREF:vera@eigen.example\nTITLE:Head\nEND:VCARD\n"
    )
    done = _take(desk, _file(tmp_path, card, "vera.vcf"))
    (vera,) = [desk.directory.customer(row.person_id) for row in done.rows]
    assert (vera.phones, vera.phone_kinds) == (("+44 7700 900301", "+44 20 7946 0301"), ("mobile", "fax"))
    assert (vera.email, vera.email_kind, vera.other_emails) == (
        "vera@eigen.example",
        "work",
        ("home: vera@home.example",),
    )
    assert [(one.what, one.count, one.first) for one in done.left_out] == [("role", 1, "Head")]
    for typed in ("07700 900301", "vera@home", "vera@eigen", "eigen"):
        assert [one.id for one in desk.directory.customers(typed)] == [vera.id], typed
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event ORDER BY id")]
    assert kinds[-2:] == ["customer_added", "customers_imported"]


def test_a_dry_run_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    _customer(desk, "Ana", phones=("1",))
    before = everything(desk.path)
    found = desk.customer_files.read(_file(tmp_path, "Name;Telefon;Kundennr.\nAna;2;7\nBo;3;8\n"))
    assert _codes(desk.customer_files.dry_run(found)) == [("Ana", "changed"), ("Bo", "added")]
    assert everything(desk.path) == before


def test_a_customer_of_another_account_is_somebody_else(desk: Desk, tmp_path: Path) -> None:
    first = _customer(desk, "Ana", account="A-1")
    done = _take(desk, _file(tmp_path, "Name,Account,Phone\nAna,A1,1\nAna,A-2,2\nAna,A-3,3\n"))
    assert _codes(done) == [("Ana", "changed"), ("Ana", "added"), ("Ana", "added")]
    assert done.rows[0].person_id == first.id


@pytest.mark.parametrize(
    ("existing", "code", "phones"),
    [
        (Existing.KEEP, "kept", [("1",)]),
        (Existing.TAKE, "changed", [("2",)]),
        (Existing.BOTH, "added", [("1",), ("2",)]),
    ],
)
def test_who_is_there_already_is_kept_taken_or_kept_beside_the_new_one(
    desk: Desk, tmp_path: Path, existing: Existing, code: str, phones: list[tuple[str, ...]]
) -> None:
    _customer(desk, "Ana", organisation="Acme", phones=("1",), notes="Ours")
    done = _take(desk, _file(tmp_path, "Name,Company,Phone\nAna,Acme,2\n"), Rule(existing))
    (row,) = done.rows
    assert (row.code, row.choice, [one.name for one in row.there]) == (code, existing, ["Ana"])
    assert (row.changes, row.offered and row.offered.phones) == (("phones",), ("2",))
    found = sorted(desk.directory.customers("ana"), key=lambda one: one.id)
    assert [one.phones for one in found] == phones
    assert found[0].notes == "Ours", "what a file does not speak of stays"


def test_one_of_a_file_is_chosen_about_by_its_line(desk: Desk, tmp_path: Path) -> None:
    for name in ("Ana", "Bo"):
        _customer(desk, name, phones=("1",))
    path = _file(tmp_path, "Name,Phone\nAna,2\nBo,2\nBo,3\n")
    rule = Rule(Existing.TAKE, {2: Existing.KEEP, 4: Existing.BOTH})
    assert _codes(_take(desk, path, rule)) == [("Ana", "kept"), ("Bo", "changed"), ("Bo", "added")]


def test_who_has_only_the_name_in_common_is_added_and_can_be_taken_for_the_same(desk: Desk, tmp_path: Path) -> None:
    there = _customer(desk, "Ana", organisation="Acme")
    path = _file(tmp_path, "Name,Company,Phone\nAna,Elsewhere,2\n")
    (row,) = desk.customer_files.dry_run(desk.customer_files.read(path)).rows
    assert (row.code, row.choice, row.there) == ("added", Existing.BOTH, (there,))
    assert [(one.code, dict(one.values)) for one in row.remarks] == [("namesake", {"organisation": "Acme"})]
    (row,) = _take(desk, path, Rule(lines={2: Existing.TAKE})).rows
    assert (row.code, row.person_id) == ("changed", there.id)


def test_of_two_who_may_be_meant_none_is_guessed_but_both_may_be_said(desk: Desk, tmp_path: Path) -> None:
    for number in ("1", "2"):
        desk.directory.save_customer(SaveCustomer("Ana", phones=(number,)))
    path = _file(tmp_path, "Name,Phone\nAna,3\n")
    done = _take(desk, path)
    assert [(bad.line, bad.code) for bad in done.refused] == [(2, "contact_ambiguous")]
    assert _codes(_take(desk, path, Rule(Existing.KEEP))) == [("Ana", "kept")]
    assert _codes(_take(desk, path, Rule(Existing.BOTH))) == [("Ana", "added")]


def test_taking_keeps_what_only_the_desk_knows_of_a_number(desk: Desk, tmp_path: Path) -> None:
    there = _customer(desk, "Ana", phones=("1", "2"), phone_kinds=("mobile", "work"), email="a@b.c", email_kind="work")
    done = _take(desk, _file(tmp_path, "Name,Phones,Email\nAna,2; 1,a@b.c\n"))
    assert [row.changes for row in done.rows] == [("phones", "phone_kinds")]
    now = desk.directory.customer(there.id)
    assert (now.phones, now.phone_kinds, now.email_kind) == (("2", "1"), ("work", "mobile"), "work")


def test_a_changed_tier_and_name_reach_the_open_calls(desk: Desk, tmp_path: Path) -> None:
    call = log(desk, "No picture", new_customer=NewCustomer("Ana"))
    found = desk.customer_files.read(
        _file(tmp_path, "name,organisation,account,phones,email,tier,notes\nAna,,,,,key,\n")
    )
    done = desk.customer_files.take(found)
    assert [row.changes for row in done.value.rows] == [("tier",)]
    assert desk.overview.call(call.id).customer.tier is Tier.KEY


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_is_read_back_the_same_on_another_desk(
    desk: Desk, blank_desk: Path, tmp_path: Path, form: str
) -> None:
    _customer(
        desk,
        "Ana “A”, Öber",
        organisation="=Engines; Ltd",
        account="000123",
        tier=Tier.KEY,
        phones=("+49 30 1", "call: 55", "030; 2"),
        phone_kinds=("fax", "", "work mobile"),
        email="a@b.c",
        email_kind="home",
        other_emails=("Ferienhaus: d@e.f", "g@h.i"),
        notes="3E5\n+49",
    )
    _customer(desk, "Ana “A”, Öber", account="12-05")
    _customer(desk, "Ana “A”, Öber")
    path = _file(tmp_path, desk.customer_files.export(form))
    assert [row.code for row in desk.customer_files.dry_run(desk.customer_files.read(path)).rows] == ["same"] * 3
    other = tmp_path / "other.db"
    other.write_bytes(blank_desk.read_bytes())
    second = Desk(other, desk.clock, staff_id=1).open()
    done = second.customer_files.take(second.customer_files.read(path)).value
    assert (len(done.of("added")), done.refused, done.left_out) == (3, (), ())
    assert second.customer_files.export(form) == desk.customer_files.export(form)
    second.close()


def test_a_contact_has_several_addresses_and_is_found_by_each(desk: Desk) -> None:
    act = SaveContact(
        ContactKind.EXPERT,
        "Bo",
        phones=("112",),
        phone_kinds=("pager",),
        other_emails=("work: b@c.d", "e@f.g", "e@f.g"),
    )
    bo = desk.directory.save_contact(act).value
    assert (bo.email, bo.other_emails) == ("b@c.d", ("e@f.g",)), "without a first one the next is it"
    assert bo.phone_lines == ("pager: 112",)
    for typed in ("b@c", "e@f"):
        assert [one.id for one in desk.directory.contacts(typed)] == [bo.id]


def test_merging_two_contacts_loses_no_number_and_no_address(desk: Desk) -> None:
    first = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Bo", email="b@c.d", phones=("1",))).value
    act = SaveContact(
        ContactKind.EXPERT,
        "B. O.",
        email="x@y.z",
        email_kind="home",
        other_emails=("b@c.d",),
        phones=("22",),
        phone_kinds=("fax",),
    )
    kept = desk.directory.merge(first, desk.directory.save_contact(act).value).value
    assert (kept.email, kept.other_emails, kept.phone_lines) == ("b@c.d", ("home: x@y.z",), ("1", "fax: 22"))
