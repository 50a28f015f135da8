"""Words about handing on at once with somebody else, attempts to reach a contact, and what became of papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.marks import MarkKind
from deskapp.domain.handoff.visible import Visible
from deskapp.domain.words import EscalationState, HandoffPart, PaperWay, ReturnBox, Tone
from deskapp.language import SPOKEN, Words, _
from deskapp.wording import codes

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.escalations.coded import CodedHandoff


def part_words(part: HandoffPart) -> str:
    """What a part of the handoff is called on the screen."""
    return _("Deadline or urgency") if part is HandoffPart.DEADLINE else codes.handoff_part(part)


#: How a call comes back: the fields of the paper that a contact fills in, and of the dialog that records it. One list
#: for both, so that what stands on paper is typed in the order in which it is read.
#: The names are those of `ReturnEscalation`. The boxes stand with the answer's words.
RETURN_FIELDS = ("outcome", "done", "reference", "fixed_at", "returned_by")


def return_field(name: str, words: Words = SPOKEN) -> str:
    """What one of `RETURN_FIELDS` is called."""
    say = words.gettext
    return {
        "outcome": say("Answer"),
        "done": say("What was done"),
        "reference": say("Ticket or job number"),
        "fixed_at": say("Fixed at"),
        "returned_by": say("Name in print"),
    }[name]


def return_box(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return {
        ReturnBox.FIXED: say("fixed"),
        ReturnBox.NOT_FIXED: say("not fixed"),
        ReturnBox.PART_ORDERED: say("part ordered"),
        ReturnBox.ANOTHER_VISIT: say("another visit"),
    }[ReturnBox(code)]


def return_answer(boxes: Collection[str], outcome: str) -> str:
    """What was ticked and what was written, on one line."""
    ticked = ", ".join(return_box(code) for code in ReturnBox if code in boxes)
    return direction.row((ticked, outcome), ": ")


def visible(code: Visible) -> str:
    """What of a call somebody outside may see."""
    return {
        Visible.CUSTOMER_NAME: _("Customer's name"),
        Visible.CUSTOMER_ACCOUNT: _("Customer's account"),
        Visible.CUSTOMER_PHONE: _("Customer's number"),
        Visible.ISSUE: _("Issue and history"),
        Visible.STEPS: _("Steps already taken"),
        Visible.WANTS: _("What the customer wants"),
        Visible.DEADLINE: _("Customer's deadline"),
        Visible.IMPACT: _("Impact and urgency"),
        Visible.PROMISE: _("What was promised"),
        Visible.TONE: _("Tone"),
        Visible.MAY_LEAVE: _("May leave"),
        Visible.ATTACHMENTS: _("Files and pictures"),
        Visible.PLACE: _("Place, access and hours"),
        Visible.PLACE_PERSON: _("Whom to ask for there"),
        Visible.EQUIPMENT: _("Equipment, warranty"),
        Visible.FAULTS: _("Its past faults"),
    }[code]


def mark_kind(kind: MarkKind) -> str:
    """Why something in the words of a sheet is looked at."""
    return {
        MarkKind.EMAIL: _("e-mail address"),
        MarkKind.NUMBER: _("number"),
        MarkKind.SIGN: _("sign to escalate"),
    }[kind]


def tone_words(text: str) -> str:
    """A tone that is one of the record's own in words; else what somebody wrote."""
    return codes.tone(Tone(text)) if text in set(Tone) else text


def tone_code(text: str) -> str:
    """The other way around."""
    said = text.strip()
    return next((str(tone) for tone in Tone if codes.tone(tone) == said), text)


def coded(found: CodedHandoff) -> str:
    """Which handoff a code names: "C-01482 · handoff 1"."""
    return _("{ref} · handoff {number}").format(ref=found.ref, number=found.number)


def not_out(found: CodedHandoff) -> str:
    """Why no return can be recorded for a code."""
    one = found.escalation
    if not found.known:
        return _("There is no call {ref}.").format(ref=found.ref)
    if found.masked:
        return _("{ref} is confidential, and not for you.").format(ref=found.ref)
    if one is None:
        return _("{ref} has no handoff {number}.").format(ref=found.ref, number=found.number)
    form = {
        EscalationState.RETURNED: _("Handoff {number} of {ref} has come back already."),
        EscalationState.REFUSED: _("Handoff {number} of {ref} was refused."),
        EscalationState.WITHDRAWN: _("Handoff {number} of {ref} was withdrawn."),
    }[one.state]
    return form.format(ref=found.ref, number=found.number)


ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ESCALATION_OVER: lambda: _(
        "{by} has recorded meanwhile how the hand-off to {contact} ended: look at it again."
    ),
    Refusal.ESCALATION_ACCEPTED: lambda: _("{contact} has accepted meanwhile, as {by} recorded: look at it again."),
    Refusal.HANDOFF_AMENDED: lambda: _("Somebody amended this handoff meanwhile: look at it again."),
    Refusal.ESCALATED_MEANWHILE: lambda: _("{by} has escalated {ref} meanwhile: compare the two and decide."),
}


def _tried(event: EventView) -> str:
    form = {
        "reached": _("{contact} reached"),
        "no_answer": _("No answer from {contact}"),
        "message": _("Message left for {contact}"),
    }.get(str(event.payload.get("result", "")), _("Tried to reach {contact}"))
    return form.format(contact=event.payload.get("contact", ""))


def paper_failed(event: EventView) -> str:
    """Of a paper that did not leave, or of which nobody knows. What has no number did not use it up."""
    handoff, sheet = event.payload.get("handoff") or 0, event.payload.get("sheet", "")
    if not event.payload.get("surely"):
        if handoff:
            return _("Handoff {number}: whether sheet {sheet} left is not known").format(number=handoff, sheet=sheet)
        return _("Sheet {number} of the call: whether it left is not known").format(number=sheet)
    way = event.payload.get("way")
    if way == PaperWay.PRINTED:
        return _("Handoff {number}: sheet not printed").format(number=handoff) if handoff else _("Sheet not printed")
    if way == PaperWay.SAVED:
        return _("Handoff {number}: sheet not saved").format(number=handoff) if handoff else _("Sheet not saved")
    return _("Draft of an e-mail not made")


def paper_again(event: EventView) -> str:
    """Of a paper that left another way too."""
    handoff, sheet = event.payload.get("handoff") or 0, event.payload.get("sheet", "")
    what = codes.paper_way(event.payload.get("way", ""))
    if handoff:
        return _("Handoff {number}: sheet {sheet} also {what}").format(number=handoff, sheet=sheet, what=what)
    return _("Sheet {number} of the call also {what}").format(number=sheet, what=what)


def amended(event: EventView) -> str:
    """Which parts of a handoff were put right, from what to what."""
    was, becomes = event.payload.get("was", {}), event.payload.get("becomes", {})
    said = []
    for part in HandoffPart:
        if part in becomes:
            before, after = tone_words(was.get(part) or "") or _("nothing"), tone_words(becomes[part]) or _("nothing")
            form = _("{part}: “{was}” becomes “{becomes}”")
            said.append(form.format(part=codes.handoff_part(part), was=before, becomes=after))
    return "\n".join(said)


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.CONTACT_TRIED: _tried,
    EventKind.HANDOFF_AMENDED: lambda e: _("Handoff {number} amended").format(number=e.payload.get("number", "")),
}
