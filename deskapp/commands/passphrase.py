"""The passphrase of an encrypted desk, where a command comes upon one: asked unseen, or read where a variable says."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from deskapp import desk
from deskapp.commands.people import can_ask
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.language import _

#: Names a file whose first line is the passphrase, or a descriptor such as /dev/fd/3. What is an argument, or stands in
#: a variable, others see in the list of processes.
FILE_VARIABLE = "DESKAPP_PASSPHRASE_FILE"
#: So often somebody at a terminal may try.
_TRIES = 3


def unlock(path: Path) -> None:
    """Open an encrypted desk from now on. Raises StorageProblem where nobody knows how."""
    if os.environ.get(FILE_VARIABLE):
        desk.unlock(path, _from_file(Path(os.environ[FILE_VARIABLE])))
        return
    if not can_ask():
        raise StorageProblem(Refusal.PASSPHRASE_NOT_GIVEN, path=str(path), variable=FILE_VARIABLE)
    asked = _("Passphrase or recovery key of {path}: ").format(path=path)
    for left in reversed(range(_TRIES)):
        try:
            desk.unlock(path, getpass.getpass(asked))
        except StorageProblem as problem:
            if problem.code is not Refusal.PASSPHRASE_REFUSED or not left:
                raise
        else:
            return


def _from_file(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="surrogateescape") as lines:
            return lines.readline()
    except OSError as error:
        raise StorageProblem(Refusal.NOT_READABLE, path=str(file), said=error.strerror or str(error)) from error
