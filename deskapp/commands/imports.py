"""`deskapp imports`: the lists of past calls that were imported, and one of them undone."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import local, plain, say, say_json
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.exchange.json_values import fields
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.imports.views import ImportView

_NAMES = ("id", "source", "file", "at", "by", "calls_added", "calls_moved_on", "rows_taken", "undone_at", "undone_by")


def add(commands: Commands) -> None:
    imports = command(
        commands,
        "imports",
        _("list the imports of past calls, or undo one"),
        "deskapp imports desk.db",
        "deskapp imports desk.db --undo 3",
    )
    file_of_desk(imports)
    told = _("take this import back, as long as nobody has worked on its calls")
    imports.add_argument("--undo", metavar="NUMBER", type=int, help=told)
    imports.add_argument("--words", metavar="WORDS", default="", help=_("why it is undone"))
    who_acts(imports)
    in_json(imports)
    imports.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        if asked.undo is not None:
            act_as_named_or_head(desk, asked.who)
            from deskapp.services.imports.acts import UndoImport

            words = asked.words or _("The import was undone.")
            undone = desk.imports.undo(UndoImport(asked.undo, words)).value
            gone = ngettext("{n} call gone", "{n} calls gone", undone.calls_gone).format(n=undone.calls_gone)
            back = ngettext("{n} call as it was", "{n} calls as they were", undone.calls_back)
            say(f"{gone}; {back.format(n=undone.calls_back)}.")
            return 0
        every = desk.imports.listed()
        zone = desk.facts().site.zone
    if asked.json:
        say_json([fields(one, *_NAMES) for one in every])
        return 0
    for one in every:
        say(plain(_line(one, zone)))
    if not every:
        say(_("No list of past calls was imported."))
    return 0


def _line(one: ImportView, zone: str) -> str:
    added = ngettext("{n} call added", "{n} calls added", one.calls_added).format(n=one.calls_added)
    moved = ngettext("{n} call moved on", "{n} calls moved on", one.calls_moved_on).format(n=one.calls_moved_on)
    parts = [str(one.id), local(one.at, zone), one.file, one.by, added, moved]
    if one.undone_at is not None:
        parts.append(_("undone {at} by {name}").format(at=local(one.undone_at, zone), name=one.undone_by))
    return " · ".join(parts)
