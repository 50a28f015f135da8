"""What in the free words of a sheet is looked at before it leaves: addresses, numbers, words such as "lawyer".

Who looks decides of each whether it stays or is taken out. Pure: the words that show something come in.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.sheet import Change, HandoffSheet
from deskapp.domain.handoff.visible import without

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Seven digits or more, as a phone, an account or a card has them; a day is none.
_NUMBER = re.compile(r"(?<![\w@])\+?\d(?:[ ()/.-]{0,2}\d){6,}(?!\w)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{4}")


class MarkKind(StrEnum):
    EMAIL = "email"
    NUMBER = "number"
    #: What the site's lists of signs have: lawyer, court, a competitor.
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be looked at, as it is written; where: the labels of `told` under which it stands."""

    kind: MarkKind
    words: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided of marks, by their words as written: these stay, these are taken out."""

    kept: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()


def marks(sheet: HandoffSheet, signs: Callable[[str], Iterable[str]]) -> tuple[Mark, ...]:
    """What stands in the free words of a sheet as its reader gets it, each once, in the order of the sheet.

    signs: the words of a text that are in the site's lists.
    """
    found: dict[tuple[MarkKind, str], dict[str, None]] = {}
    written: dict[tuple[MarkKind, str], str] = {}
    for label, text in _free(sheet):
        for kind, words in _in(text, signs):
            key = (kind, words.casefold())
            written.setdefault(key, words)
            found.setdefault(key, {})[label] = None
    return tuple(Mark(kind, written[kind, words], tuple(where)) for (kind, words), where in found.items())


def undecided(all_marks: Collection[Mark], decided: Decided) -> tuple[Mark, ...]:
    known = {words.casefold() for words in (*decided.kept, *decided.taken_out)}
    return tuple(mark for mark in all_marks if mark.words.casefold() not in known)


def without_marks(sheet: HandoffSheet, taken_out: Collection[str]) -> HandoffSheet:
    """The sheet with these words taken out of all that somebody wrote."""
    if not taken_out:
        return sheet
    longest_first = sorted(taken_out, key=len, reverse=True)

    def out(text: str) -> str:
        return without(longest_first, text)

    thing = replace(sheet.equipment, faults=tuple(replace(one, said=out(one.said)) for one in sheet.equipment.faults))
    return replace(
        sheet,
        summary=out(sheet.summary),
        parts={part: out(text) for part, text in sheet.parts.items()},
        since=tuple(replace(one, said=out(one.said)) for one in sheet.since),
        place=replace(sheet.place, access=out(sheet.place.access)),
        equipment=thing,
        files=tuple(replace(one, name=out(one.name)) for one in sheet.files),
        changes=tuple(Change(one.label, out(one.before), out(one.after)) for one in sheet.changes),
    )


def decided_of(payload: Mapping[str, object]) -> Decided:
    """What was decided of a sheet, as its line in the timeline keeps it."""
    kept, taken_out = payload.get("kept") or (), payload.get("taken_out") or ()
    assert isinstance(kept, list | tuple)
    assert isinstance(taken_out, list | tuple)
    return Decided(tuple(map(str, kept)), tuple(map(str, taken_out)))


def _free(sheet: HandoffSheet) -> Iterable[tuple[str, str]]:
    yield "summary", sheet.summary
    for part, text in sheet.parts.items():
        yield part.value, text
    yield from (("since", one.said) for one in sheet.since)
    yield from (("faults", one.said) for one in sheet.equipment.faults)
    yield "place", sheet.place.access
    yield from (("attachments", one.name) for one in sheet.files)


def _in(text: str, signs: Callable[[str], Iterable[str]]) -> Iterable[tuple[MarkKind, str]]:
    yield from ((MarkKind.EMAIL, found[0]) for found in _EMAIL.finditer(text))
    bare = _DAY.sub(" ", _EMAIL.sub(" ", text))
    yield from ((MarkKind.NUMBER, found[0]) for found in _NUMBER.finditer(bare))
    yield from ((MarkKind.SIGN, words) for words in signs(text))
