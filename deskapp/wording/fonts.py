"""Fonts of the site in words: scripts, lines of the timeline, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.fonts.scripts import Script
from deskapp.language import SPOKEN, Words, _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView


def script(code: Script, words: Words = SPOKEN) -> str:
    """A script, with the languages that most are asked for."""
    say = words.gettext
    return {
        Script.HAN: say("Chinese characters"),
        Script.KANA: say("Japanese kana"),
        Script.HANGUL: say("Korean"),
        Script.DEVANAGARI: say("Devanagari (Hindi, Marathi, Nepali)"),
        Script.BENGALI: say("Bengali"),
        Script.GURMUKHI: say("Gurmukhi (Punjabi)"),
        Script.GUJARATI: say("Gujarati"),
        Script.ODIA: say("Odia"),
        Script.TAMIL: say("Tamil"),
        Script.TELUGU: say("Telugu"),
        Script.KANNADA: say("Kannada"),
        Script.MALAYALAM: say("Malayalam"),
        Script.SINHALA: say("Sinhala"),
        Script.THAI: say("Thai"),
        Script.TIBETAN: say("Tibetan"),
        Script.BURMESE: say("Burmese"),
        Script.ETHIOPIC: say("Ethiopic (Amharic, Tigrinya)"),
        Script.KHMER: say("Khmer"),
        Script.SYRIAC: say("Syriac"),
        Script.THAANA: say("Thaana (Maldivian)"),
        Script.EMOJI: say("emoji"),
    }[code]


#: Titles of the timeline's lines.
TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.FONT_ADDED: lambda e: _("Font for papers added: {name}").format(name=e.payload.get("name", "")),
    EventKind.FONT_REMOVED: lambda e: _("Font for papers removed: {name}").format(name=e.payload.get("name", "")),
}

#: Refusals.
ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.FONT_UNKNOWN: lambda: _("This font was removed meanwhile."),
}

#: What is wrong with one field.
FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.FONT_TOO_LARGE: lambda: _("The file has more than 32 MB: choose a smaller font."),
    FieldFault.FONT_UNKNOWN_KIND: lambda: _(
        "This is no font that can be printed with: choose a TTF, OTF or TTC file with outlines."
    ),
    FieldFault.FONT_BROKEN: lambda: _("This font is broken: get its file anew."),
    FieldFault.FONT_NOT_ALLOWED: lambda: _(
        "Who made this font does not allow that parts of it go into documents: choose another."
    ),
    FieldFault.FONT_UNREADABLE: lambda: _("This file cannot be read: choose one that you may open."),
    FieldFault.FONT_THERE: lambda: _("This font is here already."),
}
