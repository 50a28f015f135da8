"""What an outside contact does not get: after the customer's no, or because they may see nothing of a call."""

from deskapp.domain.words import OUTSIDE_KINDS, Consent
from deskapp.language import _
from deskapp.services.directory.views import ContactView


def withheld(contact: ContactView | None, consent: Consent | None) -> str:
    """Names what stays here; "" where the summary goes out."""
    if contact is None or contact.kind not in OUTSIDE_KINDS:
        return ""
    if consent is not Consent.NO and not contact.may_see:
        return _(
            "{contact} may see nothing of a call: they get the reference, the priority and by when to answer."
            " Summary, handoff and everything of the customer's stay here."
        ).format(contact=contact.name)
    if consent is not Consent.NO:
        return ""
    return _(
        "The customer said no: {contact} gets the reference, the priority and by when to answer."
        " Summary, handoff and everything else of the customer's stay here."
    ).format(contact=contact.name)
