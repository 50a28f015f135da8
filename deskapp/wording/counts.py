"""How many there are of something: exactly, or that there are more than are counted without being asked."""

from deskapp.language import _


def figure(number: int) -> str:
    """A number, a large one in groups of three."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, most: int) -> str:
    """What was counted up to a limit: "999", or "1 000+" where there are more."""
    return _("{n}+").format(n=figure(most)) if number > most else figure(number)
