"""`deskapp on-call`: who is on call by a rota, now or at any instant, and until when; or why nobody is."""

from datetime import datetime
from pathlib import Path
from typing import Any

from deskapp.commands.desks import opened
from deskapp.commands.output import iso, local, plain, say, say_json
from deskapp.domain.clock import Clock
from deskapp.language import _
from deskapp.services.rotas.views import OnCallView


def run(path: Path, rota: str, at: datetime | None, as_json: bool, clock: Clock) -> int:
    with opened(path, clock) as desk:
        answer = desk.rotas.on_call(desk.rotas.find(rota), at or clock.now())
        zone = desk.facts().site.zone
    if as_json:
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
