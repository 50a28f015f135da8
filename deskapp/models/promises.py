"""Points in time named to a customer, and the customer's yes or no to "is it solved?"."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import Answer, Channel, PromiseKind
from deskapp.models.base import Base, Code, one_of


class Promise(Base):
    __tablename__ = "promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    kind: Mapped[PromiseKind] = mapped_column(Code(PromiseKind))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    due_at: Mapped[datetime]
    phone: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    kept_at: Mapped[datetime | None]
    #: Moved: this promise ended with a reason, and another took its place.
    moved_at: Mapped[datetime | None]
    moved_reason: Mapped[str] = mapped_column(default="")
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("promise.id"))
    #: A follow-up: the customer agreed, and wants to hear from us all the same.
    follow_up: Mapped[bool] = mapped_column(default=False, server_default=text("0"))

    __table_args__ = (
        one_of("kind", PromiseKind),
        CheckConstraint("kept_at IS NULL OR moved_at IS NULL", name="kept_or_moved"),
        Index("ix_promise_open", "due_at", sqlite_where=text("kept_at IS NULL AND moved_at IS NULL")),
    )


class Agreement(Base):
    """The customer's answer, for good; who said it and their words lie beside it."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    cycle: Mapped[int]
    answer: Mapped[Answer] = mapped_column(Code(Answer))
    how: Mapped[Channel] = mapped_column(Code(Channel))
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (one_of("answer", Answer), one_of("how", Channel))


class AgreementWords(Base):
    __tablename__ = "agreement_words"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), primary_key=True)
    who: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    #: The erasure that emptied it.
    erasure_id: Mapped[int | None] = mapped_column(ForeignKey("erasure.id"))
