"""Which call a dialog is about, in one line."""

from deskapp import direction
from deskapp.services.overview.views import CallDetail
from deskapp.wording import confidential as confidential_wording


def about(call: CallDetail) -> str:
    """As "C-01482 · Jane Doe · Double charge on invoice 789"."""
    if call.masked:
        return f"{call.row.ref} · {confidential_wording.confidential()}"
    return direction.row((call.row.ref, call.row.customer, call.row.summary))
