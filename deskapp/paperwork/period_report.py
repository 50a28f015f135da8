"""The report of a period, filled in from its figures: for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.documents.papers.period_report import Block, Cell, Clock, Contact, Finding, PeriodReport, Sign, report_pdf
from deskapp.documents.text import Span
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotAllowed
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure, Slice
from deskapp.domain.measures.met import Met, met
from deskapp.domain.measures.periods import Period, PeriodKind
from deskapp.domain.measures.values import Share
from deskapp.domain.words import ClockKind, Priority
from deskapp.language import Words, words
from deskapp.paperwork import measure_cards, report_findings
from deskapp.paperwork.about_agents import without_agents
from deskapp.paperwork.measure_cards import CARDS, Card
from deskapp.services.measures.acts import FIELDS, Narrowed
from deskapp.services.measures.views import ClockLine, ContactLine, Measured
from deskapp.services.site.views import DeskFacts
from deskapp.wording import times
from deskapp.wording.measures import figures, in_short, periods, slices, small_print

if TYPE_CHECKING:
    from deskapp.desk import Desk

_SIGNS = {Met.WELL: Sign.GOOD, Met.PARTLY: Sign.FAIR, Met.BADLY: Sign.BAD}
_HARD_BLANK = "\xa0"
_DASH = Cell(figures.NONE, soft=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What is put on the page: the figures, and what they were narrowed down to, by name.

    findings: what they point to, in `found_in`; None: in no month. reviewed: of reviews, practice and readiness.
    """

    measured: Measured
    narrowed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    found_in: Period | None = None
    reviewed: tuple[Span, ...] = ()
    #: How far the timeline goes, as papers say it.
    head: str = ""


def read(
    desk: Desk,
    period: Period,
    beside: Period | None = None,
    narrowed: Narrowed | None = None,
    language: str = "",
) -> Told:
    """What is put on the page of a period, read from a desk.

    language: of its reader. Raises NotAllowed where it was narrowed down to one agent: no such page is made.
    """
    narrowed = narrowed or Narrowed()
    if narrowed.staff_id is not None:
        raise NotAllowed(Refusal.REPORT_OF_ONE)
    site = desk.facts().site
    reader, zone = words(language or site.language), ZoneInfo(site.zone)
    measured, head = desk.measures.read(period, narrowed, beside), desk.evidence.head().printed
    if narrowed != Narrowed():
        # What was found and reviewed is of all calls.
        return Told(measured, _names(desk, narrowed, reader), head=head)
    today = measured.as_of.astimezone(zone).date()
    month = report_findings.month_of(period, today)
    return Told(
        measured,
        findings=report_findings.findings(desk, month, reader) if month else (),
        found_in=month,
        reviewed=report_findings.reviewed(desk, period, today, reader),
        head=head,
    )


def _names(desk: Desk, narrowed: Narrowed, reader: Words) -> tuple[str, ...]:
    """What the figures are narrowed down to."""
    if narrowed == Narrowed():
        return ()
    choices = desk.measures.choices()
    named: dict[Slice, Mapping[Any, str]] = {
        Slice.CATEGORY: dict(choices.categories),
        Slice.CONTACT: dict(choices.contacts),
        Slice.TAG: dict(choices.tags),
        Slice.PLACE: dict(choices.places),
        Slice.EQUIPMENT: dict(choices.equipment),
    }
    told = []
    for by, field in FIELDS.items():
        key = getattr(narrowed, field)
        if key is not None:
            name = slices.line(by, key, named.get(by, {}).get(key, ""), reader)
            told.append(reader.gettext("{kind}: {name}").format(kind=slices.name(by, reader), name=name))
    return tuple(told)


def pdf(told: Told, facts: DeskFacts, now: datetime, by: str, language: str = "") -> bytes:
    """The page as a PDF on the site's paper; language: of its reader, the site's where none is named."""
    reader = words(language or facts.site.language)
    return report_pdf(report(told, facts, now, by, reader, language), reader)


def report(told: Told, facts: DeskFacts, now: datetime, by: str, reader: Words, language: str = "") -> PeriodReport:
    """What stands on the page, in the words of its reader."""
    site, measured = facts.site, without_agents(told.measured, facts.staff)
    today = now.astimezone(ZoneInfo(site.zone)).date()
    # In short is of the period alone.
    of_it = told.findings[:1] if told.found_in == measured.period else ()
    found = tuple(f"{one.title} {one.figures}." for one in of_it)
    return PeriodReport(
        site=site.name,
        zone=site.zone,
        title=_title(measured, reader),
        subtitle=_subtitle(told, times.day(today, reader), reader),
        in_short=in_short.sentences(measured, today, found, reader),
        blocks=tuple(_block(card, measured, reader) for card in CARDS),
        legend=measure_cards.legend(measured, reader),
        also=_also(measured, reader),
        findings=told.findings,
        found_in=periods.name(told.found_in, reader) if told.found_in and told.found_in != measured.period else "",
        clock_heads=(*(priority.value for priority in Priority), reader.gettext("All")),
        clocks=tuple(_clock(line, reader) for line in measured.clocks),
        contacts=tuple(_contact(line, reader) for line in measured.contacts),
        reviewed=told.reviewed,
        small_print=small_print.said(measured, reader),
        printed_at=now,
        printed_by=by,
        paper=site.paper,
        language=language or site.language,
        head=told.head,
    )


def _title(measured: Measured, reader: Words) -> str:
    of_a_name = measured.period.kind in (PeriodKind.MONTH, PeriodKind.YEAR)
    form = reader.gettext("Escalations in {period}") if of_a_name else reader.gettext("Escalations, {period}")
    return form.format(period=periods.name(measured.period, reader))


def _subtitle(told: Told, today: str, reader: Words) -> str:
    say, measured, counts = reader.gettext, told.measured, told.measured.counts
    logged = reader.ngettext("{n} call logged", "{n} calls logged", counts.logged).format(n=counts.logged)
    parts = [
        *told.narrowed,
        say("beside {period}").format(period=periods.name(measured.beside, reader)),
        say("{logged}, {closed} closed, {lapsed} lapsed").format(
            logged=logged, closed=counts.closed, lapsed=counts.lapsed
        ),
    ]
    if counts.still_open:
        parts.append(say("{n} of these still open on {day}").format(n=counts.still_open, day=today))
    return direction.row([*parts, say("working time")])


def _block(card: Card, measured: Measured, reader: Words) -> Block:
    one = measured.figures[card.measure]
    return Block(
        title=figures.title(card.measure, reader),
        figure=figures.figure(one.value, reader),
        of_what=figures.of_what(card.measure, one.value, reader) if one.value and one.value.count else "",
        beside=_beside(card, measured, reader),
        chart=measure_cards.chart(card, measured, reader),
    )


def _beside(card: Card, measured: Measured, reader: Words) -> str:
    """As "lower; Sep 27 %, 53 of 198"."""
    one = measured.figures[card.measure]
    how = figures.difference(card.measure, one.value, one.before, one.difference, reader)
    if not one.value or one.value.too_few or not one.before or not one.before.count:
        return how
    name = periods.in_short(measured.beside, measured.period, reader)
    said = reader.gettext("{period} {figure}").format(period=name, figure=figures.figure(one.before, reader))
    if isinstance(one.before, Share) and one.difference in (Difference.HIGHER, Difference.LOWER):
        share = reader.gettext("{num} of {n}").format(num=one.before.num, n=one.before.den)
        said = reader.gettext("{figure}, {share}").format(figure=said, share=share)
    # What belongs together stays together where the line turns.
    return f"{how}; {said.replace(' ', _HARD_BLANK)}"


def _also(measured: Measured, reader: Words) -> str:
    """Measures without a chart, in a row."""
    said = []
    for measure in (Measure.PROMISES_KEPT, Measure.AGREED_FIRST, Measure.LAPSED):
        value = measured.figures[measure].value
        if value is not None and value.count:
            told = figures.of_what(measure, value, reader)
            share = "" if value.too_few else figures.figure(value, reader)
            share_of = direction.row((share, told), ", ").replace(" ", _HARD_BLANK)
            said.append(f"{figures.title(measure, reader)}: {share_of}")
    return direction.row(said)


def _clock(line: ClockLine, reader: Words) -> Clock:
    shares = (*(line.by_priority.get(priority, Share()) for priority in Priority), line.all)
    deadline = line.kind is ClockKind.DEADLINE
    name = reader.gettext("Deadline") if deadline else figures.title(line.measure, reader)
    return Clock(name, tuple(_share(share, reader) for share in shares))


def _share(share: Share, reader: Words) -> Cell:
    """With its sign where it is of enough."""
    if not share.den:
        return _DASH
    sign = _SIGNS.get(met(share))
    return Cell(figures.figure(share, reader), sign, soft=sign is None)


def _contact(line: ContactLine, reader: Words) -> Contact:
    return Contact(line.name, line.out, _share(line.in_time, reader), _accepted(line, reader), _took(line, reader))


def _accepted(line: ContactLine, reader: Words) -> Cell:
    half = line.accepted.half
    if half is None:
        return _DASH
    if line.target is None:
        return Cell(figures.length(half))
    form = reader.gettext("{time} of {target}")
    said = form.format(time=figures.length(half), target=figures.length(line.target))
    return Cell(said, Sign.BAD if half > line.target and not line.accepted.too_few else None)


def _took(line: ContactLine, reader: Words) -> Cell:
    if not line.estimate.count:
        return _DASH
    if line.estimate.too_few:
        return Cell(reader.gettext("too few"), soft=True)
    return Cell(figures.figure(line.estimate, reader), Sign.BAD if line.over is Difference.HIGHER else None)
