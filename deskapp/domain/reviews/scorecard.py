"""What a call is scored by: lines of four steps, as a site has them from one version to the next."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass

#: The steps of a line; None among marks: it does not apply, or cannot be known.
LOWEST, HIGHEST = 1, 4
STEPS = tuple(range(LOWEST, HIGHEST + 1))
#: So many lines go on a scorecard.
MOST_LINES = 12
#: How long a name and what a step means may be.
NAME_LENGTH, MEANING_LENGTH = 60, 160

#: By line: 1 to 4, or None where it does not apply or cannot be known. A line that is not there is not scored yet.
Marks = Mapping[str, int | None]


class LineCode(StrEnum):
    """Lines below which the record shows something. A site's own have other codes."""

    EARLY = "early"
    ROUTE = "route"
    CONSENT = "consent"
    HANDOFF = "handoff"
    WARM = "warm"
    INFORMED = "informed"
    LOOP = "loop"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line: its code, what it is called, and what each of the steps 1 to 4 means."""

    code: str
    name: str
    meanings: tuple[str, ...]


def flaws(lines: Sequence[CardLine]) -> dict[str, FieldFault]:
    """What is wrong with a scorecard, by field: "lines", "name:<place>", "meaning:<place>:<step>"; places from 0."""
    found: dict[str, FieldFault] = {}
    if not lines:
        found["lines"] = FieldFault.MISSING
    elif len(lines) > MOST_LINES:
        found["lines"] = FieldFault.OUT_OF_RANGE
    names = [line.name.casefold() for line in lines]
    for place, line in enumerate(lines):
        if fault := _fault(line.name, NAME_LENGTH):
            found[f"name:{place}"] = fault
        elif names.count(line.name.casefold()) > 1:
            found[f"name:{place}"] = FieldFault.TWICE
        for step, meaning in zip(STEPS, line.meanings, strict=True):
            if fault := _fault(meaning, MEANING_LENGTH):
                found[f"meaning:{place}:{step}"] = fault
    return found


def sound(marks: Marks, lines: Sequence[CardLine]) -> bool:
    """Whether marks are of these lines, each a step or none; lines may be left."""
    codes = {line.code for line in lines}
    return all(code in codes and (mark is None or mark in STEPS) for code, mark in marks.items())


def left(marks: Marks, lines: Sequence[CardLine]) -> tuple[str, ...]:
    """The codes of the lines that are not scored yet, in their order."""
    return tuple(line.code for line in lines if line.code not in marks)


def _fault(text: str, most: int) -> FieldFault | None:
    if not text.strip():
        return FieldFault.MISSING
    return FieldFault.TOO_LONG if len(text) > most else None
