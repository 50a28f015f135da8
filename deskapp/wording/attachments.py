"""Attachments in words: kinds, sizes, lines of the timeline, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.attachments.kinds import OFFICE, PICTURES, AttachmentKind
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
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


#: Titles of the timeline's lines.
TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.ATTACHED: lambda e: _("Attached: {name}").format(name=e.payload.get("name", "")),
    EventKind.ATTACHMENT_REMOVED: lambda e: _("Attachment removed: {name}").format(name=e.payload.get("name", "")),
    EventKind.ATTACHMENT_RESTORED: lambda e: _("Attachment put back: {name}").format(name=e.payload.get("name", "")),
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
}

#: What is wrong with one field.
FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.ATTACHMENT_LIMIT: lambda: _("From 1 to 100 MB."),
}
