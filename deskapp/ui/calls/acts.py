"""What can be done with a call in its present state: for the panel's buttons and its menu, and why not."""

from typing import NamedTuple

from deskapp.domain.codes import Refusal
from deskapp.domain.words import OPEN_STATES, UNRESOLVED_STATES, UNRETURNED, CallState, EscalationState
from deskapp.language import _
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.wording import confidential as confidential_wording

_OVER = (CallState.CLOSED, CallState.LAPSED, CallState.ARCHIVED)

#: The states in which each act has its place. Any state: not named here.
STATES: dict[str, tuple[CallState, ...]] = {
    "escalate": UNRESOLVED_STATES,
    "pause": (CallState.NEW, CallState.OPEN),
    "resume": (CallState.WAITING,),
    "resolve": UNRESOLVED_STATES,
    "agreement": (CallState.RESOLVED,),
    "close": (CallState.RESOLVED,),
    "reopen": _OVER,
    "priority": OPEN_STATES,
    "call_back": OPEN_STATES,
    "reassign": OPEN_STATES,
    "repeat": (*OPEN_STATES, *_OVER),
    "approval": OPEN_STATES,
    "spoke": OPEN_STATES,
    "tried": OPEN_STATES,
    "lapse": (CallState.RESOLVED,),
    "void": tuple(state for state in CallState if state not in (CallState.CLOSED, CallState.VOID)),
    "restore": (CallState.VOID,),
    "follow_up": (CallState.CLOSED,),
    "rate": (CallState.CLOSED, CallState.LAPSED),
    "edit": tuple(state for state in CallState if state is not CallState.VOID),
}


#: Whether the call must be confidential already.
_OF_CONFIDENTIAL = {"confidential": False, "named": True, "unseal": True}


class Offer(NamedTuple):
    """A button of the panel."""

    key: str
    words: str
    shown_key: str = ""
    main: bool = False


def words_of(key: str) -> str:
    """What an act is called."""
    return {
        "escalate": _("Escalate"),
        "tell": _("Tell them"),
        "note": _("Note"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "resolve": _("Resolve"),
        "agreement": _("Customer agrees?"),
        "close": _("Close"),
        "reopen": _("Reopen"),
        "priority": _("Priority"),
        "edit": _("Edit"),
        "call_back": _("Promise a call-back"),
        "reassign": _("Reassign"),
        "approval": _("Ask for an approval"),
        "sheet": _("Handoff sheet"),
        "help": _("Help with this call"),
        "repeat": _("Repeat contact"),
        "confidential": _("Make confidential"),
        "named": _("Who sees this call"),
        "unseal": _("No longer confidential"),
        "phrases": _("Phrases to say"),
        "spoke": _("Spoke with the customer"),
        "tried": _("Tried, nobody answered"),
        "lapse": _("Let it lapse"),
        "void": _("Make void"),
        "restore": _("Restore"),
        "follow_up": _("Promise a follow-up"),
        "rate": _("Satisfaction"),
    }[key]


def must_tell(call: CallDetail) -> bool:
    """Whether its incident has a message that the customer was not told yet."""
    return call.incident is not None and call.incident.must_be_told


def fits(key: str, call: CallDetail) -> bool:
    """Whether an act has its place in the call's state; none has in a call that is not for whoever looks."""
    if call.masked:
        return False
    if key in _OF_CONFIDENTIAL:
        return call.row.confidential is _OF_CONFIDENTIAL[key]
    if key == "tell":
        return must_tell(call)
    if key == "tried" and any(one.follow_up and one.kept_at is None and one.moved_to is None for one in call.promises):
        return call.state in (*OPEN_STATES, CallState.CLOSED)
    return key not in STATES or call.state in STATES[key]


def buttons(call: CallDetail) -> tuple[Offer, ...]:
    """The panel's buttons, the main one first."""
    if call.masked:
        return ()
    note = Offer("note", words_of("note"), "F4")
    tell = (Offer("tell", words_of("tell"), "F3"),) if must_tell(call) else ()
    if call.state is CallState.RESOLVED:
        return Offer("agreement", words_of("agreement"), main=True), *tell, note
    if call.state in _OVER:
        return note, Offer("reopen", words_of("reopen"))
    if call.state is CallState.VOID:
        return note, Offer("restore", words_of("restore"))
    waits = "resume" if call.state is CallState.WAITING else "pause"
    return (
        Offer("escalate", words_of("escalate"), "F8", main=True),
        *tell,
        note,
        Offer(waits, words_of(waits)),
        Offer("resolve", words_of("resolve")),
    )


def more(call: CallDetail) -> tuple[str, ...]:
    """What the menu offers besides; closing stands there always, to say what closes a call."""
    keys = (
        "help",
        "edit",
        "priority",
        "call_back",
        "approval",
        "reassign",
        "repeat",
        "phrases",
        "sheet",
        "spoke",
        "tried",
        "close",
        "reopen",
        "follow_up",
        "rate",
        "lapse",
        "void",
        *_OF_CONFIDENTIAL,
    )
    if call.masked:
        return ()
    shown = {offer.key for offer in buttons(call)}
    return tuple(
        key
        for key in keys
        if key not in shown
        and (fits(key, call) or (key == "close" and call.state in OPEN_STATES))
        and (key != "sheet" or any(one.contact_id for one in call.escalations))
    )


def unreturned(call: CallDetail) -> tuple[EscalationView, ...]:
    """The escalations that are out, oldest first."""
    return tuple(one for one in call.escalations if one.state in UNRETURNED)


def answers(escalation: EscalationView) -> tuple[tuple[str, str], ...]:
    """What the contact of an escalation may have answered: (key, words)."""
    asked = (("accept", _("Accepted")),) if escalation.state is EscalationState.OFFERED else ()
    refused = (("refuse", _("Refused")),) if escalation.state is EscalationState.OFFERED else ()
    return (
        *asked,
        ("hear", _("Word from them")),
        ("return", _("Returned")),
        *refused,
        ("no_answer", _("No answer")),
        ("next", _("Offer to the next in the chain")),
        ("withdraw", _("Withdraw")),
    )


def why_not(key: str, call: CallDetail) -> str:
    """Why an act has no place now, and what to do instead."""
    if call.masked:
        return confidential_wording.ERRORS[Refusal.CONFIDENTIAL]().format(ref=call.row.ref)
    if key in _OF_CONFIDENTIAL:
        code = Refusal.ALREADY_CONFIDENTIAL if call.row.confidential else Refusal.NOT_CONFIDENTIAL
        return confidential_wording.ERRORS[code]().format(ref=call.row.ref)
    if key == "tell":
        return _("There is no message of an incident that this customer must still be told.")
    if key == "close" and call.state in UNRESOLVED_STATES:
        return _("A call is closed only when the customer agrees that it is solved. Resolve it, then ask them.")
    if key == "restore":
        return _("This call is not void.")
    if key == "void" and call.state is CallState.CLOSED:
        return _("A closed call is never void: the customer agreed. Reopen it first, if it was no call of its own.")
    if key in ("follow_up", "rate"):
        return _("This comes after the customer has agreed.")
    if call.state in _OVER:
        return _("This call is over. Reopen it first.")
    if call.state is CallState.VOID:
        return _("This call is void.")
    if call.state is CallState.RESOLVED:
        return _("This call is resolved: ask the customer whether it is solved. A no opens it again.")
    if key == "lapse":
        return _("Only a resolved call lapses, when nobody answers: resolve it first.")
    if key == "agreement":
        return _("Resolve the call first, then ask the customer whether it is solved.")
    if key == "reopen":
        return _("This call is open.")
    if key == "resume":
        return _("This call is not paused.")
    return _("This call is paused already.")
