"""The site's own sentences, and what helps to solve calls of a category."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.calming.cards import Situation
from deskapp.domain.words import GuideKind
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


class CardUse(Base):
    """How often a de-escalation card was opened in a month of the site's calendar, by whomever."""

    __tablename__ = "card_use"

    #: As "2026-11".
    month: Mapped[str] = mapped_column(primary_key=True)
    card: Mapped[Situation] = mapped_column(Code(Situation), primary_key=True)
    times: Mapped[int]

    __table_args__ = (
        CheckConstraint("date(month || '-01') IS NOT DISTINCT FROM month || '-01'", name="month_of_a_year"),
        one_of("card", Situation),
        CheckConstraint("times >= 1", name="times_from_one"),
    )


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
