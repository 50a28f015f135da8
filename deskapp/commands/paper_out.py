"""Papers as PDF: where they are written to, never over what is there, or to the standard output."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.desks import refuse_over
from deskapp.commands.output import say, told
from deskapp.commands.people import act_as, named
from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.commands.arguments import Options

#: As a file's name: the standard output.
STANDARD_OUTPUT = Path("-")


def to_pdf(
    command: ArgumentParser, beside: Options | None = None, *, required: bool = True, also: tuple[str, ...] = ()
) -> None:
    """--to, --force, --as. beside: the group of what may be asked for instead of a paper. also: other names of --to."""
    (beside or command).add_argument(
        "--to",
        *also,
        dest="to",
        metavar="PDF",
        type=Path,
        required=required and beside is None,
        help=_("the file to write, readable for you alone; - for the standard output"),
    )
    command.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    command.add_argument("--as", dest="who", metavar="NAME", help=_("who prints it; a PIN is asked for"))


def printed_by(desk: Desk, asked: Namespace) -> str:
    """Whose name stands on the paper: who was named, and is signed in for it; else the program's."""
    if asked.who is None:
        return "deskapp"
    person = named(desk, asked.who)
    act_as(desk, person.id)
    return person.name


def check_place(asked: Namespace, to: Path | None = None) -> None:
    """Before anything is made or numbered: raises StorageProblem where it cannot be written there.

    to: the file, if not the one that was named. One that is there is written over only where that was said.
    """
    to = to or asked.to
    if to == STANDARD_OUTPUT:
        return
    from deskapp.documents.new_file import try_place

    refuse_over(asked.file, to)
    try_place(to)
    if to.exists() and not asked.force:
        raise StorageProblem(Refusal.FILE_THERE, path=str(to))


def hand_out(asked: Namespace, content: bytes) -> None:
    """Write the paper, whole or not at all, and say so. Raises StorageProblem."""
    put(asked.to, content)
    if asked.to != STANDARD_OUTPUT:
        say(_("Wrote {path}.").format(path=asked.to))


def put(to: Path, content: bytes) -> None:
    """Write the paper, whole or not at all; to the standard output nothing else is said. Raises StorageProblem."""
    if to == STANDARD_OUTPUT:
        with told():
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        return
    from deskapp.documents.new_file import write

    write(to, content)
