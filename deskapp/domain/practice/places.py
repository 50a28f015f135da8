"""On which line of a TOML file something stands: the library that reads it does not say."""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[{1,2})\s*([\w.\-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w\-]+)\s*=")


def places(text: str) -> dict[Path, int]:
    """The line, from 1, of each header and key: ("line", 2, "answer", 0, "to"). What stands inline is not told."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    closes = ""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if closes:
            closes = "" if closes in line else closes
            continue
        header = _HEADER.match(line) if depth == 0 else None
        if header:
            here = _opened(header.group(2).split("."), counts, several=header.group(1) == "[[")
            found[here] = number
            continue
        key = _KEY.match(line) if depth == 0 else None
        if key:
            found[(*here, key.group(1))] = number
        bare, closes = _without_texts(line)
        depth = max(0, depth + bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}"))
    return found


def _opened(names: list[str], counts: dict[Path, int], *, several: bool) -> Path:
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name)
        if place == len(names) - 1 and several:
            counts[path] = counts.get(path, -1) + 1
            return (*path, counts[path])
        if path in counts:
            path = (*path, counts[path])
    return path


_ONE_LINE = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def _without_texts(line: str) -> tuple[str, str]:
    """The line without what stands in quotes, and what closes a text that goes on in the next line."""
    for marks in ('"""', "'''"):
        before, opened, after = line.partition(marks)
        if opened:
            return before, "" if marks in after else marks
    return _ONE_LINE.sub("", line).split("#")[0], ""
