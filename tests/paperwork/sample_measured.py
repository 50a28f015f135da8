"""A month of measures, as the services give them: October 2026 beside September."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from deskapp.domain.measures import chance
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import CLOCKS, Form, Measure, form
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.domain.words import ClockKind, Priority
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.views import ClockLine, ContactLine, Counts, Figure, Measured

NOW = datetime(2026, 11, 20, 14, 12, tzinfo=UTC)
OCTOBER = containing(PeriodKind.MONTH, date(2026, 10, 1))
MINUTE = timedelta(minutes=1)

_SHARES = {
    Measure.ESCALATED: ((47, 172), (51, 181), (50, 190), (45, 166), (53, 198), (39, 214)),
    Measure.FIRST_CONTACT: ((118, 165), (126, 178), (134, 188), (122, 170), (139, 195), (162, 209)),
    Measure.WITHOUT_ESCALATION: ((120, 165), (128, 178), (138, 188), (125, 170), (142, 195), (169, 209)),
    Measure.SATISFIED_ESCALATED: ((9, 13), (6, 9), (8, 12), (8, 11), (10, 14), (6, 7)),
    Measure.SATISFIED_OTHERS: ((31, 40), (28, 39), (33, 44), (30, 41), (36, 45), (41, 50)),
    Measure.REPEATED: ((8, 45), (9, 50), (8, 49), (7, 44), (9, 51), (4, 40)),
    Measure.ONE_HANDOFF: ((33, 45), (36, 49), (36, 48), (34, 43), (36, 50), (31, 37)),
    Measure.WARM: ((40, 62), (41, 66), (42, 63), (36, 54), (40, 66), (31, 44)),
    Measure.PROMISES_KEPT: ((80, 90), (84, 95), (86, 97), (79, 88), (92, 103), (99, 110)),
    Measure.LAPSED: ((2, 167), (3, 181), (1, 189), (2, 172), (2, 197), (3, 212)),
    Measure.AGREED_FIRST: ((150, 165), (160, 178), (172, 188), (150, 170), (178, 195), (190, 209)),
}
_TIMES = {
    Measure.RESOLVE_WORKING: ((305, 970), (290, 930), (275, 850), (250, 760), (265, 830), (185, 680)),
    Measure.RESOLVE_WALL: ((560, 3970), (530, 3810), (500, 3140), (440, 2950), (465, 3040), (340, 2810)),
    Measure.ACCEPT_TIME: ((20, 60), (20, 60), (20, 60), (20, 60), (20, 60), (20, 60)),
}
_CLOCKS = {
    ClockKind.RESPONSE: ((9, 9), (60, 61), (90, 91), (53, 53)),
    ClockKind.UPDATE: ((13, 16), (102, 121), (131, 144), (34, 36)),
    ClockKind.RESOLUTION: ((5, 8), (48, 61), (84, 90), (50, 50)),
    ClockKind.ACCEPTANCE: ((3, 5), (10, 14), (12, 15), (5, 5)),
    ClockKind.FIRST_WORD: ((2, 5), (9, 14), (12, 16), (5, 5)),
    ClockKind.CHASE: ((3, 3), (48, 61), (79, 90), (9, 9)),
    ClockKind.CALL_BACK: ((0, 0), (8, 9), (22, 25), (5, 5)),
    ClockKind.DEADLINE: ((1, 1), (14, 17), (7, 8), (0, 0)),
}
CONTACTS = (
    ("Alex Meyer", 14, 13, 6, 30, 11, 1.1),
    ("Linetel Business", 12, 5, 41, 30, 12, 1.9),
    ("Rita Gomez", 6, 6, 4, 30, 3, 1.0),
    ("Halden Service", 5, 4, 70, 180, 5, 1.0),
    ("Customer services", 4, 3, 22, 60, 2, 1.0),
    ("Cobalt Networks", 2, 2, 55, 120, 2, 1.0),
    ("Priya Shah", 1, 1, 3, 30, 1, 1.0),
)


def measured(**changes: Any) -> Measured:
    """The month, its fields replaced by those that are given."""
    figures = {measure: figure(measure, [_value(measure, at) for at in range(6)]) for measure in Measure}
    given: dict[str, Any] = {
        "period": OCTOBER,
        "beside": OCTOBER.before(),
        "periods": OCTOBER.course(),
        "narrowed": Narrowed(),
        "as_of": NOW,
        "counts": Counts(logged=214, closed=209, lapsed=3, still_open=5, archived=4, void=2, untold=0),
        "before": Counts(logged=198, closed=195, lapsed=2, still_open=0, archived=0, void=1, untold=0),
        "figures": figures,
        "clocks": tuple(map(_clock, ClockKind)),
        "contacts": tuple(contact(number, *line) for number, line in enumerate(CONTACTS, 1)),
        "behind": 0,
        "by_agent": False,
        **changes,
    }
    return Measured(**given)


def nothing(**changes: Any) -> Measured:
    """A month without any call, nor any before it."""
    none = Counts(0, 0, 0, 0, 0, 0, 0)
    empty = {Form.TIME: Middle(), Form.MEAN: Mean(), Form.TIMES: Times()}
    figures = {measure: figure(measure, [empty.get(form(measure), Share())] * 6) for measure in Measure}
    clocks = tuple(ClockLine(kind, CLOCKS[kind], {}, Share(), Share(), Difference.TOO_FEW) for kind in ClockKind)
    empty_of: dict[str, Any] = {"counts": none, "before": none, "figures": figures, "clocks": clocks, "contacts": ()}
    return measured(**{**empty_of, **changes})


def figure(measure: Measure, course: Sequence[Value]) -> Figure:
    before, value = course[-2], course[-1]
    difference = Difference.SAME
    if isinstance(value, Share) and isinstance(before, Share):
        difference = chance.shares(value, before)
    elif measure is Measure.RESOLVE_WORKING and not value.too_few:
        difference = Difference.LOWER
    elif value.too_few or before.too_few:
        difference = Difference.TOO_FEW
    return Figure(measure, value, before, difference, tuple(course))


def contact(
    number: int, name: str, out: int, in_time: int, accepted: int, target: int, estimated: int, times: float
) -> ContactLine:
    late = Difference.HIGHER if out >= 10 and in_time < out / 2 else Difference.SAME
    return ContactLine(
        contact_id=number,
        name=name,
        out=out,
        in_time=Share(in_time, out),
        accepted=Middle(out, accepted * MINUTE, 2 * accepted * MINUTE),
        target=target * MINUTE,
        first_word=Share(in_time, out),
        estimate=Times(estimated, times),
        late=late,
        over=late,
    )


def _value(measure: Measure, at: int) -> Value:
    if measure in _SHARES:
        return Share(*_SHARES[measure][at])
    if measure in _TIMES:
        half, nine = _TIMES[measure][at]
        return Middle(40 + at, half * MINUTE, nine * MINUTE)
    if measure is Measure.HANDOFFS:
        return Mean((62, 66, 63, 54, 66, 44)[at], (45, 49, 48, 43, 50, 37)[at])
    if measure is Measure.ESTIMATE:
        return Times(30, 1.2)
    return Share(9, 10)


def _clock(kind: ClockKind) -> ClockLine:
    shares = {priority: Share(*share) for priority, share in zip(Priority, _CLOCKS[kind], strict=True)}
    all_of = Share(sum(one.num for one in shares.values()), sum(one.den for one in shares.values()))
    return ClockLine(kind, CLOCKS[kind], shares, all_of, all_of, Difference.SAME)
