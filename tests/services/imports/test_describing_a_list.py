"""From a list that nobody has described to a mapping, and to what would become of it."""

import io
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from import_sample import SAMPLE
from list_scene import all_of, content, take, text, the_call

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.words import CallState, Priority
from deskapp.services.calls import acts
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.acts import TakeList
from deskapp.services.imports.headings import value_of

ENGLISH = text(
    ("Ticket ID", "Subject", "Status", "Priority", "Created", "Last Update", "Requester", "Assignee", "Body", "Colour"),
    ("17", "Printer", "Closed", "High", "6/18/2025 2:16 PM", "6/20/2025 9:00 AM", "Ana", "Bo", "<p>It jams</p>", "red"),
    ("18", "Toner", "Pending", "Low", "6/19/2025 2:16 PM", "6/20/2025 9:00 AM", "Ana", "Bo", "a &amp; b", "blue"),
)
GERMAN = "\r\n".join(
    (
        "Export vom 30.06.2025",
        "",
        "Ticketnummer;Betreff;Zustand;Priorität;Datum;Uhrzeit;Gelöst am;Kunde;Telefon;Bearbeiter;Standort;Kategorie",
        "4711;Drucker klemmt;Geschlossen;Hoch;18.06.2025;14:16;19.06.2025 08:00;Jürgen Groß;030 123456;Bo;Raum 3;Druck",
        "4712;Maus tot;In Bearbeitung;Niedrig;19.06.2025;09:00;;Zoë Öz;030 654321;Bo;Raum 4;Gerät",
    )
)


def write(folder: Path, what: str | bytes, name: str = "calls.csv") -> Path:
    path = folder / name
    path.write_bytes(what if isinstance(what, bytes) else what.encode())
    return path


def test_a_list_with_english_headings_describes_itself(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, ENGLISH)

    said = desk.imports.propose(desk.imports.look(path), "their desk")

    assert said["columns"] == {
        "reference": "Ticket ID",
        "state": "Status",
        "opened_at": "Created",
        "changed_at": "Last Update",
        "summary": "Subject",
        "details": {"column": "Body", "clean": ["html"]},
        "customer": "Requester",
        "assigned_to": "Assignee",
        "priority": "Priority",
    }
    assert said["file"]["time"] == ["%m/%d/%Y %I:%M %p"]
    assert said["values"] == {
        "state": {"Closed": "archived", "Pending": "waiting:other"},
        "priority": {"High": "P2", "Low": "P4"},
    }
    preview = desk.imports.preview(path, said)
    assert preview.columns_left_out == ("Colour",)
    assert (preview.rows, preview.calls_new, preview.bad) == (2, 2, ())


def test_a_list_with_german_headings_titles_above_and_the_time_in_its_own_column(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, GERMAN.encode("cp1252"))

    found = desk.imports.look(path)
    said = desk.imports.propose(found, "Alt")

    assert (found.form.encoding, found.form.delimiter, found.form.heading_line) == ("cp1252", ";", 3)
    assert said["columns"]["opened_at"] == {"join": ["Datum", "Uhrzeit"]}
    desk.imports.take(TakeList(path, said))
    call = the_call(desk, "4711")
    zone = desk.facts().site.zone
    assert zone == "Europe/London"
    assert (call.row.logged_at, call.resolved_at) == (
        datetime(2025, 6, 18, 13, 16, tzinfo=UTC),
        datetime(2025, 6, 19, 7, tzinfo=UTC),
    )
    assert (call.state, call.priority, call.customer.name) == (CallState.ARCHIVED, Priority.P2, "Jürgen Groß")
    assert call.details == "Standort: Raum 3\nBearbeiter: Bo"
    assert the_call(desk, "4712").state is CallState.OPEN


def test_a_workbook_describes_itself_and_its_dates_are_dates(desk: Desk, tmp_path: Path) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Tickets")
    sheet.write_row(0, 0, ["Number", "Short description", "State", "Opened", "Caller"])
    for place, state in enumerate(("Resolved", "New"), start=1):
        sheet.write_row(place, 0, [f"INC{place}", "Printer", state])
        at = datetime.fromisoformat("2025-06-18T14:16:00")
        sheet.write_datetime(place, 3, at, book.add_format({"num_format": "dd.mm.yy hh:mm"}))
        sheet.write(place, 4, "Ana")
    book.close()
    path = write(tmp_path, made.getvalue(), "calls.xlsx")

    said = desk.imports.propose(desk.imports.look(path), "book")
    report = desk.imports.take(TakeList(path, said)).value

    assert (said["file"]["sheet"], report.calls_added, report.bad) == ("Tickets", 2, ())
    assert the_call(desk, "INC1").row.logged_at == datetime(2025, 6, 18, 13, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "forms"),
    [
        (("18.06.2025 14:16", "19.06.2025 08:00"), ["%d.%m.%Y %H:%M"]),
        (("18/06/2025 14:16:05",), ["%d/%m/%Y %H:%M:%S"]),
        (("06/18/2025 14:16",), ["%m/%d/%Y %H:%M"]),
        (("18/Jun/25 2:16 PM",), ["%d/%b/%y %I:%M %p"]),
        (("2025-06-18T12:16:00Z", "2025-06-18 14:16"), ["iso"]),
        (("1750248960",), ["epoch"]),
        (("1750248960000",), ["epoch_ms"]),
        (("45826.594",), ["excel"]),
        (("18.06.2025", "19.06.2025 08:00"), ["%d.%m.%Y %H:%M", "%d.%m.%Y"]),
        ((*(f"{day}.06.2025 14:16" for day in range(10, 20)), "yesterday"), ["%d.%m.%Y %H:%M"]),
    ],
)
def test_the_forms_of_times_are_told_by_the_cells(
    desk: Desk, tmp_path: Path, cells: tuple[str, ...], forms: list[str]
) -> None:
    rows = [(f"T-{number}", cell, "open") for number, cell in enumerate(cells)]

    said = desk.imports.propose(desk.imports.look(write(tmp_path, text(("id", "created", "state"), *rows))), "x")

    assert sorted(said["file"]["time"]) == sorted(forms)


@pytest.mark.parametrize(
    ("column", "value", "means"),
    [
        ("state", "Awaiting User Info", "waiting:customer"),
        ("state", "On Hold", "waiting:other"),
        ("state", "Warten auf Lieferant", "waiting:supplier"),
        ("state", "Gelöst", "resolved"),
        ("state", "Work in progress", "open"),
        ("state", "closed successful", "archived"),
        ("state", "Xyzzy", None),
        ("priority", "1 - Critical", "P1"),
        ("priority", "3", "P3"),
        ("priority", "sehr niedrig", "P4"),
        ("channel", "E-Mail", "email"),
        ("channel", "Telefon", "phone"),
        ("urgency", "2 - Medium", "soon"),
        ("impact", "Hoch", "department"),
        ("met", "TRUE", "met"),
        ("met", "nein", "missed"),
    ],
)
def test_what_a_value_is_likely_to_mean(column: str, value: str, means: str | None) -> None:
    assert value_of(column, value) == means


def test_a_preview_shows_calls_as_they_will_stand_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    head = ("id", "title", "created", "updated", "solved", "state", "prio", "who", "text", "extra")
    base = ("2025-06-18 14:16", "2025-06-20 14:16")
    rows = [
        *((f"T-{n}", f"Call {n}", *base, "2025-06-19 10:00", "Closed", "1", "Ana", "It jams", "") for n in range(12)),
        ("T-12", "x", *base, "2025-07-01 10:00", "Closed", "1", "Ana", "", ""),
        ("T-13", "x", *base[::-1], "", "Closed", "1", "Ana", "", ""),
        ("T-14", "x", *base, "", "Parked", "9", "Ana", "", ""),
        ("T-15", "x", "soon", base[1], "", "Open", "1", "Ana", "", ""),
        ("T-0", "Call 0", *base, "2025-06-19 10:00", "Closed", "1", "Ana", "It jams", ""),
    ]
    said = content({"resolved_at": "solved", "details": "text", "priority": "prio"}, values={"priority": {"1": "P1"}})
    before = all_of(desk, "SELECT count(*) FROM event")
    seen: list[tuple[int, int]] = []

    preview = desk.imports.preview(
        write(tmp_path, text(head, *rows)), said, lambda done, total: not seen.append((done, total))
    )

    assert (preview.rows, preview.calls_new, preview.bad_rows, len(preview.first)) == (14, 13, 2, 10)
    first = preview.first[0]
    assert (first.reference, first.state, first.priority) == ("T-0", CallState.ARCHIVED, Priority.P1)
    assert (first.summary, first.details, first.customer) == ("Call 0", "It jams", "Ana")
    assert first.resolved_at == datetime(2025, 6, 19, 8, tzinfo=UTC)
    assert [(v.column, v.value, v.rows, v.means, v.proposal) for v in preview.values] == [
        ("state", "Closed", 15, "archived", "archived"),
        ("state", "Parked", 1, None, None),
        ("state", "Open", 1, "open", "open"),
        ("priority", "1", 16, "P1", "P1"),
        ("priority", "9", 1, None, None),
    ]
    assert preview.columns_left_out == ("extra",)
    assert [(one.line, one.code) for one in preview.bad] == [(16, "value_unknown"), (17, "time_unreadable")]
    assert [(one.line, one.code) for one in preview.remarks] == [(14, "instant_not_taken")]
    assert [(one.line, one.code) for one in preview.left_out] == [(15, "over_before_it_began")]
    assert [(one.line, one.code) for one in preview.doubles] == [(18, "row_double")]
    assert seen[-1][0] == seen[-1][1]
    assert all_of(desk, "SELECT count(*) FROM event") == before
    assert all_of(desk, "SELECT count(*) FROM call") == [(0,)]


def test_a_preview_of_a_known_list_says_what_is_new(desk: Desk, tmp_path: Path) -> None:
    head = ("id", "title", "created", "updated", "state", "who")
    base = ("2025-06-18 14:16", "2025-06-18 14:17")
    take(desk, tmp_path, content(), text(head, *((f"T-{n}", "x", *base, "Open", "A") for n in range(3))))
    desk.calls.note(acts.AddNote(desk.calls.find("T-2"), "Rang."))
    newer = [(f"T-{n}", "x", base[0], "2025-06-18 15:00", "Closed", "A") for n in (1, 2, 3)]

    preview = desk.imports.preview(write(tmp_path, text(head, ("T-0", "x", *base, "Open", "A"), *newer)), content())

    assert (preview.calls_new, preview.calls_moved_on, preview.rows_known) == (1, 1, 1)
    assert preview.left_alone == ("T-2",)


def test_a_preview_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, ENGLISH)
    said = desk.imports.propose(desk.imports.look(path), "list")
    with pytest.raises(DeskError) as cancelled:
        desk.imports.preview(path, said, lambda _done, _total: False)
    assert cancelled.value.code == "cancelled"


def test_with_what_is_proposed_the_sample_has_the_calls_that_its_own_mapping_brings(desk: Desk) -> None:
    said = desk.imports.propose(desk.imports.look(SAMPLE), "sample")
    asked = desk.imports.preview(SAMPLE, said)
    # Values that do not stand in the first rows are asked about, each once, with what they are likely to mean.
    assert asked.bad_rows > 0
    for value in asked.values:
        said["values"].setdefault(value.column, {})[value.value] = value.means or value.proposal

    preview = desk.imports.preview(SAMPLE, said)

    assert (preview.rows, preview.calls_new, preview.bad, preview.left_out) == (5998, 890, (), ())
    assert said["columns"]["reference"] == "number"
    assert said["columns"]["changed_at"] == "sys_updated_at"


AWKWARD: dict[str, Any] = {
    "source": 'a "list"',
    "file": {"zone": "UTC", "time": ["iso", "%d.%m.%Y"], "unknown": ["", "?"], "longest_cell": 9, "cut_short": True},
    "columns": {
        "reference": {"row": True},
        "opened_at": {"join": ["Day", "Hour of \\day"], "with": "\t"},
        "state": 'Zu"stand\n',
        "details": {"column": "Ü", "clean": ["html", "blanks"], "default": "x\x7fy\x01"},
    },
    "texts": {"summary": "{reference}: {details}"},
    "values": {"state": {"Zu": "archived", "*": "open", 'ö "p"': "new"}},
}


def test_a_mapping_that_was_made_reads_back_from_its_file_as_the_same(desk: Desk) -> None:
    written = desk.imports.as_file(AWKWARD)

    assert tomllib.loads(written) == AWKWARD
    assert import_mapping.read(tomllib.loads(written)).content == AWKWARD


def test_a_mapping_that_was_made_here_is_found_by_its_name(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = import_mapping.own_folder()
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(desk.imports.as_file(content()), encoding="utf-8")

    assert import_mapping.load(import_mapping.find("mine")).source == "list"
