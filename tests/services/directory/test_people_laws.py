"""Laws of files of people: nothing is lost without a word, and what was written comes back unchanged."""

import io
import quopri
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.documents.tables.xlsx_table import write_xlsx
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.table import Column, Table
from deskapp.domain.reach import Reach, Use, kind_of
from deskapp.services.directory import contact_table, contact_vcard, people_files
from deskapp.services.directory.contact_entries import CUSTOMER_FIELDS, FIELDS, Read, Told

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Words that are found again wherever they went: none is a part of another.
TOKENS = st.integers(10_000_000, 99_999_999)
PROPERTIES = st.sampled_from(
    [
        *("TEL", "EMAIL", "NOTE", "TITLE", "ROLE", "ORG", "CATEGORIES", "LANG", "NICKNAME", "ADR", "URL", "BDAY"),
        *("REV", "X-ABLabel", "X-FOO", "X-DESK-HOURS", "GEO", "LABEL", "IMPP", "X-odd/name", "item1.TEL", "AGENT"),
    ]
)
HEADS = st.sampled_from(
    ("", ";TYPE=WORK", ";TYPE=CELL,PREF", ';TYPE="home,fax"', ";PREF=1", ";WORK;FAX", ";VALUE=uri", ";X=;")
)
VALUES = st.sampled_from(("{}", "{};", ";{}", "a\\, {}", "{}\\n", "ü {}", "{} ::: x", "tel:{}", '"{}"', "{}@b.c"))


def _told(read: Read) -> str:
    """Everything that is said of a file, and which of its columns and properties are left out."""
    said = [str(sorted(map(str, entry.said.items()))) for entry in read.entries]
    remarks = [str(dict(one.values)) for entry in read.entries for one in entry.remarks]
    rows = [f"{one.line} {one.values}" for one in (*read.bad, *read.passed)]
    return "\n".join((*said, *remarks, *rows))


def _folded(raw: bytes, cuts: Sequence[int]) -> bytes:
    """The line with folds after so many bytes each."""
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(raw[at : at + cut])
        at += cut
    return b"\r\n ".join(one for one in (*pieces, raw[at:]) if one)


@st.composite
def _a_line(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """A line of a card: its property, the word in it, and its bytes."""
    name, head, word = draw(PROPERTIES), draw(HEADS), str(draw(TOKENS))
    text = draw(VALUES).format(word)
    if draw(st.booleans()) and "/" not in name:
        encoding = draw(st.sampled_from(("utf-8", "latin-1", "cp1252")))
        coded = quopri.encodestring(text.encode(encoding)).replace(b"=\n", b"=\r\n").rstrip(b"\n")
        return name, word, f"{name}{head};ENCODING=QUOTED-PRINTABLE;CHARSET={encoding}:".encode() + coded
    raw = f"{name}{head}:{text}".encode(draw(st.sampled_from(("utf-8", "cp1252"))))
    return name, word, _folded(raw, draw(st.lists(st.integers(1, 30), max_size=3)))


@CALM
@given(
    st.lists(_a_line(), max_size=12),
    st.lists(TOKENS, max_size=3),
    st.sampled_from(("2.1", "3.0", "4.0")),
    st.sampled_from((b"\r\n", b"\n", b"\r")),
    st.booleans(),
)
def test_every_value_of_a_card_is_taken_remarked_or_left_out_by_name(
    lines: list[tuple[str, str, bytes]], stray: list[int], version: str, end: bytes, closed: bool
) -> None:
    card = [b"BEGIN:VCARD", f"VERSION:{version}".encode(), b"FN:Somebody"]
    # In 2.1 the blank of a fold belongs to the text: a fold stands where a blank does.
    card += [raw.replace(b"\r\n ", b"") if version == "2.1" else raw for _name, _word, raw in lines]
    card += [f"stray {word}".encode() for word in stray]
    content = b"\r\n".join((*card, *((b"END:VCARD",) if closed else ()))).replace(b"\r\n", end)
    read = contact_vcard.read(content)
    told, left_out = _told(read), {one.what for one in read.left_out}
    for name, word, raw in lines:
        known = name.rpartition(".")[2].upper()
        # A place is left out whole, by its name.
        assert word in told or known in left_out or read.passed, (name, raw)
    if read.entries:
        for word in stray:
            # Behind a value that is a card or goes on softly, a line is a part of it.
            assert str(word) in told or "AGENT" in left_out or any(b"=" in raw[-2:] for _n, _w, raw in lines)


@CALM
@given(st.binary(max_size=300), st.sampled_from((b"", b"BEGIN:VCARD\r\n", b"Name;Phone\n", b"PK\x03\x04")))
def test_bytes_of_any_kind_are_read_or_refused_in_plain_words(raw: bytes, begin: bytes) -> None:
    with suppress(DeskError):
        assert people_files.read(begin + raw).kind in ("vcard", "csv", "xlsx")


CELLS = st.one_of(st.just(""), TOKENS.map(str), TOKENS.map(lambda word: f"{word}; {word + 1}"), st.just("x ::: y"))
HEADINGS = st.sampled_from(
    [
        *("Name", "First Name", "Nachname", "Firma", "Phone 1 - Value", "Phone 1 - Label", "Work Phone", "Fax"),
        *("E-mail 1 - Value", "E-mail", "Notes", "Note", "Department", "Title", "Job Title", "Groups", "Labels"),
        *("Kundennr.", "Language", "Website", "Street", "Custom 1", "kind", "hours"),
    ]
)


@CALM
@given(st.lists(HEADINGS, min_size=1, max_size=10).flatmap(
    lambda heads: st.tuples(
        st.just(heads), st.lists(st.lists(CELLS, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=4)
    )
))  # fmt: skip
def test_every_value_of_a_table_is_taken_remarked_or_left_out_by_name(table: tuple[list[str], list[list[str]]]) -> None:
    heads, rows = ["Full name", *table[0]], [["Somebody", *row] for row in table[1]]
    content = "\n".join("\t".join(row) for row in (heads, *rows)).encode()
    read = contact_table.read(content)
    told, left_out = _told(read), {one.what for one in read.left_out}
    refused = {bad.line for bad in read.bad}
    for number, row in enumerate(rows, 2):
        for heading, cell in zip(heads, row, strict=True):
            words = [word for word in cell.replace(":::", ";").split(";") if word.strip()]
            kept = all(word.strip() in told for word in words)
            assert kept or heading in left_out or number in refused, (heading, cell)


#: Text as a desk keeps it: without blanks around it, of lines that end in one way, in letters that a file can hold.
TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=20)
    .map(str.strip)
    .filter(lambda text: "\0" not in text)
)
NAME = TEXT.filter(lambda text: any(sign.isprintable() and not sign.isspace() for sign in text))
NOTES = st.lists(TEXT, max_size=3).map("\n".join).map(str.strip)
KINDS = st.builds(kind_of, st.lists(st.one_of(st.sampled_from(list(Use)), TEXT), max_size=3))
REACHED = st.lists(st.builds(Reach, NAME, KINDS), max_size=3, unique_by=lambda one: one.text).map(tuple)
CUSTOMERS = st.fixed_dictionaries(
    {
        "name": NAME,
        "organisation": TEXT,
        "account": TEXT,
        "phones": REACHED,
        "email": REACHED,
        "tier": st.sampled_from(("standard", "key")),
        "notes": NOTES,
    }
)
CONTACTS = st.fixed_dictionaries(
    {
        "kind": st.just("expert"),
        "name": NAME,
        "organisation": TEXT,
        "role": TEXT,
        "skills": st.lists(NAME, max_size=2, unique=True).map(tuple),
        "phones": REACHED,
        "email": REACHED,
        "hours": TEXT,
        "authority": st.just("agent"),
        "agreed_response": st.just("4 h"),
        "our_account": TEXT,
        "may_see": st.sampled_from(((), ("issue", "steps"))),
        "language": TEXT,
        "deputies": st.lists(NAME, max_size=2, unique=True).map(tuple),
        "notes": NOTES,
        "active": st.just("yes"),
    }
)
_CODES = ("kind", "authority", "agreed_response", "active", "tier")


def _written(rows: list[dict[str, Told]], fields: Sequence[str], form: str) -> bytes:
    if form != "xlsx":
        return people_files.written(rows, fields, form)
    cells = [[contact_table.cell_text(row[name]) for name in fields] for row in rows]
    made = io.BytesIO()
    with TemporaryDirectory() as folder:
        write_xlsx(made, [Table("People", tuple(map(Column, fields)), cells, "UTC")], Path(folder))
    return made.getvalue()


def _comes_back(rows: list[dict[str, Told]], fields: Sequence[str], form: str) -> None:
    read = people_files.read(_written(rows, fields, form))
    assert (read.bad, read.passed, read.left_out) == ((), (), ())
    assert [entry.remarks for entry in read.entries] == [()] * len(rows)
    for entry, row in zip(read.entries, rows, strict=True):
        for name, value in row.items():
            if name not in _CODES:
                assert (entry.said.get(name, type(value)()) or type(value)()) == value, name


@CALM
@given(st.lists(CUSTOMERS, min_size=1, max_size=3), st.sampled_from(("csv", "xlsx", "vcard3", "vcard4")))
def test_customers_that_went_out_come_back_unchanged(rows: list[dict[str, Told]], form: str) -> None:
    _comes_back(rows, CUSTOMER_FIELDS, form)


@CALM
@given(st.lists(CONTACTS, min_size=1, max_size=3), st.sampled_from(("csv", "xlsx", "vcard3", "vcard4")))
def test_contacts_that_went_out_come_back_unchanged(rows: list[dict[str, Told]], form: str) -> None:
    _comes_back(rows, FIELDS, form)
