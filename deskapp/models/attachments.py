"""Files and pictures kept with calls: what they are called, and apart from that what is in them, each content once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.attachments.kinds import AttachmentKind, Rendition
from deskapp.models.base import Base, Code, not_blank, one_of


class AttachmentContent(Base):
    """What is in a file, known by its SHA-256, once however often it is attached. Its bytes lie in its chunks."""

    __tablename__ = "attachment_content"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: SHA-256 in small hexadecimal digits.
    digest: Mapped[str]
    #: In bytes.
    size: Mapped[int]

    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        CheckConstraint("size >= 0", name="size_not_below_zero"),
        Index("uq_attachment_content_digest", "digest", unique=True),
    )


class AttachmentChunk(Base):
    """A stretch of a content, numbered from 1: it is written, read and copied without being held whole."""

    __tablename__ = "attachment_chunk"

    content_id: Mapped[int] = mapped_column(ForeignKey("attachment_content.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("typeof(bytes) = 'blob'", name="bytes_no_text"),
    )


class AttachmentPicture(Base):
    """A picture made anew from a content that is one: small for lists, larger for paper. Never the content itself."""

    __tablename__ = "attachment_picture"

    content_id: Mapped[int] = mapped_column(ForeignKey("attachment_content.id"), primary_key=True)
    rendition: Mapped[Rendition] = mapped_column(Code(Rendition), primary_key=True)
    #: JPEG.
    bytes: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        one_of("rendition", Rendition),
        CheckConstraint("length(bytes) BETWEEN 1 AND 524288", name="bytes_few"),
        CheckConstraint("typeof(bytes) = 'blob'", name="bytes_no_text"),
    )


class Attachment(Base):
    """A file or picture of a call. The row is the trace and stays; the content goes some time after it was removed."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    name: Mapped[str]
    kind: Mapped[AttachmentKind] = mapped_column(Code(AttachmentKind))
    size: Mapped[int]
    digest: Mapped[str]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: NULL: it was removed, and its content is gone.
    content_id: Mapped[int | None] = mapped_column(ForeignKey("attachment_content.id"), index=True)
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (
        one_of("kind", AttachmentKind),
        not_blank("name"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed_by_somebody"),
        CheckConstraint("content_id IS NOT NULL OR removed_at IS NOT NULL", name="content_until_removed"),
        # The few whose content is still to go.
        Index(
            "ix_attachment_to_clear",
            "removed_at",
            sqlite_where=text("removed_at IS NOT NULL AND content_id IS NOT NULL"),
        ),
    )


class WaitingAttachment(Base):
    """A file that waits with a draft for its call to be logged."""

    __tablename__ = "attachment_waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Names what it waits with: a value that the draft keeps.
    key: Mapped[str] = mapped_column(index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    kind: Mapped[AttachmentKind] = mapped_column(Code(AttachmentKind))
    content_id: Mapped[int] = mapped_column(ForeignKey("attachment_content.id"), index=True)
    added_at: Mapped[datetime]

    __table_args__ = (one_of("kind", AttachmentKind), not_blank("name"), not_blank("key"))
