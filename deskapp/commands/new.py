"""`deskapp new`: makes a desk's file, with its manager, their PIN, and the recovery code."""

import getpass
from argparse import Namespace
from pathlib import Path

from deskapp import desk
from deskapp.commands.arguments import Commands, command
from deskapp.commands.output import say
from deskapp.commands.people import can_ask, given_pin
from deskapp.domain.clock import Clock
from deskapp.domain.errors import Invalid
from deskapp.language import _


def add(commands: Commands) -> None:
    new = command(commands, "new", _("make a desk's file"), "deskapp new desk.db", "deskapp new demo.db --demo")
    new.add_argument("file", metavar="FILE", type=Path, help=_("the file to make; there must be none yet"))
    new.add_argument("--demo", action="store_true", help=_("with a story of calls, customers and contacts"))
    new.add_argument("--manager", metavar="NAME", help=_("who leads the desk; the PIN is asked for"))
    new.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    path = asked.file
    if asked.demo:
        from deskapp.services.demo.service import make_demo

        make_demo(path, clock.now())
        say(_("Made {path}.").format(path=path))
        return 0
    pin = _chosen()
    name = (asked.manager or "").strip() or _("Manager")
    code = desk.make(path, clock, name, pin)
    say(_("Made {path}.").format(path=path))
    if code:
        say(_("Recovery code: {code}").format(code=code))
        say(_("If every manager forgets the PIN, it lets one in again. It is shown only now: keep it in a safe place."))
    return 0


def _chosen() -> str | None:
    """The manager's PIN; None where it is left to the first sign-in."""
    from deskapp.domain import pins
    from deskapp.wording import refusals

    given = given_pin()
    if given is not None:
        fault = pins.fault(given)
        if fault is not None:
            raise Invalid({"pin": fault})
        return given
    while can_ask():
        typed = getpass.getpass(_("PIN of the manager (Enter: choose it at the first sign-in): "))
        if not typed:
            return None
        fault = pins.fault(typed)
        if fault is not None:
            say(refusals.field_error(fault))
        elif pins.plain(getpass.getpass(_("The same again: "))) != pins.plain(typed):
            say(_("This is not the same: type it once more."))
        else:
            return typed
    return None
