"""What each measure means, in words: a sentence or two beside its figure, and all of it one key away."""

from __future__ import annotations

from deskapp.domain.measures.chance import ONCE_IN
from deskapp.domain.measures.kinds import CLOCKS, Form, Measure, form
from deskapp.domain.measures.values import TOO_FEW
from deskapp.language import SPOKEN, Words


def short(measure: Measure, period: str, words: Words = SPOKEN) -> str:
    """Beside the figure. period: as it is called, "October 2026"."""
    return _said(measure, words).format(period=period)


def whole(measure: Measure, period: str, words: Words = SPOKEN) -> tuple[str, ...]:
    """All of it, a paragraph each: what is counted, on which day, what is left out, when a difference is one."""
    say = words.gettext
    told = [short(measure, period, words), _day(measure, words)]
    if measure in _MORE_OF:
        told.append(_more(measure, words))
    told.append(_none_of(measure, words))
    told.append(_left_out(measure, words))
    told.append(_chance(measure, words))
    told.append(say("Of fewer than {n} nothing is said but the numbers themselves.").format(n=TOO_FEW))
    told.append(
        say(
            "Narrowed down to a contact or a type, the calls are those that were escalated to them or by it; the "
            "escalation rate is then of all calls logged, and what is told of calls that were never escalated says "
            "nothing."
        )
    )
    return tuple(one for one in told if one)


#: What was done for a call says an archived one too.
_OF_ARCHIVED = frozenset(
    (
        *(Measure.RESOLVE_WORKING, Measure.RESOLVE_WALL, Measure.HANDOFFS, Measure.ONE_HANDOFF, Measure.WARM),
        *(Measure.ACCEPT_TIME, Measure.ESTIMATE, *CLOCKS.values()),
    )
)


def _none_of(measure: Measure, words: Words) -> str:
    say = words.gettext
    if measure in _OF_ARCHIVED:
        return say(
            "Left out are calls that are void, and escalations undone at once. Archived calls, which an import brought "
            "as closed elsewhere, count here; whether their customers agreed is not known."
        )
    return say("Left out are calls that are void, archived calls of an import, and escalations undone at once.")


def _said(measure: Measure, words: Words) -> str:
    say = words.gettext
    if measure in CLOCKS.values():
        return _clock(measure, words)
    return {
        Measure.ESCALATED: say(
            "Calls logged in {period} that were escalated at least once, of all calls logged in {period}."
        ),
        Measure.FIRST_CONTACT: say(
            "Calls closed in {period} that were never escalated and were solved by the first conversation, of all "
            "calls closed in {period}."
        ),
        Measure.WITHOUT_ESCALATION: say(
            "Calls closed in {period} that were never escalated, however many conversations they took, of all calls "
            "closed in {period}."
        ),
        Measure.RESOLVE_WORKING: say(
            "How long escalated calls closed in {period} took from logged, or opened again, to resolved: in the "
            "hours of their resolution clock, less what stopped it."
        ),
        Measure.RESOLVE_WALL: say(
            "How long escalated calls closed in {period} took from logged, or opened again, to resolved, by the "
            "clock on the wall: nights, weekends and pauses with it."
        ),
        Measure.SATISFIED_ESCALATED: say(
            "Customers of escalated calls closed in {period} who said 4 or 5, of those who answered."
        ),
        Measure.SATISFIED_OTHERS: say(
            "Customers of calls closed in {period} that were never escalated who said 4 or 5, of those who answered."
        ),
        Measure.REPEATED: say(
            "Escalated calls closed in {period} whose customer came back within 7 days after an escalation had ended, "
            "of all escalated calls closed in {period}."
        ),
        Measure.HANDOFFS: say(
            "Hand-offs to a contact, by calls closed in {period} that had one. Fewer is better: each hand-off is a new "
            "explanation."
        ),
        Measure.ONE_HANDOFF: say("Calls closed in {period} that needed one hand-off alone, of those that had any."),
        Measure.WARM: say(
            "Hand-offs of calls closed in {period} in which the customer was introduced on the line, of all of theirs."
        ),
        Measure.PROMISES_KEPT: say(
            "Promises to customers that were kept by the instant that was named, of all that were kept at all or "
            "moved only after it; of calls closed in {period}."
        ),
        Measure.LAPSED: say(
            "Calls that lapsed in {period} because no customer answered, of all that were over: closed or lapsed."
        ),
        Measure.AGREED_FIRST: say(
            "Calls closed in {period} whose customer said yes when asked for the first time whether it was solved, of "
            "all calls closed in {period}."
        ),
        Measure.ACCEPT_TIME: say(
            "How long contacts took to accept what they were handed, in the hours of their clock; of calls closed in "
            "{period}."
        ),
        Measure.ESTIMATE: say(
            "How long it took by what the contact had estimated first: 2.0 is twice as long. Of hand-offs that came "
            "back and were estimated, of calls closed in {period}."
        ),
    }[measure]


def _clock(measure: Measure, words: Words) -> str:
    say = words.gettext
    what = {
        Measure.CLOCK_RESPONSE: say("the first answer to the customer came in time"),
        Measure.CLOCK_UPDATE: say("the customer heard from us by the time of the next update"),
        Measure.CLOCK_RESOLUTION: say("the call was resolved in time"),
        Measure.CLOCK_ACCEPTANCE: say("the contact accepted in time"),
        Measure.CLOCK_FIRST_WORD: say("the contact's first word came in time"),
        Measure.CLOCK_CHASE: say("the customer's yes or no was there in time"),
        Measure.CLOCK_CALL_BACK: say("the customer was called back by the time that was promised"),
        Measure.CLOCK_DEADLINE: say("the customer's own deadline was kept"),
    }[measure]
    form_ = say("Clocks that were met: {what}. Of all of this kind with a verdict, of calls closed in {period}.")
    return form_.replace("{what}", what)


_MORE_OF = frozenset(
    (Measure.HANDOFFS, Measure.FIRST_CONTACT, Measure.RESOLVE_WORKING, Measure.REPEATED, Measure.ESCALATED)
)


def _more(measure: Measure, words: Words) -> str:
    say = words.gettext
    return {
        Measure.ESCALATED: say(
            "A call counts once, however often it was escalated. Priority and incident are types of escalation too."
        ),
        Measure.FIRST_CONTACT: say(
            "They were spoken with once at most until they were solved, were never opened again, and the customer's "
            "first answer was yes. “Without escalation” beside it is wider: it has all calls that the desk solved "
            "by itself, also those that took several conversations."
        ),
        Measure.RESOLVE_WORKING: say(
            "The middle is what half of them took at most, and nine in ten tells of the long ones: a mean would be "
            "moved by one call that lay for weeks."
        ),
        Measure.HANDOFFS: say("One that was taken back later counts with them; one undone at once does not."),
        Measure.REPEATED: say(
            "Coming back means that another call of theirs was logged. Whoever calls again soon after an escalation "
            "was not helped by it, or has something else: look at the calls."
        ),
    }[measure]


def _day(measure: Measure, words: Words) -> str:
    say = words.gettext
    if measure is Measure.ESCALATED:
        return say("A call belongs to the day on which it was logged, by the site's calendar.")
    if measure is Measure.LAPSED:
        return say("A call belongs to the day on which it was over, by the site's calendar.")
    return say(
        "A call belongs to the day on which it was closed, by the site's calendar; reopened, to none until it is "
        "closed again."
    )


def _left_out(measure: Measure, words: Words) -> str:
    say = words.gettext
    if measure in CLOCKS.values():
        return say("A clock whose start, end or answer nobody recorded has no verdict, and counts on neither side.")
    return say("What an import did not tell counts on neither side.")


def _chance(measure: Measure, words: Words) -> str:
    say = words.gettext
    kind = form(measure)
    if kind is Form.SHARE:
        told = say(
            "“Higher” and “lower” are said where chance alone would make such a difference less than once in {n} times "
            "(Fisher's exact test); else it is “about the same”."
        )
    elif kind is Form.MEAN:
        told = say(
            "“Higher” and “lower” are said where chance alone would make such a difference less than once in {n} "
            "times, by how many calls needed more than one; else it is “about the same”."
        )
    else:
        told = say(
            "“Longer” and “shorter” are said where chance alone would make such a difference less than once in {n} "
            "times (Mood's median test); else it is “about the same”."
        )
    return told.format(n=ONCE_IN)
