"""Words about the encryption of a desk's file: refusals, wrong fields, its copies, lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.direction import isolated
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.encryption.passphrase import SHORTEST
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CopyRead, OfCopies
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ENCRYPTED: lambda: _(
        "{path} is encrypted, or no desk's file: its passphrase or recovery key opens it. Nothing was changed."
    ),
    Refusal.OPEN_ELSEWHERE: lambda: _(
        "Another window or workstation has {path} open: close it there, then try again. Nothing was changed."
    ),
    Refusal.ALREADY_ENCRYPTED: lambda: _("This desk is encrypted already: change its passphrase."),
    Refusal.NOT_ENCRYPTED: lambda: _("This desk is not encrypted."),
    Refusal.PASSPHRASE_REFUSED: lambda: _("That does not open {path}: look at the passphrase, or at the recovery key."),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.PASSPHRASE_SHORT: lambda: _(
        "Take at least {count} letters, digits or signs: four words that have nothing to do with each other are good."
    ).format(count=SHORTEST),
    FieldFault.PASSPHRASE_UNTYPABLE: lambda: _(
        "It has a sign in it that no keyboard types, such as the end of a line: leave that out."
    ),
    FieldFault.PASSPHRASE_EASY: lambda: _(
        "This is guessed first: take words that have nothing to do with each other, and no row of keys."
    ),
    FieldFault.PASSPHRASE_WRONG: lambda: _("That is neither the passphrase nor the recovery key of this desk."),
    FieldFault.PASSPHRASES_DIFFER: lambda: _("This is not what stands above."),
}

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.ENCRYPTION_SET: lambda e: _("The desk's file encrypted by {name}").format(name=e.by),
    EventKind.ENCRYPTION_CHANGED: lambda e: _("Passphrase of the desk's file changed by {name}").format(name=e.by),
    EventKind.ENCRYPTION_REMOVED: lambda e: _("Encryption of the desk's file removed by {name}").format(name=e.by),
}

_COPY_READ: Mapping[CopyRead, Callable[[], str]] = {
    CopyRead.BY_ANYBODY: lambda: _("readable by anybody who has it"),
    CopyRead.BY_PASSPHRASE: lambda: _("encrypted as the desk is"),
    CopyRead.BY_ANOTHER: lambda: _("encrypted by another passphrase"),
    CopyRead.DAMAGED: lambda: _("cannot be read"),
}

_OF_COPIES: Mapping[OfCopies, Callable[[], str]] = {
    OfCopies.AS_THE_DESK: lambda: _("the same as the desk"),
    OfCopies.REMOVED: lambda: _("removed, for good"),
    OfCopies.LEFT: lambda: _("left as they are"),
}


def copy_read(read: CopyRead) -> str:
    """Who can read a copy of a desk."""
    return _COPY_READ[read]()


def of_copies(chosen: OfCopies) -> str:
    """What becomes of the backups."""
    return _OF_COPIES[chosen]()


def away(place: str) -> str:
    """That the second place of the backups could not be looked into."""
    return _("{place} is away: what lies there is as it was.").format(place=isolated(place))
