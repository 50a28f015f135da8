"""A second start of the same desk brings its open window forward, on whoever rings, instead of opening another."""

import hashlib
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_WAIT_MS = 500
#: Nobody has more to say than this many bytes.
_LONGEST = 1024


def _mark(database: Path, folder: Path) -> Path:
    """Of a desk that is open: where its window answers, and what proves that it is ours.

    QtNetwork is loaded only where it is there.
    """
    return folder / "open" / ("deskapp-" + hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:24])


def _name(secret: str) -> str:
    # Nobody else can take a name that they cannot guess.
    return f"deskapp-{secret[:24]}"


def _secret(mark: Path) -> str:
    """ "" where no window of this desk is open, or none that says how it proves itself."""
    try:
        return mark.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


def _proof(secret: str) -> bytes:
    # A name that a crash left behind can be read and taken by anybody; the file that holds the rest cannot.
    return secret[24:].encode()


def _heard(database: Path, folder: Path, said: dict[str, str]) -> bool:
    """Whether our own window of this desk was there and has heard it."""
    secret = _secret(_mark(database, folder))
    if not _proof(secret):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(secret))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps(said).encode() + b"\n")
    socket.flush()
    socket.waitForReadyRead(_WAIT_MS * 4)
    answered = bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return answered == _proof(secret)


def bring_forward(database: Path, folder: Path, caller: str = "") -> bool:
    """Ask the window of this desk to come forward; whether one was there and did. caller: the number that rings."""
    return _heard(database, folder, {"caller": caller})


def is_answered(database: Path, folder: Path) -> bool:
    """Whether another process answers for this desk."""
    return _heard(database, folder, {})


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
        self._secret = ""

    def listen(self, database: Path, folder: Path) -> None:
        """Answer for this desk from now on. Another window that answers already goes on doing so."""
        self.stop()
        if is_answered(database, folder):
            return
        mark = _mark(database, folder)
        if left := _secret(mark):
            # A crash left it behind.
            self._server.removeServer(_name(left))
        self._secret = os.urandom(32).hex()
        if self._server.listen(_name(self._secret)):
            mark.parent.mkdir(mode=0o700, exist_ok=True)
            mark.unlink(missing_ok=True)
            mark.touch(mode=0o600)
            mark.write_text(self._secret, encoding="ascii")
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
        said = _said(bytes(socket.readLine(_LONGEST).data()))
        if said is None:
            socket.abort()
            return
        socket.write(_proof(self._secret))
        socket.flush()
        if said:
            self.asked.emit(said["caller"])


def _said(line: bytes) -> dict[str, str] | None:
    """The number that rings, "" where nobody does; nothing of one that only looks; None: this is no start of ours."""
    from deskapp.domain.exchange.dialled import dialled

    try:
        said = json.loads(line)
    except ValueError:
        return None
    if said == {}:
        return {}
    given = said.get("caller") if isinstance(said, dict) else None
    return {"caller": dialled(given)} if isinstance(given, str) else None
