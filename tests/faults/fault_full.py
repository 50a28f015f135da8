"""The disk is full within an act, at whatever point of it: a small disk is filled up to a few pages, and made free."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fault_all import Skip

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Answer, Channel, Impact, PauseReason, Urgency
from deskapp.models.base import Base
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls import acts
from deskapp.services.site import check
from deskapp.storage import backup

PROMISE = "a full disk: said as that, nothing half there, and on it goes once there is room"
FULL, SHORT = 162, 12
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_MEGABYTE = 1024 * 1024
#: Room left on the disk before an act, in bytes, at most: some acts have enough, most do not.
_LEFT = 48 * 1024
LONG = "The picture is gone again. " * 400
#: What is said of a disk that is full, as an act or as a file beside the desk.
_SAID = (Refusal.DISK_FULL, Refusal.NOT_WRITABLE)


def run(folder: Path, times: int, seed: int) -> list[str]:
    if sys.platform != "linux" or os.geteuid() != 0:
        raise Skip("needs root on Linux")
    dice, wrong = random.Random(seed), []
    with small_disk(folder / "small", 12 * _MEGABYTE) as disk:
        path = disk / "desk.db"
        make(path, FixedClock(NOW))
        desk = Desk(path, FixedClock(NOW), staff_id=1).open()
        refused = 0
        for number in range(times):
            call = desk.calls.log(acts.LogCall(f"Call {number}", new_customer=acts.NewCustomer(f"Vega {number}")))
            kind, act = dice.choice(_acts(desk, call.value.id, number))
            before = _counts(desk)
            film = disk / "somebody's film"
            fill(film, dice.randrange(0, _LEFT, 512))
            try:
                act()
            except StorageProblem as problem:
                refused += 1
                if problem.code not in _SAID:
                    wrong.append(f"{number}: {kind}: said {problem.code}")
                if _counts(desk) != before:
                    wrong.append(f"{number}: {kind}: half there")
                film.unlink()
                act()
            film.unlink(missing_ok=True)
        desk.close()
        wrong += [str(finding) for finding in check.check(path).findings]
        if not refused:
            wrong.append("the disk was never full")
    return wrong


def _acts(desk: Desk, call: int, number: int) -> list[tuple[str, Callable[[], object]]]:
    yes = acts.GiveAgreement(Answer.YES, "Vega")
    another = acts.LogCall("Another", new_customer=acts.NewCustomer(f"Lyra {number}"), details=LONG)
    return [
        ("log", lambda: desk.calls.log(another)),
        ("note", lambda: desk.calls.note(acts.AddNote(call, LONG))),
        ("first word", lambda: desk.calls.contact_customer(acts.ContactCustomer(call, True, Channel.PHONE, LONG))),
        ("pause", lambda: desk.calls.pause(acts.PauseCall(call, PauseReason.CUSTOMER, LONG))),
        ("priority", lambda: desk.calls.set_priority(acts.SetPriority(call, Impact.SITE, Urgency.NOW))),
        ("close", lambda: desk.calls.resolve(acts.ResolveCall(call, LONG, yes))),
        ("attach", lambda: desk.attachments.attach(AttachFile(call, File("log.txt", LONG.encode())))),
        ("draft", lambda: desk.drafts.save(f"note {number}", {"words": LONG})),
        ("backup", lambda: backup.back_up(desk.path, f"{number}.db").unlink()),
    ]


def _counts(desk: Desk) -> dict[str, int]:
    with desk.work.read() as session:
        run_sql = session.connection().exec_driver_sql
        return {table: run_sql(f'SELECT count(*) FROM "{table}"').scalar_one() for table in Base.metadata.tables}


def fill(film: Path, left: int) -> None:
    """So that little room is left."""
    found = os.statvfs(film.parent)
    with film.open("wb") as file:
        file.write(bytes(max(0, found.f_bavail * found.f_frsize - left)))


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        raise Skip("needs a small disk to be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
