"""What people do with the signs to escalate, as plain frozen data."""

from dataclasses import dataclass

from deskapp.domain.words import EscalationType


@dataclass(frozen=True, slots=True)
class SaveTrigger:
    """A new sign to escalate (code None), or an edited one. A built-in one may do without a label."""

    label: str
    suggests: tuple[EscalationType, ...]
    active: bool = True
    code: str | None = None
    version: int | None = None
