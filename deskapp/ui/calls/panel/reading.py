"""One call as it is read for a screen: the call itself, and once that is painted what stands around it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from deskapp.domain.errors import DeskError
from deskapp.services.changes import Changes
from deskapp.services.overview.views import AroundCall, CallDetail
from deskapp.ui.work.workplace import Workplace

#: What is shown of a call may change with these.
_LISTS = ("customers", "contacts", "staff", "policy", "site", "categories", "approvals", "incidents")


class CallReading(QObject):
    """Of calls that follow each other fast only the newest is read; what stands around them of none that is left."""

    read = Signal(object, bool)  # CallDetail, and whether it is the first reading of this call
    around_read = Signal(object)  # AroundCall
    failed = Signal(object)  # DeskError: the call could not be read

    def __init__(self, place: Workplace, after_ms: int, parent: QObject) -> None:
        """after_ms: how long a call must have stood there until what is around it is read."""
        super().__init__(parent)
        self._place = place
        self.call_id: int | None = None
        self.call: CallDetail | None = None
        self.around: AroundCall | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(after_ms)
        self._soon.timeout.connect(self._read_around)

    def begin(self, call_id: int | None) -> None:
        """Another call, or none: nothing is known of it yet."""
        self._soon.stop()
        self.call_id, self.call, self.around = call_id, None, None

    def concerns(self, changes: Changes) -> bool:
        """Whether what was read of it changed."""
        return self.call_id is not None and (
            changes.everything or self.call_id in changes.calls or changes.touches(*_LISTS)
        )

    def reload(self) -> None:
        """Read the call, again if it was read."""
        call_id = self.call_id
        if call_id is not None:
            self._place.read(
                lambda desk: desk.overview.call(call_id),
                partial(self._on_read, call_id),
                partial(self._on_failed, call_id),
                key=("call", id(self)),
                receiver=self,
            )

    def _on_read(self, call_id: int, call: CallDetail) -> None:
        if call_id != self.call_id:
            return
        first, self.call = self.call is None, call
        self.read.emit(call, first)
        if not call.masked:
            self._soon.start()

    def _on_failed(self, call_id: int, error: DeskError) -> None:
        if call_id == self.call_id:
            self.failed.emit(error)

    def _read_around(self) -> None:
        call_id = self.call_id
        if call_id is not None and not self._place.lanes.stopping.is_set():
            self._place.read(
                lambda desk: desk.overview.around(call_id),
                self._on_around,
                self._on_no_around,
                key=("around a call", id(self)),
                receiver=self,
            )

    def _on_around(self, around: AroundCall) -> None:
        if around.call_id == self.call_id:
            self.around = around
            self.around_read.emit(around)

    def _on_no_around(self, _error: DeskError) -> None:
        """The reading of the call itself says what is wrong."""
