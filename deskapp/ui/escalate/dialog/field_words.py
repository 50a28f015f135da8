"""What is wrong with a field of the escalation dialog, and what to do, where the usual words say too little."""

from deskapp.domain.codes import FieldFault
from deskapp.domain.words import HandoffPart
from deskapp.language import _
from deskapp.wording import refusals

#: Every field that a refusal may name.
FIELDS = (
    "types",
    "triggers",
    "priority",
    "priority_reason",
    "contact",
    "instead_reason",
    *("reach", "place", "equipment"),
    *(str(part) for part in HandoffPart),
    "consent",
    "consent_reason",
    "next_update",
    "transfer",
    "transfer_reason",
    "estimate",
)


def wrong(field: str, code: FieldFault) -> str:
    """The words beside the field."""
    missing = {
        "types": _("Switch on at least one type."),
        "triggers": _("Tick why the call is escalated."),
        "priority": _("Choose the priority it is raised to."),
        "priority_reason": _("Say why it is raised."),
        "contact": _("Choose who gets the call."),
        "instead_reason": _("Say why it is taken back."),
        **dict.fromkeys(map(str, HandoffPart), _("This is needed: the contact cannot begin without it.")),
        "reach": _("Ask for a number or an e-mail address: nothing is on record."),
        "place": _("Say where it is: calls of this category need it."),
        "equipment": _("Say what it is about: calls of this category need it."),
        "consent": _("Ask the customer, or choose “Not asked”."),
        "consent_reason": _("Write what the customer said against it."),
        "transfer": _("Choose how the contact gets the call."),
        "incident": _("Say what it is called."),
        "transfer_reason": _("Say why the contact is not spoken to first."),
    }
    if code == FieldFault.MISSING and field in missing:
        return missing[field]
    return refusals.field_error(code)
