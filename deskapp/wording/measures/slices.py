"""By what measures are split and narrowed down, in words."""

from deskapp.domain.measures.kinds import Slice
from deskapp.domain.words import EscalationType
from deskapp.language import SPOKEN, Words
from deskapp.wording import codes


def name(one: Slice, words: Words = SPOKEN) -> str:
    """By what it is split."""
    say = words.gettext
    return {
        Slice.CATEGORY: say("Category"),
        Slice.PRIORITY: say("Priority"),
        Slice.CONTACT: say("Contact"),
        Slice.TYPE: say("Type"),
        Slice.TAG: say("Tag"),
        Slice.PLACE: say("Place"),
        Slice.EQUIPMENT: say("Equipment"),
        Slice.AGENT: say("Agent"),
    }[one]


def line(by: Slice, key: int | str | None, called: str, words: Words = SPOKEN) -> str:
    """One of them; called: its name, where it has one."""
    if called:
        return called
    if by is Slice.TYPE and key is not None:
        return codes.escalation_type(str(key), words)
    if by is Slice.CATEGORY and key is None:
        return words.gettext("No category")
    return "" if key is None else str(key)


def letter(one: EscalationType, words: Words = SPOKEN) -> str:
    """A type of escalation in one letter, where many stand below each other."""
    say = words.gettext
    return {
        EscalationType.FUNCTIONAL: say("F"),
        EscalationType.HIERARCHICAL: say("H"),
        EscalationType.PRIORITY: say("P"),
        EscalationType.INCIDENT: say("I"),
    }[one]
