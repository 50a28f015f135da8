"""Text is text: what could be taken for something else leaves as text, on the terminal, on paper and in files."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import icalendar
import openpyxl
import pypdf
import pytest
from hostile_corpus import CORPUS
from long_runs import LONG_RUNS
from made_once import MadeOnce
from scene import MONDAY_TEN, at
from test_cli import Run, run  # noqa: F401 - a fixture

from deskapp.desk import Desk
from deskapp.documents.rota_calendar import TurnEvent, rota_ics
from deskapp.domain.clock import FixedClock
from deskapp.domain.rota import Rotation
from deskapp.domain.words import Consent, ContactKind, EscalationType, Role, Transfer
from deskapp.services.calls.acts import AddNote, LogCall, PromiseCallBack, ResolveCall
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.escalations.acts import Escalate
from deskapp.services.places.acts import SaveEquipment, SavePerson, SavePlace
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.texts import clean

#: What turns a text around by itself (annex 9 of Unicode): isolates, embeddings and overrides, and their ends.
_ISOLATES, _END_OF_ISOLATE, _END_OF_TURN = "\u2066\u2067\u2068", "\u2069", "\u202c"
_TURNS = _ISOLATES + "\u202a\u202b\u202d\u202e"


#: What can stand beside others, in one text; the rest each by itself.
_ALONE = ("formula", "terminal", "long", "one long word", "turned and never back", "vcard", "lines")
_TOGETHER = " ".join(text for name, text in CORPUS.items() if name not in _ALONE)
#: With DESK_LONG_RUNS=1 each by itself, and in its length: a paper of that is hundreds of pages.
TEXTS = tuple(CORPUS.values()) if LONG_RUNS else (_TOGETHER, *(CORPUS[name][:3_000] for name in _ALONE))


def fill(desk: Desk, clock: FixedClock) -> None:
    """A desk in which everything that has a name or words says something hostile."""
    first = CORPUS["terminal"]
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(first, first, first, site.zone, site.paper, site.language, False, False, False, site.version)
    )
    desk.site.save_staff(SaveStaff(CORPUS["terminal"] + CORPUS["turned and never back"], Role.MANAGER, id=1))
    for place, text in enumerate(TEXTS):
        person, customer = people(desk, text, place)
        desk.places.save_person(SavePerson(customer, text))
        where = desk.places.save_place(SavePlace(customer, text, text, text)).value
        desk.places.save_equipment(SaveEquipment(customer, text, serial=f"{text} {place}", place_id=where.id))
        call = desk.calls.log(LogCall(text, customer_id=customer, details=text, wants=text)).value
        desk.calls.note(AddNote(call.id, text))
        desk.promises.call_back(PromiseCallBack(call.id, clock.now() + timedelta(hours=1), text, text))
        if place % 3 == 0:
            desk.escalations.escalate(
                Escalate(
                    call.id,
                    (EscalationType.FUNCTIONAL,),
                    (("tool_missing", text),),
                    person,
                    handoff=dict.fromkeys(("issue", "steps", "wants", "tone", "deadline"), text),
                    consent=Consent.YES,
                    transfer=Transfer.COLD,
                    transfer_reason=text,
                )
            )
        elif place % 3 == 1:
            desk.calls.resolve(ResolveCall(call.id, text))
    clock.advance(timedelta(days=3))


def people(desk: Desk, text: str, place: int) -> tuple[int, int]:
    """A contact and a customer of whom everything says this."""
    phones, kind = (f"+49 30 {place}",), ContactKind.SUPPLIER
    contact = SaveContact(kind, text, text, text, phones=phones, email=text, our_account=text, notes=text)
    customer = SaveCustomer(text, text, f"{text} {place}", text, notes=text, phones=(text,))
    return desk.directory.save_contact(contact).value.id, desk.directory.save_customer(customer).value.id


@pytest.fixture
def hostile(desk: Desk, clock: FixedClock, made_once: MadeOnce) -> Desk:
    """Filled once, and copied for each."""

    def make(path: Path) -> None:
        path.write_bytes(desk.path.read_bytes())
        begun = Desk(path, clock, staff_id=1).open()
        fill(begun, clock)
        begun.close()

    made = made_once("hostile", make)
    clock.set_to(MONDAY_TEN + timedelta(days=3))
    desk.close()
    desk.path.write_bytes(made.read_bytes())
    desk = Desk(desk.path, clock, staff_id=1).open()
    return desk


def obeyed(out: str) -> Iterator[str]:
    """What a terminal would obey of what was printed, or what would turn the lines around that follow."""
    for letter in set(out) - {"\n"}:
        if unicodedata.category(letter) in ("Cc", "Zl", "Zp"):
            yield f"control {letter!r}"
    for line in out.split("\n"):
        open_: list[str] = []
        for letter in line:
            if letter in _TURNS:
                open_.append(letter)
            elif letter == _END_OF_TURN and open_ and open_[-1] not in _ISOLATES:
                open_.pop()
            elif letter == _END_OF_ISOLATE and set(open_) & set(_ISOLATES):
                # It ends whatever was turned within it, too.
                while open_.pop() not in _ISOLATES:
                    pass
        if open_:
            yield f"never turned back: {line[:80]!r}"


COMMANDS = (
    ("overdue",),
    ("overdue", "--soon", "--json"),
    ("show", "C-00001"),
    ("show", "C-00007", "--json"),
    ("routes", "C-00001"),
    ("routes", "C-00007"),
    ("on-call", "Days"),
    ("imports",),
    ("check",),
    ("show", "\x1b[31mnobody"),
    ("on-call", "\x1b[31mnobody\u202e"),
    ("import-contacts", "\x1b[31mno file\u202e"),
    ("import-customers", "\x1b]0;x\x07", "--existing", "keep"),
    ("overdue", "--owner", "\x1b[31mnobody"),
)


def test_no_command_prints_what_a_terminal_obeys(hostile: Desk, run: Run) -> None:  # noqa: F811
    hostile.rotas.save(SaveRota("Days", "UTC", (Rotation("day", 1, at(0), ["1", "2"]),)))
    found = []
    for number in range(1, len(TEXTS) + 1):
        out = run("show", hostile.path, f"C-{number:05}")
        found += [f"show {number}: {said}" for part in out[1:] for said in obeyed(part)]
    for command, *more in COMMANDS:
        out = run(command, hostile.path, *more)
        found += [f"{command} {more}: {said}" for part in out[1:] for said in obeyed(part)]
    assert not found, "\n".join(dict.fromkeys(found))


def test_every_paper_is_a_paper_whose_properties_say_nothing_of_it(
    hostile: Desk,
    run: Run,  # noqa: F811
    tmp_path: Path,
) -> None:
    papers = (
        ("overdue", "--pdf"),
        ("directory", "--to"),
        ("policy", "--draft", "--to"),
        ("handover", "--to"),
        ("report", "--month", "2026-11", "--to"),
        *(("call", f"C-{number:05}", "--to") for number in range(1, len(TEXTS) + 1)),
        *(("sheet", f"C-{number:05}", "--to") for number in range(1, len(TEXTS) + 1, 3)),
    )
    before = set(tmp_path.parent.rglob("*"))
    for number, (command, *more) in enumerate(papers):
        target = tmp_path / f"{number}.pdf"
        code, _out, err = run(command, hostile.path, *more, target)
        if command == "sheet" and code:
            # What is marked in free words is decided about in the window first.
            assert "decide" in err or "mark" in err, err
            continue
        assert (code, err) == (0, ""), (command, more)
        read = pypdf.PdfReader(target)
        said = f"{read.metadata} {read.xmp_metadata}"
        assert not any(part in said for part in ("passwd", "\x1b", "calc", "Mallory", "DROP")), (command, more)
        for page in read.pages:
            assert "/Annots" not in page, "a link or a form on paper"
    made = set(tmp_path.parent.rglob("*")) - before
    assert all(path.parent == tmp_path for path in made), made


@pytest.mark.parametrize("what", ["--calls", "--customers", "--contacts", "--equipment", "--people"])
def test_every_file_has_text_for_text_and_no_formula(
    hostile: Desk,
    run: Run,  # noqa: F811
    tmp_path: Path,
    what: str,
) -> None:
    sheet, plain = tmp_path / "list.xlsx", tmp_path / "list.csv"
    assert run("export", hostile.path, what, "--to", sheet)[0] == 0
    assert run("export", hostile.path, what, "--to", plain)[0] == 0
    with zipfile.ZipFile(sheet) as packed:
        for name in packed.namelist():
            assert not re.search(rb"<f[ >]|<hyperlink|externalLink|TargetMode=.External", packed.read(name)), name
    book = openpyxl.load_workbook(sheet)
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row]
    assert cells
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    for row in csv.reader(io.StringIO(plain.read_text("utf-8-sig"), newline="")):
        for cell in row:
            begun = unicodedata.normalize("NFKC", cell.lstrip())[:1]
            assert begun not in ("=", "@") or cell.startswith("'"), cell[:40]
            assert cell[:1] not in ("\t", "\r", "\n"), cell[:40]


def test_people_written_as_cards_or_lists_come_back_as_many_and_none_that_was_smuggled_in(
    desk: Desk, tmp_path: Path
) -> None:
    for place, text in enumerate(CORPUS.values()):
        people(desk, text, place)
    names = [one.name for one in desk.directory.contacts()]
    for form, ending in (("csv", "csv"), ("vcard3", "vcf"), ("vcard4", "vcf")):
        target = tmp_path / f"people.{ending}"
        target.write_bytes(desk.contact_files.export(form))
        read = desk.contact_files.read(target)
        assert len(read.entries) + len(read.bad) == len(names), form
        assert not [one for one in read.entries if str(one.said.get("name", "")).strip() == "Mallory"], form


def test_a_calendar_has_as_many_entries_as_there_are_turns_whatever_their_names() -> None:
    turns = [
        TurnEvent(name, at(10) + timedelta(days=place), at(18) + timedelta(days=place), str(place))
        for place, name in enumerate(map(clean, CORPUS.values()))
    ]
    made = rota_ics(CORPUS["calendar"], turns, at(9))
    assert len(icalendar.Calendar.from_ical(made).walk("VEVENT")) == len(turns)
    assert made.count(b"BEGIN:VEVENT") == made.count(b"END:VEVENT")
    for line in made.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
