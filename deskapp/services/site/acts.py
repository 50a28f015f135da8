"""What a manager decides about the site, as plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    Paper,
)


@dataclass(frozen=True, slots=True)
class SaveSite:
    name: str
    address: str
    phone: str
    zone: str
    paper: Paper
    language: str
    supplier_pauses: bool
    other_pauses: bool
    tone_to_outside: bool
    base_version: int
    #: What must be there before a handoff leaves: values of HandoffPart; None leaves it as it is.
    required_parts: tuple[str, ...] | None = None
    #: None leaves what there is; 0: windows never lock by themselves.
    lock_minutes: int | None = None
    #: The languages in whose words signs to escalate are looked for; None leaves them as they are.
    sign_languages: tuple[str, ...] | None = None
    #: Whether a rota has a gap also where the desk itself is open; None leaves it as it is.
    gaps_all_day: bool | None = None
    #: How large a file may be that is attached, in megabytes; None leaves it as it is.
    attachment_limit: int | None = None
    #: So many transfers in a hundred are to be warm; None leaves it as it is.
    warm_goal: int | None = None
    #: Where papers are answered to; None leaves it as it is.
    email: str | None = None
