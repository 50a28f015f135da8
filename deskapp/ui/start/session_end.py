"""The system ends the session, as when it is shut down: what is typed is kept first, what is asked for saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from deskapp.ui.work.lanes import Lanes

#: So long the system is made to wait; after that it ends programs by force.
_WAITS_MS = 4000
_LOOK_MS = 20


class Session(Protocol):
    """What Qt says of the session that ends."""

    def allowsInteraction(self) -> bool: ...

    def release(self) -> None: ...

    def cancel(self) -> None: ...


class SessionEnd(QObject):
    """Where not all of it can be saved in time the session is asked to stay, and the window says why."""

    def __init__(self, app: QApplication, lanes: Lanes) -> None:
        super().__init__(app)
        self._app, self._lanes = app, lanes
        app.commitDataRequest.connect(self.commit)

    def commit(self, session: Session) -> None:
        """Close as by a person's hand, and wait a little for what is being saved."""
        if self._closed():
            self._wait()  # the last act, and that the file is left whole
            return
        self._wait()
        if self._closed():
            self._wait()
        elif session.allowsInteraction():
            session.release()
            session.cancel()

    def _closed(self) -> bool:
        self._app.closeAllWindows()
        return not any(one.isVisible() for one in self._app.topLevelWidgets())

    def _wait(self) -> None:
        """Until nothing is being saved, or the time is over. The window goes on being drawn."""
        loop = QEventLoop()
        look, over = QTimer(), QTimer()
        look.timeout.connect(lambda: None if self._lanes.busy else loop.quit())
        over.setSingleShot(True)
        over.timeout.connect(loop.quit)
        look.start(_LOOK_MS)
        over.start(_WAITS_MS)
        loop.exec()
