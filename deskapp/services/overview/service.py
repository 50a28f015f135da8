"""What is read across concepts, as the screens and the command line ask for it."""

from deskapp.services.changes import Done
from deskapp.services.overview import (
    about_customer,
    around,
    call_detail,
    call_papers,
    escalation_start,
    history,
    whole_customer,
)
from deskapp.services.overview.about_customer import AboutCustomer
from deskapp.services.overview.call_papers import HandOn, LeavingCall
from deskapp.services.overview.others import Instead
from deskapp.services.overview.views import AroundCall, CallDetail, EscalationStart, History
from deskapp.services.overview.whole_customer import PastCall, PastCalls, WholeCustomer
from deskapp.services.work import Work


class Overview:
    """Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def call(self, call_id: int) -> CallDetail:
        """One call whole."""
        return call_detail.detail(self._work, call_id)

    def history(self, column: str, one: int) -> History:
        """The calls on a piece of equipment ("equipment_id") or at a place ("place_id"), with what solved them."""
        return history.all_of(self._work, column, one)

    def hand_on(self, act: HandOn) -> Done[LeavingCall]:
        """A call's sheet is about to leave the desk; see `call_papers.hand_on`."""
        return call_papers.hand_on(self._work, act)

    def customer(self, customer_id: int) -> WholeCustomer:
        """One customer whole, as their card shows them; see `whole_customer.whole`."""
        return whole_customer.whole(self._work, customer_id)

    def older_calls(self, customer_id: int, than: PastCall) -> PastCalls:
        """More of a customer's past calls: those before one of them."""
        return whole_customer.older(self._work, customer_id, than)

    def around(self, call_id: int) -> AroundCall:
        """What stands around a call: the customer's other calls, and past calls like it."""
        return around.around(self._work, call_id)

    def customer_handed_out(self, about: AboutCustomer) -> Done[None]:
        """What was put together about a customer is about to be handed out; see `about_customer.handed_out`."""
        return about_customer.handed_out(self._work, about)

    def about_customer(self, customer_id: int, instead: Instead, *, confidential: bool = False) -> AboutCustomer:
        """Everything about a customer, without other people; see `about_customer.put_together`."""
        return about_customer.put_together(self._work, customer_id, instead, confidential=confidential)

    def escalation_start(self, call_id: int, instead_of: int | None = None) -> EscalationStart:
        """What the escalation dialog opens with; see `escalation_start.start`."""
        return escalation_start.start(self._work, call_id, instead_of)
