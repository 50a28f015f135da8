"""Other people taken out of what is told of one: their names, numbers and addresses, wherever they stand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import folded
from deskapp.services.texts import digits

T = TypeVar("T")

#: A full stop ends one: a file is called after somebody, too.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+\.[^\s<>()\[\],;:\"@.]+")
_NUMBER = re.compile(r"\+?\d[\d ()/.-]{4,}\d")
#: Views are walked through; what else they hold, such as hours, names nobody.
_VIEWS = "deskapp.services."


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands in the place of a member of staff, a contact, another customer, an address and a number."""

    staff: str
    contact: str
    customer: str
    email: str
    number: str


class Others:
    """Everybody but the one who is told of.

    named: (name, what stands in its place). numbers: digits of phones that are others'. kept: names, addresses and
    numbers that are the one's own, which stay whoever else has them.
    """

    def __init__(
        self, named: Iterable[tuple[str, str]], numbers: Iterable[str], kept: Iterable[str], instead: Instead
    ) -> None:
        kept = tuple(kept)
        own = {_words(text) for text in kept}
        self._own_texts = {folded(text.strip()) for text in kept}
        self._named = {words: word for name, word in named if (words := _words(name)) and words not in own}
        self._longest = max(map(len, self._named), default=0)
        self._firsts = {words[0] for words in self._named}
        self._numbers = {number for number in numbers if number} - {digits(text) for text in kept}
        self._instead = instead

    def left_out(self, value: T) -> T:
        """The value without them: a text, or a view, list or mapping with texts in it."""
        left: Any = value
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            left = self._text(value)
        elif isinstance(value, tuple) and hasattr(value, "_fields"):
            left = type(value)(*(self.left_out(one) for one in value))
        elif isinstance(value, (tuple, list)):
            left = type(value)(self.left_out(one) for one in value)
        elif isinstance(value, Mapping):
            left = {name: self.left_out(one) for name, one in value.items()}
        elif is_dataclass(value) and type(value).__module__.startswith(_VIEWS):
            view: Any = value
            left = replace(view, **{one.name: self.left_out(getattr(view, one.name)) for one in fields(view)})
        result: T = left
        return result

    def _text(self, text: str) -> str:
        if "@" in text:
            text = _EMAIL.sub(lambda found: self._email(found[0]), text)
        if self._numbers and any(sign.isdecimal() for sign in text):
            text = _NUMBER.sub(lambda found: self._number(found[0]), text)
        return self._names(text)

    def _email(self, address: str) -> str:
        return address if folded(address) in self._own_texts else self._instead.email

    def _number(self, number: str) -> str:
        return self._instead.number if digits(number) in self._numbers else number

    def _names(self, text: str) -> str:
        """Each name as words in a row, the longest first; one of a single word in its own spelling alone."""
        found = list(_WORD.finditer(text))
        words = [folded(one[0]) for one in found]
        parts, end, place = [], 0, 0
        while place < len(words):
            length = self._name_at(found, words, place)
            if length:
                parts += [text[end : found[place].start()], self._named[tuple(words[place : place + length])]]
                end = found[place + length - 1].end()
            place += length or 1
        return "".join((*parts, text[end:])) if parts else text

    def _name_at(self, found: list[re.Match[str]], words: list[str], place: int) -> int:
        """Of how many words the name is that begins here; 0: none does."""
        if words[place] not in self._firsts:
            return 0
        for length in range(min(self._longest, len(words) - place), 0, -1):
            # "Will" is somebody, "will" is not, but where it is all that is said.
            said = length > 1 or found[place][0][:1].isupper() or len(words) == 1
            if said and tuple(words[place : place + length]) in self._named:
                return length
        return 0


def _words(name: str) -> tuple[str, ...]:
    return tuple(folded(one) for one in _WORD.findall(name))
