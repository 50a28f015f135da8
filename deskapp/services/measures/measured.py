"""Everything that is counted of a period beside another, as the screen and the paper show it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from deskapp.domain.measures import chance
from deskapp.domain.measures.facts import SHARES
from deskapp.domain.measures.kinds import CLOCKS, Measure
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Share
from deskapp.domain.words import Priority
from deskapp.services.measures import source
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.counting import JOINED_OUT, Totals, middle, times, totals
from deskapp.services.measures.source import JOINED, Condition, select
from deskapp.services.measures.views import ClockLine, ContactLine, Counts, Figure

#: As slices name them: a firm by its name, a person by theirs.
_CONTACTS = f"""
SELECT e.contact_id, CASE WHEN contact.organisation <> '' AND contact.kind IN ('supplier', 'contractor')
       THEN contact.organisation ELSE contact.name END, e.in_time, e.first_word, e.accept, e.accept_target, e.ratio
FROM {JOINED_OUT} JOIN contact ON contact.id = e.contact_id WHERE {{which}} ORDER BY e.contact_id
"""


class Read:
    """The periods that are wanted, each read once."""

    def __init__(self, run: Any, narrowed: Narrowed, wanted: Sequence[Period]) -> None:
        self._run, self._narrowed = run, narrowed
        periods = tuple(dict.fromkeys(wanted))
        self._known = dict(zip(periods, totals(run, periods, narrowed), strict=True))

    def totals(self, period: Period) -> Totals:
        return self._known[period]

    def figures(self, period: Period, beside: Period, course: Sequence[Period]) -> dict[Measure, Figure]:
        now, before = self.totals(period), self.totals(beside)
        return {
            measure: Figure(
                measure,
                now.value(measure),
                before.value(measure),
                now.beside(before, measure),
                tuple(self.totals(one).value(measure) for one in course),
                now.sums["untold"] if measure is Measure.FIRST_CONTACT else 0,
            )
            for measure in Measure
        }

    def counts(self, period: Period) -> Counts:
        sums = self.totals(period).sums
        names = ("logged", "closed", "lapsed", "still_open", "archived", "void", "untold")
        return Counts(*(sums[name] for name in names))

    def clocks(self, period: Period, beside: Period) -> tuple[ClockLine, ...]:
        """The clocks with a verdict in either period, in the order in which they are shown."""
        now, before = self.totals(period), self.totals(beside)
        by_priority = self._by_priority(period)
        lines = []
        for kind, measure in CLOCKS.items():
            every, earlier = (Share(*(one.sum(name) for name in SHARES[measure])) for one in (now, before))
            shares = {priority: by_priority[priority][measure] for priority in Priority}
            lines.append(ClockLine(kind, measure, shares, every, earlier, chance.shares(every, earlier)))
        return tuple(lines)

    def _by_priority(self, period: Period) -> Mapping[Priority, Mapping[Measure, Share]]:
        names = [name for measure in CLOCKS.values() for name in SHARES[measure]]
        if source.of_cells(self._narrowed):
            which, of, rows_of = source.cells(self._narrowed, period, every=True), "", "measured_day"
        else:
            which, of, rows_of = source.over(self._narrowed, period), "m.", JOINED
        what = ", ".join(f"sum({of}{name})" for name in names)
        asked = select(f"{of}priority, {what}", rows_of, which, f"GROUP BY {of}priority")
        sums = {row[0]: row[1:] for row in self._run(*asked)}
        nothing = (0,) * len(names)
        return {
            priority: {
                measure: Share(*sums.get(priority.value, nothing)[2 * place : 2 * place + 2])
                for place, measure in enumerate(CLOCKS.values())
            }
            for priority in Priority
        }

    def contacts(self, period: Period) -> tuple[ContactLine, ...]:
        """Those with hand-offs of calls closed in it, the busiest first."""
        which = source.handoffs(self._narrowed, period) & Condition("e.contact_id IS NOT NULL")
        rows = self._run(_CONTACTS.format(which=which.sql), which.values)
        told = [_Told(contact, list(of_contact)) for contact, of_contact in groupby(rows, key=itemgetter(0))]
        lines = [one.line([other for other in told if other is not one]) for one in told]
        return tuple(sorted(lines, key=lambda line: (-line.out, line.name, line.contact_id)))


class _Told:
    """What the hand-offs to one contact say."""

    def __init__(self, contact_id: int, rows: Sequence[Any]) -> None:
        self._id, self._name, self._out = contact_id, rows[0][1], len(rows)
        self.in_time, self._first_word = (
            Share(sum(row[place] or 0 for row in rows), sum(row[place] is not None for row in rows)) for place in (2, 3)
        )
        self._accept, self._target, self.ratios = (
            sorted(row[place] for row in rows if row[place] is not None) for place in (4, 5, 6)
        )

    def line(self, others: "Sequence[_Told]") -> ContactLine:
        theirs = Share(sum(one.late.num for one in others), sum(one.late.den for one in others))
        ratios = sorted(ratio for one in others for ratio in one.ratios)
        target: timedelta | None = middle(self._target).half
        return ContactLine(
            self._id,
            self._name,
            self._out,
            self.in_time,
            middle(self._accept),
            target,
            self._first_word,
            times(self.ratios),
            chance.shares(self.late, theirs),
            chance.times(self.ratios, ratios),
        )

    @property
    def late(self) -> Share:
        return Share(self.in_time.den - self.in_time.num, self.in_time.den)
