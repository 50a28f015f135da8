"""States of readiness that were kept, the gaps that were chosen, and papers of the desk as a whole that left it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.readiness.questions import Question
from deskapp.domain.words import DeskPaper, PaperWay
from deskapp.models.base import Base, Code, not_blank, one_of


class ReadinessState(Base):
    """The eight answers as they were on a local day of the site; kept once more on that day, the later stands."""

    __tablename__ = "readiness_state"

    day: Mapped[date] = mapped_column(primary_key=True)
    kept_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: By the code of the question its state, see `domain.readiness.questions`.
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (
        CheckConstraint("date(day) IS NOT DISTINCT FROM day", name="day_a_day"),
        CheckConstraint("json_type(answers) = 'object'", name="answers_by_question"),
    )


class ReadinessGap(Base):
    """A gap that somebody chose to work on, in place of those that are proposed; none: those that are proposed."""

    __tablename__ = "readiness_gap"

    question: Mapped[Question] = mapped_column(Code(Question), primary_key=True)
    position: Mapped[int]

    __table_args__ = (one_of("question", Question), CheckConstraint("position >= 1", name="position_from_one"))


class DeskPaperOut(Base):
    """A paper of the desk as a whole that left it, printed or saved.

    about: of the policy the number of its version; of a report the first and the last day of its period, "2026-10-01
    2026-10-31". staff_id NULL: the command line, for nobody by name.
    """

    __tablename__ = "desk_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DeskPaper] = mapped_column(Code(DeskPaper))
    about: Mapped[str]
    at: Mapped[datetime]
    way: Mapped[PaperWay] = mapped_column(Code(PaperWay))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        one_of("kind", DeskPaper),
        one_of("way", PaperWay),
        not_blank("about"),
        Index("ix_desk_paper_about", "kind", "about", "at"),
    )
