"""Kinds of calls that come again and again: what is known of one before it is logged."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import Channel, Impact, Urgency
from deskapp.models.base import Base, Code, not_blank, one_of


class CallTemplate(Base):
    """What a new call of this kind begins with. Never removed: calls name it, and lines of the checklist."""

    __tablename__ = "call_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    summary: Mapped[str] = mapped_column(default="")
    wants: Mapped[str] = mapped_column(default="")
    impact: Mapped[Impact] = mapped_column(Code(Impact))
    urgency: Mapped[Urgency] = mapped_column(Code(Urgency))
    #: NULL: by whichever it comes.
    channel: Mapped[Channel | None] = mapped_column(Code(Channel))
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        not_blank("name"),
        one_of("impact", Impact),
        one_of("urgency", Urgency),
        one_of("channel", Channel),
        UniqueConstraint("name"),
    )
