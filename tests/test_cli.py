"""The command line: what it says, how it ends, and that a file which is no desk stays as it is."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
import sqlcipher3.dbapi2 as sqlite
from import_sample import NOON, SAMPLE, text, update
from patience import SECONDS

from deskapp import __version__, cli
from deskapp.commands.arguments import instant
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, Role, Transfer, Urgency
from deskapp.models.pins import StaffPin
from deskapp.services.calls import acts
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.staff.acts import SaveStaff

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("new", "import-calls", "imports", "overdue", "show", "sheet", "routes", "check")
COMMANDS += ("import-contacts", "import-customers", "import-equipment")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def carried_out(*words: object) -> tuple[int, str, str]:
        code = cli.main([str(word) for word in words], clock)
        out, err = capsys.readouterr()
        return code, out, err

    return carried_out


def process(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deskapp.cli", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=SECONDS,
        check=False,
        **more,
    )


def one_line(err: str) -> str:
    """A refusal is one line on the error output."""
    assert err.startswith("deskapp: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    return err.removeprefix("deskapp: ").strip()


def a_list(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "calls.csv"
    path.write_text(text(*rows), encoding="utf-8")
    return path


@pytest.fixture
def worked(desk: Desk, clock: FixedClock) -> Desk:
    """A desk with one call, escalated by an agent and long overdue."""
    ann = desk.site.save_staff(SaveStaff("Ann Agent", Role.AGENT)).value.id
    with desk.work.own() as session:
        # As at a desk from before there were PINs: no command asks for one.
        session.delete(session.get_one(StaffPin, ann))
    desk.sign_in(ann)
    who = acts.NewCustomer("Jo Brown", "Brown & Co", account="A-17", phone="020 7946 0018")
    number = desk.calls.log(acts.LogCall("Double charge", new_customer=who, urgency=Urgency.NOW)).value.id
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Billing team")).value.id
    desk.escalations.escalate(
        Escalate(
            number,
            (EscalationType.FUNCTIONAL,),
            (("no_solution", "looked everywhere"),),
            contact_id=contact,
            handoff={"issue": "Charged twice", "steps": "Looked at the invoice", "wants": "Money back"},
            consent=Consent.YES,
            transfer=Transfer.WARM,
        )
    )
    clock.advance(timedelta(days=2))
    desk.close()
    return desk


# Usage


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"deskapp {__version__}\n", "")


@pytest.mark.parametrize("start", [("-m", "deskapp"), ("main.py",)], ids=" ".join)
def test_it_starts_as_a_module_and_from_a_checkout(start: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, *start, "--version"], capture_output=True, text=True, cwd=ROOT, timeout=SECONDS, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"deskapp {__version__}\n", "")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_each_command_has_help_with_examples(run: Run, command: tuple[str, ...]) -> None:
    code, out, _err = run(*command, "--help")

    assert code == 0
    assert "examples:\n  deskapp" in out


@pytest.mark.parametrize(
    "words",
    [
        ("frobnicate",),
        ("overdue",),
        ("overdue", "desk.db", "--at", "2016-03-10T12:00:00"),
        ("overdue", "desk.db", "--at", "2016-03-10"),
        ("overdue", "desk.db", "--at", "yesterday"),
        ("overdue", "desk.db", "--at", "0001-01-01T00:00:00+14:00"),
        ("import-calls", "desk.db", "calls.csv"),
        ("show", "desk.db"),
        ("check", "desk.db", "--json"),
        ("--database",),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert "usage: deskapp" in err


def test_a_naive_instant_is_refused_with_what_to_write(run: Run) -> None:
    assert "add Z for UTC" in run("overdue", "desk.db", "--at", "2016-03-10T12:00:00")[2]


def test_instants_are_read_with_z_or_an_offset() -> None:
    assert instant("2016-03-10T12:00:00Z") == NOON
    assert instant("2016-03-10T13:00+01:00") == NOON


# Files that cannot be used


def _foreign(path: Path) -> None:
    connection: Any = sqlite.connect(str(path))
    connection.execute("CREATE TABLE bookmark (id INTEGER)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    connection: Any = sqlite.connect(str(path))
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)


WRONG_FILES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "foreign": lambda path: (path.unlink(), _foreign(path)),
    "newer": _newer,
    "cut": _cut,
    "overwritten": _overwritten,
    "text": lambda path: path.write_text("Dear Ann,\n", encoding="utf-8"),
    "header only": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "less than a header": lambda path: path.write_bytes(b"SQLite format 3\x00"),
}


def _a_table(folder: Path) -> Path:
    path = folder / "equipment.csv"
    path.write_text("customer,label\nAda,Loom\n")
    return path


def _asked(command: str, path: Path, folder: Path) -> Sequence[object]:
    more: dict[str, Sequence[object]] = {
        "import-calls": (a_list(folder, update(0, "09:30", "New")), "--map", "incident_event_log"),
        "import-contacts": (a_list(folder, update(0, "09:30", "New")),),
        "import-customers": (a_list(folder, update(0, "09:30", "New")),),
        "import-equipment": (_a_table(folder),),
        "routes": ("C-00001",),
        "show": ("C-00001",),
        "sheet": ("C-00001", "--to", folder / "sheet.pdf"),
    }
    return (command, path, *more.get(command, ()))


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "new"])
@pytest.mark.parametrize("kind", [*WRONG_FILES])
def test_a_file_that_is_no_desk_is_refused_in_one_line_and_stays_as_it_is(
    run: Run, desk_file: Path, tmp_path: Path, kind: str, command: str
) -> None:
    WRONG_FILES[kind](desk_file)
    before = desk_file.read_bytes()

    code, out, err = run(*_asked(command, desk_file, tmp_path))

    assert (code, out) == (1, "")
    assert str(desk_file) in one_line(err)
    assert desk_file.read_bytes() == before
    assert not (tmp_path / "sheet.pdf").exists()


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "new"])
def test_a_file_that_is_not_there_is_refused_and_not_made(run: Run, tmp_path: Path, command: str) -> None:
    missing = tmp_path / "none.db"

    code, out, err = run(*_asked(command, missing, tmp_path))

    assert (code, out) == (1, "")
    assert str(missing) in one_line(err)
    assert not missing.exists()


# New


def test_new_makes_a_desk_that_only_its_owner_can_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"

    code, out, err = run("new", path)

    assert (code, out, err) == (0, f"Made {path}.\n", "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("check", path)[0] == 0


def test_new_refuses_a_file_that_is_there(run: Run, desk_file: Path) -> None:
    before = desk_file.read_bytes()

    code, _out, err = run("new", desk_file)

    assert code == 1
    assert str(desk_file) in one_line(err)
    assert desk_file.read_bytes() == before


def test_new_refuses_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("new", tmp_path / "none" / "desk.db")

    assert code == 1
    one_line(err)


# Import


def test_the_sample_is_imported_and_its_overdue_calls_are_listed_as_of_then(
    run: Run, desk_file: Path, blank_desk: Path, tmp_path: Path
) -> None:
    full = tmp_path / "full.db"
    full.write_bytes(blank_desk.read_bytes())

    then = ("--as-of", "2016-03-10T12:00:00Z")
    code, out, err = run("import-calls", desk_file, SAMPLE, "--map", "incident_event_log", *then)
    assert (code, err) == (0, "")
    assert "890 calls added" in out
    assert run("import-calls", full, SAMPLE, "--map", "incident_event_log")[0] == 0

    lists = []
    for path in (desk_file, full):
        code, out, err = run("overdue", path, "--at", "2016-03-10T12:00:00Z", "--json")
        assert (code, err) == (0, "")
        lists.append(json.loads(out))
    for found in lists:
        assert found["as_of"] == "2016-03-10T12:00:00Z"
        assert len(found["calls"]) == 181
        dues = [call["due"] for call in found["calls"]]
        assert dues == sorted(dues)
        assert set(found["calls"][0]) == {
            "ref",
            "summary",
            "customer",
            "priority",
            "state",
            "owner",
            "clock",
            "due",
            "overdue_seconds",
            "with",
        }
    assert {(call["due"], call["owner"]) for call in lists[0]["calls"]} == {
        (call["due"], call["owner"]) for call in lists[1]["calls"]
    }
    assert run("check", desk_file)[0] == 0


def test_an_import_with_bad_rows_says_them_all_and_imports_nothing(run: Run, desk_file: Path, tmp_path: Path) -> None:
    source = a_list(
        tmp_path,
        update(0, "09:30", "New"),
        update(1, "10:00", "Lost"),
        update(2, "99:00", "Active"),
        update(3, "11:00", "Active", caller_id="x" * 10_000),
    )

    code, out, err = run("import-calls", desk_file, source, "--map", "incident_event_log")

    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines()] == ["line 3", "line 4", "line 5"]
    assert "3 rows" in one_line(err)
    assert run("show", desk_file, "INC1")[0] == 1
    code, out, err = run("import-calls", desk_file, source, "--map", "incident_event_log", "--skip-bad")
    assert (code, err) == (0, "")
    assert "1 call added" in out
    assert run("show", desk_file, "INC1")[0] == 0


def test_an_import_tells_what_it_did_not_take_and_is_undone_by_its_number(
    run: Run, desk_file: Path, tmp_path: Path
) -> None:
    late = update(1, "10:00", "Closed", resolved_at="08-03-2016 10:00")
    wrong = update(1, "10:00", "Closed", number="INC2", opened_at="09-03-2016 10:00")
    source = a_list(tmp_path, update(0, "09:30", "New"), update(0, "09:30", "New"), late, wrong)

    code, out, err = run("import-calls", desk_file, source, "--map", "incident_event_log")

    assert (code, err) == (0, "")
    assert "line 5: INC2 is over before it began" in out
    assert "line 4: 08-03-2016 10:00 in resolved_at lies before the call began or after the row was written" in out
    assert "line 3: is there twice: line 2 is the same" in out
    code, out, _err = run("imports", desk_file)
    assert (code, source.name in out, "1 call added" in out) == (0, True, True)
    assert run("imports", desk_file, "--undo", "1")[1] == "1 call gone; 0 calls as they were.\n"
    code, out, _err = run("imports", desk_file, "--json")
    assert [(one["id"], one["undone_by"]) for one in json.loads(out)] == [(1, "Manager")]
    assert "undone already" in one_line(run("imports", desk_file, "--undo", "1")[2])
    assert run("check", desk_file)[0] == 0


def test_a_mapping_is_proposed_that_the_import_takes(run: Run, desk_file: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text(
        "Ticket;Betreff;Status;Erstellt am;Kunde\n7;Drucker;Offen;18.06.2025 14:16;Ana\n", encoding="cp1252"
    )
    mapping = tmp_path / "mine.toml"

    code, out, err = run("import-calls", desk_file, source, "--propose")

    assert (code, err) == (0, "")
    mapping.write_text(out, encoding="utf-8")
    assert run("import-calls", desk_file, source, "--map", mapping)[0] == 0
    assert "Drucker" in run("show", desk_file, "7")[1]


def test_a_dry_run_changes_nothing(run: Run, desk_file: Path, tmp_path: Path) -> None:
    source = a_list(tmp_path, update(0, "09:30", "New"))

    code, out, _err = run("import-calls", desk_file, source, "--map", "incident_event_log", "--dry-run")

    assert code == 0
    assert "1 call added" in out
    assert run("show", desk_file, "INC1")[0] == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (text(update(0, "09:30", "New")).encode("utf-16"), "is not written in utf-8"),
        (text(update(0, "09:30", "New")).replace("made_sla", "sla").encode(), "made_sla"),
        (b"\x1f\x8bnothing", "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_one_line(
    run: Run, desk_file: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    source = tmp_path / "calls.csv"
    source.write_bytes(content)

    code, out, err = run("import-calls", desk_file, source, "--map", "incident_event_log")

    assert (code, out) == (1, "")
    assert told in one_line(err)


def test_a_mapping_that_cannot_be_used_is_refused_in_one_line(run: Run, desk_file: Path, tmp_path: Path) -> None:
    source = a_list(tmp_path, update(0, "09:30", "New"))
    mapping = tmp_path / "mine.toml"
    mapping.write_text("source = 'x'\nfile.zone = 'UTC'\n[columns]\nreference = 'number'\n", encoding="utf-8")

    for name, told in (("none_such", "incident_event_log"), (str(mapping), "columns.state")):
        code, _out, err = run("import-calls", desk_file, source, "--map", name)
        assert code == 1
        assert told in one_line(err)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")
def test_ctrl_c_cancels_an_import_and_nothing_is_left(desk_file: Path, tmp_path: Path) -> None:
    many = [
        update(change, f"{10 + change // 60}:{change % 60:02}", "Active", number=f"INC{number}")
        for number in range(4000)
        for change in range(8)
    ]
    source = a_list(tmp_path, *many)
    words = ("import-calls", desk_file, source, "--map", "incident_event_log")
    importing = subprocess.Popen(
        [sys.executable, "-m", "deskapp.cli", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    wal = desk_file.with_name(desk_file.name + "-wal")
    deadline = time.monotonic() + SECONDS
    # Once it has something in the log it is in the middle of its transaction.
    while not (wal.exists() and wal.stat().st_size > 0) and importing.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    importing.send_signal(signal.SIGINT)
    out, err = importing.communicate(timeout=SECONDS)

    assert (importing.returncode, out) == (1, "")
    assert one_line(err) == "Cancelled: nothing was imported."
    assert "0 calls" in process("check", desk_file).stdout


# Looking


def test_overdue_lists_calls_for_people(run: Run, worked: Desk) -> None:
    code, out, err = run("overdue", worked.path)

    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("1 call is overdue as of 2026-11-18 10:00")
    assert lines[3].startswith("C-00001  P2")
    assert "Billing team" in lines[3]
    assert "Double charge" in lines[3]


def test_overdue_as_json_is_as_documented(run: Run, worked: Desk) -> None:
    found = json.loads(run("overdue", worked.path, "--json")[1])

    assert found == {
        "as_of": "2026-11-18T10:00:00Z",
        "calls": [
            {
                "ref": "C-00001",
                "summary": "Double charge",
                "customer": "Jo Brown, Brown & Co",
                "priority": "P2",
                "state": found["calls"][0]["state"],
                "owner": "Ann Agent",
                "clock": "resolution",
                "due": "2026-11-16T14:00:00Z",
                "overdue_seconds": 44 * 3600,
                "with": "Billing team",
            }
        ],
        "due_soon": 0,
        "not_accepted": 1,
    }


def test_when_nothing_is_overdue_it_says_so(run: Run, desk_file: Path) -> None:
    code, out, _err = run("overdue", desk_file)

    assert (code, out[:18]) == (0, "Nothing is overdue")
    assert json.loads(run("overdue", desk_file, "--json")[1])["calls"] == []


def test_show_tells_everything_of_a_call(run: Run, worked: Desk) -> None:
    code, out, err = run("show", worked.path, "C-00001")

    assert (code, err) == (0, "")
    for words in ("Double charge", "Jo Brown, Brown & Co", "020 7946 0018", "Ann Agent", "Billing team", "Timeline"):
        assert words in out


def test_show_as_json_has_clocks_pauses_escalations_promises_agreements_and_events(run: Run, worked: Desk) -> None:
    found = json.loads(run("show", worked.path, "1", "--json")[1])

    assert (found["ref"], found["priority"], found["escalated"]) == ("C-00001", "P2", True)
    assert {clock["kind"] for clock in found["clocks"]} >= {"response", "resolution", "update", "acceptance"}
    resolution = next(clock for clock in found["clocks"] if clock["kind"] == "resolution")
    assert (resolution["due"], resolution["state"]) == ("2026-11-16T14:00:00Z", "overdue")
    assert resolution["target_seconds"] == 4 * 3600
    assert found["escalations"][0]["contact"] == "Billing team"
    assert found["escalations"][0]["handoff"]["wants"] == "Money back"
    assert (found["pauses"], found["agreements"]) == ([], [])
    assert isinstance(found["promises"], list)
    assert found["events"][0]["kind"] == "logged"
    assert found["events"][0]["at"].endswith("Z")


def test_text_from_the_record_is_shown_and_not_obeyed(run: Run, desk: Desk) -> None:
    nasty = "\x1b[2J\x07Printer\r\nis <b>out</b> \u202e=1+1"
    desk.calls.log(acts.LogCall(nasty, new_customer=acts.NewCustomer("שלום 🙂")))
    desk.close()

    code, out, _err = run("show", desk.path, "C-00001")

    assert code == 0
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "<b>out</b>" in out
    assert "שלום 🙂" in out
    assert json.loads(run("show", desk.path, "C-00001", "--json")[1])["summary"] == nasty.strip()


@pytest.mark.parametrize("ref", ["C-99999", "", "x" * 5000, "'; DROP TABLE call; --", "9" * 40])
def test_a_call_that_is_not_there_is_refused_in_one_line(run: Run, worked: Desk, ref: str) -> None:
    for command in ("show", "sheet"):
        code, out, err = run(command, worked.path, ref)
        assert (code, out) == (1, "")
        one_line(err)


# The sheet


def test_sheet_writes_a_pdf_that_only_its_owner_can_read_and_records_the_print(
    run: Run, worked: Desk, tmp_path: Path
) -> None:
    target = tmp_path / "handoff.pdf"

    code, out, err = run("sheet", worked.path, "C-00001", "--to", target)

    assert (code, err) == (0, "")
    assert str(target) in out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    said = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "C-00001" in said
    assert "Charged twice" in said
    events = json.loads(run("show", worked.path, "1", "--json")[1])["events"]
    assert [(event["kind"], event["by"]) for event in events][-1] == ("sheet", "Ann Agent")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_reprint_is_numbered(run: Run, worked: Desk, tmp_path: Path) -> None:
    outs = [run("sheet", worked.path, "1", "--to", tmp_path / "handoff.pdf", "--force")[1] for _ in range(2)]

    assert [out.strip().rsplit(" ", 1)[1] for out in outs] == ["1.", "2."]


def test_without_a_name_the_sheet_is_named_after_the_call_in_the_current_folder(
    run: Run, worked: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    assert run("sheet", worked.path, "C-00001")[0] == 0
    assert [path.name for path in here.iterdir()] == ["handoff-C-00001-1.pdf"]


def test_who_prints_can_be_named(run: Run, worked: Desk, tmp_path: Path) -> None:
    target = tmp_path / "handoff.pdf"

    assert run("sheet", worked.path, "1", "--to", target, "--as", "manager")[0] == 0
    assert json.loads(run("show", worked.path, "1", "--json")[1])["events"][-1]["by"] == "Manager"
    code, _out, err = run("sheet", worked.path, "1", "--to", target, "--as", "Nobody", "--force")
    assert code == 1
    assert "Nobody" in one_line(err)


def test_a_sheet_that_cannot_be_written_was_not_printed(run: Run, worked: Desk, tmp_path: Path) -> None:
    code, _out, err = run("sheet", worked.path, "1", "--to", tmp_path / "none" / "handoff.pdf")

    assert code == 1
    one_line(err)
    assert json.loads(run("show", worked.path, "1", "--json")[1])["escalations"][0]["sheets"] == 0


def test_a_call_that_was_never_escalated_has_no_sheet(run: Run, desk: Desk, tmp_path: Path) -> None:
    desk.calls.log(acts.LogCall("Printer is out", new_customer=acts.NewCustomer("Jo Brown")))
    desk.close()

    code, _out, err = run("sheet", desk.path, "1", "--to", tmp_path / "handoff.pdf")

    assert code == 1
    assert "never escalated" in one_line(err)
    assert not (tmp_path / "handoff.pdf").exists()


def test_the_sheet_of_an_imported_call_can_be_printed(run: Run, desk_file: Path, tmp_path: Path) -> None:
    source = a_list(tmp_path, update(0, "09:30", "New"), update(1, "10:00", "Active", assignment_group="Group 2"))
    run("import-calls", desk_file, source, "--map", "incident_event_log")

    assert run("sheet", desk_file, "INC1", "--to", tmp_path / "handoff.pdf")[0] == 0
    assert (tmp_path / "handoff.pdf").stat().st_size > 1000


# Check


def test_check_says_that_a_sound_file_is_sound(run: Run, worked: Desk) -> None:
    code, out, err = run("check", worked.path)

    assert (code, err) == (0, "")
    assert "is sound: 1 call, " in out


def test_check_names_what_is_wrong_and_ends_with_1(run: Run, worked: Desk) -> None:
    connection: Any = sqlite.connect(str(worked.path), isolation_level=None)
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'event_not_changed'").fetchone()[0]
    connection.execute("DROP TRIGGER event_not_changed")
    connection.execute("UPDATE event SET at = at + 1 WHERE id = 2")
    connection.execute(sql)
    connection.close()

    code, out, err = run("check", worked.path)

    assert code == 1
    assert "event 2" in out
    assert "1 problem" in one_line(err)


def test_check_names_a_rota_that_cannot_be_read(run: Run, worked: Desk) -> None:
    connection: Any = sqlite.connect(str(worked.path), isolation_level=None)
    connection.execute("INSERT INTO rota (id, name, position, active, version) VALUES (1, 'Nights', 0, 1, 1)")
    connection.execute(
        "INSERT INTO rota_version (id, rota_id, number, valid_from, made_by_id, spec) VALUES (1, 1, 1, 0, 1, '{')"
    )
    connection.close()

    code, out, err = run("check", worked.path)

    assert code == 1
    assert out.startswith("Version 1 of the rota Nights cannot be read: ")
    assert "1 problem" in one_line(err)


# The process


def test_as_a_process_it_ends_with_the_same_codes(desk_file: Path, tmp_path: Path) -> None:
    assert process("--version").stdout == f"deskapp {__version__}\n"
    assert process("overdue", desk_file, "--json").returncode == 0
    refused = process("overdue", tmp_path / "none.db")
    assert (refused.returncode, refused.stdout) == (1, "")
    one_line(refused.stderr)
    assert process("overdue").returncode == 2


def test_help_and_usage_load_nothing_heavy() -> None:
    code = (
        "import sys; from deskapp import cli; cli.main(['overdue', '--help']);"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'PySide6', 'sqlcipher3'};"
        "print(sorted(heavy.intersection(sys.modules)))"
    )

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)

    assert shown.stdout.splitlines()[-1] == "[]"


def test_text_that_the_output_cannot_hold_does_not_stop_it(desk: Desk) -> None:
    desk.calls.log(acts.LogCall("Drucker 🙂", new_customer=acts.NewCustomer("Łukasz")))
    desk.close()
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}

    shown = process("show", desk.path, "1", env=environment)
    as_json = process("show", desk.path, "1", "--json", env=environment)

    assert (shown.returncode, as_json.returncode) == (0, 0)
    assert json.loads(as_json.stdout)["summary"] == "Drucker 🙂"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end the POSIX way")
def test_a_reader_who_has_seen_enough_is_no_error(worked: Desk) -> None:
    shown = subprocess.Popen(
        [sys.executable, "-m", "deskapp.cli", "show", str(worked.path), "1", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert shown.stdout is not None
    shown.stdout.close()
    assert shown.stderr is not None
    err = shown.stderr.read()
    shown.stderr.close()

    assert (shown.wait(60), err) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="shells close streams the POSIX way")
def test_a_closed_output_is_no_error_and_hears_nothing(worked: Desk) -> None:
    words = f'"{sys.executable}" -m deskapp.cli show "{worked.path}" 1'
    silent = subprocess.run(f"{words} >&-", shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")
    refused = subprocess.run(f"{words}23 2>&-", shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_output_that_takes_nothing_more_is_said_in_one_line(worked: Desk) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        shown = subprocess.run(
            [sys.executable, "-m", "deskapp.cli", "show", str(worked.path), "1"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert shown.returncode == 1
    assert "cannot be written" in one_line(shown.stderr)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_ends_of_the_calendar_are_instants_too(run: Run, worked: Desk, at: str) -> None:
    code, out, err = run("overdue", worked.path, "--at", at)
    assert (code, err) == (0, "")
    assert at[:10] in out
