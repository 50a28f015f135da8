"""Major incidents: one record that gathers calls, with its checklist, its message and its own timeline."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, not_blank


class Incident(Base):
    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    #: When it began, as far as is known; opened_at is when it was recorded.
    began_at: Mapped[datetime]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: Who leads it.
    lead_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    over_at: Mapped[datetime | None]
    over_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: What it was, and what ended it.
    outcome: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        not_blank("title"),
        CheckConstraint("(over_at IS NULL) = (over_by_id IS NULL)", name="over_by_somebody"),
        Index("ix_incident_open", "opened_at", sqlite_where=text("over_at IS NULL")),
    )


class IncidentCall(Base):
    """A call that belongs to an incident, and which message its customer was told last."""

    __tablename__ = "incident_call"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    joined_at: Mapped[datetime]
    joined_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    left_at: Mapped[datetime | None]
    #: The number of the message that the customer was told; 0: none yet.
    told: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        # A call belongs to one incident at a time.
        Index("uq_incident_call", "call_id", unique=True, sqlite_where=text("left_at IS NULL")),
    )


class IncidentCheck(Base):
    """A line of the site's checklist for incidents."""

    __tablename__ = "incident_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    text: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (not_blank("text"),)


class IncidentStep(Base):
    """A line of one incident's checklist, as the site's checklist had it when the incident was opened."""

    __tablename__ = "incident_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    position: Mapped[int]
    text: Mapped[str]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("incident_id", "position"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
    )


class IncidentMessage(Base):
    """What all affected customers are told; the newest counts."""

    __tablename__ = "incident_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    number: Mapped[int]
    words: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (UniqueConstraint("incident_id", "number"), not_blank("words"))


class IncidentEvent(Base):
    """Which lines of the timeline are an incident's own."""

    __tablename__ = "incident_event"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
