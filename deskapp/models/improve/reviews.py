"""Calls that are looked at together: draws, what they are scored by, marks, and what is told to whom it is about."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.measures.periods import PeriodKind
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.words import ReviewState
from deskapp.models.base import Base, Code, not_blank, one_of


class Scorecard(Base):
    """A version of what calls are scored by. Reviews keep the one that they were made with."""

    __tablename__ = "scorecard"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: Of each line its code, its name, and what the steps 1 to 4 mean.
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    __table_args__ = (CheckConstraint("json_array_length(lines) > 0", name="has_a_line"),)


class ReviewDraw(Base):
    """A draw by lot: of which local days, with which seed, from how many; so anybody can draw again."""

    __tablename__ = "review_draw"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[PeriodKind] = mapped_column(Code(PeriodKind))
    first: Mapped[date]
    last: Mapped[date]
    seed: Mapped[str]
    size: Mapped[int]
    each_agent: Mapped[int]
    most_low: Mapped[int]
    pool: Mapped[int]
    low_found: Mapped[int]

    __table_args__ = (
        one_of("kind", PeriodKind),
        not_blank("seed"),
        CheckConstraint("date(first) IS NOT DISTINCT FROM first", name="first_a_day"),
        CheckConstraint("date(last) IS NOT DISTINCT FROM last", name="last_a_day"),
        CheckConstraint("first <= last", name="first_to_last"),
        CheckConstraint(
            "size > 0 AND each_agent >= 0 AND most_low >= 0 AND pool >= 0 AND low_found >= 0", name="counts"
        ),
    )


class ReviewCall(Base):
    """A call that is to be looked at: drawn, or chosen by hand. agent_id: whose it was then."""

    __tablename__ = "review_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: NULL: chosen by hand.
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("review_draw.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[Picked] = mapped_column(Code(Picked))
    position: Mapped[int]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        one_of("why", Picked),
        CheckConstraint("(draw_id IS NULL) = (why = 'chosen')", name="drawn_or_chosen"),
        Index("uq_review_call_drawn", "draw_id", "call_id", unique=True, sqlite_where=text("draw_id IS NOT NULL")),
        Index("uq_review_call_chosen", "call_id", unique=True, sqlite_where=text("draw_id IS NULL")),
    )


class Review(Base):
    """What one reviewer made of a call. While it is under way it is their draft, see `Draft`."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    #: Whose the call was when it was drawn or chosen: to them it is shared.
    agent_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[ReviewState] = mapped_column(Code(ReviewState))
    at: Mapped[datetime]
    #: NULL: it was skipped.
    scorecard_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))
    note: Mapped[str] = mapped_column(default="")
    skip_reason: Mapped[str] = mapped_column(default="")
    #: Whether the names of the staff were hidden.
    names_hidden: Mapped[bool]
    shared_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    #: What its agent said to it.
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("state", ReviewState),
        CheckConstraint("agent_id <> reviewer_id", name="of_somebody_else"),
        CheckConstraint("(state = 'finished') = (scorecard_id IS NOT NULL)", name="finished_with_its_scorecard"),
        CheckConstraint("state <> 'skipped' OR trim(skip_reason) <> ''", name="skipped_with_its_reason"),
        CheckConstraint("shared_at IS NULL OR state = 'finished'", name="shared_when_finished"),
        CheckConstraint("read_at IS NULL OR shared_at IS NOT NULL", name="read_when_shared"),
        CheckConstraint("(answered_at IS NULL) OR (shared_at IS NOT NULL)", name="answered_when_shared"),
        Index("uq_review_of_a_reviewer", "call_id", "reviewer_id", unique=True),
        Index("ix_review_shared", "agent_id", "shared_at", sqlite_where=text("shared_at IS NOT NULL")),
        Index("ix_review_at", "at", sqlite_where=text("state = 'finished'")),
    )


class ReviewMark(Base):
    """A line's mark. NULL: it does not apply, or cannot be known."""

    __tablename__ = "review_mark"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    line: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[int | None]

    __table_args__ = (CheckConstraint("mark BETWEEN 1 AND 4", name="mark_one_to_four"),)
