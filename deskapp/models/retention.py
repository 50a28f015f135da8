"""How long what is kept of calls and customers stays, what is held whatever its age, and calls whose words went."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import RetentionKind
from deskapp.models.base import Base, Code, not_blank, one_of


class RetentionRule(Base):
    """After how many months something may go. No row: it stays."""

    __tablename__ = "retention_rule"

    kind: Mapped[RetentionKind] = mapped_column(Code(RetentionKind), primary_key=True)
    months: Mapped[int]

    __table_args__ = (
        one_of("kind", RetentionKind),
        CheckConstraint("months BETWEEN 1 AND 1200", name="months_one_to_a_century"),
    )


class RetentionHold(Base):
    """A call or a customer of whom nothing goes, neither by age nor on request, until somebody ends it."""

    __tablename__ = "retention_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    reason: Mapped[str]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        not_blank("reason"),
        CheckConstraint("(call_id IS NULL) <> (customer_id IS NULL)", name="of_one"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_somebody"),
        # Held once at a time.
        Index("uq_retention_hold_call", "call_id", unique=True, sqlite_where=text("ended_at IS NULL")),
        Index("uq_retention_hold_customer", "customer_id", unique=True, sqlite_where=text("ended_at IS NULL")),
    )


class ErasedCall(Base):
    """A call whose words went by their age, and with which erasure; nothing is added to it any more."""

    __tablename__ = "erased_call"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasure.id"))
