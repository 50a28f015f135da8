"""Papers that were begun, each with its number and what became of it; the policy as it was issued; the site's fonts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.words import PaperState
from deskapp.models.base import Base, Code, not_blank, one_of


class PaperOut(Base):
    """A numbered paper of a call: the sheet of an escalation, or, without one, the call's own for the desk.

    It holds its number from before it is drawn, since the number stands on it. What it says is a line of the
    timeline, written once it has left.
    """

    __tablename__ = "paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalation.id"))
    number: Mapped[int]
    state: Mapped[PaperState] = mapped_column(Code(PaperState))
    begun_at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: When it was known what became of it.
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", PaperState),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("(state = 'leaving') = (ended_at IS NULL)", name="ended_when_not_leaving"),
        # A number never serves twice; of what never left it is free again.
        Index(
            "uq_paper_of_call",
            "call_id",
            "number",
            unique=True,
            sqlite_where=text("escalation_id IS NULL AND state <> 'failed'"),
        ),
        Index(
            "uq_paper_of_escalation",
            "escalation_id",
            "number",
            unique=True,
            sqlite_where=text("escalation_id IS NOT NULL AND state <> 'failed'"),
        ),
        Index("ix_paper_leaving", "begun_at", sqlite_where=text("state = 'leaving'")),
    )


class SiteFont(Base):
    """A font that the site added, for scripts that the faces which come along have not."""

    __tablename__ = "font"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    #: What the font says of whose it is and how it may be used.
    licence: Mapped[str]
    #: Codes of `domain.fonts.scripts.Script`.
    scripts: Mapped[list[str]] = mapped_column(JSON)
    size: Mapped[int]
    #: SHA-256 in small hexadecimal digits.
    digest: Mapped[str]
    bytes: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        not_blank("name"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        CheckConstraint("typeof(bytes) = 'blob'", name="bytes_no_text"),
        CheckConstraint("size = length(bytes)", name="size_of_its_bytes"),
        Index("uq_font_digest", "digest", unique=True),
    )


class WrittenPolicy(Base):
    """One version of the written escalation policy; its id is its number.

    What it says stays; who owns it and when it is looked at again may change.
    """

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
