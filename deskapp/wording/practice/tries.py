"""What a scenario is practice for, and what a try at one came to."""

from deskapp.domain.practice.play import Step
from deskapp.domain.practice.scenario import HandoffPart, Theme
from deskapp.domain.practice.scoring import Kind, Reason
from deskapp.language import SPOKEN, Words
from deskapp.wording import codes


def theme(one: Theme, words: Words = SPOKEN) -> str:
    """What a scenario is practice for."""
    say = words.gettext
    named: dict[str, str] = {
        Theme.SIGNS: say("Recognising signs"),
        Theme.MANAGER: say("Asking for managers"),
        Theme.DE_ESCALATION: say("De-escalation"),
        Theme.SILENCE: say("Silence"),
        Theme.LEGAL: say("Legal threats"),
        Theme.OUTAGE: say("Outages"),
        Theme.DEADLINE: say("Naming a time"),
    }
    return named.get(one, one)


def step(one: Step, words: Words = SPOKEN) -> str:
    """What is to be done in a step of a try."""
    say = words.gettext
    named: dict[str, str] = {
        Step.TALK: say("Answer the caller"),
        Step.SIGNS: say("Recognise the signs"),
        Step.ROUTE: say("Choose the type and who"),
        Step.FRAME: say("Frame it for the customer"),
        Step.HANDOFF: say("Write the handoff"),
        Step.OVER: say("Result"),
    }
    return named[one]


def part(one: str, words: Words = SPOKEN) -> str:
    """A part of the handoff."""
    say = words.gettext
    named: dict[str, str] = {
        HandoffPart.ISSUE: say("Issue"),
        HandoffPart.STEPS: say("Steps"),
        HandoffPart.WANTS: say("Wants"),
        HandoffPart.TONE: say("Tone"),
        HandoffPart.DEADLINE: say("Deadline"),
    }
    return named.get(one, one)


def about(reason: Reason, words: Words = SPOKEN) -> str:
    """What a reason is about, in words: "May leave", "To Rita Gomez"."""
    say = words.gettext
    match reason.kind:
        case Kind.ANSWER | Kind.NOT_UNDERSTOOD:
            return say("“{words}”").format(words=reason.about)
        case Kind.SIGN | Kind.NO_SIGN:
            return codes.trigger(reason.about, words)
        case Kind.TYPE | Kind.NO_TYPE:
            return codes.escalation_type(reason.about, words)
        case Kind.PERSON | Kind.NOBODY:
            return say("To {name}").format(name=reason.about)
        case Kind.PHRASES:
            return say("No phrase to avoid") if reason.good else say("A phrase to avoid")
        case Kind.PART:
            return part(reason.about, words)
        case _:
            return reason.about


def why(reason: Reason, words: Words = SPOKEN) -> str:
    """What shows it, and why it matters: "“Eleven years”: said in passing"."""
    say = words.gettext
    match reason.kind:
        case Kind.NOT_UNDERSTOOD:
            return say("The scenario knew none of its answers in these words, and the caller waited.")
        case Kind.NO_SIGN:
            return reason.why or say("Nothing that was said shows it.")
        case Kind.NO_TYPE:
            return say("Not this one: {why}").format(why=reason.why)
        case Kind.NOBODY:
            return say("Nobody was chosen: {why}").format(why=reason.why)
        case Kind.PHRASES if reason.good:
            return say("Nothing that is better not said.")
        case Kind.PHRASES if not reason.quote:
            return say("Nothing was said.")
        case Kind.PHRASES:
            return say("“{words}” is better not said.").format(words=reason.quote)
        case Kind.ANSWER if reason.quote:
            return say("{why} “{words}” is better not said.").format(why=reason.why, words=reason.quote)
        case Kind.SIGN | Kind.SAID | Kind.PART if reason.quote:
            return say("“{words}”: {why}").format(words=reason.quote, why=reason.why)
        case _:
            return reason.why
