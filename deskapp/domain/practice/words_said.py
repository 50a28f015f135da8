"""Whether words say what is wanted: by lists of forms, never by an opinion."""

import re
from collections.abc import Iterable, Iterator

from deskapp.domain.spelling import folded

#: Among the forms: any time that somebody can be held to.
A_TIME = "{time}"

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_TIME = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b\d{1,2} ?(?:am|pm|o'clock)\b"
    r"|\b(?:at|by|before|until) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2})\b"
    r"|\b(?:in|within) (?:an?|half an|one|two|three|four|five|ten|fifteen|twenty|thirty|\d+)"
    r" (?:minutes?|hours?|days?)\b"
    r"|\bhalf past \w+\b|\bquarter (?:past|to) \w+\b"
)
#: What turns the words behind it round, so far before them.
_NO = frozenset(("no", "not", "never", "cannot", "can't", "won't", "don't", "didn't", "without", "nobody"))
_BEFORE = 3
_ENDS = re.compile(r"[.!?;:\n]")


def says(text: str, forms: Iterable[str]) -> bool:
    """Whether the text says one of the forms, word by word, and says it without a no in front.

    A form ends with `*` where any ending will do: "apolog*". A form that has a no of its own is looked for as it is.
    """
    return found(text, forms) is not None


def found(text: str, forms: Iterable[str]) -> str | None:
    """The words of the text that say one of the forms; None: it says none."""
    spelled = folded(text)
    spans = [match.span() for match in _WORD.finditer(spelled)]
    words = [_plain(spelled[start:end]) for start, end in spans]
    sentences = [end.start() for end in _ENDS.finditer(spelled)]
    for form in forms:
        if form == A_TIME:
            match = _TIME.search(spelled)
            if match:
                return spelled[match.start() : match.end()]
            continue
        wanted = [_plain(word) for word in _WORD.findall(folded(form))]
        if not wanted:
            continue
        for at in _places(words, wanted, open_end=form.endswith("*")):
            begins = max((end for end in sentences if end < spans[at][0]), default=0)
            before = [word for word, span in zip(words[:at], spans, strict=False) if span[0] >= begins]
            if _NO.isdisjoint(wanted) and not _NO.isdisjoint(before[-_BEFORE:]):
                continue
            return spelled[spans[at][0] : spans[at + len(wanted) - 1][1]]
    return None


def _places(words: list[str], wanted: list[str], *, open_end: bool) -> Iterator[int]:
    length = len(wanted)
    for at in range(len(words) - length + 1):
        here = words[at : at + length]
        same = here[-1].startswith(wanted[-1]) if open_end else here[-1] == wanted[-1]
        if same and here[:-1] == wanted[:-1]:
            yield at


def _plain(word: str) -> str:
    """ "tonight's" is tonight."""
    return word.removesuffix("'s")
