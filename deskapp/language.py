"""What people read goes through here: one gettext catalogue a language.

The window and the command line use `_` and `ngettext`; a document gets the `Words` of its reader.
"""

import gettext
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
    """The words of one language."""

    def __init__(self, translations: gettext.NullTranslations) -> None:
        self._translations = translations

    def gettext(self, message: str) -> str:
        return _form(self._translations.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _form(self._translations.ngettext(msgid1, msgid2, n))


def _form(message: str) -> str:
    return _Form(message) if "{" in message else message


def words(language: str) -> Words:
    """The catalogue of a language ("en", "de"), falling back to the English of the source."""
    return _Catalogue(gettext.translation("deskapp", paths.resources() / "translations", [language], fallback=True))


_spoken: Words = _Catalogue(gettext.NullTranslations())


def speak(language: str) -> None:
    """Choose the language of the window or the command line. Call before any screen is built."""
    global _spoken  # the one choice of a process, made once at its start
    _spoken = words(language)


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
