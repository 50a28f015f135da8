"""A lost laptop tells nothing: of an encrypted desk no word stands anywhere on the disk; killed while its passphrase is
set, changed or taken away it is the desk that it was, or the one it was to be.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest import mock

from in_a_process import Python

from deskapp.desk import Desk, make
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer
from deskapp.services.site.check import check
from deskapp.storage import backup, encryption, opening, unlocking
from deskapp.storage.clearing import clear_away
from deskapp.storage.practice_file import PracticeFile

PROMISE = "a lost laptop tells nothing: no word beside an encrypted desk; killed while it is encrypted, old or new"
FULL, SHORT = 300, 9
#: What nobody writes by chance; it fits into a page many times, and is cut between two.
CANARY = "Kwyjibo"
FIRST, SECOND = "four words of nothing", "a lamp, a hat, the sea"
_CALLS = 20

#: Sets, changes or takes away the passphrase of a desk, and says when it begins.
_ACT = """
import sys
from pathlib import Path
from deskapp.storage import encryption, unlocking

path, typed, new = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
assert not typed or unlocking.unlock(path, typed)
key = unlocking.new_key(new) if new else None
print("begun", flush=True)
encryption.rewrite(path, key, lambda making: None)
"""


def run(folder: Path, times: int, seed: int) -> list[str]:
    if sys.platform == "win32":
        from fault_all import Skip

        raise Skip("a system whose processes can be killed at any moment")
    # Nothing that another run knew opens anything here.
    with mock.patch.object(opening, "_known", {}), _temporary(folder / "tmp"):
        path = folder / "desk.db"
        make(path)
        # Before anything is said in it.
        encryption.rewrite(path, unlocking.new_key(FIRST), lambda _making: None)
        wrong = [f"a word can be read in {name}" for name in _found_at_work(path, folder)]
        return [*wrong, *_refused(path), *_killed(path, times, random.Random(seed))]


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """Where Python and SQLite put what they need for a while."""
    folder.mkdir()
    named = mock.patch.dict(os.environ, TMPDIR=str(folder), SQLITE_TMPDIR=str(folder))
    with named, mock.patch.object(tempfile, "tempdir", str(folder)):
        yield


def _found_at_work(path: Path, folder: Path) -> set[str]:
    """Where a word is found by somebody who has the disk: while all kinds of it are written, and afterwards."""
    found: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            found.update(readable(folder))

    looking = threading.Thread(target=look)
    looking.start()
    desk = Desk(path, staff_id=1).open()
    try:
        for number in range(_CALLS):
            act = LogCall(f"{CANARY} jams", new_customer=NewCustomer(f"{CANARY} {number}"), details=f"{CANARY} " * 300)
            call = desk.calls.log(act).value
            desk.calls.note(AddNote(call.id, f"{CANARY} rang again"))
        desk.attachments.attach(AttachFile(call.id, File(f"{CANARY}.txt", f"{CANARY}\n".encode() * 2000)))
        desk.drafts.save("new call", {"summary": CANARY})
        with PracticeFile(path).write() as connection:
            connection.execute("INSERT INTO scenario VALUES (?, ?, '', '')", (CANARY, CANARY * 1000))
        backup.back_up(path, "one.db")
        # Written anew as after a customer was forgotten: the copy on its way is too large for the memory.
        clear_away(desk.work.database)
        with desk.work.read() as session:
            session.connection().exec_driver_sql("SELECT * FROM event_words ORDER BY words").fetchall()
        found.update(readable(folder))
    finally:
        desk.close()
        over.set()
        looking.join()
    return found.union(readable(folder))


def readable(folder: Path) -> Iterator[str]:
    """The files in which the word stands, with those that have no name any more and are still open."""
    words = [form for text in (CANARY, CANARY.lower()) for form in (text.encode(), text.encode("utf-16-le"))]
    for file in (*folder.rglob("*"), *_nameless(folder)):
        with suppress(OSError):
            # Of what this process has open a descriptor is read that it has anyhow: another one's end would take its
            # locks away.
            if file.is_file() and _has(file, words):
                yield str(file)


def _has(file: Path, words: list[bytes]) -> bool:
    said = subprocess.run(("cat", str(file)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    return any(word in said for word in words)


def _nameless(folder: Path) -> Iterator[Path]:
    own = Path(f"/proc/{os.getpid()}/fd")
    for one in own.iterdir() if own.exists() else ():
        with suppress(OSError):
            if os.readlink(one).startswith(str(folder)) and os.readlink(one).endswith("(deleted)"):
                yield one


def _refused(path: Path) -> Iterator[str]:
    """By anything but the passphrase and the recovery key."""
    opening._known.clear()
    for wrong in ("", FIRST[:-1], FIRST.upper(), SECOND):
        if unlocking.unlock(path, wrong):
            yield f"opened by {wrong!r}"
    if not unlocking.unlock(path, FIRST):
        yield "not opened by its passphrase"


def _killed(path: Path, times: int, chance: random.Random) -> Iterator[str]:
    """Set, changed or taken away, and killed in the middle: by what was so before or is to be then it is whole."""
    typed, took = FIRST, 0.2
    held = _held(path)
    for turn in range(times):
        new = chance.choice([one for one in (FIRST, SECOND, "") if one != typed])
        begun = time.monotonic()
        whole = _act(path, typed, new, chance.uniform(0, took * 1.3))
        if whole:
            took = 0.8 * took + 0.2 * (time.monotonic() - begun)
        opening._known.clear()
        is_plain = opening.salt_of(path) is None
        if is_plain and "" not in (typed, new):
            yield f"{turn}: readable by anybody, though it was only changed"
        if is_plain:
            now = [one for one in (typed, new) if not one]
        else:
            now = [one for one in (typed, new) if one and unlocking.unlock(path, one)]
        if len(now) != 1 or (whole and now != [new]):
            yield f"{turn}: from {typed!r} to {new!r}, {'ended' if whole else 'killed'}: opened by {now}"
            return
        (typed,) = now
        # Whoever opens the desk sees to what was left behind.
        Desk(path, staff_id=1).open().close()
        if _held(path) != held:
            yield f"{turn}: not the same desk, or not its practice"
        if typed and (left := set(readable(path.parent))):
            yield f"{turn}: a word can be read in {', '.join(sorted(left))}"
    if said := check(path).findings:
        yield f"not sound: {said}"


def _act(path: Path, typed: str, new: str, seconds: float) -> bool:
    """Whether it came to its end before it was killed."""
    with Python(_ACT, path, typed, new, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        return process.wait() == 0


def _held(path: Path) -> tuple[object, ...]:
    connection = opening.connect(path, "ro")
    held = connection.execute("SELECT count(*), max(link) FROM event").fetchone()
    connection.close()
    with PracticeFile(path).read() as practice:
        return (*held, practice.execute("SELECT text FROM scenario").fetchall())
