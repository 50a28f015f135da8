"""What was tried, as a text with a step a line."""

import re
from collections.abc import Iterable

#: A number or another mark before a step.
_MARK = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•])\s+")


def parted(text: str) -> tuple[str, ...]:
    """The steps of a text, without the numbers or marks that they were written with."""
    return tuple(step for line in text.splitlines() if (step := _MARK.sub("", line, count=1).strip()))


def with_mark(words: str, mark: str) -> str:
    """A step with when it was, before its full stop: "Unit restarted (12:51)."."""
    if not mark:
        return words
    stop = "." if words.endswith(".") and not words.endswith("..") else ""
    return f"{words.removesuffix(stop)} ({mark}){stop}"


def numbered(steps: Iterable[str]) -> list[str]:
    """Each with its number, from 1."""
    return [f"{number}. {step}" for number, step in enumerate(steps, 1)]
