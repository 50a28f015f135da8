"""What people do about an escalation beside making and ending it, as plain frozen data."""

from dataclasses import dataclass

from deskapp.domain.words import AttemptResult


@dataclass(frozen=True, slots=True)
class TryContact:
    """An attempt to reach a contact for a call: before an escalation is made, or of one that is out."""

    call_id: int
    contact_id: int
    result: AttemptResult
    words: str = ""
    escalation_id: int | None = None
