"""Saved is saved: writers killed at any moment lose nothing they had acknowledged, and leave nothing half there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls import acts
from deskapp.services.site import check

ROOT = Path(__file__).resolve().parents[2]
#: Kills, of both writers together: on the own disk, and with the rollback journal of a network folder.
SHORT = {False: 12, True: 4}
FULL = 200
WRITERS = 2
#: Acts that each writer acknowledges before it is killed in the next one, at most.
ACTS = 6

#: Logs calls and works on them until it is killed; says each act only once it is saved.
WRITER = """
import sys
from functools import partial
from pathlib import Path
from deskapp.desk import Desk
from deskapp.domain.words import Answer
from deskapp.services.calls import acts
from deskapp.storage import database

if sys.argv[3] == "True":
    database.on_network = lambda _path: True
# Each waits for the other however long a slow machine takes.
database.Database = partial(database.Database, busy_seconds=float(sys.argv[4]))
desk = Desk(Path(sys.argv[1]), staff_id=1).open()
me, number = sys.argv[2], 0
yes, no = acts.GiveAgreement(Answer.YES, "Vega"), acts.GiveAgreement(Answer.NO, "Vega", words="It is back")

def say(*words):
    print(*words, flush=True)

say("ready")
while True:
    number += 1
    summary = f"{me} call {number}"
    customer = acts.NewCustomer(f"Customer {me} {number}", phone=f"030 {number}")
    call = desk.calls.log(acts.LogCall(summary, new_customer=customer, details="words " * 200)).value.id
    say("logged", call, summary)
    desk.calls.note(acts.AddNote(call, f"noted {me} {number}"))
    say("noted", call, summary)
    if number % 2:
        desk.calls.resolve(acts.ResolveCall(call, "plugged in", yes if number % 3 else no))
        say("closed" if number % 3 else "not_agreed", call, summary)
"""

_WHOLE = """
SELECT call.id, call.summary, call.state,
       (SELECT count(*) FROM clock WHERE clock.call_id = call.id AND kind = 'resolution'),
       (SELECT count(*) FROM event WHERE event.call_id = call.id AND event.kind = 'logged'),
       (SELECT count(*) FROM event WHERE event.call_id = call.id AND event.kind = 'note'),
       (SELECT count(*) FROM event WHERE event.call_id = call.id AND event.kind IN ('closed', 'not_agreed')),
       (SELECT count(*) FROM agreement WHERE agreement.call_id = call.id),
       (SELECT count(*) FROM pause WHERE pause.call_id = call.id AND ended_at IS NULL),
       (SELECT count(*) FROM customer WHERE customer.id = call.customer_id),
       (SELECT count(*) FROM call_search WHERE call_search.rowid = call.id)
FROM call ORDER BY call.id
"""


def _start(path: Path, name: str, network: bool) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(network), str(SECONDS)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_until_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        pytest.fail(process.communicate(timeout=SECONDS)[1])


def _hear(writer: subprocess.Popen[str], acts: int) -> list[str]:
    """Wait until it has acknowledged so many more acts."""
    assert writer.stdout is not None
    return [writer.stdout.readline().rstrip("\n") for _act in range(acts)]


def _kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill it, and give back the acts it had acknowledged and nobody had heard of; the last line may be cut."""
    process.kill()
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        # Not by communicate: it passes over what was read ahead with a line.
        said, wrong = process.stdout.read(), process.stderr.read()
    process.wait(SECONDS)
    assert wrong == ""
    return [line for line in said.split("\n")[:-1] if line]


@pytest.mark.long
@pytest.mark.parametrize("network", [False, True], ids=["own disk", "network folder"])
def test_saved_is_saved_kill_9_at_any_moment_of_two_writers(
    desk_file: Path, clock: FixedClock, full_length: bool, network: bool
) -> None:
    dice = random.Random(9)
    acknowledged: list[str] = []
    kills, an_act = 0, 0.02
    while kills < (FULL if full_length else SHORT[network]):
        writers = [_start(desk_file, f"w{kills + place}", network) for place in range(WRITERS)]
        for writer in writers:
            _wait_until_ready(writer)
        # The first dies while the other goes on writing; then that one. Acts are counted, and how long one takes is
        # measured: a slow machine writes as many as a fast one, and is killed as evenly within them.
        for writer in writers:
            acts_before, began = dice.randint(0, ACTS), time.monotonic()
            acknowledged += _hear(writer, acts_before)
            if acts_before:
                an_act = (time.monotonic() - began) / acts_before
            time.sleep(dice.uniform(0.0, an_act))
            acknowledged += _kill(writer)
            kills += 1
    assert len(acknowledged) > kills

    looked = check.check(desk_file)
    assert looked.findings == ()
    desk = Desk(desk_file, clock, staff_id=1).open()
    with desk.work.read() as session:
        rows = {row[0]: row[1:] for row in session.connection().exec_driver_sql(_WHOLE)}
    for line in acknowledged:
        act, number, summary = line.split(" ", 2)
        said, state, _clocks, _logged, notes, ends, *_rest = rows[int(number)]
        assert said == summary
        if act == "noted":
            assert notes == 1
        if act in ("closed", "not_agreed"):
            assert (ends, state) == (1, "closed" if act == "closed" else "open")
    for summary, state, resolutions, logged, notes, ends, answers, pauses, customers, found in rows.values():
        assert (resolutions, logged, customers, found) == (1, 1, 1, 1), summary
        assert notes <= 1
        assert ends == answers <= notes
        assert pauses == 0
        assert (state == "closed") <= (answers == 1)
    # And the desk works on.
    assert desk.calls.log(acts.LogCall("After all", new_customer=acts.NewCustomer("Vega"))).value.id not in rows
    desk.close()
    assert check.check(desk_file).findings == ()


MAKER = """
import sys
from pathlib import Path
from deskapp.desk import make
print("ready", flush=True)
make(Path(sys.argv[1]))
"""


@pytest.mark.long
def test_a_desk_is_whole_or_not_there_whenever_its_making_is_killed(tmp_path: Path, full_length: bool) -> None:
    """How long it takes is seen once; the kills fall evenly into that time."""
    dice = random.Random(9)

    def make(path: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", MAKER, str(path)]
        pipe = subprocess.PIPE
        maker = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)
        _wait_until_ready(maker)
        return maker

    timed, began = make(tmp_path / "timed.db"), time.monotonic()
    assert timed.communicate(timeout=SECONDS) == ("", "")
    whole = time.monotonic() - began
    for number in range(60 if full_length else 4):
        path = tmp_path / f"desk{number}.db"
        maker = make(path)
        time.sleep(dice.uniform(0.0, whole))
        _kill(maker)
        if path.exists():
            assert check.check(path).findings == ()
            desk = Desk(path, staff_id=1).open()
            assert len(desk.facts().staff) == 1
            desk.close()
