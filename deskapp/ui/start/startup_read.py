"""Reads the first screen on a thread of its own, while the window is still being built."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import phases
from deskapp.desk import Desk
from deskapp.domain.errors import DeskError

if TYPE_CHECKING:
    from deskapp.services.overview.first_screen import FirstScreen


class StartupRead:
    """Begins at once. `desk` is the desk that was read, not yet open.

    last: who worked here last. signed_in: who has just proved who they are, by setting this desk up.
    """

    def __init__(self, path: Path, view: str, last: int | None, signed_in: int | None = None) -> None:
        self.view = view
        self.last = last
        self.desk = Desk(path, staff_id=signed_in, guarded=True)
        self._first: FirstScreen | None = None
        self._error: DeskError | None = None
        self._thread = threading.Thread(target=self._read, name="first-read", daemon=True)
        self._thread.start()

    def result(self) -> "FirstScreen":
        """What was read. Raises StorageProblem where the file cannot be used."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        if self._first is None:
            raise RuntimeError("the first look failed; the thread has said why")
        self.desk.staff_id = self._first.staff_id
        return self._first

    def _read(self) -> None:
        try:
            self._first = self.desk.first_screen(self.view, self.last)
            phases.ended("first read")
        except DeskError as error:
            self._error = error
