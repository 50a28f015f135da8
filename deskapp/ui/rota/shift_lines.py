"""Dated shifts as lines of text: "2026-12-24 17:30 to 2026-12-25 08:00 Priya Shah"."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from deskapp.domain.codes import FieldFault
from deskapp.domain.rota import RotaError, Shift
from deskapp.domain.spelling import same_name

_LINE = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d?:\d\d)\s+(?:to|bis|-|–)\s+(\d{4}-\d\d-\d\d \d\d?:\d\d)[\s,:]+(\S.*)", re.ASCII
)
_FORM = "%Y-%m-%d %H:%M"


class LineFault(StrEnum):
    """Why a line says no shift."""

    LINE = "line"
    NAME = "name"
    TWO_NAMES = "two_names"


class LineError(ValueError):
    """A line that cannot be taken: its number from 1, and why: what is wrong with the line, or with a rota's shift."""

    def __init__(self, number: int, code: LineFault | FieldFault) -> None:
        super().__init__(number, code)
        self.number, self.code = number, code


def write(shifts: Iterable[Shift], names: Mapping[str, str], zone: str) -> str:
    there = ZoneInfo(zone)
    return "\n".join(
        f"{one.start.astimezone(there):{_FORM}} to {one.end.astimezone(there):{_FORM}} "
        f"{names.get(one.member) or '#' + one.member}"
        for one in shifts
    )


def read(text: str, names: Mapping[str, str], zone: str) -> list[Shift]:
    """The shifts of the lines. Raises LineError."""
    there, found = ZoneInfo(zone), []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise LineError(number, LineFault.LINE)
        member = _member(match[3].strip(), names, number)
        try:
            start, end = (datetime.strptime(said, _FORM).replace(tzinfo=there) for said in match.group(1, 2))
            found.append(Shift(start, end, member))
        except RotaError as wrong:
            raise LineError(number, next(iter(wrong.fields.values()))) from wrong
        except ValueError as wrong:
            raise LineError(number, LineFault.LINE) from wrong
    return found


def _member(name: str, names: Mapping[str, str], number: int) -> str:
    if name.startswith("#") and name[1:].isdecimal():
        return name[1:]
    fits = [member for member, known in names.items() if same_name(known, name)]
    if len(fits) != 1:
        raise LineError(number, LineFault.TWO_NAMES if fits else LineFault.NAME)
    return fits[0]
