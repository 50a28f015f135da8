"""Someone a call can be escalated to."""

from datetime import timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import ContactKind, Level
from deskapp.models.base import Base, Code, not_blank, one_of


class Contact(Base):
    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ContactKind] = mapped_column(Code(ContactKind))
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    #: The one to write to first.
    email: Mapped[str] = mapped_column(default="")
    #: Their own hours; NULL: the desk's.
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar.id"))
    authority: Mapped[Level] = mapped_column(Code(Level), default=Level.AGENT)
    agreed_response: Mapped[timedelta | None]
    our_account: Mapped[str] = mapped_column(default="")
    may_see: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    #: The contact that this one turned out to be; such a one is in no list any more.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    version: Mapped[int] = mapped_column(default=1)
    #: What the first address is for (`deskapp.domain.reach`).
    email_kind: Mapped[str] = mapped_column(default="", server_default="")
    #: The others, in order, as lines of `deskapp.domain.reach`.
    other_emails: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")

    __table_args__ = (
        one_of("kind", ContactKind),
        one_of("authority", Level),
        not_blank("name"),
        CheckConstraint("agreed_response IS NULL OR agreed_response >= 0", name="response_not_below_zero"),
    )


class ContactPhone(Base):
    __tablename__ = "contact_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    shown: Mapped[str]
    digits: Mapped[str] = mapped_column(index=True)
    #: The number with its country's code, for finding it however it was typed; "" where it is none of a plan.
    normal: Mapped[str] = mapped_column(default="", server_default="", index=True)
    #: What it is for (`deskapp.domain.reach`); "": not known.
    kind: Mapped[str] = mapped_column(default="", server_default="")


class ContactSkill(Base):
    """A category this contact can solve."""

    __tablename__ = "contact_skill"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)
