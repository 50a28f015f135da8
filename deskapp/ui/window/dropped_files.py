"""A file that is dropped on the window: past calls go to their import, people to theirs, anything else to the call.

What is dropped on the panel or on a call's files is attached, whatever it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.attachments import on_a_call
from deskapp.ui.attachments.pasting import Pasting
from deskapp.ui.attachments.taking import usable
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.window.whole_window import WholeWindow

#: Entering and moving are drops to be.
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
_CARDS = (".vcf", ".vcard")
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".gz")


class DroppedFiles(QObject):
    """Takes one list at a time, and whatever can be attached; anything else is not taken, as the pointer shows."""

    def __init__(self, window: WholeWindow, place: Workplace) -> None:
        over = window.window()
        super().__init__(over)
        self._window, self._place = window, place
        over.setAcceptDrops(True)
        over.installEventFilter(self)
        Pasting(over, self.paste)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        path, call_id, data = _file(event), self._window.current.call_id, event.mimeData()
        if self._place.locked or (path is None and (call_id is None or not usable(data))):
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop and path is not None:
            self.take(path)
        elif event.type() == QEvent.Type.Drop and call_id is not None:
            on_a_call.take(self._place, call_id, data)
        return True

    def paste(self, data: QMimeData) -> None:
        """Attach what was copied to the call in question."""
        call_id = self._window.current.call_id
        if self._place.locked or not usable(data):
            return
        if call_id is None:
            self._place.advised.emit(_("Choose a call first."))
        else:
            on_a_call.take(self._place, call_id, data)

    def take(self, path: Path) -> None:
        """Show what importing the file would do."""
        me = self._place.me
        if path.suffix.lower() in _CARDS or me is None or me.role is not Role.MANAGER:
            self._people(path)
        else:
            self._place.read(lambda desk: (_holds_calls(desk, path), path), self._on_looked)

    def _on_looked(self, looked: tuple[bool, Path]) -> None:
        calls, path = looked
        if calls:
            self._calls(path)
        else:
            self._people(path)

    def _calls(self, path: Path) -> None:
        from deskapp.ui.settings.imports.imports_page import ImportsPage
        from deskapp.ui.settings.settings_screen import SettingsScreen

        screen = self._window.show_screen("settings")
        assert isinstance(screen, SettingsScreen)
        page = screen.show_page("imports")
        assert isinstance(page, ImportsPage)
        page.take(path)

    def _people(self, path: Path) -> None:
        from deskapp.ui.directory.directory_screen import DirectoryScreen

        screen = self._window.show_screen("directory")
        assert isinstance(screen, DirectoryScreen)
        screen.files.preview(path)


def _file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in (*_CARDS, *_TABLES) else None


def _holds_calls(desk: Desk, path: Path) -> bool:
    """Whether a table is one of calls: it has a column of states, and one of when they came."""
    columns = desk.imports.propose(desk.imports.look(path), path.stem)["columns"]
    return "state" in columns and "opened_at" in columns
