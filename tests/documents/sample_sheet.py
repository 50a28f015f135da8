"""A whole handoff sheet, each of its fields filled in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deskapp.domain.handoff.sheet import HandoffSheet, Promised, Recipient, Sender, SheetCustomer
from deskapp.domain.words import Channel, EscalationType, HandoffPart, Impact, Priority, Urgency


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def sheet(**other: Any) -> HandoffSheet:
    said: dict[str, Any] = {
        "ref": "C-01482",
        "number": 1,
        "summary": "Double charge on invoice 789",
        "priority": Priority.P1,
        "priority_was": Priority.P2,
        "types": (EscalationType.FUNCTIONAL, EscalationType.PRIORITY),
        "to": Recipient(
            organisation="CardPay Ltd",
            role="merchant support",
            phone="020 7946 0112",
            our_account="CP-8841",
        ),
        "sender": Sender("Northside Print & Copy", phone="020 7946 0100", agent="Sam Okoro"),
        "zone": "Europe/London",
        "printed_at": at(21, 13, 6),
        "printed_by": "Sam Okoro",
        "answer_needed_by": at(21, 17, 6),
        "agreed_response": timedelta(hours=4),
        "customer": SheetCustomer("Jane Doe", "", "12345"),
        "impact": Impact.ONE,
        "urgency": Urgency.NOW,
        "customer_deadline": at(22, 9),
        "resolve_by": at(21, 13, 30),
        "parts": {
            HandoffPart.ISSUE: "Two charges on invoice 789 show in the customer's bank. Both are seen here; "
            "one is still pending. Third contact this month about billing.",
            HandoffPart.STEPS: "Two charges confirmed, one pending (12:51).\n"
            "Procedure for duplicate charges checked; reversal needs the processor (12:58).\n"
            "Customer told who will act and by when; she agreed to the hand-off (13:05).",
            HandoffPart.WANTS: "The second charge reversed now, or a firm time by which it will be.",
            HandoffPart.DEADLINE: "Bill due",
        },
        "promise": Promised(at(21, 13, 53), Channel.PHONE),
    }
    return HandoffSheet(**{**said, **other})
