"""Sentences an agent can say: filling them in for a call, and finding the ones better not said."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from functools import lru_cache

from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import mark, unspaced


class Step(StrEnum):
    """Where in a conversation a phrase belongs."""

    GREETING = "greeting"
    TRYING_FIRST = "trying_first"
    ACKNOWLEDGING = "acknowledging"
    CALMING = "calming"
    WHY_AND_NEXT = "why_and_next"
    WHY_AND_NEXT_COLD = "why_and_next_cold"
    WHY_AND_NEXT_MESSAGE = "why_and_next_message"
    WHY_AND_NEXT_PRIORITY = "why_and_next_priority"
    ASKING_CONSENT = "asking_consent"
    INTRODUCING = "introducing"
    HANDING_OVER_COLD = "handing_over_cold"
    LEAVING_MESSAGE = "leaving_message"
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
#: What begins a turn of the direction, and what ends it (annex 9 of Unicode).
_END_OF_ISOLATE = "\u2069"
_ENDS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", _END_OF_ISOLATE)

#: As what is better said: it is left out.
LEFT_OUT = ("–", "-", "—")

#: What stands before the first word of a sentence.
_BEFORE_A_SENTENCE = ".!?…:\n\r\u2029¿¡“„«\"'("

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
class Library:
    """What can be said at each step, what is better not said, and what helps in a hard conversation."""

    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    avoid: tuple[PhraseToAvoid, ...] = ()
    #: What to do, by the tone of a call and by the code of a sign: as the card for it says.
    tips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, step: Step) -> str:
        """What is said first at a step; "" where the site says nothing there."""
        return next(iter(self.steps.get(step, ())), "")


@dataclass(frozen=True, slots=True)
class Avoided:
    """Where such a phrase stands in a text, as text[start:end], and what to say instead."""

    start: int
    end: int
    better: str


def fill(template: str, values: Mapping[str, str]) -> str:
    """The phrase with its {places} filled in.

    A stretch in [brackets] is left out where a value that it needs is empty; outside of brackets such a place
    shows as UNKNOWN. Values are taken as they are: braces and brackets in them mean nothing, and one that turns the
    direction and never back turns nothing that stands behind it.
    """

    def optional(found: re.Match[str]) -> str:
        inside = found.group(1)
        needed = _PLACE.findall(inside)
        return inside if all(values.get(name, "").strip() for name in needed) else ""

    def place(found: re.Match[str]) -> str:
        return _turned_back(values.get(found.group(1), "").strip()) or UNKNOWN

    # Brackets first, while the text is still our own; then each place once.
    return _PLACE.sub(place, _OPTIONAL.sub(optional, template))


def _turned_back(value: str) -> str:
    """The value with an end for each turn that its last line begins and does not end."""
    if value.isascii():
        return value
    ends: list[str] = []
    for sign in value.rpartition("\n")[2]:
        if sign in _ENDS:
            ends.append(_ENDS[sign])
        elif sign in ends and (sign == _END_OF_ISOLATE or ends[-1] == sign):
            # The end of an isolate ends whatever was turned within it, too.
            while ends.pop() != sign:
                pass
    return value + "".join(reversed(ends))


def flaw(template: str) -> FieldFault | None:
    """What is wrong with a phrase somebody wrote: a place that no call can fill, or brackets that do not close."""
    rest = _PLACE.sub(lambda found: "" if found.group(1) in PLACES else found.group(), template)
    if "{" in rest or "}" in rest:
        return FieldFault.UNKNOWN_PLACE
    rest = _OPTIONAL.sub("", rest)
    return FieldFault.BRACKETS_OPEN if "[" in rest or "]" in rest else None


def avoided(text: str, to_avoid: Iterable[PhraseToAvoid]) -> tuple[Avoided, ...]:
    """Where the text says something better not said, in its order; of overlapping ones the longest."""
    folded = text.lower()
    found = [
        Avoided(match.start(), match.end(), phrase.better)
        for phrase in to_avoid
        for form in phrase.forms
        for match in _standing(text, folded, form)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Avoided] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def replaced(text: str, found: Avoided, better: str) -> tuple[int, int, str]:
    """What to put where so that the better words stand there: text[start:end] becomes the words given.

    Left out, the comma and blanks behind it go too. What began a sentence with a capital does so afterwards.
    """
    end, words = found.end, better.strip()
    if words in LEFT_OUT:
        words = ""
        rest = re.match(r"\s*,?\s*", text[end:])
        end += rest.end() if rest else 0
    before = text[: found.start].rstrip(" \t")
    begins = not before or before[-1] in _BEFORE_A_SENTENCE
    capital = begins and text[found.start : found.start + 1].isupper()
    if capital and not words and end < len(text):
        words, end = text[end].upper(), end + 1
    elif capital:
        words = words[:1].upper() + words[1:]
    return found.start, end, words


def _standing(text: str, folded: str, form: str) -> Iterable[re.Match[str]]:
    """Where a form stands in the text by itself, not inside a longer word."""
    marks, pattern = _pattern(form)
    # To look for one word is quick, and most texts have none of these phrases.
    if pattern is None or not any(mark in folded for mark in marks):
        return
    for match in pattern.finditer(text):
        if not _joined(text, match.start()) and not _joined(text, match.end()):
            yield match


@lru_cache(maxsize=4096)
def _pattern(form: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """The longest word of a form, and the form as a pattern; with letters whole and taken apart."""
    words = form.split()
    if not words:
        return (), None
    spelled = dict.fromkeys(unicodedata.normalize(how, part) for part in [" ".join(words)] for how in ("NFC", "NFD"))
    # An apostrophe may be typed in several ways: what is looked for first has none.
    pieces = max(re.split(r"[\s'’‘ʼ`´]+", form), key=len).lower()
    marks = tuple(dict.fromkeys(unicodedata.normalize(how, pieces) for how in ("NFC", "NFD")))
    either = "|".join(r"\s+".join(_escaped(word) for word in one.split()) for one in spelled)
    return marks, re.compile(either, re.IGNORECASE)


def _escaped(word: str) -> str:
    return "".join(_APOSTROPHES if letter in "'’‘ʼ`´" else re.escape(letter) for letter in word)


def _joined(text: str, at: int) -> bool:
    """Whether the letters before and after this place are of one word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if not (_in_word(before) and _in_word(after)):
        return False
    return mark(after) or not (unspaced(before) or unspaced(after))


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or mark(letter)
