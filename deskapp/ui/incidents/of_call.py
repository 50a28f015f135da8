"""The incident that a call belongs to, in words for the call's panel."""

from deskapp.domain.phrases import fill
from deskapp.language import _
from deskapp.services.incidents.views import CallIncident


def incident_words(incident: CallIncident, customer: str) -> str:
    """Its title, and how far the customer knows."""
    if incident.over:
        return _("{title} · over").format(title=incident.title)
    if incident.must_be_told:
        return _("{title} · to be told message {number}: {message}").format(
            title=incident.title, number=incident.number, message=fill(incident.message, {"customer": customer})
        )
    if incident.told:
        return _("{title} · told message {number}").format(title=incident.title, number=incident.told)
    return incident.title
