"""Nothing leaves: a socket to the network is refused in every test, whoever of app, Python or a package asks for it.

Qt's own sockets pass by what Python can hear of; `of_this_process` finds those in the system's tables.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

#: What Python tells of before it is done, and where in the arguments the address stands; or the name to look up.
_ADDRESSED = dict.fromkeys(("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"), 1)
_LOOKED_UP = frozenset(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"))


class Refused(RuntimeError):
    """Something reached out to the network."""


class _Watch:
    on = False
    named = False


def refuse() -> None:
    """From now on, for as long as this process runs: such a hook cannot be taken away."""
    if not _Watch.on:
        _Watch.on = True
        sys.addaudithook(_heard)


@contextmanager
def named() -> Iterator[None]:
    """What is done in here may: a test that has a server of its own to print on."""
    _Watch.named = True
    try:
        yield
    finally:
        _Watch.named = False


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not event.startswith("socket.") or _Watch.named:
        return
    if event in _LOOKED_UP:
        raise Refused(f"{event}: {arguments[0]!r}")
    # A socket that is a file of this machine has its path for an address; one that is connected already has none.
    if event in _ADDRESSED and not isinstance(address := arguments[_ADDRESSED[event]], str | bytes | None):
        raise Refused(f"{event}: {address!r}")


def of_this_process() -> list[str]:
    """The sockets to a network that this process holds now, whoever opened them, by the system's own tables."""
    held = set()
    for number in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # the one that lists them is closed by now
            held |= set(re.findall(r"socket:\[(\d+)\]", os.readlink(f"/proc/self/fd/{number}")))
    found = []
    for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        table = Path("/proc/self/net", kind)
        for line in table.read_text("ascii").splitlines()[1:] if table.exists() else ():
            if line.split()[9] in held:
                found.append(f"{kind} {line.split()[1]} to {line.split()[2]}")
    return found
