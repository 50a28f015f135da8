"""A text in TOML taken apart, whoever wrote it: what the library stumbles over or would never end with is refused."""

import re
import tomllib
from typing import Any

#: The library's work grows with the square of the parts of one key; nothing that people write is so deep.
_MOST_PARTS = 32
_PART = r"(?:[\w-]{1,100}|\"(?:[^\"\\\n]|\\.){0,100}\"|'[^'\n]{0,100}')"
_TOO_DEEP = re.compile(rf"(?<![\w.-]){_PART}(?:[ \t]{{0,9}}\.[ \t]{{0,9}}{_PART}){{{_MOST_PARTS}}}", re.A)


class NotTomlError(ValueError):
    """What is wrong, in the library's words, and on which line, from 1."""

    def __init__(self, said: str, line: int) -> None:
        super().__init__(said)
        self.line = line


def parsed(text: str) -> dict[str, Any]:
    """The tables of a text; how long it may be is for the caller to say. Raises NotTomlError."""
    deep = _TOO_DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise NotTomlError(f"more than {_MOST_PARTS} names joined by dots (at line {line})", line)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise NotTomlError("too deep", 1) from error
    except ValueError as error:
        # Also a number that is longer than any: that is none of the library's own errors.
        raise NotTomlError(str(error), _line_of(str(error), text)) from error


def _line_of(said: str, text: str) -> int:
    told = said.rpartition("(at line ")[2].partition(",")[0]
    return int(told) if told.isdecimal() else text.count("\n") + 1
