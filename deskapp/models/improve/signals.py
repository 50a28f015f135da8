"""Signals that were found, and what was sent to whoever makes or decides what is used because of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.findings.kinds import FeedbackTo, Rule
from deskapp.domain.words import Channel
from deskapp.models.base import Base, Code, not_blank, one_of


class Signal(Base):
    """A signal that was named once: the same subject is the same signal in every month.

    Its figures are not kept: they follow from the record. What was made of it is in its actions, its feedback, and its
    lines of the timeline, see `SignalEvent`.
    """

    __tablename__ = "signal"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Rule and subject as one text, see `Finding.key`.
    key: Mapped[str]
    rule: Mapped[Rule] = mapped_column(Code(Rule))
    #: The fields of `Subject` that are told.
    subject: Mapped[dict[str, Any]] = mapped_column(JSON)
    found_at: Mapped[datetime]
    #: The last month in which it was named: its first day.
    month: Mapped[date]
    #: At how many calls somebody decided about it last; it is one again where it has grown beyond that.
    decided_calls: Mapped[int | None]
    #: It has grown since, and nobody has decided about that.
    back_at: Mapped[datetime | None]
    #: Somebody said that it is none.
    dismissed_at: Mapped[datetime | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("rule", Rule),
        not_blank("key"),
        CheckConstraint("date(month) IS NOT DISTINCT FROM month", name="month_a_day"),
        CheckConstraint("decided_calls IS NULL OR decided_calls >= 0", name="decided_calls_not_below_zero"),
        CheckConstraint(
            "(dismissed_at IS NULL) = (dismissed_by_id IS NULL) AND (dismissed_at IS NULL) = (trim(reason) = '')",
            name="dismissed_with_a_reason",
        ),
        Index("uq_signal_key", "key", unique=True),
        # Which of a month nobody has decided about: asked at each count of the side bar.
        Index("ix_signal_month", "month"),
    )


class SignalEvent(Base):
    """Which signal a line of the timeline is about; also those of its feedback."""

    __tablename__ = "signal_event"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"), index=True)


class Feedback(Base):
    """What a signal has somebody else asked for; its id is the number of its sheet. The app sends nothing."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"), index=True)
    area: Mapped[FeedbackTo] = mapped_column(Code(FeedbackTo))
    to_whom: Mapped[str]
    #: The signal as it was told then: its title, and its figures in words.
    title: Mapped[str]
    told: Mapped[str]
    asks: Mapped[str]
    #: The local day by which an answer is wanted.
    wanted_by: Mapped[date]
    #: Whether the sheet names customers.
    with_names: Mapped[bool]
    #: The calls behind it, by id.
    calls: Mapped[list[int]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: When the sheet left the desk last, saved or copied.
    left_at: Mapped[datetime | None]
    #: The local day on which somebody sent it, and how, as they say.
    sent_on: Mapped[date | None]
    sent_how: Mapped[Channel | None] = mapped_column(Code(Channel))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: The last answer, the local day it came, and what has changed because of it.
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    changed: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("area", FeedbackTo),
        one_of("sent_how", Channel),
        not_blank("to_whom"),
        not_blank("asks"),
        CheckConstraint("date(wanted_by) IS NOT DISTINCT FROM wanted_by", name="wanted_by_a_day"),
        CheckConstraint("date(sent_on) IS NOT DISTINCT FROM sent_on", name="sent_on_a_day"),
        CheckConstraint("date(answered_on) IS NOT DISTINCT FROM answered_on", name="answered_on_a_day"),
        CheckConstraint(
            "(sent_on IS NULL) = (sent_how IS NULL) AND (sent_on IS NULL) = (sent_by_id IS NULL)", name="sent_somehow"
        ),
        CheckConstraint("answered_on IS NULL OR sent_on IS NOT NULL", name="answered_when_sent"),
        CheckConstraint("(answered_on IS NULL) = (trim(answer) = '')", name="answered_in_words"),
        # Which wait for an answer: asked at each count of the side bar.
        Index(
            "ix_feedback_waits",
            "sent_on",
            "wanted_by",
            sqlite_where=text("answered_on IS NULL AND withdrawn_at IS NULL AND sent_on IS NOT NULL"),
        ),
    )
