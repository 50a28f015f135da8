"""A second start of the same desk brings its open window forward, on whoever rings, instead of opening another."""

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_WAIT_MS = 500
#: Nobody has more to say than this many bytes.
_LONGEST = 1024


def _name(database: Path) -> str:
    return "deskapp-" + hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:24]


def _mark(database: Path, folder: Path) -> Path:
    # QtNetwork is loaded only where a window may be open: this empty file says so.
    return folder / "open" / _name(database)


def bring_forward(database: Path, folder: Path, caller: str = "") -> bool:
    """Ask the window of this desk to come forward; whether one was there and did. caller: the number that rings."""
    if not _mark(database, folder).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(database))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps({"caller": caller}).encode() + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(_WAIT_MS * 4)
    socket.disconnectFromServer()
    return answered


class Answering(QObject):
    """Listens for second starts of the desk that is open here."""

    asked = Signal(str)  # the number that rings, or ""

    def __init__(self, parent: QObject) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        self._marked: Path | None = None

    def listen(self, database: Path, folder: Path) -> None:
        """Answer for this desk from now on. Another window that answers already goes on doing so."""
        self.stop()
        if is_answered(database, folder):
            return
        name = _name(database)
        # What a crash left behind is in the way.
        self._server.removeServer(name)
        if self._server.listen(name):
            mark = _mark(database, folder)
            mark.parent.mkdir(mode=0o700, exist_ok=True)
            mark.touch(mode=0o600)
            self._marked = mark

    def stop(self) -> None:
        """Answer no more."""
        self._server.close()
        if self._marked is not None:
            self._marked.unlink(missing_ok=True)
            self._marked = None

    def _on_connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._on_said, socket))

    def _on_said(self, socket: "QLocalSocket") -> None:
        """One line of JSON. A number is all that is taken from it, and it is looked at as if somebody had typed it."""
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        caller = _caller_in(bytes(socket.readLine(_LONGEST).data()))
        if caller is None:
            socket.abort()
            return
        socket.write(b"here")
        socket.flush()
        self.asked.emit(caller)


def _caller_in(line: bytes) -> str | None:
    """The number that rings, "" where nobody does; None: this is no second start of ours."""
    from deskapp.domain.exchange.dialled import dialled

    try:
        said = json.loads(line)
    except ValueError:
        return None
    given = said.get("caller") if isinstance(said, dict) else None
    return dialled(given) if isinstance(given, str) else None


def is_answered(database: Path, folder: Path) -> bool:
    """Whether another process answers for this desk."""
    if not _mark(database, folder).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(database))
    there = socket.waitForConnected(_WAIT_MS)
    socket.abort()
    return there
