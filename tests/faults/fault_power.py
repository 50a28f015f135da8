"""The power goes, played: what a writer asks of its files is recorded, call by call, and of any moment a disk is made
that has what was synced, and of the rest whatever chance says."""

import os
import random
import re
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fault_all import Skip
from writers import Writer, judged

from deskapp.desk import make
from deskapp.domain.clock import FixedClock

PROMISE = "saved is saved: the power goes at any moment, of what was not synced anything may be missing"
FULL, SHORT = 400, 8
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: So many cuts are made of one writer's record, which has so many acts.
CUTS, ACTS = 40, 25
#: A disk writes so much whole or not at all.
_SECTOR = 512
_ASKED = "trace=openat,open,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,link,linkat,renameat"
_CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<asked>.*)\) += (?P<got>-?\d+)")
_FILE = re.compile(r"^\d+<([^>]*)>")
_WORDS = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class _File:
    """What the disk has for certain, and what it was given since."""

    sure: bytearray = field(default_factory=bytearray)
    given: list[tuple[int, bytes | None]] = field(default_factory=list)  # where, and what; None: cut off there

    def sync(self) -> None:
        for at, data in self.given:
            _put(self.sure, at, data)
        self.given.clear()

    def left(self, dice: random.Random) -> bytes:
        """After a cut: of what came since the last sync any sector may be there or not."""
        found = bytearray(self.sure)
        for at, data in self.given:
            if data is None:
                if dice.random() < 0.5:
                    _put(found, at, None)
                continue
            kept = dice.random()
            for begin in range(0, len(data), _SECTOR):
                if dice.random() < kept:
                    _put(found, at + begin, data[begin : begin + _SECTOR])
        return bytes(found)


class _Disk:
    """A folder as a cut of the power would leave it after each call that was recorded."""

    def __init__(self, folder: Path, before: Path) -> None:
        """folder: where it was written; before: a copy of it as it was."""
        self._folder = str(folder)
        self._names = {path.name: _File(bytearray(path.read_bytes())) for path in before.iterdir()}
        self._sure = dict(self._names)
        #: Names given and taken since the folder was synced, in their order: a file system keeps that.
        self._renamed: list[dict[str, _File]] = []

    def take(self, name: str, asked: str, got: int) -> None:
        about = _FILE.match(asked)
        path = _text(about[1]) if about else ""
        words = [_text(found) for found in _WORDS.findall(asked)]
        if name in ("open", "openat"):
            self._create(words[0], asked)
        elif name in ("fsync", "fdatasync"):
            self._sync(path)
        elif name in ("unlink", "unlinkat"):
            self._name(words[0], None)
        elif name in ("rename", "renameat", "link", "linkat"):
            raise NotImplementedError(f"{name} of a writer")
        elif self._mine(path):
            file = self._names.get(os.path.basename(path))
            if file is None:
                return  # written into a file that has no name any more
            numbers = asked.rsplit(", ", 1)
            if name == "ftruncate":
                file.given.append((int(numbers[1]), None))
            elif name == "pwrite64":
                file.given.append((int(numbers[1]), _bytes(_WORDS.findall(asked)[-1])[:got]))

    def left(self, folder: Path, dice: random.Random) -> None:
        """Write what a cut would leave."""
        steps = dice.randint(0, len(self._renamed))
        names = self._renamed[steps - 1] if steps else self._sure
        for name, file in names.items():
            if not name.endswith("-shm"):
                (folder / name).write_bytes(file.left(dice))

    def _mine(self, path: str) -> bool:
        return os.path.dirname(path) == self._folder

    def _create(self, path: str, asked: str) -> None:
        if self._mine(path) and "O_CREAT" in asked and os.path.basename(path) not in self._names:
            self._name(path, _File())

    def _name(self, path: str, file: _File | None) -> None:
        if self._mine(path):
            self._names = {name: one for name, one in self._names.items() if name != os.path.basename(path)}
            if file is not None:
                self._names[os.path.basename(path)] = file
            self._renamed.append(dict(self._names))

    def _sync(self, path: str) -> None:
        if path == self._folder:
            self._sure = dict(self._names)
            self._renamed.clear()
        elif self._mine(path) and os.path.basename(path) in self._names:
            name = os.path.basename(path)
            self._names[name].sync()
            # The sync of a new file brings its name with it: so do the file systems of today.
            if name not in self._sure:
                self._sure = dict(self._names)
                self._renamed.clear()


def run(folder: Path, times: int, seed: int) -> list[str]:
    if shutil.which("strace") is None:
        raise Skip("needs strace")
    dice, wrong = random.Random(seed), []
    done = 0
    while done < times:
        cuts = min(CUTS, times - done, max(times // 2, 1))
        place = folder / f"record{done}"
        place.mkdir()
        network = bool(done // cuts % 2)
        wrong += _cut(place, cuts, network, dice)
        done += cuts
        shutil.rmtree(place)
    return wrong


def _cut(place: Path, cuts: int, network: bool, dice: random.Random) -> Iterator[str]:
    """Let a writer work, and cut its power so often."""
    before, here, record = place / "before", place / "here", place / "record.txt"
    before.mkdir()
    make(before / "desk.db", FixedClock(NOW))
    shutil.copytree(before, here)
    _write(here / "desk.db", record, network)
    calls = list(_calls(record))
    for number in range(cuts):
        until = dice.randrange(len(calls)) + 1
        disk, said = _Disk(here, before), b""
        for name, asked, got in calls[:until]:
            if name == "write":
                if asked.startswith("1<"):
                    said += _bytes(_WORDS.findall(asked)[-1])[:got]
            else:
                disk.take(name, asked, got)
        left = place / f"left{number}"
        left.mkdir()
        disk.left(left, dice)
        acknowledged = [line for line in said.decode().split("\n")[:-1] if line and line != "ready"]
        for line in judged(left / "desk.db", acknowledged, FixedClock(NOW)):
            yield f"cut {number} after {until} of {len(calls)} calls, {'network' if network else 'own disk'}: {line}"
        shutil.rmtree(left)


def _write(desk: Path, record: Path, network: bool) -> None:
    """A writer works for a while, and what it asks of the system is recorded."""
    within = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(record), "-e", _ASKED]
    writer = Writer(desk, "w", network=network, within=within)
    writer.wait_until_ready()
    writer.hear(ACTS)
    os.kill(int(record.read_text("ascii").split(maxsplit=1)[0]), signal.SIGKILL)
    writer.kill()


def _calls(record: Path) -> Iterator[tuple[str, str, int]]:
    """Name, what was asked and what was given back, in the order in which they ended."""
    begun: dict[str, str] = {}
    with record.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            pid, _space, rest = line.partition(" ")
            if rest.rstrip().endswith("<unfinished ...>"):
                begun[pid] = rest.rstrip().removesuffix("<unfinished ...>")
                continue
            if "resumed>" in rest and pid in begun:
                line = f"{pid} {begun.pop(pid).lstrip()}{rest.partition('resumed>')[2]}"
            found = _CALL.match(line)
            if found is not None and int(found["got"]) >= 0:
                yield found["name"], found["asked"], int(found["got"])


def _put(file: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del file[at:]
        file.extend(bytes(at - len(file)))
        return
    file.extend(bytes(max(0, at + len(data) - len(file))))
    file[at : at + len(data)] = data


def _bytes(words: str) -> bytes:
    return bytes.fromhex(words.replace("\\x", ""))


def _text(words: str) -> str:
    return os.fsdecode(_bytes(words)) if words.startswith("\\x") else words
