"""What is read across concepts, as the screens and the command line ask for it."""

from deskapp.services.changes import Done
from deskapp.services.overview import about_customer, around, call_detail, escalation_start
from deskapp.services.overview.about_customer import AboutCustomer
from deskapp.services.overview.others import Instead
from deskapp.services.overview.views import AroundCall, CallDetail, EscalationStart
from deskapp.services.work import Work


class Overview:
    """Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def call(self, call_id: int) -> CallDetail:
        """One call whole."""
        return call_detail.detail(self._work, call_id)

    def around(self, call_id: int) -> AroundCall:
        """What stands around a call: the customer's other calls, and past calls like it."""
        return around.around(self._work, call_id)

    def about_customer(self, customer_id: int, instead: Instead) -> Done[AboutCustomer]:
        """Everything about a customer, without other people; see `about_customer.put_together`."""
        return about_customer.put_together(self._work, customer_id, instead)

    def escalation_start(self, call_id: int, instead_of: int | None = None) -> EscalationStart:
        """What the escalation dialog opens with; see `escalation_start.start`."""
        return escalation_start.start(self._work, call_id, instead_of)
