"""`deskapp new`: makes a desk's file, with its manager, their PIN, and the recovery code."""

import getpass
from argparse import Namespace
from pathlib import Path

from deskapp import desk
from deskapp.commands import check
from deskapp.commands.arguments import Commands, command, instant, whole_number
from deskapp.commands.output import bar, no_bar, plain, say
from deskapp.commands.people import can_ask, given_pin
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, Invalid
from deskapp.language import _


def add(commands: Commands) -> None:
    examples = (
        "deskapp new desk.db",
        "deskapp new demo.db --demo",
        "deskapp new large.db --calls 100000 --open 1000",
        "deskapp new again.db --from desk.json",
    )
    new = command(commands, "new", _("make a desk's file"), *examples)
    new.add_argument("file", metavar="FILE", type=Path, help=_("the file to make; there must be none yet"))
    begins = new.add_mutually_exclusive_group()
    begins.add_argument("--demo", action="store_true", help=_("with a story of calls, customers and contacts"))
    begins.add_argument("--manager", metavar="NAME", help=_("who leads the desk; the PIN is asked for"))
    begins.add_argument(
        "--from", dest="source", metavar="JSON", type=Path, help=_("with everything of a desk that deskapp dump wrote")
    )
    begins.add_argument(
        "--calls", metavar="N", type=whole_number, help=_("with N invented calls of ten years, to try such a size")
    )
    new.add_argument(
        "--open", metavar="M", type=whole_number, help=_("with --calls: so many of them open; else one in a hundred")
    )
    new.add_argument(
        "--seed", metavar="S", type=whole_number, default=1, help=_("with --calls: other calls for another number")
    )
    new.add_argument("--at", metavar="INSTANT", type=instant, help=_("with --calls: as if it were then"))
    new.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    path = asked.file
    if asked.demo:
        from deskapp.services.demo.service import make_demo

        make_demo(path, clock.now())
        say(_("Made {path}.").format(path=path))
        return 0
    if asked.calls is not None:
        _with_calls(path, asked, clock)
        say(_("Made {path}.").format(path=path))
        return 0
    pin = _chosen()
    if asked.source is not None:
        code = _made_from(asked.source, path, clock, pin)
    else:
        name = (asked.manager or "").strip() or _("Manager")
        code = desk.make(path, clock, name, pin)
    say(_("Made {path}.").format(path=path))
    if code:
        say(_("Recovery code: {code}").format(code=code))
        say(_("If every manager forgets the PIN, it lets one in again. It is shown only now: keep it in a safe place."))
    return 0


def _with_calls(path: Path, asked: Namespace, clock: Clock) -> None:
    """A desk with invented calls. Like the demo it has no PINs: nothing in it is anybody's."""
    from deskapp.services.history.service import make_history

    still_open = asked.calls // 100 if asked.open is None else asked.open
    try:
        make_history(path, asked.at or clock.now(), asked.calls, still_open, asked.seed, bar)
    finally:
        no_bar()


def _made_from(source: Path, path: Path, clock: Clock, pin: str | None) -> str:
    """The desk of a JSON; what is wrong with it is told as `deskapp check` tells it."""
    from deskapp.services.whole.restore import make_from

    try:
        return make_from(path, source, clock, pin)
    except DeskError as problem:
        if problem.code == Refusal.DUMP_UNSOUND:
            for finding in problem.values["findings"]:
                say(plain(check.sentence(finding)))
        raise


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
