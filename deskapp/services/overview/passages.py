"""Where in what was said stands what was looked for: a few words around it, to show beside what was found."""

from collections.abc import Iterable, Mapping
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import asked_words, folded, marks
from deskapp.storage import call_words

#: So many letters are shown before the first word that was looked for, and of all.
_BEFORE, _LENGTH = 40, 160
#: Of a text that goes on, and one that began before.
_GOES_ON = "…"


@dataclass(frozen=True, slots=True)
class Passage:
    """`where`: a part of a call, a kind of line of its timeline, or what is beside; "" where there is but one place."""

    where: str
    text: str


def passages(run: Any, shown: Mapping[int, str], asked: str) -> dict[int, Passage]:
    """By call, where the words stand that its row does not show. shown: of each call, what its row does show."""
    left = {call_id: one for call_id, one in shown.items() if not _shows_all(one, asked)}
    if not left:
        return {}
    texts = call_words.texts(run, left)
    found = {call_id: passage(one, texts.get(call_id, ()), asked) for call_id, one in left.items()}
    return {call_id: one for call_id, one in found.items() if one is not None}


def passage(shown: str, texts: Iterable[tuple[str, str]], asked: str) -> Passage | None:
    """From the text that says most of what is not shown already; None where everything is, or nothing says it."""
    words = asked_words(asked)
    missing = [ways for ways in words if not _says(shown, ways)]
    if not missing:
        return None
    best, most = None, 0
    for where, text in texts:
        says = sum(_says(text, ways) for ways in missing)
        if says > most:
            best, most = Passage(where, _around(text, missing, asked)), says
            if most == len(missing):
                break
    return best or next((Passage(w, _around(t, words, asked)) for w, t in texts if marks(t, asked)), None)


def _shows_all(shown: str, asked: str) -> bool:
    return all(_says(shown, ways) for ways in asked_words(asked))


def _says(text: str, ways: tuple[str, ...]) -> bool:
    # Most texts do not have its letters at all: only of the others it is looked where.
    plain = folded(text)
    first = [way.split()[0] for way in ways]
    return (any(one in plain for one in first) or not text.isascii()) and any(marks(text, way) for way in ways)


def _around(text: str, ways: Iterable[tuple[str, ...]], asked: str) -> str:
    found = [at for each in ways for way in each for at in marks(text, way)[:1]] or marks(text, asked)
    first = min(found)[0] if found else 0
    start = max(first - _BEFORE, 0)
    if start:
        # From the beginning of a word on, where one begins in reach.
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = start + _LENGTH
    if end < len(text):
        # Up to the end of a word, where one ends in reach.
        blank = text.rfind(" ", first + 1, end)
        end = blank if blank >= 0 else end
    part = " ".join(text[start:end].split())
    return f"{_GOES_ON if start else ''}{part}{_GOES_ON if end < len(text) else ''}"
