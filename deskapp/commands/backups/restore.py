"""`deskapp restore`: the backups of a desk, what is in one, and one put back in its place."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, file_of_desk, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import local, plain, say, table
from deskapp.commands.people import act_as_named_or_head, can_ask, pin_of
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound, StorageProblem
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.backups.keeping import OfDesk
    from deskapp.services.people import StaffView
    from deskapp.services.work import Work

#: What keeps a desk from being read at all: then nobody can tell what would be lost.
_UNREADABLE = (Refusal.MISSING, Refusal.EMPTY, Refusal.NOT_A_DATABASE, Refusal.DAMAGED)


def add(commands: Commands) -> None:
    restore = command(
        commands,
        "restore",
        _("list a desk's backups, look into one, or put one back; what the desk is now is set aside"),
        "deskapp restore desk.db --list",
        'deskapp restore desk.db "desk 2026-11-16 100000.db" --look',
        'deskapp restore desk.db "desk 2026-11-16 100000.db" --yes',
    )
    file_of_desk(restore)
    restore.add_argument("copy", metavar="COPY", nargs="?", help=_("a backup, by its name in the list or its path"))
    does = restore.add_mutually_exclusive_group()
    does.add_argument("--list", action="store_true", help=_("say which there are; so it is without COPY"))
    does.add_argument("--look", action="store_true", help=_("say what is in it, and what would be lost"))
    does.add_argument("--yes", action="store_true", help=_("put it back without asking once more"))
    who_acts(restore)
    restore.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.backups import keeping

    desk: OfDesk | None
    try:
        desk = keeping.of_desk(asked.file)
    except StorageProblem as problem:
        if problem.code not in _UNREADABLE:
            raise
        desk = None
    if asked.list or asked.copy is None:
        return _list(asked.file, desk)
    if desk is None:
        return _without_desk(asked, clock)
    return _with_desk(asked, clock)


def _list(path: Path, desk: OfDesk | None) -> int:
    from deskapp.services.backups import finding, keeping
    from deskapp.wording.backups import copies as wording

    found = [keeping.view(one) for one in finding.all_of(path, desk)]
    if not found:
        say(_("There is no backup of {path}.").format(path=path))
        return 0
    for line in table([(local(one.made_at, "UTC"), one.name, wording.about(one), wording.kind(one)) for one in found]):
        say(line)
    return 0


def _with_desk(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.backups.acts import RestoreBackup
    from deskapp.wording.backups import copies as wording

    with opened(asked.file, clock) as desk:
        pin = act_as_named_or_head(desk, asked.who)
        inside = desk.backups.look_into(asked.copy)
        zone, now = desk.facts().site.zone, clock.now()
        say(plain(wording.within(inside, zone, now)))
        for line in wording.call_lines(inside.newest):
            say(f"  {plain(line)}")
        say(plain(wording.lost(inside)))
        for line in wording.call_lines(inside.lost):
            say(f"  {plain(line)}")
        if asked.look:
            return 0
        _be_sure(asked)
        restored = desk.backups.restore(RestoreBackup(asked.copy, pin, inside.lost_lines)).value
        # What is open here is the file that was set aside: nothing is left to be done in it.
        desk.staff_id = None
    say(wording.put_back(restored.copy, str(restored.aside)))
    return 0


def _without_desk(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.backups import finding, restoring
    from deskapp.wording.backups import copies as wording

    copy = finding.named(asked.file, asked.copy, None)
    say(_("{path} cannot be read: what would be lost by it cannot be told.").format(path=asked.file))
    if asked.look:
        return 0
    _be_sure(asked)

    def prove(work: Work) -> StaffView:
        return _manager(work, asked.who)

    restored = restoring.restore_without_desk(asked.file, copy.path, clock, prove)
    say(wording.put_back(restored.copy, str(restored.aside)))
    return 0


def _manager(work: Work, who: str | None) -> StaffView:
    """Whoever is named, or the first manager of the copy, by their PIN there."""
    from deskapp.domain.spelling import same_name
    from deskapp.domain.words import Role
    from deskapp.services.people import StaffView
    from deskapp.services.staff import pins
    from deskapp.services.staff.service import StaffDoor

    managers = [one for one in StaffDoor(work).members() if one.active and one.role is Role.MANAGER]
    found = next((one for one in managers if who is None or same_name(one.name, who)), None)
    if found is None:
        raise NotFound(Refusal.NOBODY_NAMED, name=who or "")
    if found.has_pin:
        pins.check(work, found.id, pin_of(found.name))
    return StaffView(found.id, found.name, found.role, found.active)


def _be_sure(asked: Namespace) -> None:
    """Raises NotAllowed where nobody said yes."""
    if asked.yes:
        return
    if can_ask():
        answer = input(_("Put {copy} back? [y/N] ").format(copy=asked.copy))
        if answer.strip().casefold() in ("y", "yes", _("yes")):
            return
    raise NotAllowed(Refusal.NOT_SURE)
