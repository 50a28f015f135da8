"""The phases of a start, for whoever measures it. Nobody else listens, and then a phase costs one empty call."""

from collections.abc import Callable


def _unheard(_phase: str) -> None:
    """What is told where nobody measures."""


#: Called on the thread that ended a phase, with its name; the benchmark puts its own listener here.
listener: Callable[[str], None] = _unheard


def ended(phase: str) -> None:
    """This much of the start is done."""
    listener(phase)
