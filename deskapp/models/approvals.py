"""Who may decide how much, what was asked of somebody above, and what somebody above asks the owners of calls."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import Answered, ApprovalKind, ApprovalMeans, ApprovalState, Level
from deskapp.models.base import Base, Code, one_of


class AuthorityLimit(Base):
    """What a level may decide. No row: not at all; amount NULL: whatever the amount."""

    __tablename__ = "authority_limit"

    level: Mapped[Level] = mapped_column(Code(Level), primary_key=True)
    kind: Mapped[ApprovalKind] = mapped_column(Code(ApprovalKind), primary_key=True)
    #: In hundredths of the site's currency.
    amount: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        one_of("level", Level),
        one_of("kind", ApprovalKind),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_below_zero"),
    )


class Approval(Base):
    """Something beyond somebody's authority, asked of somebody above: granted only where one of them said so."""

    __tablename__ = "approval"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    kind: Mapped[ApprovalKind] = mapped_column(Code(ApprovalKind))
    #: In hundredths of the currency that the site had when it was asked.
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    #: The lowest level that may decide it, by the limits of the day it was asked.
    needs: Mapped[Level] = mapped_column(Code(Level))
    state: Mapped[ApprovalState] = mapped_column(Code(ApprovalState))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    #: A member of staff, or else by name somebody outside (head office).
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_by_name: Mapped[str] = mapped_column(default="")
    means: Mapped[ApprovalMeans | None] = mapped_column(Code(ApprovalMeans))
    words: Mapped[str] = mapped_column(default="")
    #: What was told by phone is unconfirmed until then.
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("kind", ApprovalKind),
        one_of("needs", Level),
        one_of("state", ApprovalState),
        one_of("means", ApprovalMeans),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_below_zero"),
        # Nothing is granted without somebody who granted it, and nobody grants their own.
        CheckConstraint(
            "state NOT IN ('granted', 'refused') OR (decided_at IS NOT NULL AND means IS NOT NULL"
            " AND (decided_by_id IS NOT NULL OR trim(decided_by_name) <> ''))",
            name="decided_by_somebody",
        ),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="not_by_oneself"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> asked_by_id", name="not_confirmed_by_oneself"),
        # What was asked in a month.
        Index("ix_approval_asked_at", "asked_at"),
        Index("ix_approval_open", "asked_at", sqlite_where=text("state = 'asked'")),
        Index(
            "ix_approval_unconfirmed",
            "decided_at",
            sqlite_where=text("means = 'phone' AND confirmed_at IS NULL"),
        ),
    )


class UpdateRequest(Base):
    """Somebody asks the owner of a call for an update. It goes with the call: whoever owns it is to answer."""

    __tablename__ = "update_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    #: Whose the call was then.
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[Answered | None] = mapped_column(Code(Answered))
    answer: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        one_of("how", Answered),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (how IS NULL)", name="ended_somehow"
        ),
        # One question of a call waits at a time: it is found by its call, and tells every list of a mark.
        Index("uq_update_request_open", "call_id", unique=True, sqlite_where=text("ended_at IS NULL")),
    )
