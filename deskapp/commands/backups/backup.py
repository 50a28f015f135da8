"""`deskapp backup`: a copy of a desk that can be relied on, while others work with it."""

from argparse import Namespace
from pathlib import Path

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import refuse_over
from deskapp.commands.output import plain, say
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.language import _


def add(commands: Commands) -> None:
    backup = command(
        commands,
        "backup",
        _("copy a desk while others work with it, and look the copy over"),
        "deskapp backup desk.db",
        "deskapp backup desk.db /media/stick/desk.db",
    )
    file_of_desk(backup)
    where = _("the file to write, or a folder; without it, among the desk's own backups")
    backup.add_argument("to", metavar="TO", nargs="?", type=Path, help=where)
    backup.add_argument("--force", action="store_true", help=_("write over the file that is there"))
    backup.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    """Nobody is asked who they are: whoever may read the file could copy it by hand, and not as well."""
    from deskapp.services.backups import keeping
    from deskapp.storage import copies
    from deskapp.storage.backup import write_copy
    from deskapp.wording.backups import copies as wording

    if asked.to is None:
        made = keeping.keep(asked.file, clock.now(), asked=True).made
        if made is None:
            raise StorageProblem(Refusal.LOCKED, path=str(asked.file))
        target, holds = made.path, made
    else:
        target = asked.to / copies.name_of(asked.file, "", clock.now()) if asked.to.is_dir() else asked.to
        refuse_over(asked.file, target)
        try:
            found = write_copy(asked.file, target, instead=asked.force)
        except FileExistsError as error:
            raise StorageProblem(Refusal.FILE_THERE, path=str(target)) from error
        holds = keeping.view(copies.Copy(target, clock.now(), target.stat().st_size, found))
    say(_("Wrote {path}.").format(path=target))
    say(plain(wording.about(holds)))
    return 0
