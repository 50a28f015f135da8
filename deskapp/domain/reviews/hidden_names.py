"""A text without the names of the staff: who did it is not to colour how it is looked at."""

import re
from collections.abc import Collection, Mapping


class HiddenNames:
    """Puts another word wherever somebody of the staff is named, by their whole name or, as colleagues do, the first.

    instead: by whole name what stands there. kept: names of others, a customer's or a contact's, which stay; where one
    of them has the first name too, that alone is nobody's.
    """

    def __init__(self, instead: Mapping[str, str], kept: Collection[str] = ()) -> None:
        words = {_folded(name): word for name, word in instead.items() if name.strip()}
        others = {_folded(name) for name in kept if name.strip()} - words.keys()
        theirs = {part for name in others for part in name.split()}
        firsts: dict[str, set[str]] = {}
        for name, word in words.items():
            firsts.setdefault(name.split()[0], set()).add(word)
        for first, found in firsts.items():
            # Two who share it are both meant, or neither: nobody can tell.
            if first not in theirs and first not in words and len(found) == 1:
                words[first] = next(iter(found))
        self._words = words
        names = sorted((*words, *others), key=len, reverse=True)
        either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if names else None

    def hide(self, text: str) -> str:
        """The text with the names replaced."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._words.get(_folded(found.group()), found.group()), text)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
