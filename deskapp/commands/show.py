"""`deskapp show`: one call with its clocks, pauses, escalations, promises, agreements and timeline."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, reference
from deskapp.commands.desks import opened
from deskapp.commands.output import say, say_json
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    show = command(
        commands, "show", _("show one call"), "deskapp show desk.db C-00001", "deskapp show desk.db INC0000045 --json"
    )
    file_of_desk(show)
    reference(show)
    in_json(show)
    show.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        call = desk.overview.call(desk.calls.find(asked.ref))
        zone = desk.facts().site.zone
    now = clock.now()
    if asked.json:
        from deskapp.services.overview.call_json import call_json

        say_json(call_json(call, now))
        return 0
    from deskapp.commands.call_lines import lines

    for line in lines(call, zone, now):
        say(line)
    return 0
