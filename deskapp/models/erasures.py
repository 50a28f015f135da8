"""That customers were forgotten: who did it, when and why. Nothing of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, not_blank

#: Stands where a word must stand, and what it said was forgotten.
GONE = "–"


class Erasure(Base):
    """A customer was forgotten. They and the words that were emptied name the erasure, and it names nobody."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str]
    #: How many calls were theirs.
    calls: Mapped[int]
    #: When nothing was left in the free room of the file either; NULL: that is still to be done.
    cleared_at: Mapped[datetime | None]

    __table_args__ = (
        not_blank("reason"),
        CheckConstraint("calls >= 0", name="calls_not_below_zero"),
        Index("ix_erasure_to_clear", "id", sqlite_where=text("cleared_at IS NULL")),
    )
