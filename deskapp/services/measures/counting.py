"""What a period comes to: sums and lengths from the cells of its days; from the rows of calls where these must tell."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures import chance
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.facts import LENGTHS, MIDDLES, OF_ESTIMATE, ON_LOGGED, ON_OVER, SHARES, SUMS
from deskapp.domain.measures.kinds import Form, Measure, form
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.domain.words import ClockKind
from deskapp.services.measures import source
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.source import JOINED, Condition, select
from deskapp.storage.measures.keeping import unpacked

#: Narrowed to a contact or a type these say nothing: they tell of calls that were escalated to nobody, or never closed.
OF_OTHERS = frozenset((Measure.FIRST_CONTACT, Measure.WITHOUT_ESCALATION, Measure.SATISFIED_OTHERS, Measure.LAPSED))
#: Hand-offs with their calls.
JOINED_OUT = (
    "measured_escalation AS e JOIN measured_call AS m ON m.call_id = e.call_id JOIN call ON call.id = m.call_id"
)


def _sum(names: Sequence[str], of: str = "") -> str:
    return ", ".join(f"coalesce(sum({of}{name}), 0)" for name in names)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a period comes to. lengths: sorted; seconds, and of estimates thousandths."""

    sums: Mapping[str, int]
    lengths: Mapping[str, Sequence[int]]
    narrowed: Narrowed

    def value(self, measure: Measure) -> Value | None:
        """A measure of it; None where it says nothing of what was narrowed down to."""
        if measure in OF_OTHERS and (self.narrowed.contact_id, self.narrowed.type) != (None, None):
            return None
        if measure in SHARES:
            return Share(*(self.sum(name) for name in SHARES[measure]))
        if form(measure) is Form.MEAN:
            return Mean(self.sum("handoffs"), self.sum("handed"))
        lengths = self.lengths[MIDDLES[measure]]
        return times(lengths) if form(measure) is Form.TIMES else middle(lengths)

    def sum(self, name: str) -> int:
        if name == "told":
            return self.sums["closed"] - self.sums["untold"]
        return self.sums["closed"] + self.sums["lapsed"] if name == "over" else self.sums[name]

    def values(self) -> dict[Measure, Value | None]:
        return {measure: self.value(measure) for measure in Measure}

    def beside(self, other: "Totals", measure: Measure) -> Difference:
        """How a measure of it stands beside that of another period."""
        if self.value(measure) is None or other.value(measure) is None:
            return Difference.TOO_FEW
        return differs(measure, self, other)


def differs(measure: Measure, one: Totals, other: Totals) -> Difference:
    """Of hand-offs a call it is how many needed more than one."""
    if form(measure) is Form.MEAN:
        more = [Share(of.sum("handed") - of.sum("one_handoff"), of.sum("handed")) for of in (one, other)]
        return chance.shares(*more)
    if measure in SHARES:
        return chance.shares(*(Share(*(of.sum(name) for name in SHARES[measure])) for of in (one, other)))
    name = MIDDLES[measure]
    return chance.times(one.lengths[name], other.lengths[name])


def middle(lengths: Sequence[int]) -> Middle:
    """Of sorted seconds: the lower of the two in the middle, and that which nine in ten do not pass."""
    if not lengths:
        return Middle()
    half, nine = (timedelta(seconds=lengths[_rank(len(lengths), of_ten)]) for of_ten in (5, 9))
    return Middle(len(lengths), half, nine)


def times(ratios: Sequence[int]) -> Times:
    """Of sorted thousandths."""
    return Times(len(ratios), ratios[_rank(len(ratios), 5)] / OF_ESTIMATE) if ratios else Times()


def _rank(count: int, of_ten: int) -> int:
    """The place of the least value that so many in ten do not pass."""
    return -(-count * of_ten // 10) - 1


def totals(run: Any, periods: Sequence[Period], narrowed: Narrowed) -> list[Totals]:
    """What each of these periods comes to."""
    if not source.of_cells(narrowed):
        return [_of_calls(run, period, narrowed) for period in periods]
    return _of_cells(run, periods, narrowed) if periods else []


def _of_cells(run: Any, periods: Sequence[Period], narrowed: Narrowed) -> list[Totals]:
    """All of them by two questions: what each asks for itself takes longer than what it reads."""
    sums = run(*source.in_periods(_sum(SUMS), "measured_day", narrowed, periods, "GROUP BY place ORDER BY place"))
    packed: list[dict[str, bytearray]] = [{name: bytearray() for name in LENGTHS} for _period in periods]
    for place, *blobs in run(*source.in_periods(", ".join(LENGTHS), "measured_lengths", narrowed, periods)):
        for name, blob in zip(LENGTHS, blobs, strict=True):
            packed[place][name] += blob or b""
    return [
        Totals(
            dict(zip(SUMS, row[1:], strict=True)),
            {name: sorted(unpacked(bytes(one))) for name, one in of_period.items()},
            narrowed,
        )
        for row, of_period in zip(sums, packed, strict=True)
    ]


def _of_calls(run: Any, period: Period, narrowed: Narrowed) -> Totals:
    which = source.logged(run, narrowed, period)
    escalated = source.escalated_to(narrowed)
    out = f"coalesce(sum(m.escalated AND {escalated.sql}), 0)"
    # What is asked for stands before the conditions, and so do its values.
    asked = f"SELECT count(*), {out}, coalesce(sum(m.still_open), 0) FROM {JOINED} WHERE {which.sql}"
    logged, gone_out, still_open = run(asked, escalated.values + which.values)[0]
    sums = {**dict.fromkeys(ON_LOGGED, 0), "logged": logged, "escalated": gone_out, "still_open": still_open}
    ended = source.over(narrowed, period)
    sums |= dict(zip(ON_OVER, run(*select(_sum(ON_OVER, "m."), JOINED, ended))[0], strict=True))
    lengths: dict[str, list[int]] = {name: [] for name in LENGTHS}
    timed = ended & Condition("m.wall IS NOT NULL")
    for working, wall in run(*select("m.working, m.wall", JOINED, timed)):
        lengths["working"].append(working)
        lengths["wall"].append(wall)
    kinds: dict[str, list[int | None]] = {"in_time": [], "first_word": []}
    for accept, ratio, in_time, first_word in run(
        *select("e.accept, e.ratio, e.in_time, e.first_word", JOINED_OUT, source.handoffs(narrowed, period))
    ):
        lengths["accept"] += [] if accept is None else [accept]
        lengths["ratio"] += [] if ratio is None else [ratio]
        kinds["in_time"].append(in_time)
        kinds["first_word"].append(first_word)
    if narrowed.contact_id is not None:
        # Of a contact these are its own, not all those of the calls that it had.
        for kind, told in ((ClockKind.ACCEPTANCE, kinds["in_time"]), (ClockKind.FIRST_WORD, kinds["first_word"])):
            verdicts = [one for one in told if one is not None]
            sums[f"{kind.value}_met"], sums[f"{kind.value}_all"] = sum(verdicts), len(verdicts)
    return Totals(sums, {name: sorted(found) for name, found in lengths.items()}, narrowed)
