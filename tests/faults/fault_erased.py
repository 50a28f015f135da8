"""A customer is forgotten after any life of a desk: also while another window writes, and killed in the middle."""

import random
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from in_a_process import Python
from patience import SECONDS

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Answer, PauseReason
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls import acts
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.erasure.acts import ForgetCustomer, Instead
from deskapp.services.log.acts import TagCalls
from deskapp.services.site import check
from deskapp.storage import file_check

PROMISE = "erased is erased: in no table, index, log or draft; all else as it was, killed in the middle too"
#: Lives, a third of them ended by a kill in the middle, a third while another window writes.
FULL, SHORT = 150, 6
WORD = "xylocanary"
MORNING = datetime(2026, 11, 16, 10, tzinfo=UTC)
INSTEAD = Instead("Forgotten customer {number}", "Forgotten")
#: Forgets, and is killed somewhere in it.
FORGETTING = """
import sys
from pathlib import Path
from deskapp.desk import Desk
from deskapp.services.erasure.acts import ForgetCustomer, Instead

desk = Desk(Path(sys.argv[1]), staff_id=1).open()
print("ready", flush=True)
sys.stdin.readline()
act = ForgetCustomer(int(sys.argv[2]), "They asked for it", Instead("Forgotten customer {number}", "Forgotten"))
desk.erasures.forget(act)
"""
#: Of these no row is another one, whatever was forgotten: figures, clocks and lines of the timeline.
_SAME = (
    "clock",
    "clock_change",
    "satisfaction",
    "agreement",
    "measured_call",
    "measured_day",
    "measured_lengths",
    "event",
)
#: Rows that are made new from the others, or say what was done just now.
_BESIDE = ("erasure", "sqlite_stat1", "sqlite_sequence")

Rows = Mapping[str, list[tuple[Any, ...]]]


def run(folder: Path, times: int, seed: int) -> list[str]:
    dice, wrong = random.Random(seed), []
    blank = folder / "blank.db"
    make(blank, FixedClock(MORNING))
    for number in range(times):
        path = folder / f"desk{number}.db"
        path.write_bytes(blank.read_bytes())
        way = (_quietly, _while_others_write, _killed)[number % 3]
        wrong += [f"life {number}, {way.__name__.strip('_')}: {line}" for line in _one(path, way, dice)]
        for part in folder.glob(f"{path.name}*"):
            part.unlink()
    return wrong


def _one(path: Path, way: Any, dice: random.Random) -> list[str]:
    clock = FixedClock(MORNING)
    with_life = Desk(path, clock, staff_id=1).open()
    them = _life(with_life, clock, dice)
    with_life.close()
    before = _everything(path)
    theirs = {row[0] for row in before["call"] if row[1] == them}
    way(path, clock, them, dice)
    desk = Desk(path, clock, staff_id=1).open()
    try:
        desk.erasures.forget(ForgetCustomer(them, "They asked for it", INSTEAD))
    except DeskError as refused:
        if refused.code != "customer_forgotten":
            return [f"refused: {refused}"]
    cleared = desk.erasures.clear()
    desk.close()
    said = [] if cleared else ["the file could not be written anew"]
    said += [f"check: {one}" for one in check.check(path).findings]
    said += [f"{one.name} holds the word" for one in path.parent.glob(f"{path.name}*") if _holds(one)]
    return said + list(_changed(before, _everything(path), them, theirs))


def _life(desk: Desk, clock: FixedClock, dice: random.Random) -> int:
    """Calls of three customers, all over at its end; what is said of one has the word in it. Their id."""
    names = (f"Ada {WORD}", "Bob Stays", "Cy Stays")
    people = [
        desk.directory.save_customer(SaveCustomer(name, account=f"A-{n}7")).value.id for n, name in enumerate(names)
    ]
    yes, no = acts.GiveAgreement(Answer.YES, "They"), acts.GiveAgreement(Answer.NO, "They", words="Not yet")
    for _call in range(dice.randint(3, 7)):
        whose = dice.randrange(3)
        word = WORD if whose == 0 else "loom"
        call = desk.calls.log(acts.LogCall(f"{word} jams", customer_id=people[whose], details=word * 3)).value.id
        for _act in range(dice.randint(0, 5)):
            clock.set_to(clock.now() + timedelta(minutes=dice.randint(1, 90)))
            what = dice.randrange(5)
            if what == 0:
                desk.calls.note(
                    acts.AddNote(call, f"A note on {word}" if dice.random() < 0.8 else f"As Ada {WORD} said")
                )
            elif what == 1:
                desk.calls.pause(acts.PauseCall(call, PauseReason.CUSTOMER, word))
                desk.calls.resume(acts.ResumeCall(call, word))
            elif what == 2:
                desk.attachments.attach(AttachFile(call, File(f"{word}.txt", f"{word} {dice.random()}".encode())))
            elif what == 3:
                desk.log.tag(TagCalls((call,), (word,)))
            else:
                desk.drafts.save(f"note:{call}", {"words": word})
        if dice.random() < 0.3:
            desk.calls.resolve(acts.ResolveCall(call, f"{word} oiled", no))
        clock.set_to(clock.now() + timedelta(minutes=5))
        desk.calls.resolve(acts.ResolveCall(call, f"{word} oiled", yes))
    return people[0]


def _quietly(_path: Path, _clock: FixedClock, _them: int, _dice: random.Random) -> None:
    """Nobody else is there."""


def _while_others_write(path: Path, clock: FixedClock, them: int, dice: random.Random) -> None:
    """Another window logs a call between, and has read the desk before."""
    # Another day, of which it changes the figures.
    clock.set_to(clock.now() + timedelta(days=1))
    desk, other = Desk(path, clock, staff_id=1).open(), Desk(path, clock, staff_id=1).open()
    other.watch.look()
    for _call in range(dice.randint(1, 3)):
        other.calls.log(acts.LogCall("Another loom", new_customer=acts.NewCustomer("Di Stays")))
    desk.erasures.forget(ForgetCustomer(them, "They asked for it", INSTEAD))
    other.calls.log(acts.LogCall("And another", new_customer=acts.NewCustomer("Ed Stays")))
    desk.close()
    other.close()


def _killed(path: Path, _clock: FixedClock, them: int, dice: random.Random) -> None:
    pipe = subprocess.PIPE
    with Python(FORGETTING, path, them, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.stdin.write("\n")
        running.stdin.flush()
        try:
            running.wait(dice.uniform(0.0, 0.4))
        except subprocess.TimeoutExpired:
            running.kill()
        running.wait(SECONDS)


def _changed(before: Rows, after: Rows, them: int, theirs: set[int]) -> list[str]:
    """What is another one now, and neither said the word nor was theirs."""
    wrong = []
    for table, held in before.items():
        if table in _BESIDE:
            continue
        left = set(map(repr, after[table]))
        gone = [row for row in held if repr(row) not in left]
        if table not in _SAME:
            gone = [row for row in gone if WORD not in repr(row).lower() and not _is_theirs(table, row, them, theirs)]
        wrong += [f"{table}: {row!r:.120} is another one" for row in gone]
    return wrong


#: Where a row tells its call, or its customer, by its place.
_CALL = {"attachment": 1, "pause": 1, "escalation": 1, "call": 0, "call_tag": 0}
_OF_THE_TIMELINE = (
    "event_words",
    "agreement_words",
    "attachment_chunk",
    "attachment_content",
    "customer_phone",
    "draft",
)


def _is_theirs(table: str, row: tuple[Any, ...], them: int, theirs: set[int]) -> bool:
    if table == "customer":
        return bool(row[0] == them)
    return table in _OF_THE_TIMELINE or (table in _CALL and row[_CALL[table]] in theirs)


def _everything(path: Path) -> Rows:
    kept = "type = 'table' AND name NOT LIKE 'call_search%' AND name NOT LIKE 'call_words%'"
    connection = sqlite.connect(file_check.uri(path, "rw"), uri=True)
    try:
        tables = [name for (name,) in connection.execute(f"SELECT name FROM sqlite_schema WHERE {kept}")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}
    finally:
        connection.close()


def _holds(file: Path) -> bool:
    return WORD.encode() in file.read_bytes().lower()
