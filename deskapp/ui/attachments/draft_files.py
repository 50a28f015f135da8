"""The files of a call that is still being typed: they wait with its draft until it is logged, through a crash too.

files = DraftFiles(place, self)
draft.keep("files", lambda: files.key, files.set_key, files.changed)
LogCall(..., files=files.key)
"""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.ui.attachments.holders import OfDraft
from deskapp.ui.attachments.strip import AttachmentStrip
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.services.attachments.views import AttachmentView


class DraftFiles(AttachmentStrip):
    """A strip that says under which key its files wait."""

    changed = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._key, self._unread = "", False
        self.attached.connect(self._read_again)
        self.set_key("")

    @property
    def key(self) -> str:
        """Under which files wait; "" while none do."""
        return self._key if self.files or self._unread else ""

    def set_key(self, key: str) -> None:
        """Show what waits under a key that a draft kept; "": begin anew. What waited is cleared in its time."""
        self._key, self._unread = key or uuid.uuid4().hex, bool(key)
        self.set_files(OfDraft(self._key), ())
        if key:
            self._read_again()

    def _read_again(self, _one: object = None) -> None:
        key = self._key
        self._place.read(
            lambda desk: desk.attachments.waiting(key), partial(self._on_read, key), key=("waiting files", self._token)
        )

    def _on_read(self, key: str, files: tuple[AttachmentView, ...]) -> None:
        if key == self._key:
            self._unread = False
            self.set_files(OfDraft(key), files)
            self.changed.emit()
