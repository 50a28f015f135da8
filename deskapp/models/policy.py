"""What was promised: calendars, targets and the matrix of priorities, in versions that are never changed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import ClockKind, Impact, Priority, Tier, Urgency
from deskapp.models.base import Base, Code, not_blank, one_of


class WorkCalendar(Base):
    """A named calendar; its hours lie in its versions. country and region: whose public holidays were offered."""

    __tablename__ = "calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    country: Mapped[str] = mapped_column(default="", server_default="")
    region: Mapped[str] = mapped_column(default="", server_default="")

    __table_args__ = (not_blank("name"),)


class CalendarVersion(Base):
    """The hours of a calendar from one instant on, as `Calendar.to_dict` writes them."""

    __tablename__ = "calendar_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendar.id"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    spec: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("calendar_id", "number"),)


class PolicyVersion(Base):
    """Targets and matrix from one instant on. The newest is in force; a call keeps the one it began with."""

    __tablename__ = "policy_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    #: Whether a call taken by phone counts as answered when it is logged.
    phone_answers: Mapped[bool] = mapped_column(default=True)


class PolicyTarget(Base):
    """One target: working time of one calendar version; for all calls, or for a category, a tier, or both.

    The most particular row counts; no row at all: no clock.
    """

    __tablename__ = "policy_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_version.id"), index=True)
    priority: Mapped[Priority] = mapped_column(Code(Priority))
    kind: Mapped[ClockKind] = mapped_column(Code(ClockKind))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    tier: Mapped[Tier | None] = mapped_column(Code(Tier))
    target: Mapped[timedelta]
    calendar_version_id: Mapped[int] = mapped_column(ForeignKey("calendar_version.id"))

    __table_args__ = (
        one_of("priority", Priority),
        one_of("kind", ClockKind),
        one_of("tier", Tier),
        CheckConstraint("target >= 0", name="target_not_below_zero"),
    )


class MatrixCell(Base):
    """The priority of an impact and an urgency in one version of the policy."""

    __tablename__ = "policy_matrix"

    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_version.id"), primary_key=True)
    impact: Mapped[Impact] = mapped_column(Code(Impact), primary_key=True)
    urgency: Mapped[Urgency] = mapped_column(Code(Urgency), primary_key=True)
    priority: Mapped[Priority] = mapped_column(Code(Priority))

    __table_args__ = (one_of("impact", Impact), one_of("urgency", Urgency), one_of("priority", Priority))
