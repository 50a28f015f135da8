"""The commands that write what is in a desk into files: `export`, `dump` and its way back, `new --from`."""

import json
import os
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from scene import YES, contact, escalate, log, staff, without_pin

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.staff.acts import SaveStaff

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def carried_out(*words: object) -> tuple[int, str, str]:
        code = cli.main([str(word) for word in words], clock)
        out, err = capsys.readouterr()
        return code, out, err

    return carried_out


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """A call that is escalated, one that is closed, and one that others may not see."""
    escalate(desk, log(desk).id, contact(desk, our_account="000123", phones=("0049305550003",)).id)
    desk.calls.resolve(ResolveCall(log(desk, "=1+1").id, "New cable", YES))
    log(desk, "Secret matter", confidential=True)
    return desk


def _sheet(path: Path, name: str) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(path)
    heads, *rows = ([cell.value for cell in row] for row in book[name].iter_rows())
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_calls_are_written_whole_into_a_workbook_a_sheet_for_each_part(run: Run, worked: Desk, tmp_path: Path) -> None:
    target = tmp_path / "calls.xlsx"
    assert run("export", worked.path, "--calls", "--to", target) == (0, f"Wrote {target}.\n", "")
    calls = _sheet(target, "Calls")
    assert [(row["Call"], row["Status"], row["Summary"]) for row in calls] == [
        ("C-00001", "Escalated", "The printer prints nothing"),
        ("C-00002", "Closed", "=1+1"),
        ("C-00003", "Open", "Confidential"),
    ]
    assert calls[0]["Logged (Europe/London)"] == datetime(2026, 11, 16, 10, 0)  # noqa: DTZ001 - a sheet has no zones
    assert calls[2]["Customer"] is None
    timeline = [row["What"] for row in _sheet(target, "Timeline") if row["Call"] == "C-00002"]
    assert timeline[0] == "Call logged by Manager"
    assert timeline[-1].startswith("Closed")
    assert {row["Call"] for row in _sheet(target, "Timeline")} == {"C-00001", "C-00002"}
    assert {row["Call"] for row in _sheet(target, "Clocks")} == {"C-00001", "C-00002", "C-00003"}
    assert [row["To"] for row in _sheet(target, "Escalations")] == ["Grace Hopper"]
    assert [(row["Answer"], row["Who"]) for row in _sheet(target, "Agreements")] == [("yes", "Ada Lovelace")]
    (met,) = [row for row in _sheet(target, "Clocks") if row["Call"] == "C-00002" and row["Clock"] == "Resolve"]
    assert (met["State"], met["Target"]) == ("met", timedelta(hours=16))


def test_what_is_said_of_names_from_the_right_has_no_signs_in_a_file(run: Run, desk: Desk, tmp_path: Path) -> None:
    escalate(desk, log(desk).id, contact(desk, "שרה לוי", role="רשת 3").id)
    assert run("export", desk.path, "--calls", "--to", tmp_path / "calls.xlsx")[0] == 0
    said = [str(row["What"]) for row in _sheet(tmp_path / "calls.xlsx", "Timeline")]
    assert "Escalated to שרה לוי, רשת 3" in said


def test_calls_are_written_as_json_as_one_shows_them(run: Run, worked: Desk, tmp_path: Path) -> None:
    target = tmp_path / "calls.json"
    assert run("export", worked.path, "--calls", "--to", target, "--view", "closed")[0] == 0
    shown = json.loads(run("show", worked.path, "C-00002", "--json")[1])
    assert json.loads(target.read_text("utf-8")) == [shown]
    for asked, count in ((("--since", "2026-11-16T10:00:00Z"), 3), (("--until", "2026-11-16T10:00:00Z"), 0)):
        run("export", worked.path, "--calls", "--to", target, *asked)
        assert len(json.loads(target.read_text("utf-8"))) == count


def test_who_may_see_a_confidential_call_writes_it_whole(run: Run, worked: Desk, tmp_path: Path) -> None:
    head = without_pin(worked, staff(worked, Role.MANAGER, "Max"))
    assert head
    target = tmp_path / "calls.csv"
    run("export", worked.path, "--calls", "--to", target)
    assert "Secret matter" not in target.read_text("utf-8")
    assert run("export", worked.path, "--calls", "--to", target, "--as", "Max")[0] == 0
    assert "Secret matter" in target.read_text("utf-8")


def test_customers_and_contacts_are_written_and_come_back_as_they_were(run: Run, worked: Desk, tmp_path: Path) -> None:
    for form in ("csv", "xlsx", "json"):
        for what in ("customers", "contacts"):
            assert run("export", worked.path, f"--{what}", "--to", tmp_path / f"{what}.{form}")[0] == 0
    (grace,) = _sheet(tmp_path / "contacts.xlsx", "Contacts")
    assert (grace["phones"], grace["our_account"]) == ("0049305550003", "000123")
    assert json.loads((tmp_path / "contacts.json").read_text("utf-8"))[0]["our_account"] == "000123"
    assert "'000123" in (tmp_path / "contacts.csv").read_text("utf-8")
    out = run("import-contacts", worked.path, tmp_path / "contacts.csv", "--dry-run")[1]
    assert out.splitlines()[-1] == "0 contacts added; 0 changed; 1 the same already; 0 refused."
    assert [row["account"] for row in _sheet(tmp_path / "customers.xlsx", "Customers")] == ["A-1"] * 3


def test_what_a_file_is_to_be_is_told_by_its_ending(run: Run, worked: Desk, tmp_path: Path) -> None:
    code, _out, err = run("export", worked.path, "--calls", "--to", tmp_path / "calls.txt")
    assert (code, err) == (
        1,
        f"deskapp: {tmp_path / 'calls.txt'} must end with what it is to be: .xlsx, .csv, .json.\n",
    )


def test_a_desk_goes_through_json_and_is_the_same(run: Run, worked: Desk, tmp_path: Path) -> None:
    first, second, again = tmp_path / "first.json", tmp_path / "second.json", tmp_path / "again.db"
    assert run("dump", worked.path, "--to", first) == (0, f"Wrote {first}.\n", "")
    if os.name == "posix":
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert run("new", again, "--from", first) == (0, f"Made {again}.\n", "")
    assert run("check", again)[0] == 0
    assert run("dump", again, "--to", second)[0] == 0
    assert first.read_bytes() == second.read_bytes()
    assert len(json.loads(first.read_text("utf-8"))["tables"]["call"]) == 3


def test_who_may_not_write_the_whole_desk_is_told_so_and_no_file_is_left(
    run: Run, worked: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = worked.site.save_staff(SaveStaff("Ann", Role.AGENT)).value
    worked.staff.choose_pin(ann.id, "1357", ann.start_pin)
    monkeypatch.setenv("DESKAPP_PIN", "1357")
    code, out, err = run("dump", worked.path, "--to", tmp_path / "desk.json", "--as", "Ann")
    assert (code, out) == (1, "")
    assert "manager" in err
    assert not (tmp_path / "desk.json").exists()


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_the_desk_itself_is_never_written_over(run: Run, worked: Desk, ending: str) -> None:
    target = worked.path.with_name(worked.path.name + ending)
    before = target.read_bytes()
    code, _out, err = run("dump", worked.path, "--to", target)
    assert (code, err) == (1, f"deskapp: {target} is the desk itself: name another file to write.\n")
    assert target.read_bytes() == before


def test_what_is_wrong_with_a_json_is_told_as_a_check_tells_it(run: Run, worked: Desk, tmp_path: Path) -> None:
    source, target = tmp_path / "desk.json", tmp_path / "again.db"
    run("dump", worked.path, "--to", source)
    document = json.loads(source.read_text("utf-8"))
    document["tables"]["call"][0]["state"] = "closed"
    source.write_text(json.dumps(document), encoding="utf-8")
    code, out, err = run("new", target, "--from", source)
    assert (code, out) == (1, "C-00001 is closed, but its customer never agreed.\n")
    assert err == f"deskapp: The desk in {source} is not sound, as told above. No desk was made.\n"
    assert not target.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"deskapp": {"form": 1', "is no whole JSON: line 1: "),
        ('{"calls": []}', "is not the JSON of a desk as deskapp dump writes it."),
        ('{"deskapp": {"form": 1, "schema": 1}, "tables": {}}', "is of a desk of schema 1, and this program reads"),
    ],
)
def test_what_is_no_json_of_a_desk_is_told_in_one_line(run: Run, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "desk.json").write_text(content, encoding="utf-8")
    code, out, err = run("new", tmp_path / "made.db", "--from", tmp_path / "desk.json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["desk.json"]
