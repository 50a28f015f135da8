"""Another window of a desk, in a process of its own, that does what it is told and says what came of it."""

import json
import subprocess
from pathlib import Path

from in_a_process import Python

_WINDOW = """
import json, sys
from pathlib import Path
from deskapp.desk import Desk
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.storage import database, known_file

# Nobody is just moving a log when it looks.
known_file.AGAIN_SECONDS = 0.0
desk = None
for line in sys.stdin:
    asked, *words = json.loads(line)
    try:
        if asked == "open":
            path, network = words
            database.on_network = lambda _path: network
            desk = Desk(Path(path), staff_id=1).open()
        elif asked == "log":
            desk.calls.log(acts.LogCall(words[0], new_customer=acts.NewCustomer("Customer of " + words[0])))
        elif asked == "look":
            desk.watch.look()
        else:
            desk.close()
        print("done", flush=True)
    except StorageProblem as problem:
        print(problem.code.value, flush=True)
"""


class SecondWindow:
    """A process that opens a desk, works in it and closes it, as often as it is told."""

    def __init__(self) -> None:
        self._process = Python(_WINDOW, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def open(self, desk: Path, *, network: bool) -> str:
        return self._ask("open", str(desk), network)

    def log(self, summary: str) -> str:
        """ "done" once it is saved, or the code of what was refused."""
        return self._ask("log", summary)

    def look(self) -> str:
        """As a window does each second."""
        return self._ask("look")

    def close(self) -> str:
        return self._ask("close")

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def _ask(self, *asked: object) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline().strip()
        if not said:
            raise RuntimeError(f"the other window ended, asked to {asked}")
        return said
