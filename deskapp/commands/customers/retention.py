"""`deskapp retention`: what is due to go by the site's rules; that it goes is asked for by name, by a manager."""

from __future__ import annotations

import json
from argparse import Namespace
from time import sleep
from typing import TYPE_CHECKING, Any

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.exchange.json_values import iso
from deskapp.domain.words import RetentionKind
from deskapp.language import _
from deskapp.wording import codes
from deskapp.wording import customers as customer_wording
from deskapp.wording.erasure import asking as erasure_wording
from deskapp.wording.erasure import retention as retention_wording

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.retention.views import DueView


def add(commands: Commands) -> None:
    retention = command(
        commands,
        "retention",
        _("say what is due to go by its age, or have it go"),
        "deskapp retention desk.db",
        "deskapp retention desk.db --list --json",
        'deskapp retention desk.db --carry-out words --carry-out files --as "Mia Manager"',
    )
    file_of_desk(retention)
    retention.add_argument("--list", action="store_true", help=_("name each that is due, up to 200 of a kind"))
    gone = _("have what is due of this kind go for good, and record it; may be given several times")
    kinds = [kind.value for kind in RetentionKind]
    retention.add_argument("--carry-out", action="append", choices=kinds, default=[], metavar="KIND", help=gone)
    in_json(retention)
    who_acts(retention)
    retention.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        if asked.carry_out:
            act_as_named_or_head(desk, asked.who)
            _carry_out(desk, [RetentionKind(one) for one in asked.carry_out])
        else:
            _tell(desk, asked, clock)
    return 0


def _tell(desk: Desk, asked: Namespace, clock: Clock) -> None:
    found = desk.retention.due()
    if asked.json:
        say(json.dumps([_json(desk, one, named=asked.list) for one in found], ensure_ascii=False, indent=2))
        return
    zone, now = desk.facts().site.zone, clock.now()
    if not found:
        say(_("No rule says that anything goes: a manager sets them under Settings > Keeping."))
    for one in found:
        head = f"{one.kind.value}: {codes.retention_kind(one.kind)}, {customer_wording.age(one.months)}"
        said = (retention_wording.due(one, zone, now), retention_wording.stays(one))
        say(f"{head} · {' · '.join(filter(None, said))}")
        for item in desk.retention.items(one) if asked.list else ():
            say(f"  {item.name}  {item.said}")


def _json(desk: Desk, one: DueView, *, named: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": one.kind.value,
        "months": one.months,
        "until": iso(one.until),
        "due": one.due,
        "held": one.held,
        "disputed": one.disputed,
        "unfinished": one.unfinished,
    }
    if named:
        told["items"] = [{"name": item.name, "since": iso(item.since)} for item in desk.retention.items(one)]
    return told


def _carry_out(desk: Desk, kinds: list[RetentionKind]) -> None:
    from deskapp.services.erasure.acts import Instead
    from deskapp.services.steps.service import GAP

    found = {one.kind: one for one in desk.retention.due()}
    instead = Instead(**erasure_wording.instead())
    for kind in kinds:
        gone = 0
        if kind in found:
            for act in desk.retention.steps(found[kind], retention_wording.reason(found[kind]), instead):
                gone += desk.retention.carry_out(act).value
                # Others write between.
                sleep(GAP)
        say(f"{codes.retention_kind(kind)}: {retention_wording.done(gone)}")
    if not desk.erasures.clear():
        say(erasure_wording.to_be_cleared())
