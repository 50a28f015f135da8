"""A file on a disk, read to be attached: how large it is is looked at before."""

import os
import stat
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.attachments.acts import File

#: A megabyte, as file managers count it.
MEGABYTE = 1 << 20


def load(path: Path, limit: int) -> File:
    """Read a file of at most `limit` bytes. Raises DeskError: it is larger, none, or cannot be read."""
    name = path.name or str(path)
    try:
        # A pipe would never answer, and a folder is no file.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise DeskError(Refusal.ATTACHMENT_NO_FILE, name=name)
            refuse_large(name, found.st_size, limit)
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise DeskError(Refusal.ATTACHMENT_UNREADABLE, name=name, said=said) from error
    # It may have grown meanwhile.
    refuse_large(name, len(data), limit)
    return File(name, data)


def refuse_large(name: str, size: int, limit: int) -> None:
    """Raises DeskError where so many bytes are more than the site allows."""
    if size > limit:
        raise DeskError(Refusal.ATTACHMENT_TOO_LARGE, name=name, size=size, limit=limit)
