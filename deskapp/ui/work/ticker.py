"""One tick a second while its window can be seen. Hidden things do not tick; what must be told also then is slow."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.clock import Clock

_SLOW_MS = 5_000


class Ticker(QObject):
    """Tells a window's screens the present: `ticked(now)`, at once when the window appears, then every second."""

    ticked = Signal(object)  # an aware UTC datetime

    def __init__(self, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._clock = clock
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        # A coarse timer may be 50 ms late each time, and would skip a shown second now and then.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        window.installEventFilter(self)
        self._follow()

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def tick(self) -> None:
        """Tell the present now."""
        self.ticked.emit(self._clock.now())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in (
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.WindowStateChange,
        ):
            self._follow()
        return False

    def _follow(self) -> None:
        shown = self._window.isVisible() and not self._window.isMinimized()
        if shown and not self._timer.isActive():
            self._timer.start()
            self.tick()
        elif not shown:
            self._timer.stop()


class SlowTicker(QObject):
    """While the window's ticker rests, tells the present all the same, every few seconds: deadlines go on."""

    ticked = Signal(object)  # an aware UTC datetime

    def __init__(self, clock: Clock, ticker: Ticker, window: QWidget) -> None:
        super().__init__(window)
        self._clock, self._ticker = clock, ticker
        self._timer = QTimer(self)
        self._timer.setInterval(_SLOW_MS)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        if not self._ticker.running:
            self.ticked.emit(self._clock.now())
