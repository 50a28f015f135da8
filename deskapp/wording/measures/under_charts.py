"""The table under a chart of a measure, line by line, and its legend: words short enough to stand there."""

from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.values import TOO_FEW
from deskapp.language import SPOKEN, Words


def figure(measure: Measure, words: Words = SPOKEN) -> str:
    """The line of a figure itself."""
    say = words.gettext
    return {
        Measure.ESCALATED: say("escalated"),
        Measure.FIRST_CONTACT: say("first contact"),
        Measure.WITHOUT_ESCALATION: say("no escalation"),
        Measure.RESOLVE_WORKING: say("middle"),
        Measure.RESOLVE_WALL: say("wall clock"),
        Measure.SATISFIED_ESCALATED: say("4 or 5"),
        Measure.SATISFIED_OTHERS: say("the others"),
        Measure.REPEATED: say("repeat"),
        Measure.HANDOFFS: say("mean"),
        Measure.ONE_HANDOFF: say("only one"),
        Measure.WARM: say("warm"),
    }[measure]


def nine_in_ten(words: Words = SPOKEN) -> str:
    """The line below a middle."""
    return words.gettext("9 in 10")


def numerator(words: Words = SPOKEN) -> str:
    """The line of the calls that a share counts."""
    return words.gettext("calls")


def denominator(measure: Measure, words: Words = SPOKEN) -> str:
    """The line of all that a figure looks at."""
    say = words.gettext
    if measure is Measure.FIRST_CONTACT:
        return say("of closed")
    return say("answers") if measure is Measure.SATISFIED_ESCALATED else say("of calls")


def too_few(words: Words = SPOKEN) -> str:
    """In the legend: an empty bar."""
    return words.gettext("fewer than {n}").format(n=TOO_FEW)


def within(words: Words = SPOKEN) -> str:
    """In the legend: a whisker."""
    return words.gettext("9 in 10 within")
