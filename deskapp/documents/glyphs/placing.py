"""Text of any scripts and directions as clusters: by font, script and direction, in the order of the eye."""

import unicodedata
from collections.abc import Iterator, Sequence

from deskapp.documents.glyphs.order import NEEDED, runs
from deskapp.documents.glyphs.shaping import Cluster, is_han, script
from deskapp.documents.glyphs.site_fonts import font_of, shaper
from deskapp.domain.data_class import dataclass

#: No line begins with one of these, and none ends with one of those, where Han is written.
_NEVER_FIRST = frozenset(
    "、。，．・：；？！゛゜ーヽヾゝゞ々’”）〕］｝〉》」』】〗％‰℃ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]},.:;!?%…‥"
)
_NEVER_LAST = frozenset("‘“（〔［｛〈《「『【〖￥＄([{¥$")
#: Thai and Lao vowels that are written before their consonant: a syllable begins there.
_LEADING = frozenset("เแโใไເແໂໃໄ")

#: Where a line may be cut: within a word that is longer than a line, better there, and wherever it is full.
CUT, SYLLABLE, BREAK = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Run:
    """Clusters of one font, from the left to the right."""

    font: str
    clusters: tuple[Cluster, ...]


def measured(text: str, name: str, from_right: bool) -> tuple[list[float], bytearray]:
    """How far each character moves on, in thousandths of the size (all of a cluster with its first), and what kind of
    place is before each: 0 where nothing may be cut, else one of the above. Text of the face of this name.
    """
    advances, places = [0.0] * len(text), bytearray(len(text) + 1)
    places[len(text)] = BREAK
    for start, end, font, turned in _stretches(text, 0, len(text), name, from_right):
        for cluster in shaper(font).shape(text[start:end], turned):
            at = start + cluster.start
            advances[at] = cluster.width
            places[at] = _kind(text, at)
    return advances, places


def placed(line: str, name: str, from_right: bool, opened: str, mixed: bool) -> Iterator[Run]:
    """One wrapped line as its runs. mixed: whether any of it runs from the right; opened: see `order.runs`."""
    if not mixed:
        for start, end, font, _turned in _stretches(line, 0, len(line), name, False):
            yield Run(font, tuple(shaper(font).shape(line[start:end], False)))
        return
    for begins, ends, right in runs(line, from_right, opened):
        parts = list(_stretches(line, begins, ends, name, right, by_script=False))
        for start, end, font, _turned in reversed(parts) if right else parts:
            yield Run(font, tuple(shaper(font).shape(line[start:end], right)))


def _stretches(
    text: str, start: int, end: int, name: str, from_right: bool, *, by_script: bool = True
) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, font, whether from the right) of stretches of one font and one script."""
    began, font, written = start, "", ""
    for at in range(start, end):
        sign = text[at]
        if sign in NEEDED:
            continue  # joiners go with what stands before them; the others have been heeded
        one, kind = font_of(sign, name), script(sign)
        if font and one != font and unicodedata.category(sign)[0] == "M" and shaper(font).has(sign):
            one = font  # a mark is drawn by the font of what it sits on
        if font and (one != font or (kind and written and kind != written)):
            yield began, at, font or name, _turned(written, from_right, by_script)
            began, font, written = at, "", ""
        font, written = font or one, written or kind
    if began < end:
        yield began, end, font or name, _turned(written, from_right, by_script)


def _turned(written: str, from_right: bool, by_script: bool) -> bool:
    """While only measured, each script runs as it does; once ordered, as the order says."""
    return written in _FROM_RIGHT if by_script else from_right


_FROM_RIGHT = frozenset({"ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO", "SAMARITAN", "MANDAIC"})


def _kind(text: str, at: int) -> int:
    """What kind of place is before the character there."""
    sign, before = text[at], text[at - 1] if at else ""
    if unicodedata.category(sign)[0] == "M":
        return 0
    if before == "\u200b":
        return BREAK
    if before and (is_han(sign) or is_han(before)) and sign not in _NEVER_FIRST and before not in _NEVER_LAST:
        return BREAK
    return SYLLABLE if sign in _LEADING else CUT


def shown(runs_: Sequence[Run]) -> str:
    """What the eye meets."""
    return "".join(cluster.shown for run in runs_ for cluster in run.clusters)
