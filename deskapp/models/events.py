"""The timeline: one line for every change, never changed or removed; its payload lies beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base


class Event(Base):
    """Who, when, what, from, to. `digest` is the salted hash of the payload; `link` chains all events."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    at: Mapped[datetime]
    #: When the line was written: the same as `at`, but for what an import brings from the past.
    written_at: Mapped[datetime]
    kind: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: A change of a code ("state", "priority", "owner"), from and to.
    field: Mapped[str | None]
    was: Mapped[str | None]
    becomes: Mapped[str | None]
    digest: Mapped[str]
    link: Mapped[str]

    __table_args__ = (Index("ix_event_call", "call_id", "at"),)


class EventWords(Base):
    """What people wrote and whom it names. Only a recorded erasure may empty it, salt included."""

    __tablename__ = "event_words"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    salt: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column("words", JSON)
    #: The erasure that emptied it.
    erasure_id: Mapped[int | None] = mapped_column(ForeignKey("erasure.id"))
