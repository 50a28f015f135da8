"""The handoff whose code was scanned or typed, and what can be done with it."""

from sqlalchemy import not_, select

from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff import code
from deskapp.models.calls import Call
from deskapp.models.escalations import Escalation
from deskapp.services.confidential.access import hidden
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import EscalationView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Work


@dataclass(frozen=True, slots=True)
class CodedHandoff:
    """What a code names. escalation: None where the call was never handed over by that number.

    known: whether there is such a call. masked: it is not for whoever looks; nothing else is told then.
    """

    call_id: int
    ref: str
    number: int
    escalation: EscalationView | None = None
    known: bool = True
    masked: bool = False


def by_code(work: Work, text: str) -> CodedHandoff | None:
    """None where the text is no code of a handoff, or is what another program called a call."""
    read = code.read(text)
    if read is None:
        return None
    with work.read() as session:
        if session.scalar(select(Call.id).where(Call.source_ref == clean(text), not_(hidden(session))).limit(1)):
            return None
        ref = reference(read.call_id)
        masked = session.scalar(select(hidden(session)).select_from(Call).where(Call.id == read.call_id))
        if masked is None:
            return CodedHandoff(read.call_id, ref, read.number, known=False)
        if masked:
            return CodedHandoff(read.call_id, ref, read.number, masked=True)
        found = escalations_of(session, Escalation.call_id == read.call_id, Escalation.number == read.number)
        return CodedHandoff(read.call_id, ref, read.number, next(iter(found), None))
