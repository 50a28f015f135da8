"""What a manager asks for so that a customer is forgotten, as frozen data."""

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands where something must stand, in the words of whoever forgets. customer: with a place for {number}."""

    customer: str
    text: str


@dataclass(frozen=True, slots=True)
class ForgetCustomer:
    """reason: kept for good, so it must not say who the customer was."""

    customer_id: int
    reason: str
    instead: Instead
