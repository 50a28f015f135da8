"""Runs a piece of Python in a process of its own, that knows the app; for what one process cannot show.

To load the app takes a second, and most of these processes live for less. Where the system can, one is started that
has loaded it and does nothing else; each that is asked for branches off from that one, and then is what any other is:
with arguments, environment, folder and pipes of its own, to be killed at any moment.
"""

import atexit
import gc
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import textwrap
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from patience import SECONDS

ROOT = Path(__file__).resolve().parents[1]
_BRANCHES = hasattr(os, "pidfd_open") and hasattr(socket, "send_fds")
#: Longer than any piece of Python with its arguments and environment, in bytes.
_LONGEST = 1 << 20
#: What a process may have open.
_HANDLES = 1024


class Python(subprocess.Popen[Any]):
    """The code finds its arguments in sys.argv. options: as those of Popen, such as pipes and `text`."""

    def __init__(self, code: str, *arguments: object, **options: Any) -> None:
        command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
        super().__init__(command, **{"cwd": ROOT, **options})

    if _BRANCHES:

        def _execute_child(self, args: list[str], *more: Any) -> None:
            """In the place of a fork and a start; the order is that of Popen's own."""
            before, cwd, environment, pipes = more[1], more[4], more[5], more[9:15]
            assert before is None
            asked = {"code": args[2], "arguments": args[3:], "cwd": str(cwd)}
            asked["environment"] = dict(os.environ) if environment is None else environment
            own = (pipes[0], pipes[3], pipes[5])
            self._ending, tells = os.pipe()
            try:
                handles = [number if one == -1 else one for number, one in enumerate(own)]
                self.pid = _loaded().branch(asked, [*handles, tells])
            finally:
                os.close(tells)
                self._close_pipe_fds(*pipes)
            self._child_created = True

        def _try_wait(self, flags: int) -> tuple[int, int]:
            """The one that it branched off from is its parent, and tells what the system told."""
            if flags & os.WNOHANG and not select.select([self._ending], [], [], 0)[0]:
                return 0, 0
            with open(self._ending, "rb") as ending:
                return self.pid, int(ending.read())

        def _internal_poll(self, *_told: Any, **_more: Any) -> int | None:
            if self.returncode is None:
                pid, status = self._try_wait(os.WNOHANG)
                if pid:
                    self._handle_exitstatus(status)
            return self.returncode


def start(code: str, *arguments: object) -> Python:
    """What it prints can be read from its stdout."""
    pipe = subprocess.PIPE
    return Python(code, *arguments, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def run(code: str, *arguments: object) -> str:
    """What the code printed, once it has ended well."""
    process = start(code, *arguments)
    said, wrong = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, wrong
    return str(said)


class _Loaded:
    """The process that has loaded the app. It ends with this one."""

    def __init__(self) -> None:
        self._asks, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with asked:
            given = asked.fileno()
            command = [sys.executable, __file__, str(given)]
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[given])
        atexit.register(self._end)

    def _end(self) -> None:
        self._asks.close()
        self._process.wait()

    def branch(self, asked: dict[str, Any], handles: list[int]) -> int:
        socket.send_fds(self._asks, [json.dumps(asked).encode()], handles)
        return int(self._asks.recv(_LONGEST))


@cache
def _loaded() -> _Loaded:
    return _Loaded()


def _load() -> None:
    """What most of them need; whatever else they import themselves."""
    from deskapp import desk

    for name in ("storage.schema", "storage.backup", "storage.unlocking", "services.clocks.recount"):
        import_module(f"deskapp.{name}")
    for module, _kind in desk._SERVICES.values():
        import_module(f"deskapp.services.{module}")
    gc.freeze()


def _serve(asks: socket.socket) -> str:
    """Gives back the code in each that has branched off."""
    going: dict[int, tuple[int, int]] = {}
    while True:
        for one in select.select([asks, *going], [], [])[0]:
            if one is not asks:
                pid, tells = going.pop(one)
                os.write(tells, str(os.waitpid(pid, 0)[1]).encode())
                os.close(tells)
                os.close(one)
                continue
            message, handles, _flags, _address = socket.recv_fds(asks, _LONGEST, 4)
            if not message:
                sys.exit()
            pid = os.fork()
            if not pid:
                return _become(json.loads(message), handles)
            for handle in handles[:3]:
                os.close(handle)
            going[os.pidfd_open(pid)] = pid, handles[3]
            asks.send(str(pid).encode())


def _become(asked: dict[str, Any], handles: list[int]) -> str:
    for number, handle in enumerate(handles[:3]):
        os.dup2(handle, number)
    os.closerange(3, _HANDLES)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["cwd"])
    tempfile.tempdir = None  # as the environment says now
    sys.argv, sys.path[0] = ["-c", *asked["arguments"]], ""
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115 - its own, to its end
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    return str(asked["code"])


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as _asks:
        _code = _serve(_asks)
        _asks.detach()
    exec(compile(_code, "<string>", "exec"), {"__name__": "__main__"})
