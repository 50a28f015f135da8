"""An act's turn to save: until it has come the act can be taken back, and then nothing of it is saved."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError

_here = threading.local()


class Turn:
    """Of one act. It comes when the file is the act's alone to write, which others may hold up."""

    def __init__(self) -> None:
        self._deciding = threading.Lock()
        self._come = self._taken_back = False

    @property
    def come(self) -> bool:
        """Whether the act is being saved, or was; whoever asks waits for nobody else any more."""
        return self._come

    def take_back(self) -> bool:
        """Whether the act had not begun to save, and now never will. From any thread."""
        with self._deciding:
            if not self._come:
                self._taken_back = True
            return self._taken_back

    def begin(self) -> None:
        """It has come. Raises DeskError where the act was taken back."""
        with self._deciding:
            if self._taken_back:
                raise DeskError(Refusal.TAKEN_BACK)
            self._come = True

    @contextmanager
    def here(self) -> Iterator[None]:
        """What is saved on this thread within the block is saved in this turn. Raises as `begin`, before anything."""
        if self._taken_back:
            raise DeskError(Refusal.TAKEN_BACK)
        _here.turn = self
        try:
            yield
        finally:
            _here.turn = None


def begin() -> None:
    """Something is about to be saved on this thread. Raises DeskError where whoever asked for it has taken it back."""
    turn: Turn | None = getattr(_here, "turn", None)
    if turn is not None:
        turn.begin()
    _here.saves = True


def saves_here() -> bool:
    """Whether anything was, or may have been, saved on this thread: for whoever ends in the middle."""
    return bool(getattr(_here, "saves", False))
