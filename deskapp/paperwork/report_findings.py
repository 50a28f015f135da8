"""What the report says beside its figures: what they point to, what was reviewed and practised, and readiness.

Each is left out where there is nothing of it, and where whoever prints may not see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from deskapp.documents import wording as document_wording
from deskapp.documents.papers.period_report import Cell, Finding, Sign
from deskapp.documents.text import Span
from deskapp.domain.errors import NotAllowed
from deskapp.domain.findings.kinds import Named
from deskapp.domain.findings.standing import Standing
from deskapp.domain.measures.periods import Period, PeriodKind, between, containing
from deskapp.domain.readiness.questions import Question, State, TrainingFacts
from deskapp.domain.reviews.scorecard import HIGHEST
from deskapp.language import Words
from deskapp.services.findings.views import SignalView
from deskapp.services.readiness.views import ReadinessView
from deskapp.services.reviews.views import LineFigures
from deskapp.wording import times
from deskapp.wording.findings import signals as signal_wording
from deskapp.wording.measures.figures import decimal

if TYPE_CHECKING:
    from deskapp.desk import Desk

Read = TypeVar("Read")

#: Of what is to be done about a finding so many letters stand there.
_LONGEST = 42
#: So many months up to the period are looked back on for reviews: a month alone has few.
_MONTHS = 3
#: Of fewer agents what they practised would be said of one.
_FEWEST_AGENTS = 2
_URGENT = frozenset((Standing.BACK, Standing.NO_ACTION, Standing.ACTION_LATE, Standing.NO_ANSWER))
_ACTIONS = frozenset((Standing.ACTION, Standing.ACTION_LATE, Standing.DONE))


def month_of(period: Period, today: date) -> Period | None:
    """The month whose signals are told: that of the report, or the last that was over within a longer period."""
    if period.kind is PeriodKind.MONTH:
        return period if period.first <= today else None
    month = containing(PeriodKind.MONTH, min(period.last, today))
    if month.last > min(period.last, today):
        month = month.before()
    return month if month.first >= period.first else None


def findings(desk: Desk, month: Period, reader: Words) -> tuple[Finding, ...]:
    """The signals of a month, what nobody has done anything about first."""
    read = _if_allowed(lambda: desk.findings.signals(month.first))
    if read is None:
        return ()
    named = [
        one
        for one in read.signals
        if one.finding.named is Named.NAMED and one.finding.calls and one.standing is not Standing.DISMISSED
    ]
    # As sorted keeps them: the urgent ones first, else in the order in which they are shown.
    named.sort(key=lambda one: one.standing not in _URGENT)
    return tuple(_finding(one, read.month, read.today, reader) for one in named)


def reviewed(desk: Desk, period: Period, today: date, reader: Words) -> tuple[Span, ...]:
    """What was reviewed up to the end of the period and the one after it; practice and readiness as they are now."""
    said = [*_reviews(desk, period, today, reader)]
    view = _if_allowed(desk.readiness.view)
    if view is not None:
        said += _practised(view, reader)
        said += _readiness(view, reader)
    return tuple(said)


def _finding(one: SignalView, month: Period, today: date, reader: Words) -> Finding:
    title = signal_wording.title(one, reader)
    kind = signal_wording.kind(one.finding.kind, reader)
    # In a sentence, where a line may turn.
    figures = signal_wording.line(one, month, reader).replace(" · ", "; ").replace(" %", "\xa0%")
    return Finding(kind, f"{title}:", figures, _done(one, today, reader))


def _done(one: SignalView, today: date, reader: Words) -> Cell:
    """What was agreed, who does it and by when; else how it stands."""
    sign = Sign.BAD if one.standing in _URGENT else None
    if one.standing not in _ACTIONS or not one.actions:
        said = signal_wording.standing(one, today, reader)
        return Cell(f"{said[:1].upper()}{said[1:]}", sign)
    action = min(one.actions, key=lambda each: (not each.is_open, each.due))
    if action.is_late(today):
        form = reader.gettext("{what}: {owner}, late since {day}")
    else:
        form = reader.gettext("{what}: {owner}, {day}") if action.is_open else reader.gettext("{what}: {owner}, done")
    # What is cut is what there is to do, not by whom and when.
    what = action.what.strip().rstrip(".")
    if len(what) > _LONGEST:
        begun = what[:_LONGEST]
        what = f"{(begun.rpartition(' ')[0] or begun).rstrip(' ,;:')}…"
    return Cell(form.format(what=what, owner=action.owner, day=signal_wording.day(action.due, today, reader)), sign)


def _reviews(desk: Desk, period: Period, today: date, reader: Words) -> Iterator[Span]:
    """Those since some time before the end of the period, for a call is reviewed when it is over."""
    first = period.course(_MONTHS)[0].first if period.kind is PeriodKind.MONTH else period.first
    until = min(max(today, period.last), period.after().last)
    figures = _if_allowed(lambda: desk.reviews.figures(between(first, until)))
    if figures is None or not figures.calls:
        return
    form = reader.ngettext("{n} call reviewed since {day}", "{n} calls reviewed since {day}", figures.calls)
    yield Span(form.format(n=figures.calls, day=times.plain_day(first, reader)))
    marked = [one for one in figures.lines if one.average.average is not None and one.average.enough]
    if len(marked) > 1:
        order = sorted(marked, key=lambda one: one.average.average or 0.0)
        highest, lowest = _average(order[-1], reader), _average(order[0], reader)
        form = reader.gettext(": highest {highest}, lowest {lowest}")
        yield from document_wording.spans(form, highest=Span(highest, bold=True), lowest=Span(lowest, bold=True))
    yield Span(". ")


def _average(one: LineFigures, reader: Words) -> str:
    form = reader.gettext("{line} {average} of {most}")
    return form.format(line=one.name, average=decimal(one.average.average or 0.0, 1, reader), most=HIGHEST)


def _practised(view: ReadinessView, reader: Words) -> Iterator[Span]:
    facts = view.answer(Question.TRAINING).facts
    if not isinstance(facts, TrainingFacts) or facts.agents < _FEWEST_AGENTS:
        return
    form = reader.ngettext(
        "{n} of {agents} agent has practised de-escalation in six months.",
        "{n} of {agents} agents have practised de-escalation in six months.",
        facts.agents,
    )
    yield Span(f"{form.format(n=facts.practised, agents=facts.agents)} ")


def _readiness(view: ReadinessView, reader: Words) -> Iterator[Span]:
    say = reader.gettext
    yield Span(f"{say('Readiness:')} ", bold=True)
    form = say("{there} of {all} there, {part} in part, {missing} missing.")
    yield Span(
        form.format(
            there=view.count(State.THERE),
            all=len(view.answers),
            part=view.count(State.PART),
            missing=view.count(State.MISSING),
        )
    )


def _if_allowed(read: Callable[[], Read]) -> Read | None:
    with suppress(NotAllowed):
        return read()
    return None
