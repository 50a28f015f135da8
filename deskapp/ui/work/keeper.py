"""Drafts on their way into the file. One that cannot be written stays here, is tried again, and is there when it is
asked for: words that were typed end with the window, and the window does not end before they are kept.

They are held in memory alone. A file beside the desk's would hold customers' words past an erasure, outside of an
encrypted desk, and on a workstation that others sit at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.ui.work.lanes import Lanes

if TYPE_CHECKING:
    from deskapp.services.changes import Done

#: What could not be kept is tried again so often.
_AGAIN_MS = 5000

#: Whose, and under which key.
_Id = tuple[int, str]


class Unkept(NamedTuple):
    """A draft that is not in the file yet."""

    key: str
    staff_id: int
    content: Mapping[str, Any]
    #: The heading of what it was typed into; "" where it has none.
    title: str
    #: Why it could not be kept; None: it is being tried for the first time.
    error: DeskError | None
    number: int


class Keeper(QObject):
    """Of one place of work. `content` of a draft is JSON-able."""

    changed = Signal()  # another draft waits, or one does not any more
    kept = Signal()  # which drafts there are in the file is other than before

    def __init__(self, desk: Desk, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lanes = desk, lanes
        self._waiting: dict[_Id, Unkept] = {}
        self._number = 0
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.try_again)

    @property
    def waiting(self) -> tuple[Unkept, ...]:
        """What is not in the file yet, whoever's it is."""
        return tuple(self._waiting.values())

    def of_kind(self, kind: str) -> tuple[Unkept, ...]:
        """Those of whoever works here whose keys are the kind alone, or begin with it and a colon."""
        here = self._desk.staff_id
        return tuple(one for one in self.waiting if one.staff_id == here and one.key.partition(":")[0] == kind)

    def load(
        self,
        key: str,
        done: Callable[[dict[str, Any] | None], object],
        failed: Callable[[DeskError], object],
        *,
        receiver: QObject,
    ) -> None:
        """What whoever works here typed earlier under a key, None where there is nothing."""
        waits = self._waiting.get((self._desk.staff_id or 0, key))
        if waits is not None:
            QTimer.singleShot(0, receiver, lambda: done(dict(waits.content)))
            return
        self._lanes.act(lambda: self._desk.open().drafts.load(key), done, failed, receiver=receiver)

    def save(
        self,
        key: str,
        content: Mapping[str, Any],
        title: str,
        failed: Callable[[DeskError], object] | None = None,
        *,
        of: int | None = None,
    ) -> None:
        """Keep what was typed. failed: hears why it could not be, the first time. of: by whom; None: who works here."""
        self._put(Unkept(key, of or self._desk.staff_id or 0, content, title, None, 0), failed)

    def forget(self, key: str) -> None:
        """Nothing is to be kept under this key any more."""
        self._waiting.pop((self._desk.staff_id or 0, key), None)
        self.changed.emit()
        # One that stays behind in the file is offered once more; nothing is lost by it.
        self._lanes.act(
            lambda: self._desk.open().drafts.forget(key), self._on_forgotten, lambda _error: None, receiver=self
        )

    def move(self, key: str, into: str) -> bool:
        """Whether a draft of whoever works here waits under this key; then it waits under the other one."""
        waits = self._waiting.pop((self._desk.staff_id or 0, key), None)
        if waits is not None:
            self.forget(key)
            self._put(waits._replace(key=into), None)
        return waits is not None

    def take_over(self, other: Keeper) -> None:
        """Another place ends, with what waits there."""
        for one in other.waiting:
            self._put(one, None)

    def try_again(self) -> None:
        """Write what could not be kept, now."""
        for one in self.waiting:
            if one.error is not None:
                self._put(one, None)

    def _put(self, one: Unkept, failed: Callable[[DeskError], object] | None) -> None:
        self._number += 1
        one = one._replace(number=self._number)
        self._waiting[one.staff_id, one.key] = one
        self._lanes.act(
            lambda: self._desk.open().drafts.save(one.key, one.content, of=one.staff_id),
            partial(self._on_kept, one),
            partial(self._on_not_kept, one, failed),
            receiver=self,
        )
        self.changed.emit()

    def _on_kept(self, one: Unkept, _done: Done[None]) -> None:
        if self._is_newest(one):
            del self._waiting[one.staff_id, one.key]
            self.changed.emit()
        self._rest()
        self.kept.emit()

    def _on_not_kept(self, one: Unkept, failed: Callable[[DeskError], object] | None, error: DeskError) -> None:
        if not self._is_newest(one):
            return
        self._waiting[one.staff_id, one.key] = one._replace(error=error)
        self._again.start()
        if failed is not None:
            failed(error)
        self.changed.emit()

    def _on_forgotten(self, _done: Done[None]) -> None:
        self.kept.emit()

    def _is_newest(self, one: Unkept) -> bool:
        waits = self._waiting.get((one.staff_id, one.key))
        return waits is not None and waits.number == one.number

    def _rest(self) -> None:
        if all(one.error is None for one in self.waiting):
            self._again.stop()
