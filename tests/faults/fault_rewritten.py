"""A desk's file is written anew, saved from damage or put back while the disk is full, or that is killed: the old one
or the new one is there, whole, nobody can read what was encrypted, and with room it is done.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from fault_full import fill, small_disk
from fault_laptop import CANARY, FIRST, SECOND, readable

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import OfCopies, Role
from deskapp.services.backups import restoring
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt, RemoveEncryption
from deskapp.services.people import StaffView
from deskapp.services.site.check import check
from deskapp.services.site.salvage import salvage
from deskapp.storage import backup, opening, unlocking
from deskapp.storage.contents import contents

PROMISE = "a disk full while a desk is encrypted, saved from damage, put back: old or new, said plainly"
FULL, SHORT = 120, 10
_SAID = (Refusal.DISK_FULL, Refusal.NOT_WRITABLE)
_CLOCK = FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
_MANAGER = StaffView(1, "Manager", Role.MANAGER, True)
_MEGABYTE = 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]

#: Saves a desk's file into another, and says when it begins.
_SALVAGE = """
import sys
from pathlib import Path
from deskapp.domain.clock import SystemClock
from deskapp.services.site.salvage import salvage

print("begun", flush=True)
salvage(Path(sys.argv[1]), Path(sys.argv[2]), SystemClock())
"""


def run(folder: Path, times: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    with mock.patch.object(opening, "_known", {}):
        killed = folder / "killed"
        killed.mkdir()
        wrong = _killed(_made(killed / "desk.db"), max(times // 4, 3), chance)
        with small_disk(folder / "small", 24 * _MEGABYTE) as disk:
            return wrong + _full(_made(disk / "desk.db"), times, chance)


def _made(path: Path) -> Path:
    make(path, _CLOCK)
    desk = Desk(path, _CLOCK, staff_id=1).open()
    for number in range(30):
        words = f"{CANARY} " * 900
        desk.calls.log(LogCall(f"{CANARY} jams", new_customer=NewCustomer(f"{CANARY} {number}"), details=words))
    desk.close()
    return path


def _full(path: Path, times: int, chance: random.Random) -> list[str]:
    wrong: list[str] = []
    refused = 0
    typed = ""
    copy = backup.back_up(path, "one.db")
    film = path.with_name("somebody's film")
    for turn in range(times):
        new = chance.choice([one for one in (FIRST, SECOND, "") if one != typed])
        name, act = chance.choice(_acts(path, copy, typed, new))
        becomes = new if name == "rewrite" else typed
        before = contents(path).head.number
        fill(film, chance.randrange(0, 3 * path.stat().st_size, 4096))
        try:
            act()
        except StorageProblem as problem:
            refused += 1
            if problem.code not in _SAID:
                wrong.append(f"{turn}: {name}: said {problem.code}")
            wrong += [f"{turn}: {name}: {one}" for one in _left(path, typed)]
            if contents(path).head.number != before:
                wrong.append(f"{turn}: {name}: not as it was")
            film.unlink()
            act()
        film.unlink(missing_ok=True)
        wrong += [f"{turn}: {name}, with room: {one}" for one in _left(path, becomes)]
        typed = becomes
        copy = backup.back_up(path, f"{turn}.db") if backup.copies(path) == () else copy
    if not refused:
        wrong.append("the disk was never full")
    return wrong


def _acts(path: Path, copy: Path, typed: str, new: str) -> list[tuple[str, Callable[[], object]]]:
    def rewrite() -> None:
        desk = Desk(path, _CLOCK, staff_id=1).open()
        try:
            if not typed:
                desk.encryption.encrypt(Encrypt(new, OfCopies.AS_THE_DESK))
            elif not new:
                desk.encryption.remove(RemoveEncryption(typed, OfCopies.AS_THE_DESK))
            else:
                desk.encryption.change(ChangePassphrase(typed, new, OfCopies.AS_THE_DESK))
        finally:
            desk.close()

    def save() -> None:
        to = path.with_name("saved.db")
        salvage(path, to, _CLOCK)
        sound = contents(to).calls == contents(path).calls
        to.unlink()
        assert sound

    def put_back() -> None:
        restored = restoring.restore(path, copy, _CLOCK, _MANAGER, restoring.Instead(contents(path).head, 0))
        restored.aside.unlink()

    return [("rewrite", rewrite), ("salvage", save), ("restore", put_back)]


def _left(path: Path, typed: str) -> list[str]:
    """What is wrong with the desk, by the passphrase that is to open it, and with what lies beside it."""
    opening._known.clear()
    if (opening.salt_of(path) is not None) != bool(typed) or (typed and not unlocking.unlock(path, typed)):
        return [f"not opened by {typed!r}"]
    found = [str(one) for one in check(path).findings]
    hidden = [one.name for one in path.parent.iterdir() if one.name.startswith(".")]
    found += [f"left behind: {', '.join(hidden)}"] if hidden else []
    if typed and (words := [one for one in readable(path.parent) if "backups" not in one]):
        found.append(f"a word can be read in {', '.join(sorted(words))}")
    return found


def _killed(path: Path, times: int, chance: random.Random) -> list[str]:
    """Saved from damage, and killed in the middle: nothing is there, or all of it; the next one clears up."""
    wrong, took, to = [], 1.0, path.with_name("saved.db")
    whole = path.read_bytes()
    for turn in range(times):
        command = (sys.executable, "-c", _SALVAGE, str(path), str(to))
        with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            begun = time.monotonic()
            try:
                process.wait(chance.uniform(0, took))
                took = time.monotonic() - begun + 0.1
            except subprocess.TimeoutExpired:
                process.kill()
        if path.read_bytes() != whole:
            wrong.append(f"{turn}: the damaged file is another")
        if to.exists():
            wrong += [f"{turn}: {one}" for one in check(to).findings]
            to.unlink()
    salvage(path, to, _CLOCK)
    with closing(opening.connect(to, "ro")) as connection:
        if connection.execute("SELECT count(*) FROM call").fetchone() != (30,):
            wrong.append("not all calls were saved")
    if hidden := [one.name for one in path.parent.iterdir() if one.name.startswith(".")]:
        wrong.append(f"left behind: {', '.join(hidden)}")
    return wrong
