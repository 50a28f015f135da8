"""The rows of the two tables: clocks met by kind and priority, and how contacts take on what they are handed."""

from collections.abc import Mapping

from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.met import Met, met
from deskapp.domain.measures.values import Share
from deskapp.domain.words import Priority
from deskapp.language import _
from deskapp.services.measures.views import ClockLine, ContactLine, Measured
from deskapp.ui.improve.measures.asked import Chosen
from deskapp.ui.improve.measures.figure_table import Cell
from deskapp.ui.look.palettes import Tint
from deskapp.wording import codes
from deskapp.wording.measures import figures, periods

_TINTS = {Met.WELL: Tint.OK, Met.PARTLY: Tint.SOON, Met.BADLY: Tint.OVER, Met.TOO_FEW: Tint.PLAIN}


def clock_heads(measured: Measured) -> list[str]:
    beside = periods.in_short(measured.beside, measured.period)
    return [_("Clocks met"), *(one.value for one in Priority), _("All"), beside]


def clock_rows(measured: Measured) -> list[list[Cell]]:
    return [_clock_row(line, measured) for line in measured.clocks]


def contact_heads() -> list[str]:
    return [_("Contact"), _("Out"), _("In time"), _("Accepted in"), _("Of estimate")]


def contact_rows(measured: Measured, bars: Mapping[int, bytes], most: int) -> list[list[Cell]]:
    """bars: what it took of what was estimated, drawn, by contact; most: so many contacts, the busiest first."""
    return [_contact_row(line, bars.get(line.contact_id, b"")) for line in measured.contacts[:most]]


def _clock_row(line: ClockLine, measured: Measured) -> list[Cell]:
    name = codes.clock(line.kind)
    everything = Chosen(line.measure, words=name, part=Part.DENOMINATOR)
    cells = [Cell(name, everything)]
    for priority in Priority:
        share = line.by_priority.get(priority, Share())
        words = f"{name}, {priority.value}"
        at = ((Slice.PRIORITY, priority.value),)
        cells.append(_share(share, Chosen(line.measure, at, words, Part.DENOMINATOR), words))
    cells.append(_share(line.all, everything, _("{clock}, all").format(clock=name)))
    beside = periods.name(measured.beside)
    heard = _("{clock}, {period}: {figure}").format(clock=name, period=beside, figure=figures.bare(line.before))
    cells.append(Cell(figures.figure(line.before), muted=True, heard=heard))
    return cells


def _share(share: Share, chosen: Chosen, name: str) -> Cell:
    """A share of clocks that were met: of too few the numbers alone."""
    if not share.den:
        return Cell(figures.NONE, muted=True, heard=_("{what}: none").format(what=name))
    tint = _TINTS[met(share)]
    few = tint is Tint.PLAIN
    heard = _("{what}: {figure} met, {parts}").format(
        what=name, figure=figures.figure(share), parts=figures.bare(share)
    )
    return Cell(figures.figure(share), chosen, tint, strong=not few, muted=few, heard=heard)


def _contact_row(line: ContactLine, bar: bytes) -> list[Cell]:
    slow, wrong = line.late is Difference.HIGHER, line.over is Difference.HIGHER

    def chosen(measure: Measure, part: Part, what: str) -> Chosen:
        words = _("{contact}: {what}").format(contact=line.name, what=what)
        return Chosen(measure, ((Slice.CONTACT, line.contact_id),), words, part)

    out, in_time = _("handed out"), _("accepted in time")
    took, estimate = _("time to accept"), _("of the estimate")
    out_chosen = chosen(Measure.HANDOFFS, Part.DENOMINATOR, out)
    return [
        Cell(line.name, out_chosen, strong=slow or wrong),
        Cell(str(line.out), out_chosen, heard=_("{contact}: {n} out").format(contact=line.name, n=line.out)),
        _share(line.in_time, chosen(Measure.CLOCK_ACCEPTANCE, Part.DENOMINATOR, in_time), f"{line.name}, {in_time}"),
        _accepted(line, chosen(Measure.ACCEPT_TIME, Part.DENOMINATOR, took)),
        _estimate(line, chosen(Measure.ESTIMATE, Part.DENOMINATOR, estimate), bar, wrong=wrong),
    ]


def _accepted(line: ContactLine, chosen: Chosen) -> Cell:
    if not line.accepted.count:
        return Cell(figures.NONE, muted=True, heard=_("{contact}: nothing accepted").format(contact=line.name))
    took, target = figures.length(line.accepted.half), figures.length(line.target)
    words = took if line.target is None else _("{time} of {target}").format(time=took, target=target)
    late = line.target is not None and line.accepted.half is not None and line.accepted.half > line.target
    heard = _("{contact}: accepted in {time}, middle of {n}").format(
        contact=line.name, time=words, n=line.accepted.count
    )
    return Cell(words, chosen, Tint.OVER if late else Tint.PLAIN, strong=late, heard=heard)


def _estimate(line: ContactLine, chosen: Chosen, bar: bytes, *, wrong: bool) -> Cell:
    value = line.estimate
    if not value.count:
        return Cell(figures.NONE, muted=True, heard=_("{contact}: nothing estimated").format(contact=line.name))
    if value.too_few:
        words = _("{n}: too few").format(n=value.count)
        return Cell(words, chosen, muted=True, heard=_("{contact}: {words}").format(contact=line.name, words=words))
    heard = _("{contact}: {figure} of the estimate, {of}").format(
        contact=line.name, figure=figures.figure(value), of=figures.of_what(Measure.ESTIMATE, value)
    )
    return Cell(figures.figure(value), chosen, strong=wrong, heard=heard, bar=bar)
