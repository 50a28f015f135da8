"""What a signal can be about, by which rule it is found, and whose matter it is: codes."""

from enum import StrEnum


class FindingKind(StrEnum):
    """Whose matter a signal is."""

    TRAINING = "training"
    PROCESS = "process"
    POLICY = "policy"
    PRODUCT = "product"


class Rule(StrEnum):
    """By which law of `laws.py` it is found."""

    #: A topic is passed on for one trigger more than all others.
    TOPIC = "topic"
    #: A contact accepts late, or takes longer than they estimate.
    CONTACT = "contact"
    #: Customers of a priority wait for their update.
    WAITING = "waiting"
    #: What is asked for above a limit is as good as always granted.
    APPROVALS = "approvals"
    #: A trigger of policy or product comes back month after month.
    RETURNS = "returns"
    #: Calls on the same thing, or of the same customer about the same, again and again.
    EQUIPMENT = "equipment"
    CUSTOMER = "customer"


class Named(StrEnum):
    """Whether it is called a signal."""

    NAMED = "named"
    #: One call short: shown, and not called so.
    WATCHED = "watched"
    NOT = "not"


class RowName(StrEnum):
    """What a row of figures under the chart counts."""

    PASSED_ON = "passed_on"
    LATE = "late"
    ASKED = "asked"
    GRANTED = "granted"
    CALLS = "calls"
    #: Of how many.
    OF_CALLS = "of_calls"
    OF_HANDOFFS = "of_handoffs"


class FeedbackTo(StrEnum):
    """Whose matter feedback is: of whoever makes what is used, or of whoever decides how it is done."""

    PRODUCT = "product"
    OPERATIONS = "operations"


#: Triggers that a rule of the house makes, and those that what customers use makes. All others, those that a site
#: adds among them, show what an agent was missing.
OF_POLICY = frozenset(("beyond_authority", "owner_elsewhere"))
OF_PRODUCT = frozenset(("tool_missing", "systems_failing", "many_customers", "company_issue", "same_equipment"))


def gap_of(trigger: str) -> FindingKind | None:
    """Whose gap a trigger shows where it returns; None: it is a matter of training."""
    if trigger in OF_POLICY:
        return FindingKind.POLICY
    return FindingKind.PRODUCT if trigger in OF_PRODUCT else None


#: What a customer's circumstances bring, however well anybody is trained: no topic is named by them.
OF_THE_CALL = frozenset(
    (
        *("business_impact", "may_leave", "strict_deadline", "senior_person", "several_people", "several_departments"),
        *("legal", "security_safety", "reputation"),
    )
)
