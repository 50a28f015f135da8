"""The measures by their codes: what each counts, in which form, and what it can be split by."""

from enum import StrEnum

from deskapp.domain.words import ClockKind


class Measure(StrEnum):
    """A figure of a period. Each clock is one; so are the figures of contacts.

    The flags kept of calls go by the order of these: a new one comes last, and every call is counted anew.
    What stands after "of" is the denominator. Void and archived calls are in none, nor are escalations undone at once.
    Calls belong to the local day on which they were logged (`ESCALATED`), were over (`LAPSED`) or were closed (all
    others); one that was reopened is closed again only when it is.
    """

    #: Calls escalated at least once, of calls logged.
    ESCALATED = "escalated"
    #: Calls never escalated and solved by the first conversation, of calls closed.
    FIRST_CONTACT = "first_contact"
    #: Calls never escalated, of calls closed.
    WITHOUT_ESCALATION = "without_escalation"
    #: From logged to resolved, of escalated calls closed: working time less pauses, and by the wall clock.
    RESOLVE_WORKING = "resolve_working"
    RESOLVE_WALL = "resolve_wall"
    #: Said 4 or 5, of those who answered: escalated calls, and the others.
    SATISFIED_ESCALATED = "satisfied_escalated"
    SATISFIED_OTHERS = "satisfied_others"
    #: Escalated calls whose customer came back within 7 days after an escalation ended, of escalated calls closed.
    REPEATED = "repeated"
    #: Hand-offs to a contact, by calls closed that had one; and those that needed only one, of these.
    HANDOFFS = "handoffs"
    ONE_HANDOFF = "one_handoff"
    #: Warm transfers, of hand-offs of calls closed.
    WARM = "warm"
    #: Promises kept in time, of those that fell due, of calls closed.
    PROMISES_KEPT = "promises_kept"
    #: Calls lapsed, of calls over: closed or lapsed.
    LAPSED = "lapsed"
    #: The customer's first answer to "is it solved?" was yes, of calls closed.
    AGREED_FIRST = "agreed_first"
    #: Clocks met, of those with a verdict, of calls closed.
    CLOCK_RESPONSE = "clock_response"
    CLOCK_UPDATE = "clock_update"
    CLOCK_RESOLUTION = "clock_resolution"
    CLOCK_ACCEPTANCE = "clock_acceptance"
    CLOCK_FIRST_WORD = "clock_first_word"
    CLOCK_CHASE = "clock_chase"
    CLOCK_CALL_BACK = "clock_call_back"
    CLOCK_DEADLINE = "clock_deadline"
    #: How long contacts took to accept, in the hours of their clock.
    ACCEPT_TIME = "accept_time"
    #: What it took by what was estimated first, of hand-offs that came back and were estimated: 2.0 is twice as long.
    ESTIMATE = "estimate"


class Form(StrEnum):
    """In which of the values of `values.py` a measure is told."""

    SHARE = "share"
    #: How long: the middle, and nine in ten.
    TIME = "time"
    #: So many a call.
    MEAN = "mean"
    #: So many times as long.
    TIMES = "times"


class Part(StrEnum):
    """Which calls of a figure: those that it says, or all that it looks at."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    #: Those looked at that are not said: where it went otherwise. Of clocks, promises and transfers those that have one
    #: that went otherwise.
    REST = "rest"


class Slice(StrEnum):
    """By what a measure can be split."""

    CATEGORY = "category"
    PRIORITY = "priority"
    CONTACT = "contact"
    TYPE = "type"
    TAG = "tag"
    PLACE = "place"
    EQUIPMENT = "equipment"
    #: By the owner of the call, only where the site has turned it on.
    AGENT = "agent"


_FORMS = {
    Measure.RESOLVE_WORKING: Form.TIME,
    Measure.RESOLVE_WALL: Form.TIME,
    Measure.ACCEPT_TIME: Form.TIME,
    Measure.HANDOFFS: Form.MEAN,
    Measure.ESTIMATE: Form.TIMES,
}

#: The clocks in the order in which they are shown.
CLOCKS = {
    ClockKind.RESPONSE: Measure.CLOCK_RESPONSE,
    ClockKind.UPDATE: Measure.CLOCK_UPDATE,
    ClockKind.RESOLUTION: Measure.CLOCK_RESOLUTION,
    ClockKind.ACCEPTANCE: Measure.CLOCK_ACCEPTANCE,
    ClockKind.FIRST_WORD: Measure.CLOCK_FIRST_WORD,
    ClockKind.CHASE: Measure.CLOCK_CHASE,
    ClockKind.CALL_BACK: Measure.CLOCK_CALL_BACK,
    ClockKind.DEADLINE: Measure.CLOCK_DEADLINE,
}

#: Fewer being better than more: the escalation rate, times, repeat contacts, hand-offs, lapsed calls.
LOWER_IS_BETTER = frozenset(
    (
        *(Measure.ESCALATED, Measure.RESOLVE_WORKING, Measure.RESOLVE_WALL, Measure.REPEATED, Measure.HANDOFFS),
        *(Measure.LAPSED, Measure.ACCEPT_TIME, Measure.ESTIMATE),
    )
)


def form(measure: Measure) -> Form:
    """In which form a measure is told."""
    return _FORMS.get(measure, Form.SHARE)
