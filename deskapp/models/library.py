"""The site's own sentences, what helps to solve calls of a category, and kinds of calls that come again and again."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import Channel, GuideKind, Impact, Urgency
from deskapp.models.base import Base, Code, not_blank, one_of


class Phrase(Base):
    """A sentence of the site's library for a step of a conversation (`domain.phrases.Step`).

    Where a step has no row, what the app was shipped with counts.
    """

    __tablename__ = "phrase"

    id: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    words: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("step"), not_blank("words"))


class AvoidedPhrase(Base):
    """What the site does not want said to customers, and what to say instead.

    Where there is no row at all, what the app was shipped with counts.
    """

    __tablename__ = "avoided_phrase"

    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str]
    better: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (not_blank("said"), not_blank("better"))


class Guide(Base):
    """A file, a link or a note that helps with calls of a category."""

    __tablename__ = "guide"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[GuideKind] = mapped_column(Code(GuideKind))
    title: Mapped[str]
    #: A path, an address, or the note itself.
    content: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (one_of("kind", GuideKind), not_blank("title"), not_blank("content"))


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
