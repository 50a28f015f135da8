"""Files and pictures that were chosen, dropped or pasted: read beside the work, then attached in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from deskapp.language import _
from deskapp.ui.attachments.holders import Holder
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.services.attachments.acts import File


class Taking(QObject):
    """Takes whatever can be attached; `refused` says of each file why it was not."""

    taken = Signal(object)  # AttachmentView
    refused = Signal(object)  # DeskError, of one file

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place

    def mime(self, holder: Holder, data: QMimeData) -> bool:
        """Attach what was dropped or copied: files, else a picture; whether there is any."""
        paths = files_in(data)
        if paths:
            self.paths(holder, paths)
            return True
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self.image(holder, image)
        return True

    def paths(self, holder: Holder, paths: Sequence[Path]) -> None:
        """Attach files of a disk."""
        limit = self._limit()
        for path in paths:
            self._load(holder, partial(_from_disk, path, limit))

    def image(self, holder: Holder, image: QImage) -> None:
        """Attach a picture that is in no file yet, as a screenshot is."""
        at = self._place.desk.clock.now().astimezone(ZoneInfo(self._place.zone))
        self._load(holder, partial(_from_clipboard, image, _screenshot(at)))

    def _load(self, holder: Holder, load: Callable[[], File]) -> None:
        # A slow stick or folder holds up neither a save nor the call that is looked at.
        self._place.write_out(lambda _desk: load(), partial(self._on_loaded, holder), self.refused.emit)

    def _on_loaded(self, holder: Holder, file: File) -> None:
        self._place.act(lambda desk: holder.attach(desk, file), self.taken.emit, self.refused.emit, receiver=self)

    def _limit(self) -> int:
        from deskapp.services.attachments.files import MEGABYTE

        facts = self._place.facts
        return (facts.site.attachment_limit if facts else 1) * MEGABYTE


def files_in(data: QMimeData) -> list[Path]:
    """The files of a disk that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def usable(data: QMimeData) -> bool:
    """Whether something of it can be attached."""
    return bool(files_in(data)) or data.hasImage()


def only_a_picture(data: QMimeData) -> bool:
    """Whether a text field can do nothing with it."""
    return data.hasImage() and not data.hasText() and not data.hasUrls()


def _screenshot(at: datetime) -> str:
    """A name that sorts by time and stands on every disk."""
    return _("Screenshot {time}").format(time=f"{at:%Y-%m-%d %H.%M.%S}") + ".png"


def _from_disk(path: Path, limit: int) -> File:
    from deskapp.services.attachments.files import load

    return _with_pictures(load(path, limit))


def _from_clipboard(image: QImage, name: str) -> File:
    from deskapp.services.attachments.acts import File
    from deskapp.ui.attachments.pictures import png

    return _with_pictures(File(name, png(image)))


def _with_pictures(file: File) -> File:
    from deskapp.domain.attachments.kinds import kind_of
    from deskapp.services.attachments.acts import File
    from deskapp.ui.attachments.pictures import renditions

    return File(file.name, file.data, renditions(kind_of(file.name, file.data), file.data))
