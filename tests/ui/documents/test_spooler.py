"""Papers are handed to the system's queue as the PDF that they are; what it answers is said in plain words."""

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from printers import painter
from PySide6.QtPrintSupport import QPrinterInfo

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Paper
from deskapp.ui.documents import printing, spooler
from deskapp.ui.documents.spooler import Job
from deskapp.ui.work.workstation import KeptPrinter, Workstation
from deskapp.wording import refusals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no lp")

#: Stands for lp: keeps what it was told and given, complains, or never ends.
LP = f"""#!{sys.executable}
import json, os, sys, time
from pathlib import Path
here = Path(__file__).parent
(here / "told.json").write_text(json.dumps(sys.argv))
(here / "pid").write_text(str(os.getpid()))
time.sleep(float((here / "sleeps").read_text()))
(here / "given").write_bytes(sys.stdin.buffer.read())
sys.stderr.write((here / "says").read_text())
sys.exit(int((here / "ends").read_text()))
"""
Queue = Callable[..., Path]


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Queue:
    """Puts a program on the path that stands for lp, or for lpr."""

    def put(name: str = "lp", *, says: str = "", ends: int = 0, sleeps: float = 0) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        for file, content in (("says", says), ("ends", str(ends)), ("sleeps", str(sleeps)), (name, LP)):
            (folder / file).write_text(content)
        (folder / name).chmod(0o700)
        monkeypatch.setenv("PATH", str(folder))
        return folder

    return put


def told(folder: Path) -> list[str]:
    """What the program was told, without its own path."""
    found: list[str] = json.loads((folder / "told.json").read_text())
    return found[1:]


def refusal(job: Job, **how: float) -> tuple[Refusal, str]:
    with pytest.raises(StorageProblem) as said:
        spooler.send(b"%PDF", job, **how)  # type: ignore[arg-type]
    return said.value.code, refusals.error(said.value)


def test_the_bytes_go_to_the_queue_as_they_are_with_what_was_chosen(queue: Queue, tmp_path: Path) -> None:
    folder = queue()
    printer = printing.printer_for(Paper.A4, "handoff-C-00001-1")
    printer.setCopyCount(3)
    printer.setFromTo(2, 4)
    chosen = replace(printing.what_was_chosen(printer), file=None, name="Office")
    before = set(tmp_path.rglob("*"))
    pdf = b"%PDF" + os.urandom(300_000)
    printing.put_on(pdf, chosen, "handoff-C-00001-1")
    assert (folder / "given").read_bytes() == pdf
    said = told(folder)
    assert said[:6] == ["-d", "Office", "-t", "handoff-C-00001-1", "-n", "3"]
    options = {one for flag, one in pairwise(said) if flag == "-o"}
    assert {"media=A4", "sides=one-sided", "collate=true", "page-ranges=2-4"} <= options
    assert {path.name for path in set(tmp_path.rglob("*")) - before} == {"told.json", "pid", "given"}  # no copy of ours


def test_lpr_is_told_in_its_own_way(queue: Queue) -> None:
    folder = queue("lpr")
    options = (("sides", "one-sided"), ("fit-to-page", ""), ("note", "two words"))
    spooler.send(b"%PDF", Job("Office", "overdue", 2, options))
    named = ["-o", "sides=one-sided", "-o", "fit-to-page", "-o", "note=two\\ words"]
    assert told(folder) == ["-P", "Office", "-T", "overdue", "-#", "2", *named]
    assert (folder / "given").read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("complaint", "plain"),
    [
        ('lp: Destination "Office" is not accepting jobs.', "it takes no jobs at present"),
        ("lp: Error - The printer or class does not exist.", "it is not there any more"),
        ("lp: Error - unable to connect to server", "the printing service of this computer does not answer"),
        ("lp: Too many sheets <b>today</b>.\nmore", "Too many sheets <b>today</b>."),
        ("", "it ended with 1"),
    ],
)
def test_what_the_queue_complains_about_is_said_in_plain_words(queue: Queue, complaint: str, plain: str) -> None:
    queue(says=complaint, ends=1)
    code, words = refusal(Job("Office", "overdue"))
    assert code is Refusal.PRINTER_REFUSED
    assert words.startswith(f"Office did not take it ({plain})")


def test_where_nothing_takes_papers_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert spooler.program() is None
    assert refusal(Job("Office", "overdue"))[0] is Refusal.PRINTER_NOT_STARTED
    (tmp_path / "lp").write_bytes(b"no program")
    (tmp_path / "lp").chmod(0o700)
    assert refusal(Job("Office", "overdue"))[0] is Refusal.PRINTER_NOT_STARTED


@pytest.mark.parametrize("closing", [False, True])
def test_a_queue_that_does_not_answer_is_ended(queue: Queue, closing: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = queue(sleeps=3600)
    stopping = threading.Event()
    monkeypatch.setattr(spooler, "CLOSING_SECONDS", 0.3)
    if closing:
        stopping.set()
    code, words = refusal(Job("Office", "overdue"), stopping=stopping, seconds=3600 if closing else 0.3)  # type: ignore[arg-type]
    assert code is Refusal.PRINTER_SILENT
    assert "before you print again" in words
    if (folder / "pid").exists():  # it may have been ended before it began
        with pytest.raises(ProcessLookupError):
            os.kill(int((folder / "pid").read_text()), 0)


def test_pages_without_a_queue_are_pictures_of_300_dots_an_inch_or_more(tmp_path: Path) -> None:
    import pypdfium2

    from deskapp.documents.papers.recovery_sheet import RecoverySheet, recovery_pdf
    from deskapp.language import words

    at = datetime(2026, 11, 16, 10, tzinfo=UTC)
    pdf = recovery_pdf(RecoverySheet(site="Brook", code="ABCD", made_for="Rita", made_at=at, zone="UTC"), words("en"))
    printing.put_on(pdf, painter(tmp_path / "out.pdf", dpi=150, copies=2), "code")
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as printed:
        assert len(printed) == 2
        (image,) = [one for one in printed[0].get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert image.get_px_size()[0] >= 300 * 8.26


def test_how_was_printed_last_is_there_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    file = tmp_path / "home" / "workstation.ini"
    assert Workstation(file).printer is None
    Workstation(file).printer = KeptPrinter("Office", 2, "DuplexLongSide", "InputSlot=Tray2")
    printer = printing.printer_for(Paper.A4, "rota", kept=Workstation(file).printer)
    assert printer.copyCount() == 2
    gone = printing.printer_for(Paper.A4, "rota", kept=KeptPrinter("Taken away", 9))
    assert gone.copyCount() == 1  # another printer is set up as it is
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_service_that_does_not_answer_is_not_waited_for_by_the_window(queue: Queue) -> None:
    queue("lpstat", sleeps=3600)
    assert not spooler.answers(0.3)
    queue("lpstat", ends=1)  # it is not running, and lpstat says so
    assert spooler.answers()
