"""`deskapp overdue` of whom it is asked for, into files, and with an exit code for a scheduler."""

import csv
import io
import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from read_back import text
from test_cli import Run, one_line, run  # noqa: F401 - fixtures

from deskapp import cli
from deskapp.commands.overdue import OVERDUE
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, Impact, Role, Transfer, Urgency
from deskapp.services.calls.acts import LogCall, MakeConfidential, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.staff.acts import SaveStaff

MORNING = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk_of_two(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """At 11:40: C-00001 of Lena is out with Linetel, late; C-00002 of Sam is late; C-00003 of Sam is due soon."""
    clock = FixedClock(MORNING)
    desk = Desk(desk_file, clock, staff_id=1).open()
    lena, sam = (desk.site.save_staff(SaveStaff(name, Role.AGENT)).value.id for name in ("Lena Fischer", "Sam Okoro"))
    told = {"impact": Impact.SITE, "urgency": Urgency.NOW}
    desk.sign_in(lena)
    first = desk.calls.log(LogCall("No phones", new_customer=NewCustomer("Grace Okafor", "St Mary's"), **told)).value
    desk.sign_in(1)
    firm = SaveContact(ContactKind.SUPPLIER, "Dean Marsh", "Linetel Business", phones=("0161 496 0170",))
    contact = desk.directory.save_contact(firm).value
    desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Tom Reyes", "Halden Service"))
    desk.sign_in(lena)
    desk.escalations.escalate(
        Escalate(
            first.id,
            types=(EscalationType.FUNCTIONAL,),
            triggers=(("tool_missing", ""),),
            contact_id=contact.id,
            handoff={"issue": "Dead", "steps": "Restarted", "wants": "Lines"},
            consent=Consent.YES,
            transfer=Transfer.WARM,
            reach="0161 496 0170",
        )
    )
    desk.sign_in(sam)
    desk.calls.log(LogCall("=cmd|calc", new_customer=NewCustomer("Jane Doe"), **told))
    clock.set_to(MORNING + timedelta(minutes=75))
    desk.calls.log(LogCall("No toner", new_customer=NewCustomer("A. Novak"), **told))
    desk.close()
    return desk_file


@pytest.fixture
def late(desk_of_two: Path, run: Run):  # noqa: F811
    def asked(*words: object) -> tuple[int, str, str]:
        return run("overdue", desk_of_two, "--at", "2026-11-16T11:40:00Z", *words)

    return asked


def refs(out: str) -> list[str]:
    return [one["ref"] for one in json.loads(out)["calls"]]


def test_it_is_asked_for_owners_and_contacts_alone_and_together_and_with_what_is_due_soon(late) -> None:
    def found(*words: str) -> tuple[list[str], int, int]:
        code, out, err = late("--json", *words)
        assert (code, err) == (0, "")
        said = json.loads(out)
        return refs(out), said["due_soon"], said["not_accepted"]

    assert found() == (["C-00001", "C-00002"], 1, 1)
    assert found("--soon") == (["C-00001", "C-00002", "C-00003"], 1, 1)
    assert found("--owner", "sam") == (["C-00002"], 1, 0)
    assert found("--owner", "Sam Okoro", "--soon") == (["C-00002", "C-00003"], 1, 0)
    assert found("--with", "LINETEL") == found("--with", "Dean Marsh") == (["C-00001"], 0, 1)
    assert found("--owner", "sam", "--with", "linetel business") == ([], 0, 0)
    assert found("--owner", "sam", "--owner", "Lena F") == (["C-00001", "C-00002"], 1, 1)
    (_first, _second, soon) = json.loads(late("--json", "--soon")[1])["calls"]
    assert soon["overdue_seconds"] < 0
    assert set(soon) == set(_first)


def test_words_and_lengths_are_those_of_the_window(late) -> None:
    lines = late("--soon")[1].splitlines()
    assert lines[0].startswith("2 calls are overdue as of 2026-11-16 11:40")
    assert "What is late" in lines[2]
    assert ("resolve" in lines[3] or "update" in lines[3], "0:40 over" in lines[3]) == (True, True)
    assert " left" in lines[5]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--owner", "Lina Fisher"), "Nobody named Lina Fisher works here. Nearest: Lena Fischer."),
        (("--with", "Linetell"), "No contact is called Linetell. Nearest: Linetel Business."),
        (("--owner", "???"), "Nobody named ??? works here."),
        (("--owner", ""), "Nobody named works here."),
    ],
)
def test_a_name_that_nobody_has_is_refused_with_the_nearest(late, words: tuple[str, str], said: str) -> None:
    code, out, err = late(*words)
    assert (code, out) == (1, "")
    assert " ".join(one_line(err).split()) == said


def test_a_name_of_several_is_refused_with_all_of_them(late, desk_of_two: Path) -> None:
    desk = Desk(desk_of_two, FixedClock(MORNING), staff_id=1).open()
    desk.site.save_staff(SaveStaff("Lena Braun", Role.AGENT))
    desk.close()
    code, _out, err = late("--owner", "Lena")
    assert code == 1
    assert "Lena Braun, Lena Fischer" in one_line(err)


def test_files_are_written_beside_the_json_for_their_owner_alone_and_over_nothing(late, tmp_path: Path) -> None:
    table, paper = tmp_path / "late.csv", tmp_path / "late.pdf"
    code, out, err = late("--json", "--csv", table, "--pdf", paper, "--owner", "Sam", "--soon", "--fail")
    assert (code, refs(out), err) == (OVERDUE, ["C-00002", "C-00003"], "")
    for path in (table, paper):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    head, first, second = csv.reader(io.StringIO(table.read_text("utf-8-sig")))
    assert (head[0], head[2], head[-1]) == ("Call", "Due (Europe/London)", "Summary")
    assert (first[0], first[2][:10], first[3], first[-1]) == ("C-00002", "2026-11-16", "0:40 over", "'=cmd|calc")
    assert second[3].endswith(" left")
    read = text(paper.read_bytes())
    for said in ("Sam alone", "C-00002", "C-00003", "1 overdue", "1 due soon"):
        assert said in read, said
    assert "C-00001" not in read
    before = table.read_bytes()
    assert late("--csv", table)[0] == 1
    assert table.read_bytes() == before
    assert late("--csv", table, "--force", "--owner", "Lena") == (0, f"Wrote {table}.\n", "")
    assert b"C-00001" in table.read_bytes()
    for words in (
        ("--csv", "/dev/null", "--force"),
        ("--csv", tmp_path, "--force"),
        ("--csv", "-", "--json"),
        ("--csv", "-", "--pdf", "-"),
        ("--csv", table, "--pdf", table, "--force"),
    ):
        code, out, err = late(*words)
        assert (code, out) == (1, ""), words
        one_line(err)


def test_a_scheduler_is_told_by_an_exit_code_of_its_own_and_by_no_other(late, desk_of_two: Path) -> None:
    assert OVERDUE not in (cli.DONE, cli.REFUSED, cli.USAGE)
    assert [late(*words)[0] for words in ((), ("--fail",), ("--fail", "--json"))] == [0, 3, 3]
    assert late("--fail", "--with", "Halden")[0] == 0
    assert late("--fail", "--owner", "nobody at all")[0] == 1
    assert late("--fail", "--sooner")[0] == 2
    at = ("--at", "2026-11-16T10:28:00Z")
    soon = [sys.executable, "-m", "deskapp.cli", "overdue", str(desk_of_two), *at, "--soon", "--fail"]
    done = subprocess.run(soon, capture_output=True, text=True, check=False)
    assert (done.returncode, "C-00001" in done.stdout) == (0, True)
    assert "exit code 3" in " ".join(late("--help")[1].split())
    # Whoever reads has seen enough, and it is overdue all the same.
    late_ones = f"{sys.executable} -m deskapp.cli overdue {desk_of_two} --fail | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", late_ones], check=False).returncode == OVERDUE


def test_with_whom_a_confidential_call_is_nobody_finds_out(late, desk_of_two: Path) -> None:
    desk = Desk(desk_of_two, FixedClock(MORNING + timedelta(minutes=99)), staff_id=1).open()
    desk.calls.make_confidential(MakeConfidential(1, "Personnel"))
    desk.close()
    assert refs(late("--json", "--with", "Linetel")[1]) == []
    assert refs(late("--json", "--owner", "Lena")[1]) == ["C-00001"]
