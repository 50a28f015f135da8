"""What is in attached files: each content once, by its SHA-256, in chunks; cleared away when nothing names it."""

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.models.attachments import (
    Attachment,
    AttachmentChunk,
    AttachmentContent,
    AttachmentPicture,
    WaitingAttachment,
)
from deskapp.services.attachments.acts import File
from deskapp.storage.clearing import writing_over

#: So many bytes make a chunk: few enough to hold several, and enough for few rows.
CHUNK = 1 << 17


def keep(session: Session, file: File) -> AttachmentContent:
    """The content of a file, written where it is not there yet."""
    digest = hashlib.sha256(file.data).hexdigest()
    content = session.scalars(select(AttachmentContent).where(AttachmentContent.digest == digest)).first()
    if content is None:
        content = _write(session, digest, file)
    shown = select(AttachmentPicture.rendition).where(AttachmentPicture.content_id == content.id)
    there = set(session.scalars(shown)) if file.pictures else set()
    for rendition, made in file.pictures:
        if rendition not in there:
            row = {"content_id": content.id, "rendition": rendition, "bytes": made}
            session.execute(insert(AttachmentPicture), row)
    return content


def _write(session: Session, digest: str, file: File) -> AttachmentContent:
    content = AttachmentContent(digest=digest, size=len(file.data))
    session.add(content)
    session.flush()
    for number, start in enumerate(range(0, len(file.data), CHUNK), 1):
        chunk = {"content_id": content.id, "number": number, "bytes": file.data[start : start + CHUNK]}
        session.execute(insert(AttachmentChunk), chunk)
    return content


def chunks(session: Session, content_id: int) -> Iterator[bytes]:
    """A content piece by piece. Raises StorageProblem at its end where it is not what was kept."""
    content = session.get_one(AttachmentContent, content_id)
    found, number = hashlib.sha256(), 0
    while True:
        number += 1
        # One query each: a long copy holds one piece of it.
        chunk = session.scalar(
            select(AttachmentChunk.bytes).where(
                AttachmentChunk.content_id == content_id, AttachmentChunk.number == number
            )
        )
        if chunk is None:
            break
        found.update(chunk)
        yield chunk
    if found.hexdigest() != content.digest:
        raise StorageProblem(Refusal.ATTACHMENT_DAMAGED)


def unnamed(session: Session, limit: int | None = None) -> Sequence[int]:
    """The contents that nothing names any more; the first so many."""
    named = (
        select(Attachment.content_id).where(Attachment.content_id == AttachmentContent.id).exists()
        | select(WaitingAttachment.content_id).where(WaitingAttachment.content_id == AttachmentContent.id).exists()
    )
    return session.scalars(select(AttachmentContent.id).where(~named).limit(limit)).all()


def clear(session: Session) -> int:
    """Take away each content that nothing names any more, and write over where it lay; gives back how many."""
    left = unnamed(session)
    if not left:
        return 0
    with writing_over(session):
        for table, key in (
            (AttachmentChunk, AttachmentChunk.content_id),
            (AttachmentPicture, AttachmentPicture.content_id),
            (AttachmentContent, AttachmentContent.id),
        ):
            for content_id in left:
                session.execute(delete(table).where(key == content_id))
    return len(left)
