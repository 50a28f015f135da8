"""Reading clocks."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from deskapp.models.clocks import ClockRow, Pause
from deskapp.services.clocks import clocks
from deskapp.services.clocks.views import ClockView
from deskapp.services.rules import Rules


def clock_view(
    session: Session, rules: Rules, clock: ClockRow, pauses: Sequence[Pause], contact: str = ""
) -> ClockView:
    return ClockView(
        id=clock.id,
        kind=clock.kind,
        cycle=clock.cycle,
        facts=clocks.facts_of(session, rules, clock, pauses),
        verdict=clock.verdict,
        margin=clock.margin,
        escalation_id=clock.escalation_id,
        promise_id=clock.promise_id,
        contact=contact,
    )
