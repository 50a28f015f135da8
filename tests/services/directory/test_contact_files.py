"""Import and export of contacts: RULES.md, "Directory"."""

import base64
import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
import vobject
from long_runs import LONG_RUNS
from scene import contact, everything, rows, staff

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError, NotAllowed
from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE
from deskapp.domain.words import ContactKind, Level, Role
from deskapp.services.directory import contact_table, contact_vcard, people_files
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.contact_plan import ContactPlan
from deskapp.services.directory.views import ContactView

FORMS = ("csv", "vcard3", "vcard4")
HEAD = "name,organisation,phones,email,skills\n"


def _file(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _take(desk: Desk, path: Path, kind: ContactKind = ContactKind.EXPERT) -> ContactPlan:
    return desk.contact_files.take(desk.contact_files.read(path), kind).value


def _card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def _people(desk: Desk) -> dict[str, ContactView]:
    return {one.name: one for one in desk.directory.contacts(inactive=True)}


def _bad(plan: ContactPlan) -> list[tuple[int, str]]:
    return [(bad.line, bad.code) for bad in plan.refused]


def _odd(desk: Desk) -> None:
    """Contacts whose texts are hard on a file."""
    categories = [one.id for one in desk.facts().categories]
    bo = contact(desk, "Bo Öber", organisation="Ångström; Söhne, AG")
    contact(desk, "Bo Öber", organisation="Elsewhere")
    desk.directory.save_contact(
        SaveContact(
            ContactKind.SUPPLIER,
            'Ada "Countess" Lovelace, Lady',
            organisation="=Engines; Ltd",
            role="+Head\\of, things;",
            skills=(categories[0], categories[2]),
            phones=("+44 20 7946 0958", "020 7946 0959 ext 3"),
            email="ada@engines.example",
            authority=Level.OUTSIDE,
            agreed_response=timedelta(hours=1, minutes=30),
            our_account="-8841, b",
            may_see=("issue", "steps"),
            language="en",
            notes="First line\nsecond: „Zitat“ 漢字 🙂 " + "wide " * 60 + "'",
            deputies=(bo.id,),
        )
    )
    desk.directory.save_contact(SaveContact(ContactKind.CONTRACTOR, "'Quote", active=False))


def _same(one: ContactView) -> tuple[object, ...]:
    names = ("kind", "name", "organisation", "role", "skills", "phones", "email", "calendar_id", "authority")
    more = ("agreed_response", "our_account", "may_see", "language", "notes", "active")
    return tuple(getattr(one, name) for name in (*names, *more))


@pytest.mark.parametrize("form", FORMS)
def test_what_was_exported_is_read_back_the_same_on_another_desk(
    desk: Desk, blank_desk: Path, tmp_path: Path, form: str
) -> None:
    _odd(desk)
    path = _file(tmp_path, desk.contact_files.export(form))
    assert not desk.contact_files.dry_run(desk.contact_files.read(path)).of("changed")
    assert len(desk.contact_files.dry_run(desk.contact_files.read(path)).of("same")) == 4
    other = tmp_path / "other.db"
    other.write_bytes(blank_desk.read_bytes())
    second = Desk(other, desk.clock, staff_id=1).open()
    done = _take(second, path)
    assert (len(done.of("added")), done.refused, [row.remarks for row in done.rows]) == (4, (), [()] * 4)
    mine = sorted(_same(one) for one in desk.directory.contacts(inactive=True))
    assert sorted(_same(one) for one in second.directory.contacts(inactive=True)) == mine
    (ada,) = second.directory.contacts("countess")
    assert second.directory.contact(ada.deputies[0]).organisation == "Ångström; Söhne, AG"
    assert second.contact_files.export(form) == desk.contact_files.export(form)
    second.close()


@pytest.mark.parametrize("form", FORMS[1:])
def test_vcards_are_read_by_another_program(desk: Desk, form: str) -> None:
    _odd(desk)
    written = desk.contact_files.export(form)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    cards = {card.fn.value: card for card in vobject.readComponents(written.decode())}
    ada = cards['Ada "Countess" Lovelace, Lady']
    assert ada.version.value == f"{form[-1]}.0"
    assert [one.value for one in ada.tel_list] == ["+44 20 7946 0958", "020 7946 0959 ext 3"]
    assert ada.org.value == ["=Engines; Ltd"]
    assert ada.note.value.startswith("First line\nsecond: „Zitat“ 漢字 🙂 wide")


def test_a_spreadsheet_runs_nothing_of_an_exported_csv(desk: Desk) -> None:
    _odd(desk)
    table = list(csv.DictReader(io.StringIO(desk.contact_files.export("csv").decode("utf-8-sig"), newline="")))
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "-", "@"))]
    assert [cell for cell in cells if cell.startswith("+")] == []


#: Phones and accounts that a spreadsheet takes for numbers and dates.
_RECODED = (
    ("+4930555000123", "000123"),
    ("0049305550003", "12-05"),
    ("+49-30-555-0002", "3E5"),
    ("+49 30 555 0004", "1/2"),
    # Somebody typed the apostrophe: it is theirs.
    ("020 7946 0000", "'000123"),
)


def test_numbers_that_a_spreadsheet_would_change_are_guarded_in_a_csv_and_come_back_as_they_were(
    desk: Desk, tmp_path: Path
) -> None:
    for number, (phone, account) in enumerate(_RECODED):
        contact(desk, f"Contact {number}", phones=(phone,), our_account=account)
    written = desk.contact_files.export("csv")
    table = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [(row["phones"], row["our_account"]) for row in table] == [
        ("'+4930555000123", "'000123"),
        ("'0049305550003", "'12-05"),
        ("'+49-30-555-0002", "'3E5"),
        ("+49 30 555 0004", "'1/2"),
        ("020 7946 0000", "''000123"),
    ]
    plan = desk.contact_files.dry_run(desk.contact_files.read(_file(tmp_path, written)))
    assert [row.code for row in plan.rows] == ["same"] * 5
    assert [(row[5], row[10]) for row in desk.contact_files.cells()] == list(_RECODED)


def test_a_dry_run_lists_what_would_be_added_changed_and_refused_by_line_and_reason_and_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    contact(desk, "Bo", organisation="Acme", phones=("1",))
    contact(desk, "Cy", email="cy@acme.example")
    contact(desk, "Di")
    before = everything(desk.path)
    path = _file(
        tmp_path,
        HEAD
        + "Ana,,123,,\nBo,acme,123,,\nCy,New place,,CY@acme.example,\nDi,,,,\n,,,,\n , ,,,Fax\nEd,,,,Nonsense\nFy,,\n"
        + '"Gil,,,,\nHal,,,,\nANA,,9,,\n',
    )
    plan = desk.contact_files.dry_run(desk.contact_files.read(path))
    assert [(row.line, row.code, row.act.name, row.changes) for row in plan.rows] == [
        (2, "added", "Ana", ()),
        (3, "changed", "Bo", ("organisation", "phones")),
        (4, "changed", "Cy", ("organisation", "email")),
        (5, "same", "Di", ()),
        (11, "added", "Hal", ()),
    ]
    assert _bad(plan) == [
        (7, "name_missing"),
        (8, "skill_unknown"),
        (9, "cells"),
        (10, "quote_not_closed"),
        (12, "contact_twice"),
    ]
    assert everything(desk.path) == before


def test_a_bad_row_is_reported_and_nothing_else_is_lost(desk: Desk, tmp_path: Path) -> None:
    category = desk.facts().categories[0]
    path = _file(tmp_path, f"{HEAD}Ana,Acme,+44 20 7946 0958,a@b.c,{category.name}\nBad,,,\nCy,,020 1; 020 2,,\n")
    done = _take(desk, path)
    assert _bad(done) == [(3, "cells")]
    people = _people(desk)
    assert set(people) == {"Ana", "Cy"}
    assert people["Ana"].skills == (category.id,)
    assert people["Cy"].phones == ("020 1", "020 2")
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event ORDER BY id")]
    assert kinds[-3:] == ["contact_added", "contact_added", "contacts_imported"]
    assert [one.name for one in desk.directory.contacts("7946")] == ["Ana"]


def test_what_a_file_leaves_empty_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    was = contact(desk, "Ana", organisation="Acme", role="Head", phones=("1", "2"), our_account="A-1")
    done = _take(desk, _file(tmp_path, "name,organisation,role,phones,notes\nAna,Acme,,,New note\n"))
    assert [row.changes for row in done.rows] == [("notes",)]
    now = desk.directory.contact(was.id)
    assert (now.role, now.phones, now.notes, now.our_account, now.version) == ("Head", ("1", "2"), "New note", "A-1", 2)


def test_a_second_import_of_the_same_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path, HEAD + "Ana,Acme,1,,\nBo,,2,,\n")
    _take(desk, path)
    before = everything(desk.path)
    assert {row.code for row in _take(desk, path).rows} == {"same"}
    assert everything(desk.path) == before


def test_two_of_one_name_are_never_guessed_between(desk: Desk, tmp_path: Path) -> None:
    contact(desk, "Ana", email="one@a.example")
    two = contact(desk, "Ana", email="two@a.example")
    done = _take(desk, _file(tmp_path, "name,email,notes\nAna,,x\nAna,two@a.example,y\n"))
    assert _bad(done) == [(2, "contact_ambiguous")]
    assert [row.person_id for row in done.rows] == [two.id]


def test_new_contacts_without_a_kind_are_outside_and_see_by_the_careful_default(desk: Desk, tmp_path: Path) -> None:
    desk.contact_files.take(desk.contact_files.read(_file(tmp_path, "name\nAna\n")))
    ana = _people(desk)["Ana"]
    assert (ana.kind, set(ana.may_see)) == (ContactKind.SUPPLIER, {seen.value for seen in DEFAULT_OUTSIDE})


@pytest.mark.parametrize("cell", ["", "none", " ; "])
def test_an_empty_list_of_what_somebody_may_see_is_nothing(desk: Desk, tmp_path: Path, cell: str) -> None:
    contact(desk, "Ben", ContactKind.SUPPLIER, organisation="Acme", may_see=("issue",))
    _take(desk, _file(tmp_path, f"name,organisation,may see\nAna,,{cell}\nBen,Acme,{cell}\n"))
    assert {name: one.may_see for name, one in _people(desk).items()} == {"Ana": (), "Ben": ()}
    _take(desk, _file(tmp_path, "name,organisation\nBen,Acme\n"))
    assert _people(desk)["Ben"].may_see == ()


@pytest.mark.parametrize(
    ("content", "name", "phones"),
    [
        ("Name;Phone\nMüller;1\n".encode("cp1252"), "Müller", ("1",)),
        ("Name\tPhone\nMüller\t1\n".encode("utf-16"), "Müller", ("1",)),
        ("\ufeffFirst Name,Last Name,Mobile Phone,Business Phone\nIda,Müller,1,2\n".encode(), "Ida Müller", ("1", "2")),
        (b"NAME,E-mail Address\r\rMueller,a@b.c\r", "Mueller", ()),
    ],
    ids=["windows", "utf-16", "address book", "old line ends"],
)
def test_a_csv_of_another_program_is_read(
    desk: Desk, tmp_path: Path, content: bytes, name: str, phones: tuple[str, ...]
) -> None:
    done = _take(desk, _file(tmp_path, content))
    assert [(row.act.name, row.act.phones) for row in done.rows] == [(name, phones)]


PHOTO = base64.b64encode(bytes(range(256)) * 40).decode()


@pytest.mark.parametrize(
    "content",
    [
        _card("N:Müller;Ida;;;", "FN:Ida Müller", "TEL;TYPE=WORK,VOICE:020 1", "NOTE:a, b; c").encode(),
        _card("FN:Ida Mü", "\tller", "TEL:02", " 0 1", "NOTE:a,", "  b; c").encode(),
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Ida M\xc3\n \xbcller\nTEL:020 1\nNOTE:a, b; c\nEND:VCARD\n",
        "\ufeff".encode() + _card("FN:Ida Müller", "TEL:020 1", "NOTE:a, b; c").encode(),
        _card("FN:Ida Müller", "TEL:020 1", "NOTE:a, b; c").encode("utf-16"),
        _card("FN:Ida Müller", "TEL:020 1", "NOTE:a, b; c").encode("cp1252"),
        _card("FN;CHARSET=ISO-8859-1:Ida Müller", "TEL;WORK:020 1", "NOTE:a, b; c", version="2.1").encode("latin-1"),
        _card(
            "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ida M=C3=\r\n=BCller",
            "TEL;HOME;VOICE:020 1",
            "NOTE;ENCODING=QUOTED-PRINTABLE:a, b=3B c",
            version="2.1",
        ).encode(),
        _card("FN:Ida Müller", f"PHOTO;ENCODING=b;TYPE=JPEG:{PHOTO}", "TEL:020 1", "NOTE:a, b; c").encode(),
        _card(
            "FN:Ida Müller",
            "PHOTO;JPEG;ENCODING=BASE64:",
            *(PHOTO[at : at + 60] for at in range(0, 900, 60)),
            "",
            "TEL:020 1",
            "NOTE:a, b; c",
            version="2.1",
        ).encode(),
        _card(
            "FN:Ida Müller", "item1.TEL;VALUE=uri:tel:020 1", "item1.X-ABLabel:x", "NOTE:a\\, b\\; c", version="4.0"
        ).encode(),
        _card("N:Müller;Ida;;;", "TEL:020 1", "NOTE:a, b; c").replace("\r\n", "\n").encode(),
    ],
    ids=[
        "plain", "odd folds", "fold in a letter", "mark", "utf-16", "windows", "charset", "quoted-printable", "photo",
        "photo without folds", "version 4", "no FN",
    ],
)  # fmt: skip
def test_a_vcard_of_another_program_with_odd_line_folding_charset_or_photo_is_read(
    desk: Desk, tmp_path: Path, content: bytes
) -> None:
    done = _take(desk, _file(tmp_path, content, "ida.vcf"))
    assert done.refused == ()
    (row,) = done.rows
    assert (row.act.name, row.act.phones, row.act.notes) == ("Ida Müller", ("020 1",), "a, b; c")


def test_a_line_that_is_none_of_a_card_is_remarked_and_never_costs_the_card(desk: Desk, tmp_path: Path) -> None:
    cards = (
        _card("FN:Ana"),
        _card("FN:Bo", "no property at all"),
        _card("NOTE:nobody"),
        _card("FN:Cy", "X-DESK-KIND:king"),
        "BEGIN:VCARD\r\nFN:Di\r\n",
        _card("FN:Ed", "CATEGORIES:Friends"),
    )
    done = _take(desk, _file(tmp_path, "\r\n".join(cards), "all.vcf"))
    remarked = [(row.act.name, [(one.code, dict(one.values)) for one in row.remarks]) for row in done.rows]
    assert remarked == [
        ("Ana", []),
        ("Bo", [("line_left_out", {"at": 9, "value": "no property at all"})]),
        ("Cy", [("field_unreadable", {"field": "kind", "value": "king"})]),
        ("Di", [("card_not_closed", {})]),
        ("Ed", [("skill_left_out", {"value": "Friends"})]),
    ]
    assert _bad(done) == [(12, "name_missing")], "who has no name at all is nobody"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "contacts_empty"),
        (b"\n \n", "contacts_empty"),
        (b"colour,size\nred,1\n", "contacts_no_name"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "contacts_no_name"),
    ],
)
def test_a_file_of_no_contacts_is_refused_with_a_clear_word(
    desk: Desk, tmp_path: Path, content: bytes, code: str
) -> None:
    with pytest.raises(DeskError) as refused:
        desk.contact_files.read(_file(tmp_path, content))
    assert refused.value.code == code
    with pytest.raises(DeskError) as refused:
        desk.contact_files.read(tmp_path / "nowhere.csv")
    assert refused.value.code == "contacts_missing"
    with pytest.raises(DeskError) as refused:
        desk.contact_files.read(tmp_path)
    assert refused.value.code == "contacts_unreadable"


def test_nobody_who_does_not_work_here_imports(desk: Desk, tmp_path: Path) -> None:
    found = desk.contact_files.read(_file(tmp_path, "name\nAna\n"))
    desk.work.staff_id = None
    with pytest.raises(NotAllowed):
        desk.contact_files.take(found)
    desk.work.staff_id = staff_id = 1
    assert staff(desk, Role.AGENT) > staff_id


@pytest.mark.long
def test_a_csv_of_many_rows_is_taken_and_read_back(desk: Desk, tmp_path: Path) -> None:
    many = 100_000 if LONG_RUNS else 15_000
    lines = (f"Person {number},Acme {number % 900},+44 20 {number:08d},,\n" for number in range(many))
    done = _take(desk, _file(tmp_path, HEAD + "".join(lines) + "bad\n"))
    assert (len(done.of("added")), _bad(done)) == (many, [(many + 2, "cells")])
    assert rows(desk.path, "SELECT count(*) FROM contact") == [(many,)]
    assert rows(desk.path, "SELECT count(*) FROM contact_phone") == [(many,)]
    found = people_files.read(desk.contact_files.export("csv"))
    assert len(found.entries) == many


def test_bytes_of_any_kind_are_read_or_refused() -> None:
    for content in (b"BEGIN:VCARD\n\xff\xfe:\n", b'BEGIN:VCARD\nFN;X="a:b\nEND:VCARD', b"name\n\x00\x01\n"):
        reader = contact_vcard if content.startswith(b"BEGIN") else contact_table
        assert reader.read(content).bad
