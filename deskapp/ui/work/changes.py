"""One door for everything that changed, here or on another workstation; each screen decides what to reload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.services.changes import Changes


class ChangeHub(QObject):
    """Whoever carries out an act, and whoever notices other writers, calls `tell` once."""

    changed = Signal(object)  # Changes

    def tell(self, changes: Changes) -> None:
        self.changed.emit(changes)


class Reloadable(Protocol):
    """A widget whose rows may change."""

    def concerns(self, changes: Changes) -> bool:
        """Whether something that it shows was changed."""

    def reload(self) -> None: ...

    def isVisible(self) -> bool: ...


class Reloader(QObject):
    """Keeps one screen up to date: at once while it is visible, when it is next shown while it is hidden.

    The first show loads it.
    """

    def __init__(self, screen: Reloadable, hub: ChangeHub) -> None:
        assert isinstance(screen, QWidget)
        super().__init__(screen)
        self._screen = screen
        self._stale = True
        screen.installEventFilter(self)
        hub.changed.connect(self._on_changed)

    @property
    def stale(self) -> bool:
        """Whether the screen shows something older than what it was told of."""
        return self._stale

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._screen and self._stale:
            self._reload()
        return False

    def _on_changed(self, changes: Changes) -> None:
        if not self._screen.concerns(changes):
            return
        if self._screen.isVisible():
            self._reload()
        else:
            self._stale = True

    def _reload(self) -> None:
        self._stale = False
        self._screen.reload()
