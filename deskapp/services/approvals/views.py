"""Approvals and the limits of authority, as the services give them back."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ApprovalKind, ApprovalMeans, ApprovalState, Level


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """What each level may decide. A kind that is not there: not at all; None: whatever the amount."""

    limits: Mapping[Level, Mapping[ApprovalKind, int | None]] = field(default_factory=dict)
    #: What amounts are in, as it is written before them.
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Something beyond somebody's authority, and what became of it."""

    id: int
    call_id: int
    ref: str
    customer: str
    summary: str
    kind: ApprovalKind
    #: In hundredths; None where the kind is no amount.
    amount: int | None
    currency: str
    reason: str
    #: The lowest level that may decide it, by the limits of the day it was asked.
    needs: Level
    state: ApprovalState
    asked_at: datetime
    asked_by: str
    asked_by_id: int
    decided_at: datetime | None
    #: Whoever decided, of the staff or outside; "" while nobody has.
    decided_by: str
    #: None: nobody has, or somebody outside.
    decided_by_id: int | None
    means: ApprovalMeans | None
    words: str
    confirmed_at: datetime | None
    confirmed_by: str
    version: int

    @property
    def unconfirmed(self) -> bool:
        """Whether it was told by phone, and whoever is said to have decided has not confirmed it."""
        told = self.means is ApprovalMeans.PHONE and self.confirmed_at is None
        return told and self.state in (ApprovalState.GRANTED, ApprovalState.REFUSED)

    @property
    def standing(self) -> str:
        """How it stands, as one code: its state, or "granted_unconfirmed", "refused_unconfirmed"."""
        return f"{self.state.value}_unconfirmed" if self.unconfirmed else self.state.value
