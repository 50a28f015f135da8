"""Papers that were begun: the number that each has, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import PaperState
from deskapp.models.base import Base, Code, one_of


class PaperOut(Base):
    """A numbered paper of a call: the sheet of an escalation, or, without one, the call's own for the desk.

    It holds its number from before it is drawn, since the number stands on it. What it says is a line of the
    timeline, written once it has left.
    """

    __tablename__ = "paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    number: Mapped[int]
    state: Mapped[PaperState] = mapped_column(Code(PaperState))
    begun_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: When it was known what became of it.
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", PaperState),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("(state = 'leaving') = (ended_at IS NULL)", name="ended_when_not_leaving"),
        # A number never serves twice; of what never left it is free again.
        Index(
            "uq_paper_of_call",
            "call_id",
            "number",
            unique=True,
            sqlite_where=text("escalation_id IS NULL AND state <> 'failed'"),
        ),
        Index(
            "uq_paper_of_escalation",
            "escalation_id",
            "number",
            unique=True,
            sqlite_where=text("escalation_id IS NOT NULL AND state <> 'failed'"),
        ),
        Index("ix_paper_leaving", "begun_at", sqlite_where=text("state = 'leaving'")),
    )
