"""How long the thread that draws works at a stretch, and at what: its stack is looked at from beside it."""

import sys
import threading
import time
from collections import Counter
from types import CodeType, FrameType

from PySide6.QtCore import QTimer

#: A stretch is looked at from this length on, in seconds of the thread's own work, and so often.
_FROM, _EVERY = 0.03, 0.004
#: So many calls of a stack are told, and so many stacks.
_DEEP, _MOST = 12, 3

_Stack = tuple[tuple[CodeType, int], ...]


class Stretches:
    """Between two rounds of events, in the thread's own time: what others do on a busy machine does not count."""

    def __init__(self) -> None:
        self.longest, self.beats, self.where = 0.0, 0, ""
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._last, self._over = time.thread_time(), threading.Event()
        self._seen: list[_Stack] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)
        self._beside = threading.Thread(target=self._look, daemon=True)
        self._beside.start()

    def stop(self) -> None:
        self._timer.stop()
        self._over.set()
        self._beside.join()

    def _beat(self) -> None:
        now = time.thread_time()
        worked, self._last = now - self._last, now
        seen, self._seen = self._seen, []
        self.beats += 1
        if worked > self.longest:
            self.longest = worked
            told = Counter(seen).most_common(_MOST)
            self.where = "\n".join(f"{count} of {len(seen)} looks\n{_words(stack)}" for stack, count in told)

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            if time.clock_gettime(self._clock) - self._last > _FROM:
                self._seen.append(self._stack())

    def _stack(self) -> _Stack:
        """Of a frame nothing may be kept: what it holds of Qt's would end its life on this thread.

        So nobody else's turn comes while one is held.
        """
        turn = sys.getswitchinterval()
        sys.setswitchinterval(10)
        try:
            frame: FrameType | None = sys._current_frames().get(self._thread)
            stack: list[tuple[CodeType, int]] = []
            while frame is not None and len(stack) < _DEEP:
                stack.append((frame.f_code, frame.f_lineno))
                frame = frame.f_back
            del frame
            return tuple(stack)
        finally:
            sys.setswitchinterval(turn)


def _words(stack: _Stack) -> str:
    return "\n".join(f"  {code.co_filename}:{line} {code.co_name}" for code, line in stack)
