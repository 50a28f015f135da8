"""What an outside contact does not get after the customer's no."""

from deskapp.domain.words import OUTSIDE_KINDS, Consent
from deskapp.language import _
from deskapp.services.directory.views import ContactView


def withheld(contact: ContactView | None, consent: Consent | None) -> str:
    """Names what stays here; "" where nothing does because of a no."""
    if contact is None or consent is not Consent.NO or contact.kind not in OUTSIDE_KINDS:
        return ""
    return _(
        "The customer said no: {contact} gets the reference, the priority and by when to answer."
        " Summary, handoff and everything else of the customer's stay here."
    ).format(contact=contact.name)
