"""What an invented call leaves behind beside its own row, before it is stored: clocks, waits, promises, hand-offs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    ApprovalKind,
    ApprovalState,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    Level,
    PauseReason,
    PromiseKind,
    Transfer,
    Verdict,
)
from deskapp.services.history.setting import Helper


@dataclass(slots=True)
class Clock:
    id: int
    cycle: int
    kind: ClockKind
    started: datetime
    target: timedelta | None
    version: int | None
    fixed: datetime | None
    escalation: int | None = None
    promise: int | None = None
    stopped: datetime | None = None
    verdict: Verdict | None = None
    margin: timedelta | None = None


@dataclass(slots=True)
class Pause:
    id: int
    cycle: int
    reason: PauseReason
    began: datetime
    back_by: datetime | None
    words: str
    ended: datetime | None = None


@dataclass(slots=True)
class Promised:
    id: int
    kind: PromiseKind
    made: datetime
    by: int
    due: datetime
    phone: str = ""
    words: str = ""
    kept: datetime | None = None
    moved: datetime | None = None
    reason: str = ""
    moved_to: int | None = None


@dataclass(slots=True)
class Handed:
    """An escalation."""

    id: int
    number: int
    cycle: int
    made: datetime
    by: int
    helper: Helper
    types: Sequence[EscalationType]
    triggers: Sequence[tuple[str, str]]
    handoff: Mapping[str, str]
    consent: Consent
    consent_reason: str
    transfer: Transfer
    transfer_reason: str
    state: EscalationState = EscalationState.OFFERED
    estimate: timedelta | None = None
    accepted: datetime | None = None
    accepted_by: str = ""
    ended: datetime | None = None
    outcome: str = ""
    reference: str = ""
    done: str = ""
    fixed: datetime | None = None
    version: int = 1


@dataclass(slots=True)
class Sought:
    """An approval: what was asked of somebody above, and what they said."""

    id: int
    kind: ApprovalKind
    #: In hundredths of the site's currency.
    amount: int | None
    reason: str
    needs: Level
    asked: datetime
    by: int
    state: ApprovalState = ApprovalState.ASKED
    decided: datetime | None = None
    decided_by: int | None = None
    words: str = ""
    version: int = 1


#: The tables whose rows `Ids` counts.
COUNTED = (
    *("clock", "clock_change", "pause", "promise", "agreement", "escalation", "estimate", "contact_attempt"),
    *("voiding", "approval"),
)


class Ids:
    """The next id of each table, after the last of those that have rows already."""

    def __init__(self, last: Mapping[str, int] | None = None) -> None:
        def after(table: str) -> Iterator[int]:
            return count((last or {}).get(table, 0) + 1)

        self.clock, self.change, self.pause, self.promise = map(after, ("clock", "clock_change", "pause", "promise"))
        self.agreement, self.escalation, self.estimate = map(after, ("agreement", "escalation", "estimate"))
        self.attempt, self.voiding, self.approval = map(after, ("contact_attempt", "voiding", "approval"))
