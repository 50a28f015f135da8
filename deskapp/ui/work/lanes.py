"""Work off the UI thread, in two lanes: acts one after the other, reads beside them so that none waits for a search."""

import itertools
import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError

log = logging.getLogger(__name__)

#: The thread that draws; set when the lanes are made. Nothing may touch the database on it.
ui_thread_id: int | None = None


def assert_off_ui_thread() -> None:
    """Refuse to go on where the window is drawn. For hooks of the database's connections."""
    if threading.get_ident() == ui_thread_id:
        raise RuntimeError("a database call on the UI thread")


class _Asked(NamedTuple):
    """Who waits for a piece of work. Kept on the UI thread, so that no widget is ever let go on another one."""

    work: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[DeskError], object] | None
    receiver: QObject | None
    key: Hashable


class _Lane:
    """One thread and what waits for it. Knows the work by number; who asked for it stays with Lanes."""

    def __init__(self, name: str, tell: Callable[[int, Any, BaseException | None], None]) -> None:
        self._tell = tell
        self._waiting: deque[tuple[int, Callable[[], Any]]] = deque()
        self._changed = threading.Condition()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, number: int, work: Callable[[], Any]) -> None:
        with self._changed:
            if self._ending:
                raise RuntimeError("the lanes are stopped")
            self._waiting.append((number, work))
            self._changed.notify()

    def take_back(self, number: int) -> bool:
        """Whether the work had not begun, and now never will."""
        with self._changed:
            for item in self._waiting:
                if item[0] == number:
                    self._waiting.remove(item)
                    return True
        return False

    def end(self, *, finish: bool) -> None:
        with self._changed:
            self._ending = True
            if not finish:
                self._waiting.clear()
            self._changed.notify()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._ending:
                    self._changed.wait()
                if not self._waiting:
                    return
                number, work = self._waiting.popleft()
            result, error = None, None
            try:
                result = work()
            except Exception as caught:  # noqa: BLE001 - the edge of the thread: told apart and reported by Lanes
                error = caught
            # Let go before the UI thread hears of it: whatever the work holds must not end its life here.
            del work
            self._tell(number, result, error)
            del result, error


class Lanes(QObject):
    """Runs work off the UI thread and gives the results back on it.

    `done` gets what the work returned. `failed` gets the DeskError that refused it; a mistake of ours is
    logged, handed to `bug`, and told to `failed` as DeskError("bug"), so that a screen does not wait forever.
    Nothing is delivered to a receiver that is gone: the QObject whose method `done` or `failed` is, or the
    one given as `receiver`.
    """

    bug = Signal(object)  # the exception
    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        global ui_thread_id  # there is one thread that draws, and this is made on it
        ui_thread_id = threading.get_ident()
        self._numbers = itertools.count(1)
        self._asked: dict[int, _Asked] = {}
        self._newest: dict[Hashable, int] = {}
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._acts = _Lane("acts", self._finished.emit)
        self._reads = _Lane("reads", self._finished.emit)
        self._files: _Lane | None = None
        #: The window is closing: what writes a file for long looks at it, and ends.
        self.stopping = threading.Event()

    def act(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        *,
        receiver: QObject | None = None,
    ) -> None:
        """Carry out an act, after all acts before it. It is carried out even if nobody is left to hear of it."""
        self._acts.put(*self._note(work, done, failed, receiver, None))

    def read(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        key: Hashable = None,
        *,
        receiver: QObject | None = None,
    ) -> None:
        """Read something. Of reads with one key only the newest is delivered; one not yet begun is not made."""
        number, work = self._note(work, done, failed, receiver, key)
        if key is not None:
            older = self._newest.get(key)
            self._newest[key] = number
            if older is not None:
                self._reads.take_back(older)
                self._asked.pop(older, None)
        self._reads.put(number, work)

    def write_out(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        *,
        receiver: QObject | None = None,
    ) -> None:
        """Write something long into a file: neither acts nor reads wait for it. It looks at `stopping`."""
        if self._files is None:
            self._files = _Lane("files", self._finished.emit)
        self._files.put(*self._note(work, done, failed, receiver, None))

    @property
    def busy(self) -> bool:
        """Whether something was asked for that has not been delivered."""
        return bool(self._asked)

    def stop(self) -> None:
        """Finish every act, drop the rest that has not begun, and end the threads. Blocks until then."""
        self.stopping.set()
        self._acts.end(finish=True)
        others = [lane for lane in (self._reads, self._files) if lane is not None]
        for lane in others:
            lane.end(finish=False)
        for lane in (self._acts, *others):
            lane.join()

    def _note(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None,
        failed: Callable[[DeskError], object] | None,
        receiver: QObject | None,
        key: Hashable,
    ) -> tuple[int, Callable[[], Any]]:
        number = next(self._numbers)
        owners = (receiver, owner_of(done), owner_of(failed))
        to = next((owner for owner in owners if owner is not None), None)
        self._asked[number] = _Asked(work, done, failed, to, key)
        return number, work

    def _on_finished(self, number: int, result: Any, error: BaseException | None) -> None:
        asked = self._asked.pop(number, None)
        if asked is not None and asked.key is not None and self._newest.get(asked.key) == number:
            del self._newest[asked.key]
        if error is not None and not isinstance(error, DeskError):
            log.error("work in the background failed", exc_info=error)
            self.bug.emit(error)
            error = DeskError(Refusal.BUG)
        if asked is None or (asked.receiver is not None and not shiboken6.isValid(asked.receiver)):
            return
        if error is None:
            if asked.done is not None:
                asked.done(result)
        elif asked.failed is not None:
            asked.failed(error)


def owner_of(callback: Callable[..., object] | None) -> QObject | None:
    """The QObject whose method it is, also with some of its arguments given beforehand."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
