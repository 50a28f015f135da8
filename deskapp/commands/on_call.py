"""`deskapp on-call`: who is on call by a rota, now or at any instant, and until when; or why nobody is."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, instant
from deskapp.commands.desks import opened
from deskapp.commands.output import local, plain, say, say_json
from deskapp.domain.clock import Clock
from deskapp.domain.exchange.json_values import iso
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.rotas.views import OnCallView


def add(commands: Commands) -> None:
    duty = command(
        commands,
        "on-call",
        _("say who is on call by a rota"),
        'deskapp on-call desk.db "After hours"',
        'deskapp on-call desk.db "After hours" --at 2026-12-25T03:00:00Z --json',
    )
    file_of_desk(duty)
    duty.add_argument("rota", metavar="ROTA", help=_("the rota's name"))
    duty.add_argument("--at", metavar="INSTANT", type=instant, help=_("at that instant, past or to come"))
    in_json(duty)
    duty.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        answer = desk.rotas.on_call(desk.rotas.find(asked.rota), asked.at or clock.now())
        zone = desk.facts().site.zone
    if asked.json:
        say_json(_json(answer))
    else:
        say(plain(_words(answer, zone)))
    return 0


def _json(answer: OnCallView) -> dict[str, Any]:
    return {
        "at": iso(answer.at),
        "rota": answer.rota,
        "member": answer.name or None,
        "reason": answer.reason,
        "until": iso(answer.until),
    }


def _words(answer: OnCallView, zone: str) -> str:
    who = answer.name or _("nobody")
    if answer.phone:
        who = _("{name}, {phone}").format(name=who, phone=answer.phone)
    told = f"{answer.rota}, {local(answer.at, zone)} {zone}: {who} ({answer.reason})"
    if answer.until is None:
        return told
    return _("{answer} until {time}").format(answer=told, time=local(answer.until, zone))
