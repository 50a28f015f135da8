"""What the commands write: lines, aligned tables, JSON. Text from the record is shown, never obeyed."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem

_BAR = 30
#: What JSON leaves as it is, and a terminal may obey: controls, ends of lines, and what turns text around.
_OBEYED = re.compile(f"[\x7f-\x9f\u2028\u2029{direction.SIGNS}]")


def say(text: str = "") -> None:
    with told():
        sys.stdout.write(text + "\n")


def all_said() -> None:
    """Hand over what was said, while one can still tell that it could not be."""
    with told():
        sys.stdout.flush()


@contextmanager
def told() -> Iterator[None]:
    """Whatever is said within: raises StorageProblem where it cannot be."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # Python would complain again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StorageProblem(Refusal.OUTPUT_NOT_WRITTEN, said=error.strerror) from error


def bar(done: int, total: int) -> None:
    """How far something long is, where somebody looks on; each time in the place of the last."""
    if total and sys.stderr.isatty():
        filled = _BAR * done // total
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}")
        sys.stderr.flush()


def no_bar() -> None:
    """It is over: nothing is left of it on the terminal."""
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * (_BAR + 24) + "\r")
        sys.stderr.flush()


def say_json(value: object) -> None:
    # Readers of JSON expect UTF-8; where the output is anything else, ASCII is safe everywhere.
    readable = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    # JSON's own escapes are read as the signs they stand for; a terminal obeys neither these nor what turns a line.
    said = json.dumps(value, ensure_ascii=not readable, indent=2)
    say(_OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", said))


def plain(text: str) -> str:
    """One line of text without control characters, which a terminal would obey; its numbers read from the left."""
    return direction.shown("".join(map(_plain, text)))


def _plain(letter: str) -> str:
    if letter in "\t\n\r\u2028\u2029":
        return " "
    return "\ufffd" if unicodedata.category(letter) == "Cc" else letter


def table(rows: Sequence[Sequence[str]], indent: str = "") -> Iterable[str]:
    """Rows as aligned lines, each cell in its own direction; the last column is not padded."""
    cells = [[direction.isolated(plain(cell)) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield (indent + "  ".join(padded)).rstrip()


def local(at: datetime | None, zone: str) -> str:
    """An instant in the site's clock, in full: lists are kept, and read on another day."""
    if at is None:
        return ""
    try:
        there = at.astimezone(ZoneInfo(zone))
    except OverflowError:  # within a day of the calendar's ends there is no other zone to turn to
        there = at
    return there.replace(tzinfo=None).isoformat(" ", "minutes")


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf" else 1 + (letter_is_wide(letter))
        for letter in text
    )


def letter_is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
