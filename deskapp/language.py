"""What people read goes through here: one gettext catalogue a language, in `resources/translations`.

The window and the command line use `_` and `ngettext`; a document gets the `Words` of its reader. A catalogue is read
as it is written (.po), so that a checkout and a wheel need no step in between. German has what documents say, and
the window not yet: so the window and the command line speak English until a catalogue has all of theirs (`SCREENS`).
"""

import gettext
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from deskapp import paths
from deskapp.direction import isolated


class Words(Protocol):
    """What gettext's translations offer; each value put into what it says keeps to its own direction."""

    def gettext(self, message: str) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str: ...


class _Form(str):
    """A sentence with places: an Arabic name in one of them turns nothing of the rest around."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        return str.format(
            self,
            *(isolated(value) if isinstance(value, str) else value for value in values),
            **{name: isolated(value) if isinstance(value, str) else value for name, value in named.items()},
        )


class _Catalogue:
    """The words of one language: each message's forms, and which of them a number takes."""

    def __init__(self, messages: Mapping[str, tuple[str, ...]], form_of: Callable[[int], int]) -> None:
        self.messages = messages
        self._form_of = form_of

    def gettext(self, message: str) -> str:
        return _form(self.messages.get(message, (message,))[0])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self.messages.get(msgid1)
        return _form(forms[self._form_of(n)] if forms else msgid1 if n == 1 else msgid2)


def _form(message: str) -> str:
    return _Form(message) if "{" in message else message


#: A line of a catalogue: of what it is (a line that goes on has nothing there), and its text.
_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr)(?:\[\d+\])?\s+)?(".*")')
_PLURAL = re.compile(r"plural=([^;\n]+)")
#: The languages in which all of the window and the command line is written.
SCREENS = ("en",)


@cache
def words(language: str) -> Words:
    """The catalogue of a language ("en", "de"), falling back to the English of the source."""
    file = paths.resources() / "translations" / language / "LC_MESSAGES" / "deskapp.po"
    if not language.isalpha() or not file.is_file():
        return _Catalogue({}, lambda _n: 0)
    messages = _messages(file)
    plural = _PLURAL.search(messages.pop("", ("",))[0])
    return _Catalogue(messages, gettext.c2py(plural[1] if plural else "n != 1"))


def _messages(file: Path) -> dict[str, tuple[str, ...]]:
    """A catalogue's messages; what is not translated yet, or only perhaps, is left out."""
    found = {}
    for entry in file.read_text("utf-8").split("\n\n"):
        parts: list[tuple[str, str]] = []
        for line in entry.splitlines():
            if (match := _LINE.fullmatch(line.strip())) is None:
                continue
            text = json.loads(match[2])
            if match[1]:
                parts.append((match[1], text))
            else:
                parts[-1] = (parts[-1][0], parts[-1][1] + text)
        forms = tuple(text for kind, text in parts if kind == "msgstr")
        if forms and all(forms) and "#, fuzzy" not in entry:
            found[parts[0][1]] = forms
    return found


_spoken: Words = _Catalogue({}, lambda _n: 0)


def speak(language: str) -> None:
    """Choose the language of the window or the command line, if all of it is written in that; else it is English.

    Call before any screen is built.
    """
    global _spoken  # the one choice of a process, made once at its start
    _spoken = words(language if language in SCREENS else "en")


class _Spoken:
    """The words of the window or the command line, in whichever language it speaks by then."""

    def gettext(self, message: str) -> str:
        return _spoken.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _spoken.ngettext(msgid1, msgid2, n)


#: The reader of whatever is not written for somebody else.
SPOKEN: Words = _Spoken()


def _(message: str) -> str:
    return _spoken.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return _spoken.ngettext(one, many, n)
