"""A period in a few sentences: what differs by more than chance, who is late, what cannot be said; nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.values import Middle, Value
from deskapp.language import SPOKEN, Words
from deskapp.wording import times
from deskapp.wording.measures import figures, periods

if TYPE_CHECKING:
    from deskapp.services.measures.views import ContactLine, Measured

#: The measures in the order in which their differences are told.
TOLD = (
    *(Measure.ESCALATED, Measure.RESOLVE_WORKING, Measure.FIRST_CONTACT, Measure.SATISFIED_ESCALATED),
    *(Measure.REPEATED, Measure.HANDOFFS, Measure.PROMISES_KEPT, Measure.AGREED_FIRST, Measure.LAPSED, Measure.WARM),
)
_DIFFERS = (Difference.HIGHER, Difference.LOWER)
#: So many contacts are named, and so many measures of which there is too little.
_NAMED = 3


def sentences(measured: Measured, today: date, found: tuple[str, ...] = (), words: Words = SPOKEN) -> tuple[str, ...]:
    """The most important first. today: the site's day. found: what the figures point to, a sentence each."""
    counts, say = measured.counts, words.gettext
    name = periods.name(measured.period, words)
    told = [*_not_whole(measured, today, words)]
    if not (counts.logged or counts.closed or counts.lapsed):
        return (*told, say("In {period} no call was logged and none was closed.").format(period=name))
    differences = [*_differences(measured, words), *_clocks(measured, words)]
    before = measured.before
    if differences:
        told += differences
    elif not (before.logged or before.closed):
        beside = periods.name(measured.beside, words)
        told.append(say("There is nothing to compare with: no calls in {period}.").format(period=beside))
    else:
        beside = periods.name(measured.beside, words)
        told.append(say("Nothing differs from {period} by more than chance would make.").format(period=beside))
    return (*told, *found, *_contacts(measured, words), *_missing(measured, words))


def _not_whole(measured: Measured, today: date, words: Words) -> Iterator[str]:
    say, period = words.gettext, measured.period
    name = periods.name(period, words)
    if measured.behind:
        form = words.ngettext(
            "The figures are not whole: {n} call is still to be counted.",
            "The figures are not whole: {n} calls are still to be counted.",
            measured.behind,
        )
        yield form.format(n=measured.behind)
    if period.first > today:
        yield say("{period} has not begun.").format(period=name)
    elif period.last >= today:
        yield say("{period} is not over: this is how it stands on {day}.").format(
            period=name, day=times.day(today, words)
        )


def _differences(measured: Measured, words: Words) -> Iterator[str]:
    for measure in TOLD:
        one = measured.figures[measure]
        if one.difference in _DIFFERS:
            form = _difference(measure, one.difference is Difference.HIGHER, words)
            yield form.format(now=_figure(one.value, words), before=_figure(one.before, words))


def _figure(value: Value | None, words: Words) -> str:
    """No line turns within it."""
    if isinstance(value, Middle) and value.half is not None:
        said = times.duration(value.half, words, measured=True)
    else:
        said = figures.figure(value, words)
    return said.replace(" ", "\xa0")


def _difference(measure: Measure, higher: bool, words: Words) -> str:
    say = words.gettext
    more, less = {
        Measure.ESCALATED: (
            say("More calls were escalated: {now} instead of {before}."),
            say("Fewer calls were escalated: {now} instead of {before}."),
        ),
        Measure.RESOLVE_WORKING: (
            say("Escalated calls took longer: {now} instead of {before} in the middle."),
            say("Escalated calls were solved sooner: {now} instead of {before} in the middle."),
        ),
        Measure.FIRST_CONTACT: (
            say("More calls were solved at first contact: {now} instead of {before}."),
            say("Fewer calls were solved at first contact: {now} instead of {before}."),
        ),
        Measure.SATISFIED_ESCALATED: (
            say("Customers of escalated calls were more satisfied: {now} instead of {before} said 4 or 5."),
            say("Customers of escalated calls were less satisfied: {now} instead of {before} said 4 or 5."),
        ),
        Measure.REPEATED: (
            say("More customers came back within 7 days after an escalation: {now} instead of {before}."),
            say("Fewer customers came back within 7 days after an escalation: {now} instead of {before}."),
        ),
        Measure.HANDOFFS: (
            say("A call was handed on more often: {now} hand-offs instead of {before}."),
            say("A call was handed on less often: {now} hand-offs instead of {before}."),
        ),
        Measure.PROMISES_KEPT: (
            say("More promises were kept: {now} instead of {before}."),
            say("Fewer promises were kept: {now} instead of {before}."),
        ),
        Measure.AGREED_FIRST: (
            say("More customers agreed at the first question: {now} instead of {before}."),
            say("Fewer customers agreed at the first question: {now} instead of {before}."),
        ),
        Measure.LAPSED: (
            say("More calls lapsed: {now} instead of {before}."),
            say("Fewer calls lapsed: {now} instead of {before}."),
        ),
        Measure.WARM: (
            say("More hand-offs were warm: {now} instead of {before}."),
            say("Fewer hand-offs were warm: {now} instead of {before}."),
        ),
    }[measure]
    return more if higher else less


def _clocks(measured: Measured, words: Words) -> Iterator[str]:
    """Those that were met less often first."""
    say = words.gettext
    differing = [line for line in measured.clocks if line.difference in _DIFFERS]
    for line in sorted(differing, key=lambda line: line.difference is Difference.HIGHER):
        more = line.difference is Difference.HIGHER
        form = (
            say("“{clock}” was met more often: {now} instead of {before}.")
            if more
            else say("“{clock}” was met less often: {now} instead of {before}.")
        )
        now, before = _figure(line.all, words), _figure(line.before, words)
        yield form.format(clock=figures.title(line.measure, words), now=now, before=before)


def _contacts(measured: Measured, words: Words) -> Iterator[str]:
    say = words.gettext
    late = [line for line in measured.contacts if line.late is Difference.HIGHER]
    for line in late[:_NAMED]:
        form = say("{name} accepts late more often than the others: {num} of {n} in time.")
        yield form.format(name=_named(line), num=line.in_time.num, n=line.in_time.den)
    over = [line for line in measured.contacts if line.over is Difference.HIGHER]
    for line in over[:_NAMED]:
        form = say("{name} takes {times} its estimate, longer than the others.")
        yield form.format(name=_named(line), times=_figure(line.estimate, words))


def _named(line: ContactLine) -> str:
    return line.name if len(line.name) <= 40 else f"{line.name[:39].rstrip()}…"


def _missing(measured: Measured, words: Words) -> Iterator[str]:
    few = []
    for measure in TOLD:
        value = measured.figures[measure].value
        if value is not None and value.count > 0 and value.too_few:
            few.append(f"{figures.title(measure, words)} ({figures.counted(measure, value.count, words)})")
    if few:
        more = words.gettext("{named} and {n} more").format(named="; ".join(few[:_NAMED]), n=len(few) - _NAMED)
        named = more if len(few) > _NAMED else "; ".join(few)
        yield words.gettext("Too few to say anything: {measures}.").format(measures=named)
    if untold := measured.counts.untold:
        form = words.ngettext(
            "Of {n} call closed an import does not say how it was answered.",
            "Of {n} calls closed an import does not say how they were answered.",
            untold,
        )
        yield form.format(n=untold)
