"""Attachments, as the screens ask for them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from deskapp.domain.attachments.kinds import AttachmentKind, Rendition, kind_of
from deskapp.domain.attachments.names import of_copy
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, StorageProblem
from deskapp.services.attachments import acts, attaching, content, reading
from deskapp.services.attachments.views import AttachmentView
from deskapp.services.changes import Done
from deskapp.services.work import Work


class Attachments:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def attach(self, act: acts.AttachFile) -> Done[AttachmentView]:
        """Keep a file with a call. Refused where it is larger than the site allows."""
        return attaching.attach(self._work, act)

    def remove(self, act: acts.RemoveAttachment) -> Done[AttachmentView]:
        """By whoever attached it, or a supervisor. Its name stays in the timeline; its content goes in a minute."""
        return attaching.remove(self._work, act)

    def restore(self, act: acts.RestoreAttachment) -> Done[AttachmentView]:
        """Take a removal back. Raises NotFound once the content is gone."""
        return attaching.restore(self._work, act)

    def wait(self, act: acts.WaitFile) -> Done[AttachmentView]:
        """Keep a file with a draft until its call is logged: see `LogCall.files`."""
        return attaching.wait(self._work, act)

    def take(self, key: str, call_id: int) -> Done[int]:
        """Attach what waits with a draft of whoever works here to a call that is there already; how many."""
        return attaching.take_up(self._work, key, call_id)

    def forget(self, key: str, attachment_id: int | None = None) -> Done[None]:
        """One file, or all, that wait with a draft of whoever works here wait no longer."""
        return attaching.forget(self._work, key, attachment_id)

    def clear(self) -> int:
        """Let go of what was removed more than a minute ago, and of what waits with no draft; how many contents."""
        return attaching.clear(self._work)

    def of_call(self, call_id: int) -> tuple[AttachmentView, ...]:
        """What is attached to a call now, the oldest first."""
        with self._work.read() as session:
            reading.the_call(session, call_id)
            return reading.of_call(session, call_id)

    def waiting(self, key: str) -> tuple[AttachmentView, ...]:
        """What waits with a draft of whoever works here."""
        with self._work.read() as session:
            return reading.waiting(session, key, self._work.staff_id or 0)

    def pictures(self, call_id: int) -> Mapping[int, bytes]:
        """The small pictures of a call's attachments, JPEG, by the attachment's id."""
        with self._work.read() as session:
            reading.the_call(session, call_id)
            return dict(reading.pictures(session, call_id, Rendition.SMALL))

    def pictures_waiting(self, key: str) -> Mapping[int, bytes]:
        """The same of what waits with a draft."""
        with self._work.read() as session:
            return dict(reading.pictures_waiting(session, key, self._work.staff_id or 0))

    def write(self, attachment_id: int, file: IO[bytes], *, waiting: bool = False) -> None:
        """Write what is in an attachment into a file, piece by piece. Raises StorageProblem where it is damaged."""
        with self._work.read() as session:
            _name, content_id = reading.there(session, attachment_id, waiting=waiting)
            for chunk in content.chunks(session, content_id):
                file.write(chunk)

    def open_copy(self, attachment_id: int, folder: Path, *, waiting: bool = False) -> Path:
        """Write a copy to be opened into `folder`, for this user alone; its ending is that of its kind.

        Raises NotAllowed where it is of a kind that may run: what it is is looked at again, in what it holds.
        """
        with self._work.read() as session:
            name, content_id = reading.there(session, attachment_id, waiting=waiting)
            data = b"".join(content.chunks(session, content_id))
        kind = kind_of(name, data)
        if kind is AttachmentKind.OTHER:
            raise NotAllowed(Refusal.ATTACHMENT_ONLY_SAVED, name=name)
        return _write_copy(folder, of_copy(name, kind), data)


def _write_copy(folder: Path, name: str, data: bytes) -> Path:
    """A folder of its own for each: two files of one name stand beside each other."""
    number = 1
    try:
        while True:
            inside = folder / str(number)
            try:
                inside.mkdir(mode=0o700)
                break
            except FileExistsError:
                number += 1
        handle = os.open(inside / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        said = error.strerror or str(error)
        raise StorageProblem(Refusal.FILE_NOT_WRITTEN, path=str(folder / name), why=said) from error
    return inside / name
