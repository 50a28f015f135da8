"""Acts that were asked for and are not over: that they wait is said, they can be taken back, and none is dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.services.turn import Turn

#: Nobody wonders before whether it was saved.
_WONDER_MS = 1000


class Act:
    """One that is under way. words: what it is, as "C-00001: spoke with the customer."; "" where that is not known."""

    def __init__(self, words: str, told: Callable[[Act], object] | None) -> None:
        self.words, self.turn, self.over = words, Turn(), False
        #: Whether it takes so long by now that it is said.
        self.wondered = False
        #: Who says that it waits, where that is not the window.
        self.told = told
        #: Ends it as one that was taken back.
        self.let_go: Callable[[], object] = lambda: None

    @property
    def waits(self) -> bool:
        """Whether it is held up by whoever saves just now, and can still be taken back."""
        return not self.over and not self.turn.come

    def take_back(self) -> bool:
        """Whether nothing of it was saved, nor will be; then whoever asked for it hears so at once."""
        if self.over or not self.turn.take_back():
            return False
        self.let_go()
        return True


class Underway(QObject):
    """The acts of one place of work."""

    changed = Signal()  # another one waits, or one is over

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._acts: list[Act] = []

    @property
    def acts(self) -> tuple[Act, ...]:
        """Those that are not over, in the order in which they were asked for."""
        return tuple(self._acts)

    def begin(self, words: str, told: Callable[[Act], object] | None) -> Act:
        """An act was asked for."""
        act = Act(words, told)
        self._acts.append(act)
        QTimer.singleShot(_WONDER_MS, self, partial(self._on_wonder, act))
        return act

    def end(self, act: Act) -> bool:
        """It was carried out, refused or taken back; whether that was not so before."""
        if act.over:
            return False
        act.over = True
        self._acts.remove(act)
        self.changed.emit()
        return True

    def _on_wonder(self, act: Act) -> None:
        if not act.waits:
            return
        act.wondered = True
        if act.told is not None:
            act.told(act)
        self.changed.emit()
