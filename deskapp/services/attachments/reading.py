"""Attachments read: which a call has, the small pictures of them, one by its id."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from deskapp.domain.attachments.kinds import Rendition
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.models.attachments import Attachment, AttachmentContent, AttachmentPicture, WaitingAttachment
from deskapp.models.calls import Call
from deskapp.models.site import Site, Staff
from deskapp.services.attachments.files import MEGABYTE
from deskapp.services.attachments.views import AttachmentView
from deskapp.services.confidential.access import refuse_hidden, viewer
from deskapp.services.forgotten import refuse_acts
from deskapp.services.texts import reference


def the_call(session: Session, call_id: int) -> Call:
    """The call that files belong to; NotFound, NotAllowed where it is not for whoever looks."""
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound(Refusal.CALL_UNKNOWN, ref=reference(call_id))
    refuse_hidden(session, call)
    refuse_acts(session, call)
    return call


def the_one(session: Session, attachment_id: int) -> Attachment:
    """An attachment, removed or not, of a call that whoever looks may see."""
    found = session.get(Attachment, attachment_id)
    if found is None:
        raise NotFound(Refusal.ATTACHMENT_UNKNOWN)
    the_call(session, found.call_id)
    return found


def there(session: Session, attachment_id: int, *, waiting: bool = False) -> tuple[str, int]:
    """What an attachment is called that is not removed, and the id of its content. Raises NotFound, NotAllowed."""
    if waiting:
        waits = session.get(WaitingAttachment, attachment_id)
        if waits is not None and waits.staff_id == viewer(session):
            return waits.name, waits.content_id
    else:
        attached = the_one(session, attachment_id)
        if attached.removed_at is None and attached.content_id is not None:
            return attached.name, attached.content_id
    raise NotFound(Refusal.ATTACHMENT_UNKNOWN)


def limit(session: Session) -> int:
    """How many bytes a file may have that is attached."""
    return session.get_one(Site, 1).attachment_limit * MEGABYTE


def of_call(session: Session, call_id: int) -> tuple[AttachmentView, ...]:
    """What is attached to a call now, the oldest first; whether it may be seen was asked before."""
    query = (
        select(
            Attachment.id,
            Attachment.name,
            Attachment.kind,
            Attachment.size,
            Attachment.added_at,
            Staff.name,
            Attachment.added_by_id,
        )
        .join(Staff, Staff.id == Attachment.added_by_id)
        .where(*_there(call_id))
        .order_by(Attachment.id)
    )
    return tuple(AttachmentView(*row) for row in session.execute(query))


def waiting(session: Session, key: str, staff_id: int) -> tuple[AttachmentView, ...]:
    """What waits with a draft, the oldest first."""
    query = (
        select(
            WaitingAttachment.id,
            WaitingAttachment.name,
            WaitingAttachment.kind,
            AttachmentContent.size,
            WaitingAttachment.added_at,
            Staff.name,
            WaitingAttachment.staff_id,
        )
        .join(Staff, Staff.id == WaitingAttachment.staff_id)
        .join(AttachmentContent, AttachmentContent.id == WaitingAttachment.content_id)
        .where(WaitingAttachment.key == key, WaitingAttachment.staff_id == staff_id)
        .order_by(WaitingAttachment.id)
    )
    return tuple(AttachmentView(*row, waiting=True) for row in session.execute(query))


def pictures(session: Session, call_id: int, rendition: Rendition) -> Iterator[tuple[int, bytes]]:
    """The pictures of a call's attachments, by the attachment's id, the oldest first."""
    return _pictures(session, Attachment, rendition, *_there(call_id))


def pictures_waiting(session: Session, key: str, staff_id: int) -> Iterator[tuple[int, bytes]]:
    mine = (WaitingAttachment.key == key, WaitingAttachment.staff_id == staff_id)
    return _pictures(session, WaitingAttachment, Rendition.SMALL, *mine)


def _there(call_id: int) -> tuple[ColumnElement[bool], ...]:
    return Attachment.call_id == call_id, Attachment.removed_at.is_(None)


def _pictures(
    session: Session, table: Any, rendition: Rendition, *where: ColumnElement[bool]
) -> Iterator[tuple[int, bytes]]:
    query = (
        select(table.id, AttachmentPicture.bytes)
        .join(AttachmentPicture, AttachmentPicture.content_id == table.content_id)
        .where(AttachmentPicture.rendition == rendition, *where)
        .order_by(table.id)
    )
    return ((attachment_id, made) for attachment_id, made in session.execute(query))
