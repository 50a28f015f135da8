"""Trying to reach a contact, and what contacts estimated."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import AttemptResult
from deskapp.models.base import Base, Code, one_of


class ContactAttempt(Base):
    """One attempt to reach a contact for a call: before an escalation is made (escalation_id NULL), or of one."""

    __tablename__ = "contact_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[AttemptResult] = mapped_column(Code(AttemptResult))
    words: Mapped[str] = mapped_column(default="")

    __table_args__ = (one_of("result", AttemptResult),)


class Estimate(Base):
    """How long the contact said it would take, counted from when they said it; the last one counts."""

    __tablename__ = "estimate"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    length: Mapped[timedelta]

    __table_args__ = (CheckConstraint("length >= 0", name="length_not_below_zero"),)
