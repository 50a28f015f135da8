"""An act on many calls goes on in steps: others write in between, it can be stopped, and what is done stays done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from deskapp.domain.errors import DeskError
from deskapp.services.many.views import ManyDone
from deskapp.ui.calls.many.many_act import Step
from deskapp.ui.work.workplace import Workplace

#: So many calls go into one transaction: others write in between.
AT_ONCE = 50
#: Between two steps half of what the last one took, within these milliseconds: whoever waits for the file asks again
#: after ever longer a while, at most 100 ms, and must find it free then.
PAUSE_MS = (10, 100)


class GoingOn(QObject):
    """Takes what it is to be done to from the front; what is left after it was stopped can be gone on with."""

    stepped = Signal()
    ended = Signal()  # all is done, or it was stopped

    def __init__(
        self, place: Workplace, step: Callable[[tuple[int, ...]], Step], every: Sequence[int], parent: QObject
    ) -> None:
        """every: what it is done to, by number: calls, or lines of the timeline that are taken back."""
        super().__init__(parent)
        self._place, self._step = place, step
        self.left, self.count = list(every), len(every)
        self.done: list[int] = []
        self.lines: list[int] = []
        self.refused: dict[int, DeskError] = {}
        #: Why it stopped by itself; None: it did not.
        self.failed: DeskError | None = None
        self._stopped = False
        self._taken = QElapsedTimer()

    @property
    def gone(self) -> int:
        """How many it has been tried with."""
        return self.count - len(self.left)

    def take(self, part: ManyDone) -> None:
        """A step was carried out."""
        del self.left[:AT_ONCE]
        self.done += part.done
        self.lines += part.lines
        self.refused |= part.refused

    def go_on(self) -> None:
        """Do the next step, and all after it, until nothing is left or it is stopped."""
        self.failed, self._stopped = None, False
        self._next()

    def stop(self) -> None:
        """After the step that is on."""
        self._stopped = True

    def _next(self) -> None:
        if not self.left or self._stopped:
            self.ended.emit()
            return
        self._taken.start()
        step = self._step(tuple(self.left[:AT_ONCE]))
        self._place.act(step, self._on_done, self._on_failed, receiver=self)

    def _on_done(self, part: ManyDone) -> None:
        self.take(part)
        self.stepped.emit()
        shortest, longest = PAUSE_MS
        pause = min(longest, max(shortest, self._taken.elapsed() // 2)) if self.left else 0
        QTimer.singleShot(pause, self, self._next)

    def _on_failed(self, error: DeskError) -> None:
        self.failed = error
        self.ended.emit()
