"""Sentences an agent can say: filling them in for a call, and finding the ones better not said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where in a conversation a phrase belongs."""

    GREETING = "greeting"
    TRYING_FIRST = "trying_first"
    ACKNOWLEDGING = "acknowledging"
    WHY_AND_NEXT = "why_and_next"
    WHY_AND_NEXT_COLD = "why_and_next_cold"
    WHY_AND_NEXT_MESSAGE = "why_and_next_message"
    WHY_AND_NEXT_PRIORITY = "why_and_next_priority"
    ASKING_CONSENT = "asking_consent"
    INTRODUCING = "introducing"
    APOLOGY = "apology"
    CALL_BACK = "call_back"
    IS_IT_SOLVED = "is_it_solved"
    FOLLOW_UP = "follow_up"
    ASKS_FOR_MANAGER = "asks_for_manager"
    DEADLINE = "deadline"
    REFUND = "refund"
    OUTAGE = "outage"


#: The places a phrase may have.
PLACES = ("customer", "contact", "contact_role", "agent", "time", "ref", "site")

#: Stands where the call does not know a value.
UNKNOWN = "…"

_PLACE = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
# A letter typed with another apostrophe, or a run of blanks, is still the same phrase.
_APOSTROPHES = "['’‘ʼ`´]"


@dataclass(frozen=True, slots=True)
class PhraseToAvoid:
    """What is better not said, in all its forms, and what to say instead."""

    forms: tuple[str, ...]
    better: str


@dataclass(frozen=True, slots=True)
class Avoided:
    """Where such a phrase stands in a text, as text[start:end], and what to say instead."""

    start: int
    end: int
    better: str


def fill(template: str, values: Mapping[str, str]) -> str:
    """The phrase with its {places} filled in.

    A stretch in [brackets] is left out where a value that it needs is empty; outside of brackets such a place
    shows as UNKNOWN. Values are taken as they are: braces and brackets in them mean nothing.
    """

    def optional(found: re.Match[str]) -> str:
        inside = found.group(1)
        needed = _PLACE.findall(inside)
        return inside if all(values.get(name, "").strip() for name in needed) else ""

    def place(found: re.Match[str]) -> str:
        return values.get(found.group(1), "").strip() or UNKNOWN

    # Brackets first, while the text is still our own; then each place once.
    return _PLACE.sub(place, _OPTIONAL.sub(optional, template))


def avoided(text: str, to_avoid: Iterable[PhraseToAvoid]) -> tuple[Avoided, ...]:
    """Where the text says something better not said, in its order; of overlapping ones the longest."""
    found = [
        Avoided(match.start(), match.end(), phrase.better)
        for phrase in to_avoid
        for form in phrase.forms
        for match in _pattern(form).finditer(text)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Avoided] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _pattern(form: str) -> re.Pattern[str]:
    words = [re.escape(word).replace("'", _APOSTROPHES) for word in form.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
