"""The written escalation policy, in versions that stay as they were issued."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, not_blank


class WrittenPolicy(Base):
    """One version; its id is its number. What it says stays; who owns it and when it is looked at again may change."""

    __tablename__ = "written_policy"

    id: Mapped[int] = mapped_column(primary_key=True)
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: What is new in it, in the manager's words.
    words: Mapped[str]
    #: As `deskapp.domain.written_policy.content` writes it.
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    owner: Mapped[str]
    next_review: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        not_blank("owner"),
        CheckConstraint("date(next_review) IS NOT DISTINCT FROM next_review", name="next_review_a_day"),
    )
