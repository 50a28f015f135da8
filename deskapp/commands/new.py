"""`deskapp new`: makes a desk's file."""

from pathlib import Path

from deskapp import desk
from deskapp.commands.output import say
from deskapp.domain.clock import Clock
from deskapp.language import _


def run(path: Path, demo: bool, clock: Clock) -> int:
    if demo:
        from deskapp.services.demo import make_demo

        make_demo(path, clock.now())
    else:
        desk.make(path, clock)
    say(_("Made {path}.").format(path=path))
    return 0
