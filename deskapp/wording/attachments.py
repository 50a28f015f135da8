"""Attachments, and fonts for papers, in words: kinds, sizes, scripts, lines of the timeline, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.attachments.kinds import OFFICE, PICTURES, AttachmentKind
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.fonts.scripts import Script
from deskapp.language import SPOKEN, Words, _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

_MEGABYTE = 1 << 20


def size(count: int, words: Words = SPOKEN) -> str:
    """So many bytes, as file managers tell them: "1 KB", "340 KB", "2.1 MB"."""
    if count < _MEGABYTE - 512:
        return words.gettext("{count} KB").format(count=-(-count // 1024))
    whole, tenth = divmod(round(count * 10 / _MEGABYTE), 10)
    if not tenth:
        return words.gettext("{count} MB").format(count=whole)
    return words.gettext("{whole}.{tenth} MB").format(whole=whole, tenth=tenth)


def kind(code: AttachmentKind, words: Words = SPOKEN) -> str:
    """What sort of file it is."""
    if code in PICTURES:
        return words.gettext("picture")
    if code in OFFICE:
        return words.gettext("document")
    return {
        AttachmentKind.PDF: words.gettext("PDF"),
        AttachmentKind.TEXT: words.gettext("text"),
    }.get(code, words.gettext("file"))


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
    EventKind.ATTACHED: lambda e: _("Attached: {name}").format(name=e.payload.get("name", "")),
    EventKind.ATTACHMENT_REMOVED: lambda e: _("Attachment removed: {name}").format(name=e.payload.get("name", "")),
    EventKind.ATTACHMENT_RESTORED: lambda e: _("Attachment put back: {name}").format(name=e.payload.get("name", "")),
    EventKind.FONT_ADDED: lambda e: _("Font for papers added: {name}").format(name=e.payload.get("name", "")),
    EventKind.FONT_REMOVED: lambda e: _("Font for papers removed: {name}").format(name=e.payload.get("name", "")),
}

#: Refusals.
ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ATTACHMENT_UNKNOWN: lambda: _("This attachment was removed meanwhile."),
    Refusal.ATTACHMENT_GONE: lambda: _("{name} is gone for good: attach it again."),
    Refusal.ATTACHMENT_TOO_LARGE: lambda: _(
        "{name} has {size}, and {limit} are the most that is kept here: attach something smaller."
    ),
    Refusal.ATTACHMENT_NO_FILE: lambda: _("{name} is no file: attach what is in it, one by one."),
    Refusal.ATTACHMENT_UNREADABLE: lambda: _("{name} cannot be read: {said}."),
    Refusal.ATTACHMENT_NOT_YOURS: lambda: _("{name} was attached by {who}: they or a supervisor can remove it."),
    Refusal.ATTACHMENT_ONLY_SAVED: lambda: _(
        "{name} may hold something that runs: it can be saved, and is not opened from here."
    ),
    Refusal.ATTACHMENT_DAMAGED: lambda: _("What is kept of this attachment is damaged: it may be whole in a backup."),
    Refusal.FONT_UNKNOWN: lambda: _("This font was removed meanwhile."),
}

#: What is wrong with one field.
FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.ATTACHMENT_LIMIT: lambda: _("From 1 to 100 MB."),
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
