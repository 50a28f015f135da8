"""Who answers for a call, and until when."""

from deskapp.domain.words import Answer, CallState
from deskapp.language import _
from deskapp.services.overview.views import CallDetail


def owner_words(call: CallDetail, staff_id: int | None) -> str:
    """The sentence at the foot of the panel."""
    if call.masked:
        return _("{owner} owns this call.").format(owner=call.row.owner)
    customer = call.customer.name
    if call.state is CallState.CLOSED:
        agreed = [one for one in call.agreements if one.answer is Answer.YES and one.cycle == call.cycle]
        who = agreed[-1].who if agreed else customer
        return _("Closed: {who} agreed that it is fixed.").format(who=who)
    if call.state is CallState.LAPSED:
        return _("Lapsed: {customer} could not be reached, so nobody agreed.").format(customer=customer)
    if call.state is CallState.ARCHIVED:
        return _("Closed elsewhere before it was imported; whether the customer agreed is not known.")
    if call.state is CallState.VOID:
        return _("Void: outside all measures.")
    if call.row.owner_id == staff_id:
        return _("You own this call until {customer} agrees it is fixed.").format(customer=customer)
    return _("{owner} owns this call until {customer} agrees it is fixed.").format(
        owner=call.row.owner, customer=customer
    )
