"""The steps of a conversation, and what was done to phrases and signs to escalate, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.calming.cards import Situation
from deskapp.domain.event_kind import EventKind
from deskapp.domain.phrases import LEFT_OUT, Step
from deskapp.language import SPOKEN, Words, _
from deskapp.wording import codes

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView


#: Of what was said so much stands in the title of a line.
_LONGEST = 60


def step(code: str, words: Words = SPOKEN) -> str:
    """What a step of a conversation is called."""
    say = words.gettext
    named: dict[str, str] = {
        Step.GREETING: say("Greeting"),
        Step.TRYING_FIRST: say("Trying first"),
        Step.ACKNOWLEDGING: say("Acknowledging"),
        Step.CALMING: say("Calming down"),
        Step.WHY_AND_NEXT: say("Why and what comes next: warm transfer"),
        Step.WHY_AND_NEXT_COLD: say("Why and what comes next: cold transfer"),
        Step.WHY_AND_NEXT_MESSAGE: say("Why and what comes next: message left"),
        Step.WHY_AND_NEXT_PRIORITY: say("Why and what comes next: priority raised"),
        Step.ASKING_CONSENT: say("Asking for consent"),
        Step.INTRODUCING: say("Introducing both"),
        Step.HANDING_OVER_COLD: say("Handing over without the customer"),
        Step.LEAVING_MESSAGE: say("Leaving a message"),
        Step.APOLOGY: say("Apology with a time"),
        Step.CALL_BACK: say("Promise of a call-back"),
        Step.IS_IT_SOLVED: say("Is it solved?"),
        Step.FOLLOW_UP: say("Follow-up"),
        Step.ASKS_FOR_MANAGER: say("Asks for a manager"),
        Step.DEADLINE: say("Deadline"),
        Step.REFUND: say("Refund above the limit"),
        Step.OUTAGE: say("Outage"),
    }
    return named.get(code, code)


def situation(which: Situation, words: Words = SPOKEN) -> str:
    """What a de-escalation card is for."""
    say = words.gettext
    return {
        Situation.ANGER: say("Anger"),
        Situation.ABUSE: say("Insults"),
        Situation.FEAR: say("Fear"),
        Situation.TEARS: say("Tears"),
        Situation.SILENCE: say("Silence"),
        Situation.THREAT: say("Threats"),
        Situation.MANAGER: say("“Your manager, please”"),
        Situation.LEGAL: say("Legal threat"),
        Situation.PUBLIC: say("“I will post this”"),
        Situation.COMPLAINT: say("Complaint about us"),
        Situation.OUTAGE: say("Outage"),
    }[which]


def better(said: str, words: Words = SPOKEN) -> str:
    """What to say instead, in words where it is left out."""
    return words.gettext("leave it out") if said.strip() in LEFT_OUT else said


def _short(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= _LONGEST else one[: _LONGEST - 1].rstrip() + "…"


def _said(event: EventView) -> str:
    forms = event.payload.get("said") or ("",)
    return _short(str(forms[0]))


def _step(event: EventView) -> str:
    return step(str(event.payload.get("step", "")))


def _sign(event: EventView) -> str:
    return str(event.payload.get("name") or codes.trigger(str(event.payload.get("code", ""))))


#: For `deskapp.wording.events`.
TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.PHRASE_ADDED: lambda e: _("Phrase added: {step}").format(step=_step(e)),
    EventKind.PHRASE_EDITED: lambda e: _("Phrase changed: {step}").format(step=_step(e)),
    EventKind.PHRASE_MOVED: lambda e: _("Phrase moved: {step}, place {was} to {becomes}").format(
        step=_step(e), was=e.was, becomes=e.becomes
    ),
    EventKind.PHRASE_REMOVED: lambda e: _("Phrase taken out: {step}").format(step=_step(e)),
    EventKind.PHRASES_RESET: lambda e: _("Phrases as shipped again: {step}").format(step=_step(e)),
    EventKind.AVOIDED_PHRASE_ADDED: lambda e: _("Better not said: {words}").format(words=_said(e)),
    EventKind.AVOIDED_PHRASE_EDITED: lambda e: _("Better not said, changed: {words}").format(words=_said(e)),
    EventKind.AVOIDED_PHRASE_REMOVED: lambda e: _("May be said again: {words}").format(words=_said(e)),
    EventKind.AVOIDED_PHRASES_RESET: lambda e: _("What is better not said is as shipped again, by {name}").format(
        name=e.by
    ),
    EventKind.SIGN_WORDS_ADDED: lambda e: _("Words that show {name}: added").format(name=_sign(e)),
    EventKind.SIGN_WORDS_EDITED: lambda e: _("Words that show {name}: changed").format(name=_sign(e)),
    EventKind.SIGN_WORDS_REMOVED: lambda e: _("Words that show {name}: taken out").format(name=_sign(e)),
    EventKind.SIGN_WORDS_RESET: lambda e: _("Words that show signs are as shipped again, by {name}").format(name=e.by),
    EventKind.TRIGGER_ADDED: lambda e: _("Sign to escalate added: {name}").format(name=_sign(e)),
    EventKind.TRIGGER_EDITED: lambda e: _("Sign to escalate changed: {name}").format(name=_sign(e)),
    EventKind.TRIGGER_MOVED: lambda e: _("Sign to escalate {name}: place {was} to {becomes}").format(
        name=_sign(e), was=e.was, becomes=e.becomes
    ),
}
