"""What was agreed to be done about something that the record showed: who does it, by when, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import ActionEnd, ActionOf
from deskapp.models.base import Base, Code, not_blank, one_of


class Action(Base):
    """An action as it stands. How it came there is in its lines of the timeline, see `ActionEvent`."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What it came of: the kind, and which one of it.
    of_kind: Mapped[ActionOf] = mapped_column(Code(ActionOf))
    of_key: Mapped[str]
    #: The same in words, as they were when it was agreed.
    about: Mapped[str]
    what: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: The last local day on which it is in time.
    due: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[ActionEnd | None] = mapped_column(Code(ActionEnd))
    #: The local day on which it was done, as somebody says; no later than that of `ended_at`.
    done_on: Mapped[date | None]
    #: What came of it, or why it was taken back.
    words: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("of_kind", ActionOf),
        one_of("how", ActionEnd),
        not_blank("of_key"),
        not_blank("what"),
        CheckConstraint("date(due) IS NOT DISTINCT FROM due", name="due_a_day"),
        CheckConstraint("date(done_on) IS NOT DISTINCT FROM done_on", name="done_on_a_day"),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (how IS NULL)", name="ended_somehow"
        ),
        CheckConstraint("(how IS 'done') = (done_on IS NOT NULL)", name="done_on_its_day"),
        Index("ix_action_of", "of_kind", "of_key"),
        # Whose are late: asked at each count of the side bar.
        Index("ix_action_open", "owner_id", "due", sqlite_where=text("ended_at IS NULL")),
    )


class ActionEvent(Base):
    """Which action a line of the timeline is about."""

    __tablename__ = "action_event"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
