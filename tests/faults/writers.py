"""Processes that log calls and say what they acknowledged, and what must be in the file of all that they said."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from in_a_process import ROOT, Python
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls import acts
from deskapp.services.site import check

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


class Writer:
    """A process that logs calls and works on them until it is killed."""

    def __init__(self, desk: Path, name: str, *, network: bool = False, within: Sequence[str] = ()) -> None:
        """within: the command that runs it."""
        told, pipe = (str(desk), name, str(network), str(SECONDS)), subprocess.PIPE
        if within:
            command = [*within, sys.executable, "-c", WRITER, *told]
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)
        else:
            self._process = Python(WRITER, *told, stdout=pipe, stderr=pipe, text=True)

    def wait_until_ready(self) -> None:
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError(self._process.communicate(timeout=SECONDS)[1])

    def hear(self, acts: int) -> list[str]:
        """Wait until it has acknowledged so many more acts."""
        assert self._process.stdout is not None
        return [self._process.stdout.readline().rstrip("\n") for _act in range(acts)]

    def kill(self) -> list[str]:
        """Kill it, and give back the acts it had acknowledged and nobody had heard of; the last line may be cut."""
        process = self._process
        process.kill()
        assert process.stdout is not None
        assert process.stderr is not None
        with process.stdout, process.stderr:
            # Not by communicate: it passes over what was read ahead with a line.
            said, wrong = process.stdout.read(), process.stderr.read()
        process.wait(SECONDS)
        if wrong:
            raise RuntimeError(wrong)
        return [line for line in said.split("\n")[:-1] if line]


def judged(desk_file: Path, acknowledged: Iterable[str], clock: FixedClock) -> list[str]:
    """What is wrong with a desk whose writers were ended: what they acknowledged is lost, something is half there,
    the check names something, or the desk does not go on."""
    wrong = [str(finding) for finding in check.check(desk_file).findings]
    desk = Desk(desk_file, clock, staff_id=1).open()
    with desk.work.read() as session:
        rows = {row[0]: row[1:] for row in session.connection().exec_driver_sql(_WHOLE)}
    for line in acknowledged:
        act, number, summary = line.split(" ", 2)
        if int(number) not in rows or rows[int(number)][0] != summary:
            wrong.append(f"lost: {line}")
            continue
        _said, state, _clocks, _logged, notes, ends, *_rest = rows[int(number)]
        ended = (ends, state) == (1, "closed" if act == "closed" else "open")
        if (act == "noted" and notes != 1) or (act in ("closed", "not_agreed") and not ended):
            wrong.append(f"lost: {line}")
    for summary, state, resolutions, logged, notes, ends, answers, pauses, customers, found in rows.values():
        whole = (resolutions, logged, customers, found) == (1, 1, 1, 1)
        if not (whole and ends == answers <= notes <= 1 and pauses == 0 and (state == "closed") <= (answers == 1)):
            wrong.append(f"half there: {summary}")
    after = desk.calls.log(acts.LogCall("After all", new_customer=acts.NewCustomer("Vega"))).value.id
    desk.close()
    if after in rows:
        wrong.append("a number was given twice")
    return [*wrong, *(str(finding) for finding in check.check(desk_file).findings)]
