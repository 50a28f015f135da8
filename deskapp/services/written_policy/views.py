"""The written policy as the services give it back: plain frozen data."""

from datetime import date, datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.written_policy.content import PolicyContent


@dataclass(frozen=True, slots=True)
class IssuedPolicy:
    """A version as it was issued. words: what is new in it, as the manager said."""

    number: int
    issued_at: datetime
    issued_by: str
    words: str
    content: PolicyContent
    owner: str
    next_review: date
    version: int


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The policy as the settings are now, and what was issued of it; None: nothing yet."""

    present: PolicyContent
    newest: IssuedPolicy | None = None


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """An issued version and the one before it."""

    issued: IssuedPolicy
    before: IssuedPolicy | None = None


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The newest version had to be looked at again by this day."""

    number: int
    owner: str
    next_review: date
