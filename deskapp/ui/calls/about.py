"""Which call a dialog is about, in one line."""

from deskapp.services.views import CallDetail


def about(call: CallDetail) -> str:
    """As "C-01482 · Jane Doe · Double charge on invoice 789"."""
    return " · ".join(part for part in (call.row.ref, call.row.customer, call.row.summary) if part)
