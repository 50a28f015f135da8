"""What is asked about how long things are kept, as frozen data."""

from collections.abc import Mapping
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import RetentionKind
from deskapp.services.erasure.acts import Instead


@dataclass(frozen=True, slots=True)
class SetRules:
    """After how many months what goes; what is not in it stays. before: the rules that were seen."""

    months: Mapping[RetentionKind, int]
    before: Mapping[RetentionKind, int]


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing of a call, or of a customer, goes until the hold is ended: one of the two is given."""

    reason: str
    call_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class CarryOut:
    """A few of what was looked at go: a step. See `Retention.steps`, which makes all of them.

    until: the instant up to which it was looked at. ids: of calls or customers; of drafts there are none, and the next
    few are meant. last_line: the last line of the timeline then. reason: kept with the record.
    """

    kind: RetentionKind
    until: datetime
    ids: tuple[int, ...]
    last_line: int
    reason: str
    instead: Instead
