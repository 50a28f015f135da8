"""The parts of a handoff put right while it is out, before its sheet is printed again; both texts stay on record."""

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff import visible
from deskapp.domain.words import UNRETURNED, HandoffPart
from deskapp.models.escalations import Escalation
from deskapp.models.site import Site
from deskapp.services.changes import Done
from deskapp.services.escalations.acts import AmendHandoff
from deskapp.services.escalations.conflicts import still, view
from deskapp.services.escalations.views import EscalationView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work


def amend(work: Work, act: AmendHandoff) -> Done[EscalationView]:
    """Nothing is recorded where nothing changed. Raises Invalid by part, Conflict where somebody amended it first."""
    with work.act() as unit:
        escalation = still(unit.session, act.escalation_id, *UNRETURNED)
        was = {part.value: escalation.handoff.get(part, "") for part in HandoffPart}
        if any(was[part] != clean(act.before.get(part, "")) for part in HandoffPart):
            raise Conflict(Refusal.HANDOFF_AMENDED, newer=view(unit.session, escalation.id))
        becomes = {part.value: clean(act.handoff.get(part, "")) for part in HandoffPart}
        _check(unit, becomes)
        changed = [part for part in was if was[part] != becomes[part]]
        if changed:
            _keep(unit, escalation, becomes)
            unit.tell(
                EventKind.HANDOFF_AMENDED,
                escalation.call_id,
                payload={
                    "number": escalation.number,
                    "escalation": escalation.id,
                    "was": {part: was[part] for part in changed},
                    "becomes": {part: becomes[part] for part in changed},
                },
            )
        return unit.done(view(unit.session, escalation.id), calls=(escalation.call_id,))


def _check(unit: Unit, becomes: dict[str, str]) -> None:
    required = [HandoffPart(name) for name in unit.session.get_one(Site, 1).required_parts]
    missing = visible.missing(becomes, required)
    if missing:
        raise Invalid({part.value: FieldFault.MISSING for part in missing})


def _keep(unit: Unit, escalation: Escalation, becomes: dict[str, str]) -> None:
    escalation.handoff = {**escalation.handoff, **becomes}
    escalation.version += 1
    unit.session.flush()
