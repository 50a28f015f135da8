"""What people do about approvals and the limits of authority, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import field

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ApprovalKind, Level
from deskapp.services.approvals.views import AuthorityView


@dataclass(frozen=True, slots=True)
class ApprovalAnswer:
    """What somebody above said, while whoever asks is at their own workstation.

    By their PIN on the spot, or else told by phone. Either a member of staff, or by phone the name of
    somebody outside.
    """

    granted: bool
    staff_id: int | None = None
    outside: str = ""
    #: None: told by phone, and unconfirmed until they confirm it.
    pin: str | None = field(default=None, repr=False)
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskApproval:
    """Asks somebody above. The amount is in hundredths; only refunds and credits have one.

    answer: what they said at once, on the spot or by phone; both are recorded in one act.
    """

    call_id: int
    kind: ApprovalKind
    amount: int | None
    reason: str
    answer: ApprovalAnswer | None = None


@dataclass(frozen=True, slots=True)
class SaveAuthority:
    """What each level may decide from now on. A kind that is not there: not at all; None: whatever the amount.

    What was asked before keeps the level it needed then. `base_authority`: the limits that were edited; None: whatever
    is in force is replaced.
    """

    limits: Mapping[Level, Mapping[ApprovalKind, int | None]]
    currency: str
    base_authority: AuthorityView | None = None
