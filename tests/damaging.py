"""A desk's file damaged in every way a disk, a stick or a careless hand knows; and what of it must still be found."""

import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.services.calls import acts
from deskapp.services.site.check import check
from deskapp.services.site.salvage import salvage
from deskapp.storage import opening, out_of_sight
from deskapp.storage.salvage.pages import LEAF, Pages
from deskapp.storage.salvage.reading import shapes_in

PAGE = 4096
Keys = dict[str, set[tuple[Any, ...]]]


def sound_desk(folder: Path, calls: int, clock: FixedClock) -> Path:
    """A desk whose tables take several pages each, closed: one file is the whole of it."""
    path = folder / "sound.db"
    make(path, clock)
    desk = Desk(path, clock, staff_id=1).open()
    with desk.work.batch():
        for number in range(calls):
            who = acts.NewCustomer(f"Customer {number % 40} of {number // 40}")
            words = f"It began on day {number}. " * (number % 30)
            logged = desk.calls.log(acts.LogCall(f"Printer {number} is out", new_customer=who, details=words))
            desk.calls.note(acts.AddNote(logged.value.id, f"Cable {number} was tried. " * (1 + number % 9)))
            if number % 7 == 0:
                desk.calls.resolve(acts.ResolveCall(logged.value.id, f"New toner {number}"))
    desk.close()
    with closing(opening.connect(path, "rw")) as connection:
        # Whatever still holds it open: the file alone must be the whole of it.
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return path


def readable(sound: bytes, damaged: bytes, path: Path) -> Keys:
    """The rows of the sound file whose every page is as it was, by their keys: none of them may be thrown away."""
    before, after = Pages(sound, PAGE, PAGE), Pages(damaged + bytes(-len(damaged) % PAGE), PAGE, PAGE)
    found: Keys = defaultdict(set)
    with closing(sqlite.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        shapes = {name: shape for name, shape in shapes_in(connection).items() if not shape.derived}
        where = dict(_pages_of(connection, before, shapes))
        for page, name in where.items():
            if sound[(page - 1) * PAGE : page * PAGE] != damaged[(page - 1) * PAGE : page * PAGE]:
                continue
            kept = after.rows(page)[0]
            for row in before.rows(page)[0]:
                if row in kept:
                    found[name].add(_key(connection, name, row.rowid))
    return found


def _pages_of(connection: Any, pages: Pages, shapes: Any) -> Iterator[tuple[int, str]]:
    roots = connection.execute("SELECT rootpage, name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    for root, name in roots.fetchall():
        waiting = [root] if name in shapes else []
        while waiting:
            page = waiting.pop()
            if pages.kind(page) == LEAF:
                yield page, name
            else:
                waiting += [child.page for child in pages.children(page, 0, 0)]


def _key(connection: Any, table: str, rowid: int) -> tuple[Any, ...]:
    names = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info('{table}')") if row[5])
    found: tuple[Any, ...] = connection.execute(f'SELECT {names} FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
    return found


def thrown_away(expected: Keys, saved: Path, left_over: Path | None) -> list[str]:
    """Rows that could be read and are neither in the new desk nor beside it."""
    wrong = []
    beside = left_over.read_text(encoding="utf-8") if left_over else ""
    with closing(sqlite.connect(f"{saved.as_uri()}?mode=ro", uri=True)) as connection:
        for table, keys in expected.items():
            names = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info('{table}')") if row[5])
            there = set(connection.execute(f'SELECT {names} FROM "{table}"').fetchall())
            missing = len(keys - there) - beside.count(f'"table": "{table}"')
            if missing > 0:
                wrong.append(f"{missing} of {len(keys)} rows of {table} thrown away")
    return wrong


def tried(path: Path, sound: bytes, sound_path: Path, clock: FixedClock, told: str) -> list[str]:
    """Open a damaged file, and save what can be read of it: opened, saved or refused in plain words, nothing lost."""
    wrong = [f"{told}: {one}" for one in _opened(path, clock)]
    damaged, to = path.read_bytes(), path.with_name("saved.db")
    for old in path.parent.glob("saved*"):
        old.unlink()
    expected = readable(sound, damaged, sound_path)
    try:
        saved = salvage(path, to, clock)
        wrong += [f"{told}: {one}" for one in thrown_away(expected, to, saved.left_over)]
        wrong += [f"{told}: {one}" for one in _opened(to, clock, must=True)]
    except StorageProblem as problem:
        if any(expected[table] for table in ("call", "event", "customer")):
            wrong.append(f"{told}: {problem}, and there was something to read")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run looks for
        wrong.append(f"{told}: {error!r}")
    if path.read_bytes() != damaged:
        wrong.append(f"{told}: the damaged file was changed")
    return wrong


def _opened(path: Path, clock: FixedClock, *, must: bool = False) -> Iterator[str]:
    """Whether it opens and reads, or says plainly why not."""
    desk = Desk(path, clock, staff_id=1)
    try:
        check(path)
        desk.first_screen("open")
        desk.open()
        desk.reading(lambda at: (at.facts(), at.lists.calls("open"), at.lists.calls("closed")))
        for row in desk.lists.calls("open")[:3]:
            desk.reading(lambda at, number=row.id: at.overview.call(number))
    except DeskError as problem:
        if must:
            yield f"what was saved does not open: {problem}"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run looks for
        yield repr(error)
    finally:
        desk.close()
        out_of_sight.put(path, out_of_sight.OutOfSight())


def copy(sound: Path, to: Path, change: Callable[[bytearray], object]) -> Path:
    """A copy, damaged."""
    for ending in ("-wal", "-shm", "-journal"):
        to.with_name(to.name + ending).unlink(missing_ok=True)
    shutil.copyfile(sound, to)
    content = bytearray(to.read_bytes())
    change(content)
    to.write_bytes(content)
    return to


def flipped(rng: random.Random) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        for _bit in range(rng.choice((1, 1, 3, 40))):
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)

    return change


def zeroed(rng: random.Random) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        for _page in range(rng.choice((1, 1, 2, 8))):
            at = rng.randrange(len(content) // PAGE) * PAGE
            content[at : at + PAGE] = bytes(PAGE)

    return change


def swapped(rng: random.Random) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        one, other = (rng.randrange(1, len(content) // PAGE) * PAGE for _side in range(2))
        content[one : one + PAGE], content[other : other + PAGE] = (
            content[other : other + PAGE],
            content[one : one + PAGE],
        )

    return change


def schema_spoilt(rng: random.Random) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        begin = content.find(b"CREATE TABLE", rng.randrange(len(content) // 8))
        at = (begin if begin > 0 else 3000) + rng.randrange(60)
        content[at] = rng.choice((0, 0xFF, ord("("), ord("x")))

    return change


def header_spoilt(rng: random.Random) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        for _byte in range(rng.choice((1, 2, 16))):
            content[rng.randrange(100)] = rng.randrange(256)

    return change


def cut(rng: random.Random) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        del content[rng.randrange(len(content)) :]

    return change
