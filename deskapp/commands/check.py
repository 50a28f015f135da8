"""`deskapp check`: looks a desk's file over and changes nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import paths
from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.output import plain, say
from deskapp.domain.backups.head import Head, read
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.site.check import Finding

#: So many backups that differ are named.
_MOST = 20


def add(commands: Commands) -> None:
    told = _("look a desk's file over: file, references, timeline, agreements, rotas, routes")
    check = command(commands, "check", told, "deskapp check desk.db")
    file_of_desk(check)
    told = _("what a paper says of the timeline, number and hash, to be looked for in it")
    check.add_argument("--head", metavar='"N HASH"', help=told)
    check.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.site.check import check

    path = asked.file
    head = _printed(asked.head)
    found = check(path)
    missed = _missed(path, clock)
    if head is not None:
        missed += _against(path, head)
    saved_from = _saved_from(path, clock)
    for words in (*missed, *saved_from):
        say(plain(words))
    if missed and not found.findings:
        return 1
    if not found.findings:
        calls = ngettext("{n} call", "{n} calls", found.calls).format(n=found.calls)
        events = ngettext("{n} event", "{n} events", found.events).format(n=found.events)
        told = _("{path} is sound: {calls}, {events}; the timeline is whole, every closed call was agreed.")
        if saved_from:
            told = _("What was saved is sound: {calls}, {events}; the timeline is whole, every closed call was agreed.")
        say(told.format(path=path, calls=calls, events=events))
        return 0
    for finding in found.findings:
        say(plain(sentence(finding)))
    many = ngettext("{n} problem was found in {path}.", "{n} problems were found in {path}.", len(found.findings))
    sys.stderr.write(f"deskapp: {many.format(n=len(found.findings), path=path)}\n")
    return 1


def _printed(text: str | None) -> Head | None:
    """What a paper says. Raises DeskError where no paper says that."""
    if text is None:
        return None
    head = read(text)
    if head is None:
        raise DeskError(Refusal.NO_HEAD, given=text)
    return head


def _missed(path: Path, clock: Clock) -> list[str]:
    """What this workstation, and the desk's backups, have of the timeline that is not in it."""
    from deskapp.services.backups import evidence
    from deskapp.storage.seen_heads import SeenHeads
    from deskapp.wording.backups import evidence as wording

    here = evidence.missed(path, SeenHeads(paths.user_data(make=False)).of(path))
    found = [*([here] if here is not None else []), *evidence.missed_by_backups(path)]
    return [wording.missed(one, "UTC", clock.now()) for one in found[:_MOST]]


def _saved_from(path: Path, clock: Clock) -> list[str]:
    """That the desk was saved from a damaged file, for as long as that is so."""
    from contextlib import closing

    from deskapp.services.site.salvage import origins
    from deskapp.storage.file_check import FileCheck, said_plainly
    from deskapp.wording.damage import salvage as wording

    with closing(FileCheck(path)) as look, said_plainly(path):
        return [wording.origin(one, "UTC", clock.now()) for one in origins(look.rows)]


def _against(path: Path, head: Head) -> list[str]:
    """How what was printed stands to the timeline: said here where it is there, given back where it is not."""
    from deskapp.services.backups.evidence import Held, stands
    from deskapp.wording.backups import evidence as wording

    held, ends = stands(path, head)
    words = wording.printed(held.value, head, ends)
    if held in (Held.WHOLE, Held.PUT_BACK):
        say(plain(words))
        return []
    return [words]


def sentence(finding: Finding) -> str:
    """What is wrong, in words."""
    return _FINDINGS[finding.code]().format(**finding.values)


_FINDINGS: Mapping[str, Callable[[], str]] = {
    "file_damaged": lambda: _("The file is damaged: {said}"),
    "guard_missing": lambda: _("A rule that the file itself must keep is gone: {name}"),
    "made_otherwise": lambda: _("The file is not made as a desk is: {kind} {name}."),
    "verdict_wrong": lambda: _("{ref} has a clock whose verdict is not what its hours and pauses come to."),
    "found_otherwise": lambda: _("{ref} is found by other words than those that stand in it."),
    "reference_broken": lambda: _("Row {row} of {table} names a row of {parent} that is not there."),
    "value_impossible": lambda: _("Row {row} of {table} holds what it cannot hold: {what}"),
    "site_missing": lambda: _("Whose desk it is, is missing."),
    "became_otherwise": lambda: _("{ref} is something else than its timeline says that it became: {field}"),
    "event_missing": lambda: _("The timeline is broken: event {event} is missing."),
    "link_broken": lambda: _("The timeline is broken at event {event} {ref}: it, or what came before it, was changed."),
    "words_changed": lambda: _("The words of event {event} {ref} are not those that were written."),
    "rota_without_plan": lambda: _("The rota {rota} has no plan."),
    "hours_unreadable": lambda: _("Version {version} of the hours {calendar} cannot be read: {said}"),
    "rota_unreadable": lambda: _("Version {version} of the rota {rota} cannot be read: {said}"),
    "rota_names_nobody": lambda: _("Version {version} of the rota {rota} names contact {member}, who is not there."),
    "route_unreadable": lambda: _("The route {route} cannot be read: {said}"),
    "route_loops": lambda: _("These routes lead to one another without an end: {routes}."),
    "incident_told_nothing": lambda: _("{ref} was told a message of the incident “{title}” that is not there."),
    "incident_message_missing": lambda: _("A message of the incident “{title}” is missing."),
    "incident_without_start": lambda: _("The timeline does not say that the incident “{title}” was opened."),
    "measured_otherwise": lambda: _("{where}: the measures have {name} {table}, and the record comes to {record}."),
    "due_wrong": lambda: _("{ref} says another due time than its clocks come to."),
    "lapsed_too_soon": lambda: _("{ref} has lapsed, but its customer was not tried often enough."),
    "void_without_reason": lambda: _("{ref} is void, but nothing says why."),
    "attachment_damaged": lambda: _("What is kept of the attachment {name} {ref} is not what was attached."),
    "attachment_mixed_up": lambda: _("The attachment {name} {ref} names a content that is not its own."),
    "closed_without_a_yes": lambda: _("{ref} is closed, but its customer never agreed."),
}
