"""What people say in an invented history: texts put together from resources/history, common ones more often."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple, TypeVar

from deskapp import paths

_SLOT = re.compile(r"\{(\w+)\}", re.ASCII)
_ORDERS = 900_000

T = TypeVar("T")


@cache
def told() -> dict[str, Any]:
    """The texts as they are written. They are ours, so a slip in them is a bug and fails loudly."""
    return _read("words.toml")


@cache
def desk() -> dict[str, Any]:
    """The desk of the history, as it is written."""
    return _read("desk.toml")


def _read(name: str) -> dict[str, Any]:
    with (paths.resources() / "history" / name).open("rb") as file:
        return tomllib.load(file)


class Problem(NamedTuple):
    """What a call is about, its slots filled in."""

    category: str
    summary: str
    details: str
    #: What was tried, and what solved it.
    step: str
    solution: str


class Said:
    """Draws texts: of a list the first most often, each further one less, the last still now and then."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._slots: Mapping[str, Sequence[str]] = told()["slots"]
        self._any: Mapping[str, Sequence[str]] = told()["any"]
        self._about = [
            (about["category"], tuple(tuple(problem) for problem in about["problems"])) for about in told()["about"]
        ]

    def problem(self) -> Problem:
        category, problems = self.one_of(self._about)
        chosen = self.one_of(problems)
        # One call speaks of one thing, whatever of it is told where.
        things: dict[str, str] = {}
        summary, details, step, solution = (self._filled(text, things) for text in chosen)
        return Problem(category, summary, details, step, solution)

    def any(self, name: str) -> str:
        """A text of a kind that fits any call."""
        return self._filled(self.one_of(self._any[name]), {})

    def tag(self) -> str:
        words: Sequence[str] = told()["tags"]["words"]
        return self.one_of(words)

    def one_of(self, these: Sequence[T]) -> T:
        """The one at place n about n times less often than the first."""
        return these[int((len(these) + 1) ** self._chance.random()) - 1]

    def _filled(self, text: str, things: dict[str, str]) -> str:
        if "{" not in text:
            return text

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name not in things:
                things[name] = self._order() if name == "order" else self.one_of(self._slots[name])
            return things[name]

        filled = _SLOT.sub(fill, text)
        return filled[0].upper() + filled[1:]

    def _order(self) -> str:
        return f"NP-{100_000 + int(self._chance.random() * _ORDERS)}"
