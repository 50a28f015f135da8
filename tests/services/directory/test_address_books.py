"""Address books of other programs, each as it comes: RULES.md, "Directory"."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from deskapp.desk import Desk
from deskapp.domain.reach import line
from deskapp.services.directory import people_files
from deskapp.services.directory.contact_entries import Entry, Read

PEOPLE = Path(__file__).parents[2] / "data" / "people"

#: By file: names in it, what of it is nobody, what is refused, and what is left out with how often it says something.
EXPECTED: dict[str, tuple[list[str], list[str], list[str], dict[str, int]]] = {
    "android_21.vcf": (["Anna Droid", "Bert Droid"], [], [], {"X-ANDROID-CUSTOM": 1}),
    "apple.csv": (["Anton Apfel"], [], [], {"URL": 0}),
    "apple.vcf": (
        ["Prof. Anna Apfel", "Obst OHG"],
        ["is_group"],
        [],
        {"PRODID": 1, "ADR": 1, "X-ABADR": 1, "X-ABUID": 1, "PHOTO": 1, "X-ABSHOWAS": 1},
    ),
    "bad_lines.vcf": (["Ben Bad", "Uma Unclosed", "Cy Closed"], ["outside"], ["name_missing"], {}),
    "boms.vcf": (["Bömm 1", "Bömm 2", "Bömm 3"], [], [], {}),
    "google_new.csv": (
        ["Gustav Green", "Unnamed"],
        [],
        [],
        {"Custom Field 1 - Label": 1, "Custom Field 1 - Value": 1, "Labels": 2}
        | dict.fromkeys(("Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name"), 0)
        | dict.fromkeys(("Nickname", "File As", "Birthday", "Photo"), 0),
    ),
    "google_old.csv": (
        ["Gina Google"],
        [],
        [],
        dict.fromkeys(("Birthday", "Address 1 - Type", "Address 1 - Formatted", "Organization 1 - Type"), 1)
        | dict.fromkeys(("Website 1 - Type", "Website 1 - Value", "Group Membership"), 1)
        | dict.fromkeys(("Yomi Name", "Given Name Yomi", "Nickname", "Photo"), 0),
    ),
    "kde.vcf": (["Kara Sample"], [], [], {"X-KADDRESSBOOK-X-PROFESSION": 1}),
    "latin1_21.vcf": (["Ülrich Größl"], [], [], {"AGENT": 1}),
    "libreoffice.csv": (
        ["Lena Libre"],
        [],
        [],
        dict.fromkeys(("Title", "Address Line 1", "City", "ZIP", "Country", "Gender"), 1)
        | dict.fromkeys(("Address Line 2", "State"), 0),
    ),
    "nokia_21.vcf": (["Jörg Müller"], [], [], {"ADR": 1, "BDAY": 1, "PHOTO": 1, "REV": 1}),
    "outlook.csv": (
        ["Dr. Olga M. Outlook", "Ned Nomail Jr.", "Empty Firm Ltd"],
        [],
        [],
        dict.fromkeys(("Business Street", "Business City", "Business Postal Code", "Assistant's Name"), 1)
        | {"E-mail Type": 2, "E-mail 2 Type": 1}
        | dict.fromkeys(("E-mail Display Name", "Title"), 1)
        | dict.fromkeys(("Birthday", "Gender", "Priority", "Private", "Sensitivity"), 3)
        | dict.fromkeys(("E-mail 2 Display Name", "Web Page"), 0),
    ),
    "outlook_21.vcf": (["Dr. Otto Übel"], [], [], {"X-MS-OL-DEFAULT-POSTAL-ADDRESS": 1, "LABEL": 1}),
    "outlook_de.csv": (
        ["Änne Büchner", "Götz Weiß"],
        [],
        [],
        dict.fromkeys(("Straße geschäftlich", "Ort geschäftlich", "Name Assistent", "E-Mail: Angezeigter Name"), 1)
        | {"Anrede": 2, "Geburtstag": 2, "E-Mail-Typ": 1},
    ),
    "own_de.csv": (["Vera Eigen", "Nur Firma KG", "Karl Kurz"], [], [], {}),
    "own_en.txt": (["Nora Own"], [], [], {"Floor": 1}),
    "own_sep.csv": (["Ida Müller", "Beta AG"], [], [], {}),
    "thunderbird.csv": (
        ["Tina Thunder", "Front desk"],
        [],
        [],
        dict.fromkeys(("Nickname", "Work Address", "Work City", "Work ZipCode", "Work Country", "Web Page 1"), 1)
        | {"Custom 1": 1}
        | dict.fromkeys(("Screen Name", "Home Address", "Home Address 2", "Home City", "Home State", "Home ZipCode"), 0)
        | dict.fromkeys(("Home Country", "Work Address 2", "Work State", "Web Page 2", "Birth Year", "Birth Month"), 0)
        | dict.fromkeys(("Birth Day", "Custom 2", "Custom 3", "Custom 4"), 0),
    ),
    "thunderbird_de.csv": (
        ["Jörg Donner"],
        [],
        [],
        {"Dienstlich: Adresse": 1, "Dienstlich: Ort": 1}
        | dict.fromkeys(("Spitzname", "Messenger-Name", "Privat: Adresse", "Privat: Ort"), 0)
        | dict.fromkeys(("Arbeitstitel", "Webseite 1"), 0),
    ),
    "utf16.vcf": (["Ödön Űr", "Zoë Ür"], [], [], {}),
    "v4.vcf": (["Petra Pref", "Vier GmbH"], ["is_group", "is_place", "is_place"], [], {"IMPP": 1}),
}


def _read(name: str) -> Read:
    return people_files.read_file(PEOPLE / name)


def _of(name: str, place: int = 0) -> Entry:
    return _read(name).entries[place]


def _lines(entry: Entry, field: str) -> Sequence[str]:
    return [line(one) for one in entry.said.get(field, ())]


def test_every_address_book_has_its_counts() -> None:
    assert {path.name for path in PEOPLE.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_address_book_comes_in_and_what_of_it_does_not_is_named(name: str) -> None:
    names, passed, refused, left_out = EXPECTED[name]
    read = _read(name)
    assert [one.name for one in read.entries] == names
    assert [one.code for one in read.passed] == passed
    assert [one.code for one in read.bad] == refused
    assert {one.what: one.count for one in read.left_out} == left_out


@pytest.mark.parametrize(
    ("name", "phones", "emails"),
    [
        (
            "thunderbird.csv",
            [
                "work: +49 30 5554001",
                "home: +49 30 5554002",
                "mobile: +49 170 5554003",
                "pager: +49 30 5554008",
                "fax: +49 30 5554009",
            ],
            ["tina@sample.example", "t.thunder@home.example"],
        ),
        (
            "thunderbird_de.csv",
            ["work: +49 40 5550101", "mobile: +49 171 5550102", "fax: +49 40 5550109"],
            ["joerg@muster.example"],
        ),
        (
            "outlook.csv",
            [
                "work: +44 20 7946 0101",
                "work: +44 20 7946 0102",
                "main: +44 20 7946 0100",
                "home: +44 20 7946 0150",
                "mobile: +44 7700 900101",
                "assistant: +44 20 7946 0103",
                "work fax: +44 20 7946 0109",
            ],
            ["olga@contoso.example", "olga@home.example"],
        ),
        (
            "outlook_de.csv",
            [
                "work: +49 221 5550001",
                "work: +49 221 5550000",
                "home: +49 221 5550077",
                "mobile: +49 172 5550001",
                "assistent: +49 221 5550002",
                "work fax: +49 221 5550009",
            ],
            ["aenne@muster.example", "ab@privat.example"],
        ),
        (
            "google_old.csv",
            [
                "mobile: +49 170 5551003",
                "home: +49 30 5551001",
                "home: +49 30 5551002",
                "work fax: +49 30 5551009",
            ],
            ["work: gina@sample.example", "work: g.google@sample.example", "home: gina@home.example"],
        ),
        (
            "google_new.csv",
            ["mobile: +49 170 5551103", "pager: +49 30 5551108"],
            ["work: gustav@sample.example"],
        ),
        ("own_de.csv", ["030 5554321", "mobile: 0171 5554322"], ["vera@eigen.example", "v.eigen@eigen.example"]),
        (
            "nokia_21.vcf",
            [
                "mobile: +491705550021",
                "Ferienhaus: +49305550099",
                "pager: +493055500218",
                "work fax: +493055500219",
            ],
            ["joerg@nokia.example"],
        ),
        ("android_21.vcf", ["mobile: 0170-555-0401", "Ferien: +49 38 5550402"], []),
        (
            "outlook_21.vcf",
            ["work: +49 (30) 5550501", "mobile: +49 (170) 5550501", "work fax: +49 (30) 5550509"],
            ["otto@muster.example", "otto@privat.example"],
        ),
        (
            "apple.vcf",
            ["mobile: +49 170 5550602", "Werkstatt: +49 30 5550601", "work fax: +49 30 5550603"],
            ["home: anna@home.example", "work: anna@obst.example"],
        ),
        ("kde.vcf", ["mobile: +49 30 5550001"], ["kara@sample.example", "kara2@sample.example"]),
        (
            "v4.vcf",
            ["mobile: +49-170-555-0711 ext. 7", "home: +49 30 5550712", "work fax: +49-30-555-0711"],
            ["work: duty@pref.example", "home: old@pref.example"],
        ),
    ],
)
def test_numbers_and_addresses_keep_what_they_are_for_and_the_preferred_is_first(
    name: str, phones: list[str], emails: list[str]
) -> None:
    entry = _of(name)
    assert (_lines(entry, "phones"), _lines(entry, "email")) == (phones, emails)


def test_what_else_a_person_is_comes_with_them() -> None:
    olga = _of("outlook.csv").said
    assert (olga["organisation"], olga["role"]) == ("Contoso Sample Ltd, Facilities", "Manager")
    assert olga["account"] == "K-0042"
    assert (olga["notes"], olga["skills"]) == ("Rings back\nafter four", ("Printers", "Networks"))
    assert _of("own_de.csv", 1).said["account"] == "12-05"
    assert _of("nokia_21.vcf").said["notes"] == "line one\nline two  goes on"
    assert _of("nokia_21.vcf").said["organisation"] == "Beispiel, Küche"
    assert _of("apple.vcf").said["organisation"] == "Obst, Gemüse OHG"
    assert _of("v4.vcf").said["language"] == "de, en"


def test_an_odd_line_is_remarked_with_what_it_says() -> None:
    assert [(one.code, dict(one.values)) for one in _of("kde.vcf").remarks] == [
        ("line_left_out", {"at": 6, "value": "X-messaging/xmpp-All:kara@xmpp.example"})
    ]
    codes = [one.code for one in _of("bad_lines.vcf").remarks]
    assert codes == ["line_left_out", "line_left_out", "line_left_out", "field_unreadable"]
    assert [one.code for one in _of("bad_lines.vcf", 1).remarks] == ["card_not_closed"]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_second_import_of_an_address_book_changes_nobody(desk: Desk, name: str) -> None:
    for files in (desk.contact_files, desk.customer_files):
        found = files.read(PEOPLE / name)
        added = len(files.take(found).value.of("added"))
        assert added == len(EXPECTED[name][0])
        assert len(files.take(found).value.of("same")) == added
