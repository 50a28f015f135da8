"""What a contact holds from us on paper, in their language, as they may be told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from deskapp.documents.papers.contact_holds import ContactHolds, HeldCall, contact_holds_pdf
from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.sheet import Recipient, Sender
from deskapp.language import words
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.views import Held
from deskapp.services.site.views import DeskFacts


@dataclass(frozen=True, slots=True)
class HeldByContact:
    """A contact, and what of ours is with them."""

    contact: ContactView
    held: Sequence[Held]


def pdf(of: HeldByContact, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The list as a PDF, on the site's paper."""
    site, contact = facts.site, of.contact
    language = contact.language or site.language
    holds = ContactHolds(
        to=Recipient(
            contact.name, contact.role, contact.organisation, next(iter(contact.phones), ""), contact.our_account
        ),
        sender=Sender(site.name, site.address, site.phone),
        zone=site.zone,
        calls=tuple(_call(one) for one in of.held),
        printed_at=now,
        printed_by=by,
        paper=site.paper,
        language=language,
    )
    return contact_holds_pdf(holds, words(language))


def _call(one: Held) -> HeldCall:
    escalation = one.escalation
    return HeldCall(
        one.sheet, escalation.made_at, escalation.accepted_at, escalation.accepted_by, escalation.estimated_for
    )
