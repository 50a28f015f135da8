"""The system's print queue: it is given a PDF as it is, so that text reaches the printer as text."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from time import monotonic

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import StorageProblem
from deskapp.language import _

#: So long it may take to hand a paper over; and once the window is closing.
SECONDS, CLOSING_SECONDS = 60.0, 5.0
#: So long the service is waited for before the dialog is shown.
ANSWER_SECONDS = 5.0
_TICK = 0.2
#: More of what a program complains about is no help.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Job:
    """What a queue is told of a paper. options: as `lp -o` takes them."""

    queue: str
    title: str
    copies: int = 1
    options: tuple[tuple[str, str], ...] = ()


def program() -> str | None:
    """What hands papers over here; None where there is no such queue."""
    if sys.platform == "win32":
        return None
    return shutil.which("lp") or shutil.which("lpr")


def answers(seconds: float = ANSWER_SECONDS) -> bool:
    """Whether the printing service answers in time, if only that it is not there."""
    found = None if sys.platform == "win32" else shutil.which("lpstat")
    if found is None:
        return True
    process = subprocess.Popen(
        [found, "-r"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def send(pdf: bytes, job: Job, stopping: threading.Event | None = None, seconds: float = SECONDS) -> None:
    """Hand a PDF over. It goes through a pipe: no copy of it is left in a file of ours.

    Raises StorageProblem: "printer_not_started" where there is nothing to hand it to, "printer_refused" with why,
    "printer_silent" where it was not taken in time, and nobody knows whether it will be.
    """
    try:
        process = subprocess.Popen(
            _command(job),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # What it says is understood in one language.
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,
        )
    except OSError as problem:
        raise StorageProblem(Refusal.PRINTER_NOT_STARTED, name=job.queue) from problem
    try:
        said = _fed(process, pdf, stopping, monotonic() + seconds)
    finally:
        _end(process)
    if said is None:
        raise StorageProblem(Refusal.PRINTER_SILENT, name=job.queue)
    if process.returncode != 0:
        why = _plain(said.decode("utf-8", "replace")) or _("it ended with {code}").format(code=process.returncode)
        raise StorageProblem(Refusal.PRINTER_REFUSED, name=job.queue, why=why)


def _command(job: Job) -> list[str]:
    found = program()
    if found is None:
        raise StorageProblem(Refusal.PRINTER_NOT_STARTED, name=job.queue)
    named = [part for name, value in job.options for part in ("-o", f"{name}={_quoted(value)}" if value else name)]
    if os.path.basename(found) == "lp":
        return [found, "-d", job.queue, "-t", job.title, "-n", str(job.copies), *named, "-"]
    return [found, "-P", job.queue, "-T", job.title, "-#", str(job.copies), *named]


def _quoted(value: str) -> str:
    """An option's value as one word: lp takes what stands behind a space for another option."""
    return "".join(f"\\{sign}" if sign in "\\ \"'" else sign for sign in value)


def _fed(process: subprocess.Popen[bytes], pdf: bytes, stopping: threading.Event | None, until: float) -> bytes | None:
    """What the program complained about, once it has ended by itself; None: it did not in time."""
    closing = False
    content: bytes | None = pdf
    while True:
        try:
            return process.communicate(content, timeout=_TICK)[1]
        except subprocess.TimeoutExpired:
            content = None  # it is remembered
        if stopping is not None and stopping.is_set() and not closing:
            closing, until = True, min(until, monotonic() + CLOSING_SECONDS)
        if monotonic() > until:
            return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever it still does, and whatever it started, ends with it."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _plain(said: str) -> str:
    """A complaint of lp or lpr in plain words, where it is a known one; else its first line."""
    lines = said.split("\n", 1)[0].strip()
    low = said.lower()
    if "not accepting" in low:
        return _("it takes no jobs at present")
    if "does not exist" in low or "unknown destination" in low:
        return _("it is not there any more")
    if any(sign in low for sign in ("unable to connect", "connection refused", "scheduler", "bad file descriptor")):
        return _("the printing service of this computer does not answer")
    return lines.split(": ", 1)[-1][:_LONGEST]
