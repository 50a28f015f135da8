"""The figures of measures in words: a figure, what it is of, how it stands beside another, and when it is too few."""

from __future__ import annotations

from datetime import timedelta

from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import LOWER_IS_BETTER, Form, Measure, form
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.domain.words import ClockKind
from deskapp.language import SPOKEN, Words
from deskapp.wording import codes, times

#: In the place of a figure of which there is none.
NONE = "–"


def title(measure: Measure, words: Words = SPOKEN) -> str:
    """What a measure is called."""
    say = words.gettext
    if measure in _KINDS:
        return codes.clock(_KINDS[measure], words)
    return {
        Measure.ESCALATED: say("Escalation rate"),
        Measure.FIRST_CONTACT: say("First-contact resolution"),
        Measure.WITHOUT_ESCALATION: say("Without escalation"),
        Measure.RESOLVE_WORKING: say("Time to resolve, escalated"),
        Measure.RESOLVE_WALL: say("The same by the wall clock"),
        Measure.SATISFIED_ESCALATED: say("Satisfaction, escalated"),
        Measure.SATISFIED_OTHERS: say("Satisfaction, the others"),
        Measure.REPEATED: say("Repeat contact in 7 days"),
        Measure.HANDOFFS: say("Hand-offs a call"),
        Measure.ONE_HANDOFF: say("Needed only one"),
        Measure.WARM: say("Warm transfers"),
        Measure.PROMISES_KEPT: say("Promises kept"),
        Measure.LAPSED: say("Lapsed"),
        Measure.AGREED_FIRST: say("Agreed at the first question"),
        Measure.ACCEPT_TIME: say("Time to accept"),
        Measure.ESTIMATE: say("Of their estimate"),
    }[measure]


def figure(value: Value | None, words: Words = SPOKEN) -> str:
    """As "18 %", "6 of 7" where it is too few for a share, "3:05", "1.19", "1.9 ×"; "–": there is none."""
    if isinstance(value, Share):
        return _share(value, words)
    if isinstance(value, Middle):
        return length(value.half)
    if isinstance(value, Mean):
        return NONE if value.each is None else decimal(value.each, 2, words)
    if isinstance(value, Times):
        return NONE if value.half is None else words.gettext("{n} ×").format(n=decimal(value.half, 1, words))
    return NONE


def percent(share: Share, words: Words = SPOKEN) -> str:
    """As "18 %", however few; only none is 0 % and only all is 100 %; "–" of none."""
    if not share.den:
        return NONE
    whole = round(100 * share.num / share.den)
    if 0 < share.num < share.den:
        whole = min(max(whole, 1), 99)
    return words.gettext("{n} %").format(n=whole)


def length(of: timedelta | None) -> str:
    """As "3:05", "66:10"; "–" of none."""
    return NONE if of is None else times.brief(of)


def decimal(number: float, places: int, words: Words = SPOKEN) -> str:
    """As "1.19": with the comma or the point of the reader."""
    whole, part = f"{number:.{places}f}".split(".")
    return words.gettext("{whole}.{part}").format(whole=whole, part=part)


def of_what(measure: Measure, value: Value | None, words: Words = SPOKEN) -> str:
    """What stands beside a figure: its numerator and denominator, as "39 of 214 calls logged"; "" of none at all."""
    count = words.ngettext
    if isinstance(value, Share):
        return _parts(measure, value, words)
    if isinstance(value, Middle):
        named = count("middle of {n}; 9 in 10 in {time}", "middle of {n}; 9 in 10 in {time}", value.count)
        return named.format(n=value.count, time=length(value.nine)) if value.count else ""
    if isinstance(value, Mean):
        total = count("{n} hand-off", "{n} hand-offs", value.total).format(n=value.total)
        named = count("{handoffs}, {n} call", "{handoffs}, {n} calls", value.count)
        return named.format(handoffs=total, n=value.count)
    if isinstance(value, Times):
        return count("middle of {n} hand-off", "middle of {n} hand-offs", value.count).format(n=value.count)
    return ""


def bare(value: Value, words: Words = SPOKEN) -> str:
    """What a figure is of, in numbers alone: "53 of 198", "13:50"."""
    if isinstance(value, Share):
        return words.gettext("{num} of {n}").format(num=value.num, n=value.den)
    return length(value.nine) if isinstance(value, Middle) else str(value.count)


def too_few(measure: Measure, value: Value, words: Words = SPOKEN) -> str:
    """As "7 answers: too few to say"."""
    return words.gettext("{what}: too few to say").format(what=counted(measure, value.count, words))


def difference(
    measure: Measure, value: Value | None, before: Value | None, how: Difference, words: Words = SPOKEN
) -> str:
    """How a figure stands beside the one before: "lower", "shorter", "about the same", or why nothing can be said."""
    say = words.gettext
    if value is None:
        return say("says nothing of these")
    if not value.count:
        return say("none in this period")
    if value.too_few:
        return too_few(measure, value, words)
    if how is Difference.TOO_FEW or before is None:
        return say("too few before to compare")
    if how is Difference.SAME:
        return say("about the same")
    higher = how is Difference.HIGHER
    if form(measure) is Form.TIME:
        return say("longer") if higher else say("shorter")
    return say("higher") if higher else say("lower")


def is_better(measure: Measure, how: Difference) -> bool | None:
    """Whether it came to the better; None where it stands as it was, or nobody can say."""
    if how not in (Difference.HIGHER, Difference.LOWER):
        return None
    return (how is Difference.LOWER) is (measure in LOWER_IS_BETTER)


def counted(measure: Measure, number: int, words: Words = SPOKEN) -> str:
    """So many of what a measure looks at: "7 answers", "214 calls"."""
    count = words.ngettext
    if measure in (Measure.SATISFIED_ESCALATED, Measure.SATISFIED_OTHERS):
        form = count("{n} answer", "{n} answers", number)
    elif measure in (Measure.WARM, Measure.ACCEPT_TIME, Measure.ESTIMATE):
        form = count("{n} hand-off", "{n} hand-offs", number)
    elif measure is Measure.PROMISES_KEPT:
        form = count("{n} promise", "{n} promises", number)
    elif measure in _KINDS:
        form = count("{n} clock", "{n} clocks", number)
    else:
        form = count("{n} call", "{n} calls", number)
    return form.format(n=number)


_KINDS = {
    Measure.CLOCK_RESPONSE: ClockKind.RESPONSE,
    Measure.CLOCK_UPDATE: ClockKind.UPDATE,
    Measure.CLOCK_RESOLUTION: ClockKind.RESOLUTION,
    Measure.CLOCK_ACCEPTANCE: ClockKind.ACCEPTANCE,
    Measure.CLOCK_FIRST_WORD: ClockKind.FIRST_WORD,
    Measure.CLOCK_CHASE: ClockKind.CHASE,
    Measure.CLOCK_CALL_BACK: ClockKind.CALL_BACK,
    Measure.CLOCK_DEADLINE: ClockKind.DEADLINE,
}


def _share(value: Share, words: Words) -> str:
    if not value.den:
        return NONE
    if value.too_few:
        return bare(value, words)
    return percent(value, words)


def _parts(measure: Measure, value: Share, words: Words) -> str:
    """Numerator and denominator by what they count."""
    count, n = words.ngettext, value.den
    closed = count("{num} of {n} call closed", "{num} of {n} calls closed", n)
    said = count("{num} of {n} said 4 or 5", "{num} of {n} said 4 or 5", n)
    named = {
        Measure.ESCALATED: count("{num} of {n} call logged", "{num} of {n} calls logged", n),
        Measure.FIRST_CONTACT: closed,
        Measure.WITHOUT_ESCALATION: closed,
        Measure.SATISFIED_ESCALATED: said,
        Measure.SATISFIED_OTHERS: said,
        Measure.REPEATED: count("{num} of {n} escalated call", "{num} of {n} escalated calls", n),
        Measure.ONE_HANDOFF: count("{num} of {n} call needed only one", "{num} of {n} calls needed only one", n),
        Measure.WARM: count("{num} of {n} hand-off was warm", "{num} of {n} hand-offs were warm", n),
        Measure.PROMISES_KEPT: count("{num} of {n} promise", "{num} of {n} promises", n),
        Measure.LAPSED: count("{num} of {n} call over", "{num} of {n} calls over", n),
        Measure.AGREED_FIRST: closed,
    }
    form = named.get(measure) or count("{num} of {n} clock", "{num} of {n} clocks", n)
    return form.format(num=value.num, n=n)
