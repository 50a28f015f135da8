"""`deskapp dump`: the whole desk as JSON, for another program or a new file."""

from argparse import Namespace

from deskapp.commands.arguments import Commands, command, file_of_desk, to_file, who_acts
from deskapp.commands.desks import opened, refuse_over
from deskapp.commands.output import say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    dump = command(
        commands,
        "dump",
        _("write the whole desk as JSON"),
        "deskapp dump desk.db --to desk.json",
        "deskapp new again.db --from desk.json",
    )
    file_of_desk(dump)
    to_file(dump, "JSON")
    who_acts(dump)
    dump.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.documents.new_file import new_file

    refuse_over(asked.file, asked.to)
    with opened(asked.file, clock) as desk:
        act_as_named_or_head(desk, asked.who)
        with new_file(asked.to) as file:
            for line in desk.whole.lines():
                file.write(line.encode() + b"\n")
    say(_("Wrote {path}.").format(path=asked.to))
    return 0
