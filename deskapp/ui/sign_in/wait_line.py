"""The wait after wrong PINs, counted down in plain words."""

from datetime import timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.clock import Clock
from deskapp.language import _
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.label import Label
from deskapp.wording import times

#: What is left is told to a screen reader in steps of so many seconds.
_HEARD_EVERY = 5


class WaitLine(Label):
    """Hidden while nobody waits. It is counted in real time: setting the machine's clock changes nothing here."""

    over = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", "strong", wrap=True, parent=parent)
        self._clock = clock
        self._until = timedelta(0)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self.look)
        self.hide()

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()

    def begin(self, seconds: int) -> None:
        """Count down from so many seconds; 0 ends a wait that is on."""
        if seconds <= 0:
            self._timer.stop()
            self.hide()
            return
        self._until = self._clock.passed() + timedelta(seconds=seconds)
        self._timer.start()
        self.look()
        self.show()
        announce(self, self.text())

    def look(self) -> None:
        """Say what is left now."""
        left = -((self._clock.passed() - self._until) // timedelta(seconds=1))
        if left > 0:
            self.setText(_said(left))
            self.setAccessibleName(_said(-(-left // _HEARD_EVERY) * _HEARD_EVERY))
            return
        self._timer.stop()
        self.setText(_("Now you can try again."))
        self.setAccessibleName(self.text())
        announce(self, self.text())
        self.over.emit()


def _said(seconds: int) -> str:
    return _("Wait {time}, then try again.").format(time=times.duration(timedelta(seconds=seconds)))
