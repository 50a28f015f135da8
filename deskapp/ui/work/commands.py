"""Everything that can be done by name, by key and from the menu: one list for all three."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import folded
from deskapp.language import _


class Group(StrEnum):
    """The menus, in order."""

    CALL = "call"
    SCREENS = "screens"
    LOOK = "look"
    PAPERS = "papers"
    DESK = "desk"


@dataclass(frozen=True)
class Command:
    """One thing to do. `also` holds other words under which the search finds it."""

    key: str
    words: str
    group: Group
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    also: str = ""
    #: Whether it can be done now.
    ready: Callable[[], bool] = lambda: True
    #: Whether it stands in the menu; else it is found by its name alone.
    in_menu: bool = True


def group_words(group: Group) -> str:
    return {
        Group.CALL: _("Call"),
        Group.SCREENS: _("Go to"),
        Group.LOOK: _("View"),
        Group.PAPERS: _("Print"),
        Group.DESK: _("Desk"),
    }[group]


def found(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands whose name, or another word for it, has words that begin with every typed one."""
    typed = folded(text).split()
    if not typed:
        return []
    return [command for command in commands if _fits(command, typed)]


def _fits(command: Command, typed: list[str]) -> bool:
    words = folded(f"{command.words} {command.also}").replace("…", " ").replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) for part in typed)
