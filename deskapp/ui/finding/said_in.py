"""Where what was looked for was said, in a word or two."""

from deskapp.domain.event_kind import EventKind
from deskapp.language import _


def said_in(where: str) -> str:
    """A part of a call, or a kind of line of its timeline; "" where there is but one place."""
    if not where:
        return ""
    return _PLACES.get(where, lambda: _("Timeline"))()


_PLACES = {
    "reference": lambda: _("Reference"),
    "customer": lambda: _("Customer"),
    "account": lambda: _("Account"),
    "email": lambda: _("E-mail"),
    "phone": lambda: _("Phone"),
    "summary": lambda: _("Summary"),
    "details": lambda: _("Details"),
    "wants": lambda: _("What they want"),
    "steps": lambda: _("Steps taken"),
    "solution": lambda: _("Solution"),
    "handoff": lambda: _("Handoff"),
    "promise": lambda: _("Promise"),
    "person": lambda: _("Who speaks for them"),
    "place": lambda: _("Place"),
    "equipment": lambda: _("Equipment"),
    "attachment": lambda: _("Attachment"),
    "tag": lambda: _("Tag"),
    "field": lambda: _("Field"),
    EventKind.ATTACHED: lambda: _("Attachment"),
    EventKind.ATTACHMENT_REMOVED: lambda: _("Attachment that was removed"),
    EventKind.TAGGED: lambda: _("Tag"),
    EventKind.UNTAGGED: lambda: _("Tag that was taken off"),
    EventKind.NOTE: lambda: _("Note"),
    EventKind.STEP_TRIED: lambda: _("Tried"),
    EventKind.CUSTOMER_TOLD: lambda: _("Conversation"),
    EventKind.ATTEMPT: lambda: _("Customer not reached"),
    EventKind.LOGGED: lambda: _("Logged"),
    EventKind.EDITED: lambda: _("Before an edit, or after"),
    EventKind.PRIORITY: lambda: _("Priority"),
    EventKind.REASSIGNED: lambda: _("Owner"),
    EventKind.CUSTOMER_CHANGED: lambda: _("Customer"),
    EventKind.PAUSED: lambda: _("Waiting"),
    EventKind.RESUMED: lambda: _("Going on"),
    EventKind.RESOLVED: lambda: _("Solution"),
    EventKind.CLOSED: lambda: _("Agreement"),
    EventKind.NOT_AGREED: lambda: _("Not agreed"),
    EventKind.REOPENED: lambda: _("Reopened"),
    EventKind.CALL_BACK_PROMISED: lambda: _("Promise"),
    EventKind.PROMISE_KEPT: lambda: _("Promise"),
    EventKind.PROMISE_MOVED: lambda: _("Promise"),
    EventKind.ESCALATED: lambda: _("Handoff"),
    EventKind.CONTACT_TRIED: lambda: _("Attempt to reach a contact"),
    EventKind.ACCEPTED: lambda: _("Contact's answer"),
    EventKind.REFUSED: lambda: _("Contact's answer"),
    EventKind.HEARD: lambda: _("Contact's answer"),
    EventKind.RETURNED: lambda: _("Contact's answer"),
    EventKind.WITHDRAWN: lambda: _("Withdrawn"),
    EventKind.HANDOFF_AMENDED: lambda: _("Handoff amended"),
    EventKind.SHEET: lambda: _("Handoff sheet"),
}
