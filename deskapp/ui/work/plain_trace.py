"""A mistake of ours as it may be written down and handed on: where it happened, and nothing of what it happened with.

The words of an exception may hold a customer's, a PIN's hash, a file's name. Only those are kept that are made of the
program's own: names of its functions and columns.
"""

import re
import traceback
from pathlib import Path

from deskapp.domain.errors import DeskError

_ROOT = Path(__file__).resolve().parents[3]
#: Kinds whose words quote names of the program, never values.
_OF_NAMES = (TypeError, AttributeError, NameError, ImportError, ZeroDivisionError, RecursionError, MemoryError)
#: What the database says of a rule: its kind, and which columns it is about.
_RULE = re.compile(r"(?:[A-Z]+ )+constraint failed(?:: [\w., ]+)?$")
#: From the first quotation mark to the last: what stands between may hold some itself.
_QUOTED = re.compile("([\"'`\u2018\u201c]).*[\"'`\u2019\u201d]", re.DOTALL)
#: Longer than any name that is quoted.
_LONGEST = 160
_LEFT_OUT = "(its words are left out)"


def trace_of(error: BaseException) -> str:
    """The error with those it came from, line by line: kinds, places in the code, and of the words what may be told."""
    told = traceback.TracebackException.from_exception(error)
    return "".join(_lines(told, error, set()))


def without_values(words: str) -> str:
    """A sentence of somebody else's, without whatever it quotes, as one line that no terminal obeys."""
    return _in_one_line(_QUOTED.sub("'…'", words))


def _in_one_line(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _lines(told: traceback.TracebackException, error: BaseException, told_already: set[int]) -> list[str]:
    lines: list[str] = []
    told_already.add(id(error))
    cause, context = error.__cause__, error.__context__
    before = cause if cause is not None else (None if error.__suppress_context__ else context)
    if before is not None and id(before) not in told_already:
        lines += _lines(traceback.TracebackException.from_exception(before), before, told_already)
        lines.append("\nfrom which came:\n\n" if cause is not None else "\nand meanwhile:\n\n")
    lines.append("Traceback, the latest last:\n")
    for frame in told.stack:
        lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}\n")
        if frame.line:
            lines.append(f"    {frame.line}\n")
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    words = _words(error)
    lines.append(f"{name}: {words}\n" if words else f"{name}\n")
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            if id(one) not in told_already:
                lines += _lines(traceback.TracebackException.from_exception(one), one, told_already)
    return lines


def _words(error: BaseException) -> str:
    if isinstance(error, DeskError):
        return str(error.code)
    if isinstance(error, OSError):
        return _in_one_line(error.strerror) if isinstance(error.strerror, str) else ""
    said = str(error)
    if not said:
        return ""
    found = _RULE.search(said.splitlines()[0])
    if found is not None:
        return found.group()
    if isinstance(error, _OF_NAMES) and len(said) <= _LONGEST:
        return _in_one_line(said)
    return _LEFT_OUT


def _place(file: str) -> str:
    """Where in the app or in a package: the folders above tell whose machine it is."""
    path = Path(file)
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    parts = path.parts
    for mark in ("site-packages", "dist-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    return "/".join(parts[-2:])
