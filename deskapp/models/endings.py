"""How calls end otherwise than agreed, who may see them, and how content their customers were."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import CallState, VoidReason
from deskapp.models.base import Base, Code, not_blank, one_of

#: In `Voiding.ended`: the import that the call went with. Nobody takes that back but the list itself.
WITH_ITS_IMPORT = "import"


class Voiding(Base):
    """A call that was made void, and what is needed to take that back."""

    __tablename__ = "voiding"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[VoidReason] = mapped_column(Code(VoidReason))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    words: Mapped[str]
    was: Mapped[CallState] = mapped_column(Code(CallState))
    #: Ids of what ran and was ended with the call: {"clocks": [...], "promises": [...]}.
    ended: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        one_of("reason", VoidReason),
        one_of("was", CallState),
        not_blank("words"),
        CheckConstraint("(reason = 'duplicate') = (duplicate_of_id IS NOT NULL)", name="duplicate_of_a_call"),
        CheckConstraint("duplicate_of_id IS NULL OR duplicate_of_id <> call_id", name="duplicate_of_another"),
        Index("uq_voiding_in_force", "call_id", unique=True, sqlite_where=text("undone_at IS NULL")),
        Index("ix_voiding_duplicate_of_id", "duplicate_of_id", sqlite_where=text("duplicate_of_id IS NOT NULL")),
    )


class Satisfaction(Base):
    """1 to 5, if the customer gave it; once for each cycle of a call."""

    __tablename__ = "satisfaction"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    cycle: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[int]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (CheckConstraint("score BETWEEN 1 AND 5", name="score_one_to_five"),)


class CallNamed(Base):
    """A member of staff named on a confidential call: they see it like its owner."""

    __tablename__ = "call_named"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
