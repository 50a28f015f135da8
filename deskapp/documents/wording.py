"""What papers alone say of the desk's codes, in the words of their reader; the rest is in `deskapp.wording`."""

from string import Formatter

from deskapp.documents.text import Span
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    Channel,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    HandoffPart,
    PromiseKind,
    Tone,
)
from deskapp.language import Words
from deskapp.wording import codes


def spans(form: str, **values: Span | str) -> list[Span]:
    """A sentence with values in its {places}; each value keeps to its own style and direction."""
    filled = []
    for literal, name, _, _ in Formatter().parse(form):
        if literal:
            filled.append(Span(literal))
        if name:
            value = values[name]
            filled.append(value if isinstance(value, Span) else Span(value))
    return filled


def joined(parts: list[list[Span]], between: str = " · ") -> list[Span]:
    """The parts that say something, in a row."""
    row: list[Span] = []
    for part in parts:
        if any(span.text for span in part):
            row += [Span(between), *part] if row else part
    return row


def type_of_escalation(kind: EscalationType, words: Words) -> str:
    return {
        EscalationType.FUNCTIONAL: words.gettext("functional escalation"),
        EscalationType.HIERARCHICAL: words.gettext("hierarchical escalation"),
        EscalationType.PRIORITY: words.gettext("priority escalation"),
        EscalationType.INCIDENT: words.gettext("incident"),
    }[kind]


def tone(text: str, words: Words) -> str:
    """A tone's code in words; anything else is what somebody wrote about the tone, and stays."""
    return words.gettext("frustrated") if text == Tone.FRUSTRATED else codes.tone(text, words)


def how(channel: Channel | None, words: Words) -> str:
    return {
        Channel.PHONE: words.gettext("by phone"),
        Channel.EMAIL: words.gettext("by e-mail"),
        Channel.IN_PERSON: words.gettext("in person"),
        Channel.CHAT: words.gettext("by chat"),
        Channel.OTHER: "",
        None: "",
    }[channel]


def promised(kind: PromiseKind, words: Words) -> str:
    return {
        PromiseKind.CALL_BACK: words.gettext("We promised a call-back"),
        PromiseKind.UPDATE: words.gettext("We promised the next update"),
    }[kind]


def consent(code: Consent, words: Words) -> str:
    return {
        Consent.YES: words.gettext("The customer agreed to being passed on."),
        Consent.NO: words.gettext("The customer did not agree to being passed on."),
        Consent.NOT_ASKED: words.gettext("The customer was not asked about being passed on."),
    }[code]


def sooner(because: ClockKind, words: Words) -> str:
    """Why an answer is asked for before the time that the contact has; {length}: that time."""
    return {
        ClockKind.RESOLUTION: words.gettext("sooner than agreed: by then it is to be resolved"),
        ClockKind.DEADLINE: words.gettext("sooner than agreed: the customer's deadline"),
    }[because]


def ended(state: EscalationState, words: Words) -> str:
    """How a handoff ended, as a heading."""
    return {
        EscalationState.RETURNED: words.gettext("Returned"),
        EscalationState.REFUSED: words.gettext("Refused"),
        EscalationState.WITHDRAWN: words.gettext("Withdrawn"),
    }[state]


def since(kind: EventKind, part: HandoffPart | None, words: Words) -> str:
    """What came since: a conversation, a note, or something added to a part of the handoff."""
    said = {
        EventKind.CUSTOMER_TOLD: words.gettext("spoken with the customer"),
        EventKind.NOT_AGREED: words.gettext("not solved, says the customer"),
        EventKind.NOTE: words.gettext("note"),
    }
    return said[kind] if kind in said or part is None else codes.handoff_part(part, words)


def granted(what: str, by: str, unconfirmed: bool, words: Words) -> str:
    """Who granted it; what was told by phone alone says so."""
    form = (
        words.gettext("{what}: granted by phone by {by}, unconfirmed")
        if unconfirmed
        else (words.gettext("{what}: granted by {by}"))
    )
    return form.format(what=what, by=by)


def told_label(label: str, words: Words) -> str:
    """The name of one thing that a sheet tells (see `domain.handoff_sheet.told`)."""
    return {
        "summary": words.gettext("Summary"),
        "types": words.gettext("Type of escalation"),
        "priority": words.gettext("Priority"),
        "impact": words.gettext("Impact"),
        "urgency": words.gettext("Urgency"),
        "to": words.gettext("To"),
        "our_account": words.gettext("Our account"),
        "reference": words.gettext("Your reference"),
        "agent": words.gettext("From"),
        "answer_needed_by": words.gettext("Answer needed by"),
        "agreed_response": words.gettext("Agreed response"),
        "accepted_by": words.gettext("Accepted by"),
        "accepted_at": words.gettext("Accepted"),
        "fixed_by": words.gettext("Due"),
        "ended": words.gettext("How it ended"),
        "since": words.gettext("Since the handoff"),
        "estimate": words.gettext("Time to fix"),
        "customer_name": words.gettext("Customer"),
        "customer_account": words.gettext("Account"),
        "customer_phone": words.gettext("Phone"),
        "customer_deadline": words.gettext("Customer's deadline"),
        "resolve_by": words.gettext("Resolve by"),
        "may_leave": words.gettext("May leave"),
        "promise": words.gettext("Promise to the customer"),
        "consent": words.gettext("Consent"),
        "approvals": words.gettext("Approvals"),
        "attachments": words.gettext("Files"),
        "place": words.gettext("Where"),
        "place_person": words.gettext("Whom to ask for"),
        "equipment": words.gettext("Equipment"),
        "warranty_until": words.gettext("Warranty until"),
        "contract_until": words.gettext("Contract until"),
        "faults": words.gettext("Past faults"),
        **{str(code): codes.handoff_part(code, words) for code in HandoffPart},
    }.get(label, label)
