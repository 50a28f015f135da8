"""A higher priority for several calls, in sets; new targets apply from each call's original start, with all pauses."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import DeskError, Invalid, NotAllowed
from deskapp.domain.priority import one_higher
from deskapp.domain.words import UNRESOLVED_STATES, Priority
from deskapp.models.calls import Call
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import change_priority
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.many import picking
from deskapp.services.many.acts import RaiseCalls, Standing
from deskapp.services.many.picking import Picked
from deskapp.services.many.views import ManyDone
from deskapp.services.people import StaffView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work


def raise_priority(work: Work, act: RaiseCalls) -> Done[ManyDone]:
    """By one step, or to a chosen one; calls that are there already or higher are refused, and said so."""
    with work.act() as unit:
        reason = clean(act.reason)
        if not reason:
            raise Invalid({"reason": FieldFault.MISSING})

        def rule(row: Picked, staff: StaffView, stood: Standing | None) -> DeskError | None:
            if act.to is not None and row.priority <= act.to:
                return NotAllowed(Refusal.PRIORITY_HIGH_ENOUGH, ref=reference(row.id), priority=row.priority)
            return picking.raising(row, staff, stood)

        fit, refused = picking.parted(unit, CallAct.RAISE, act.call_ids, act.stood, rule)
        set_all(unit, {row.id: (act.to or one_higher(row.priority), reason, reason) for row in fit.values()})
        lines = unit.record()
        return unit.done(ManyDone(tuple(fit), refused, tuple(lines)), calls=tuple(fit))


def set_all(unit: Unit, chosen: Mapping[int, tuple[Priority, str, str]]) -> None:
    """Give each of these calls its priority, why it differs from the matrix, and the reason that its line tells."""
    with unit.session.no_autoflush:
        found = _calls(unit, chosen)
        held = clocks.held(unit.session, found)
        for call in found:
            priority, differs, told = chosen[call.id]
            # What was before is kept with the line: taken back, the call has it again.
            change_priority(unit, call, priority, told, held[call.id], {"reason_was": call.priority_reason})
            call.priority_reason = differs
            clocks.refresh_targets(unit, call, held[call.id])
        unit.session.flush()
        for call in found:
            # Of what a call shows only its own deadline asks for that of the solution.
            if call.customer_deadline is not None and call.state in UNRESOLVED_STATES:
                call_signs.sign_again(unit, call)


def _calls(unit: Unit, ids: Iterable[int]) -> list[Call]:
    order = {call_id: place for place, call_id in enumerate(ids)}
    return sorted(unit.session.scalars(select(Call).where(Call.id.in_(order))), key=lambda call: order[call.id])
