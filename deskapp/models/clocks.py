"""Time promises of a call, and the stretches in which it waited for somebody else."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import ClockKind, PauseReason, Verdict
from deskapp.models.base import Base, Code, one_of


class ClockRow(Base):
    """One clock: either a target in a calendar's working time, or a fixed instant (a promise)."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    cycle: Mapped[int]
    kind: Mapped[ClockKind] = mapped_column(Code(ClockKind))
    started_at: Mapped[datetime]
    target: Mapped[timedelta | None]
    calendar_version_id: Mapped[int | None] = mapped_column(ForeignKey("calendar_version.id"))
    fixed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    #: Kept for good once given; margin is what was left (below zero: how late).
    verdict: Mapped[Verdict | None] = mapped_column(Code(Verdict))
    margin: Mapped[timedelta | None]
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("promise.id"))
    #: When it is due while it runs; NULL: it has stopped, stands still, or no hours reach its target. It repeats what
    #: the facts come to, written by the same transaction, so that what is late is one indexed read.
    due_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ClockKind),
        CheckConstraint("(target IS NULL) <> (fixed_at IS NULL)", name="target_or_instant"),
        CheckConstraint("target IS NULL OR target >= 0", name="target_not_below_zero"),
        CheckConstraint("verdict IS NULL OR stopped_at IS NOT NULL", name="verdict_when_stopped"),
        # A call has one running clock of a kind; escalations and promises have their own.
        Index(
            "uq_clock_running",
            "call_id",
            "kind",
            unique=True,
            sqlite_where=text("stopped_at IS NULL AND escalation_id IS NULL AND promise_id IS NULL"),
        ),
        # Which calls have a clock of a kind that is over; whether an update was promised.
        Index("ix_clock_due", "kind", "due_at", "call_id", "fixed_at", sqlite_where=text("due_at IS NOT NULL")),
        # What the clocks of a day came to.
        Index("ix_clock_verdict", "stopped_at", "verdict", "call_id", sqlite_where=text("verdict IS NOT NULL")),
    )


class ClockChange(Base):
    """What a clock promised before it was changed: a new priority, policy, or a promise by name.

    With these, what was due at any past instant can be told from the record.
    """

    __tablename__ = "clock_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(ForeignKey("clock.id"), index=True)
    until: Mapped[datetime]
    target: Mapped[timedelta | None]
    calendar_version_id: Mapped[int | None] = mapped_column(ForeignKey("calendar_version.id"))
    fixed_at: Mapped[datetime | None]

    # Which clocks promised something else since an instant.
    __table_args__ = (Index("ix_clock_change_until", "until", "clock_id"),)


class Pause(Base):
    """A stretch in which a call waits for somebody else. It belongs to the call, not to a clock."""

    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    cycle: Mapped[int]
    reason: Mapped[PauseReason] = mapped_column(Code(PauseReason))
    #: As the site had it when the pause began: response and resolution stand still.
    stops_clocks: Mapped[bool]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    back_by: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        one_of("reason", PauseReason),
        CheckConstraint("ended_at IS NULL OR ended_at >= began_at", name="end_after_beginning"),
        Index("uq_pause_open", "call_id", unique=True, sqlite_where=text("ended_at IS NULL")),
    )
