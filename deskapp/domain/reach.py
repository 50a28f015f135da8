"""A number or address of somebody with what it is for: as a line that people read and write, and as its parts."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Use(StrEnum):
    """What a number or address is for. Beside these a person's own words may stand."""

    MAIN = "main"
    WORK = "work"
    HOME = "home"
    OTHER = "other"
    MOBILE = "mobile"
    FAX = "fax"
    PAGER = "pager"


class Reach(NamedTuple):
    """text: the number or address. kind: codes of `Use` and words of one's own, with a blank between; "": not known."""

    text: str
    kind: str = ""


#: Of a kind that people do not ring to speak with somebody: after the others.
_NOT_SPOKEN = (Use.PAGER, Use.FAX)
#: What stands before a colon is a kind where it is no longer; a longer one says so with two.
_LONGEST = 40
#: What follows the kind of a number or address where both stand in one line.
_LOOKS_LIKE = re.compile(r"[+(*#/]*\s*\d[\s\S]*\d[\s\S]*|\S+@\S+")
_LINE = re.compile(r"(?P<kind>[^\W\d_][^:@]*?)\s*:\s+(?P<text>\S[\s\S]*)")
_PLAIN = re.compile(r"(?P<kind>[^:]*)::\s(?P<text>[\s\S]*)")
#: Words that say no more than what stands beside them.
_NOTHING = ("phone", "tel", "telephone", "telefon", "mail", "email", "e-mail", "voice", "internet")


def kind_of(words: Iterable[str]) -> str:
    """A kind of its words: codes first, in their order, each once; what a line could not hold is taken out."""
    told = tuple(filter(None, words))
    return _kind_of(told) if told else ""


@lru_cache(maxsize=1024)
def _kind_of(words: tuple[str, ...]) -> str:
    """The same few kinds come again and again."""
    told = [part for word in words for part in re.sub(r"[:;@\s\x00-\x1f\x7f]+", " ", word).split()]
    codes = {word.casefold() for word in told}.intersection(Use)
    own = [word for word in dict.fromkeys(told) if word.casefold() not in {*Use, *_NOTHING}]
    return " ".join((*(use for use in Use if use in codes), *own))


def line(reach: Reach) -> str:
    """As one line: "mobile: +49 170 5550014"; only the text where its kind is not known."""
    text, kind = reach
    plain = f"{kind}: {text}" if kind else text
    # What would be read otherwise says with two colons where its kind ends.
    return plain if of_line(plain) == reach else f"{kind}:: {text}"


def of_line(text: str) -> Reach:
    """A line as its parts. What does not look like a number or address behind a colon is text as it stands."""
    if ":" not in text:
        return Reach(text)
    found = _PLAIN.fullmatch(text)
    if found is None:
        found = _LINE.fullmatch(text)
        if found is None or len(found["kind"]) > _LONGEST or not _LOOKS_LIKE.fullmatch(found["text"]):
            return Reach(text)
    return Reach(found["text"], kind_of((found["kind"],)))


def trimmed(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds of numbers in order, as they are kept and compared: without those at the end that say nothing."""
    told = list(kinds)
    while told and not told[-1]:
        told.pop()
    return tuple(told)


def apart(told: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines as numbers and their kinds."""
    reached = [of_line(one) for one in told]
    return tuple(one.text for one in reached), trimmed(one.kind for one in reached)


def lines(texts: Sequence[str], kinds: Sequence[str]) -> tuple[str, ...]:
    """Numbers and their kinds as lines; a number without a kind of its own has none."""
    told = (*kinds, *[""] * (len(texts) - len(kinds)))
    return tuple(line(Reach(text, kind)) for text, kind in zip(texts, told, strict=False))


def with_first(text: str, kind: str, others: Iterable[str]) -> tuple[Reach, ...]:
    """An address, where there is one, and the others, which are lines."""
    return (*((Reach(text, kind),) if text else ()), *map(of_line, others))


def spoken_first(reached: Sequence[Reach], preferred: bool) -> tuple[Reach, ...]:
    """In the order to try them: as they stand, but pager and fax last; each only once, with every kind it came with.

    preferred: whether the first of them is, whatever it is.
    """
    first, others = reached[: int(preferred)], reached[int(preferred) :]
    kinds: dict[str, list[str]] = {}
    for one in (*first, *sorted(others, key=_place)):
        kinds.setdefault(one.text, []).append(one.kind)
    return tuple(Reach(text, kind_of(words)) for text, words in kinds.items())


def _place(reach: Reach) -> int:
    words = reach.kind.split()
    return next((place for place, use in enumerate(_NOT_SPOKEN, 1) if use in words), 0)
