"""Papers from the command line: written whole, never over what is there, to the standard output where asked."""

import json
import stat
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf
import pytest
from import_sample import SAMPLE
from read_back import text, texts
from sqlalchemy import select
from test_cli import Run, one_line, run, worked  # noqa: F401 - fixtures

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.readiness.questions import Question
from deskapp.domain.words import Consent, ContactKind, EscalationType, PaperWay, Transfer
from deskapp.models.improve.readiness import DeskPaperOut
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.written_policy.acts import IssuePolicy

PAPERS: dict[str, tuple[str, ...]] = {
    "policy": ("Escalation policy", "Draft", "First meaningful update"),
    "overdue": ("Overdue and at risk", "C-00001", "Double charge", "By owner", "Ann Agent"),
    "directory": ("Contacts directory", "Billing team", "Expert"),
    "rota-sheet": ("Rota, 1 to 30 Nov 2026",),
    "report": ("Escalations in October 2026", "no call was logged", "No figure is about one agent."),
    "handover": (
        "Handover",
        "0 due before the next opening · 1 overdue",
        "There is no rota.",
        "The last 30 days".upper(),
    ),
}


@pytest.mark.parametrize("command", PAPERS)
def test_a_paper_is_written_for_its_owner_alone_and_over_nothing_that_is_there(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    tmp_path: Path,
    command: str,
) -> None:
    target = tmp_path / "paper.pdf"
    before = worked.path.read_bytes()
    assert run(command, worked.path, "--to", target) == (0, f"Wrote {target}.\n", "")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    read = text(target.read_bytes())
    for said in (*PAPERS[command], "by deskapp"):
        assert said in read, said
    target.write_bytes(b"mine")
    code, out, err = run(command, worked.path, "--to", target)
    assert (code, out) == (1, "")
    assert "--force" in one_line(err)
    assert target.read_bytes() == b"mine"
    assert run(command, worked.path, "--to", target, "--force", "--as", "Ann Agent")[0] == 0
    assert "by Ann Agent" in text(target.read_bytes())
    for wrong in (worked.path, tmp_path / "none" / "paper.pdf"):
        code, _out, err = run(command, worked.path, "--to", wrong, "--force")
        assert code == 1
        one_line(err)
    if command != "report":  # of which it is kept that it left
        assert worked.path.read_bytes() == before


def test_that_a_report_or_the_policy_left_is_kept_and_readiness_says_so(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    """Which papers of the desk as a whole left it is kept, with when and for whom; a draft is none."""
    desk = Desk(worked.path, clock, 1).open()
    desk.written_policy.issue(IssuePolicy("Manager", clock.now().date() + timedelta(days=90)))
    desk.close()
    for number, what in enumerate(
        (("policy",), ("policy", "--draft"), ("report", "--month", "2026-10"), ("report", "--month", "2026-11"))
    ):
        to = tmp_path / f"{number}.pdf"
        assert run(what[0], worked.path, *what[1:], "--to", to)[0] == 0, "given, and kept where somebody stands for it"
        assert run(what[0], worked.path, *what[1:], "--to", to, "--force", "--as", "Ann Agent")[0] == 0
    desk = Desk(worked.path, clock).open()
    with desk.work.read() as session:
        kept = session.execute(select(DeskPaperOut.kind, DeskPaperOut.about, DeskPaperOut.staff_id)).all()
    assert [tuple(map(str, one)) for one in kept] == [
        ("policy", "1", "2"),
        ("report", "2026-10-01 2026-10-31", "2"),
        ("report", "2026-11-01 2026-11-30", "2"),
    ]
    desk.close()
    target = tmp_path / "readiness.pdf"
    assert run("readiness", worked.path, "--to", target) == (0, f"Wrote {target}.\n", "")
    read = text(target.read_bytes())
    for said in ("A clearly written escalation policy", "Version 1 of", ", printed", "▲ missing", "by deskapp"):
        assert said in read, said


def test_a_call_and_its_handoffs_are_written_and_numbered_once_they_are_out(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    tmp_path: Path,
) -> None:
    def lines() -> list[tuple[str, str]]:
        events = json.loads(run("show", worked.path, "1", "--json")[1])["events"]
        return [(one["kind"], one["by"]) for one in events if one["kind"] in ("sheet", "call_sheet", "paper_failed")]

    call, sheet = tmp_path / "call.pdf", tmp_path / "sheet.pdf"
    assert run("call", worked.path, "C-00001", "--to", call) == (0, f"Wrote {call}: sheet 1 of the call.\n", "")
    read = text(call.read_bytes())
    for said in ("Double charge", "Charged twice", "Looked at the invoice", "Money back", "Timeline", "by Ann Agent"):
        assert said in read, said
    wrote = (0, f"Wrote {sheet}: handoff 1, sheet 1.\n", "")
    assert run("sheet", worked.path, "1", "--handoff", 1, "--to", sheet) == wrote
    assert lines() == [("call_sheet", "Ann Agent"), ("sheet", "Ann Agent")]
    for words in (
        ("call", worked.path, "1", "--to", call),
        ("sheet", worked.path, "1", "--to", sheet),
        ("sheet", worked.path, "1", "--handoff", 7, "--to", tmp_path / "other.pdf"),
        ("call", worked.path, "1", "--to", tmp_path),
    ):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        one_line(err)
    assert len(lines()) == 2
    assert run("call", worked.path, "1", "--no-timeline", "--to", call, "--force")[0] == 0
    assert "Timeline" not in text(call.read_bytes())
    assert lines()[-1] == ("call_sheet", "Ann Agent")


def test_a_sheet_with_something_undecided_in_it_is_refused_and_nothing_is_numbered(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    desk = Desk(worked.path, clock, staff_id=1).open()
    ink = desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Ink Ltd", may_see=("issue",))).value
    out = desk.escalations.escalate(
        Escalate(
            1,
            (EscalationType.FUNCTIONAL,),
            (("no_solution", ""),),
            contact_id=ink.id,
            handoff={"issue": "Ask ann@example.org", "steps": "None", "wants": "Ink"},
            consent=Consent.YES,
            transfer=Transfer.WARM,
        )
    ).value
    before = len(desk.overview.call(1).events)
    sheet = tmp_path / "sheet.pdf"
    code, said, err = run("sheet", worked.path, "1", "--to", sheet)
    assert (code, said) == (1, "")
    assert "ann@example.org" in one_line(err)
    assert not sheet.exists()
    assert len(desk.overview.call(1).events) == before
    decided = Decided(kept=("ann@example.org",))
    desk.papers.left((desk.escalations.begin_sheet(out.id, decided).value.paper,), PaperWay.PRINTED)
    # What was decided holds for the next one.
    assert run("sheet", worked.path, "1", "--to", sheet)[0] == 0
    assert "ann@example.org" in text(sheet.read_bytes())
    desk.close()


def test_the_standard_output_gets_the_paper_and_nothing_else(worked: Desk) -> None:  # noqa: F811
    done = subprocess.run(
        [sys.executable, "-m", "deskapp.cli", "overdue", str(worked.path), "--to", "-"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(pypdf.PdfReader(BytesIO(done.stdout)).pages) == 1


@pytest.mark.parametrize("month", ["2026-13", "12-2026", "soon", "9999-12"])
def test_a_month_that_is_none_is_wrong_usage(run: Run, worked: Desk, month: str) -> None:  # noqa: F811
    code, _out, err = run("rota-sheet", worked.path, "--month", month, "--to", "-")
    assert code == 2
    assert "write it as 2026-12" in err


def test_a_version_that_was_not_issued_is_refused(run: Run, worked: Desk, tmp_path: Path) -> None:  # noqa: F811
    code, _out, err = run("policy", worked.path, "--issued", 3, "--to", tmp_path / "policy.pdf")
    assert code == 1
    assert "Version 3" in one_line(err)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_sample_of_181_overdue_calls_is_at_most_8_pages(
    run: Run,  # noqa: F811
    desk_file: Path,
    tmp_path: Path,
) -> None:
    assert run("import-calls", desk_file, SAMPLE, "--map", "incident_event_log")[0] == 0
    target = tmp_path / "overdue.pdf"
    assert run("overdue", desk_file, "--at", "2016-03-10T12:00:00Z", "--to", target)[0] == 0
    pages = texts(target.read_bytes())
    assert "181 overdue" in pages[0]
    assert "181 calls" in pages[-1]
    assert len(pages) <= 8


@pytest.mark.parametrize("command", [*PAPERS, "call"])
def test_its_help_has_examples_and_a_file_that_is_no_desk_is_refused(
    run: Run,  # noqa: F811
    tmp_path: Path,
    command: str,
) -> None:
    code, out, _err = run(command, "--help")
    assert code == 0
    assert "examples:\n  deskapp" in out
    foreign = tmp_path / "notes.txt"
    foreign.write_text("Not a desk")
    ref = ("C-00001",) if command == "call" else ()
    code, out, err = run(command, foreign, *ref, "--to", tmp_path / "paper.pdf")
    assert (code, out) == (1, "")
    one_line(err)
    assert foreign.read_text() == "Not a desk"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["notes.txt"]


OCTOBER = ("--month", "2026-10")


def test_the_report_of_a_period_is_of_the_last_month_unless_another_is_named(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    tmp_path: Path,
) -> None:
    asked = {
        (): "Escalations in October 2026",
        ("--month", "2026-11"): "Escalations in November 2026",
        ("--quarter", "2026-Q4"): "Escalations, Quarter 4 of 2026",
        ("--year", "2026"): "Escalations in 2026",
        ("--week", "2026-W47"): "Escalations, 16 to 22 Nov 2026",
        ("--day", "2026-11-16"): "Escalations, Mon 16 Nov 2026",
        ("--from", "2026-10-05", "--to-day", "2026-11-20"): "Escalations, 5 Oct to 20 Nov 2026",
        ("--year", "2031"): "2031 has not begun.",
        (*OCTOBER, "--language", "de"): "Kurz gesagt. In Oktober 2026 wurde kein Anruf aufgenommen",
    }
    for number, (which, said) in enumerate(asked.items()):
        target = tmp_path / f"{number}.pdf"
        assert run("report", worked.path, *which, "--to", target) == (0, f"Wrote {target}.\n", "")
        assert said in text(target.read_bytes()), which
    assert "1 call logged" in text((tmp_path / "1.pdf").read_bytes())


@pytest.mark.parametrize(
    ("which", "said", "code"),
    [
        (("--month", "2026-13"), "2026-13 is no month: write it as 2026-12", 2),
        (("--quarter", "2026-Q5"), "2026-Q5 is no quarter: write it as 2026-Q3", 2),
        (("--week", "soon"), "soon is no week: write it as 2026-W47", 2),
        (("--year", "0000"), "0000 is no year: write it as 2026", 2),
        (("--day", "2026-W47"), "2026-W47 is no day: write it as 2026-10-16", 2),
        ((*OCTOBER, "--year", "2026"), "not allowed with", 2),
        (("--to-day", "2026-10-16"), "Dates need both ends: name --from and --to-day.", 1),
    ],
)
def test_a_period_that_is_none_is_refused_in_plain_words(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    tmp_path: Path,
    which: tuple[str, ...],
    said: str,
    code: int,
) -> None:
    target = tmp_path / "report.pdf"
    ended, _out, err = run("report", worked.path, *which, "--to", target)
    assert ended == code
    assert said in err
    assert not target.exists()


def test_the_figures_of_a_period_go_into_tables_too(
    run: Run,  # noqa: F811
    worked: Desk,  # noqa: F811
    tmp_path: Path,
) -> None:
    workbook, table = tmp_path / "figures.xlsx", tmp_path / "figures.csv"
    for target in (workbook, table):
        assert run("report", worked.path, "--month", "2026-11", "--to", target)[0] == 0
    sheets = openpyxl.load_workbook(workbook)
    assert sheets.sheetnames == ["Measures", "Course", "Clocks", "Contacts"]
    heads, *rows = ([cell.value for cell in row] for row in sheets["Measures"].iter_rows())
    of_rate = dict(zip(heads, rows[0], strict=True))
    assert of_rate["Measure"] == "Escalation rate"
    assert (of_rate["Numerator"], of_rate["Denominator"]) == (1, 1)
    assert "Escalation rate,,,2026-11-01,2026-11-30,1,1," in table.read_text("utf-8")
    assert run("report", worked.path, "--month", "2026-11", "--to", workbook)[0] == 1


def test_the_report_tells_what_was_found_and_that_it_left_is_kept(
    run: Run,  # noqa: F811
    monday_demo: Path,
    clock: FixedClock,
    tmp_path: Path,
) -> None:
    desk, target = tmp_path / "desk.db", tmp_path / "report.pdf"
    desk.write_bytes(monday_demo.read_bytes())
    before = Desk(desk, clock).open()
    said = len(before.readiness.view().answer(Question.TRACKING).facts.printed)  # type: ignore[union-attr]
    before.close()
    assert run("report", desk, *OCTOBER, "--to", target, "--as", "Rita Gomez")[0] == 0
    read = text(target.read_bytes())
    for told in (
        "What the figures point to Training Billing is passed on more than all else: 7 of 38 calls, 18 %",
        "▲ No action yet",
        "agents have practised de-escalation in six months. Readiness:",
    ):
        assert told in read, told
    after = Desk(desk, clock).open()
    printed = after.readiness.view().answer(Question.TRACKING).facts.printed  # type: ignore[union-attr]
    after.close()
    assert (len(printed), printed[-1]) == (said + 1, date(2026, 10, 1))
    # Whoever may not see signals and readiness prints the figures alone.
    assert run("report", desk, *OCTOBER, "--to", target, "--force", "--as", "Lena Fischer")[0] == 0
    read = text(target.read_bytes())
    assert "Fewer calls were escalated" in read
    assert "What the figures point to" not in read
    assert "Readiness" not in read
    assert run("report", desk, *OCTOBER, "--to", target, "--force", "--language", "de")[0] == 0
    assert "Schulung Billing wird öfter weitergegeben als alles andere: 7 von 38" in text(target.read_bytes())
