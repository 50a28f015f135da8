"""Attaching, removing and taking back; files that wait with a draft; clearing away what was removed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, exists, func, select, update
from sqlalchemy.orm import Session

from deskapp.domain.attachments.kinds import kind_of
from deskapp.domain.attachments.names import harmless
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.attachments import Attachment, AttachmentContent, WaitingAttachment
from deskapp.models.site import Draft, Staff
from deskapp.services.attachments import content, reading
from deskapp.services.attachments.acts import AttachFile, File, RemoveAttachment, RestoreAttachment, WaitFile
from deskapp.services.attachments.files import refuse_large
from deskapp.services.attachments.views import AttachmentView
from deskapp.services.changes import Done
from deskapp.services.texts import whole
from deskapp.services.work import Unit, Work

#: A removal can be taken back for so long; then the content goes.
KEPT_FOR = timedelta(minutes=1)
#: What waits with no draft that is there is cleared after so long: a draft is kept a moment after its first file.
WAITS_FOR = timedelta(hours=1)


def attach(work: Work, act: AttachFile) -> Done[AttachmentView]:
    with work.act() as unit:
        reading.the_call(unit.session, act.call_id)
        name, kept = _keep(unit.session, act.file)
        made = _add(unit, act.call_id, name, kind_of(name, act.file.data), kept)
        unit.record()
        return unit.done(_view(made, unit.staff.name), calls=(act.call_id,))


def wait(work: Work, act: WaitFile) -> Done[AttachmentView]:
    with work.act() as unit:
        name, kept = _keep(unit.session, act.file)
        kind = kind_of(name, act.file.data)
        waits = WaitingAttachment(
            key=act.key, staff_id=unit.staff.id, name=name, kind=kind, content_id=kept.id, added_at=unit.now
        )
        unit.session.add(waits)
        unit.session.flush()
        return unit.done(
            AttachmentView(waits.id, name, kind, kept.size, unit.now, unit.staff.name, unit.staff.id, waiting=True)
        )


def take_up(work: Work, key: str, call_id: int) -> Done[int]:
    with work.act() as unit:
        reading.the_call(unit.session, call_id)
        count = take(unit, key, call_id)
        unit.record()
        return unit.done(count, calls=(call_id,))


def take(unit: Unit, key: str, call_id: int) -> int:
    """What waits under this key belongs to the call from now on; how many files."""
    mine = (WaitingAttachment.key == key, WaitingAttachment.staff_id == unit.staff.id)
    query = (
        select(WaitingAttachment, AttachmentContent)
        .join(AttachmentContent, AttachmentContent.id == WaitingAttachment.content_id)
        .where(*mine)
        .order_by(WaitingAttachment.id)
    )
    found = unit.session.execute(query).all()
    for waits, kept in found:
        _add(unit, call_id, waits.name, waits.kind, kept)
    unit.session.execute(delete(WaitingAttachment).where(*mine))
    return len(found)


def forget(work: Work, key: str, attachment_id: int | None = None) -> Done[None]:
    """Somebody's own files wait no longer: one of them, or all."""
    with work.act() as unit:
        where = [WaitingAttachment.key == key, WaitingAttachment.staff_id == unit.staff.id]
        if attachment_id is not None:
            where.append(WaitingAttachment.id == attachment_id)
        unit.session.execute(delete(WaitingAttachment).where(*where))
        content.clear(unit.session)
        return unit.done(None)


def remove(work: Work, act: RemoveAttachment) -> Done[AttachmentView]:
    with work.act() as unit:
        found = reading.the_one(unit.session, act.attachment_id)
        if found.removed_at is not None:
            raise NotFound(Refusal.ATTACHMENT_UNKNOWN)
        owner = _refuse_others(unit, found)
        found.removed_at, found.removed_by_id = unit.now, unit.staff.id
        unit.session.flush()
        unit.tell(EventKind.ATTACHMENT_REMOVED, found.call_id, payload={"name": found.name})
        unit.record()
        return unit.done(_view(found, owner), calls=(found.call_id,))


def restore(work: Work, act: RestoreAttachment) -> Done[AttachmentView]:
    with work.act() as unit:
        found = reading.the_one(unit.session, act.attachment_id)
        if found.removed_at is None or found.content_id is None:
            raise NotFound(Refusal.ATTACHMENT_GONE, name=found.name)
        owner = _refuse_others(unit, found)
        found.removed_at = found.removed_by_id = None
        unit.session.flush()
        unit.tell(EventKind.ATTACHMENT_RESTORED, found.call_id, payload={"name": found.name})
        unit.record()
        return unit.done(_view(found, owner), calls=(found.call_id,))


def clear(work: Work) -> int:
    """Let go for good of what was removed before, and of what waits with no draft. By nobody in particular."""
    now = work.clock.now()
    removed = (
        Attachment.removed_at.is_not(None),
        Attachment.content_id.is_not(None),
        Attachment.removed_at <= now - KEPT_FOR,
    )
    forgotten = _kept_by_nobody(now - WAITS_FOR)
    # To look through what is kept takes a while at a large desk: nobody who saves waits for that.
    with work.read(anybody=True) as session:
        if not (
            session.scalar(select(exists().where(*removed)))
            or session.scalar(select(exists().where(*forgotten)))
            or content.unnamed(session, limit=1)
        ):
            return 0
    with work.write() as session:
        session.execute(update(Attachment).where(*removed).values(content_id=None))
        session.execute(delete(WaitingAttachment).where(*forgotten))
        cleared = content.clear(session)
    if cleared:
        work.database.empty_log()
    return cleared


def _kept_by_nobody(before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Which files wait with no draft, for so long that none will come."""
    kept = exists().where(
        Draft.staff_id == WaitingAttachment.staff_id,
        func.instr(cast(Draft.content, String), WaitingAttachment.key) > 0,
    )
    return WaitingAttachment.added_at <= before, ~kept


def _keep(session: Session, file: File) -> tuple[str, AttachmentContent]:
    """The name that a file gets, and its content. Raises DeskError where it is too large."""
    name = harmless(whole(file.name))
    refuse_large(name, len(file.data), reading.limit(session))
    return name, content.keep(session, file)


def _add(unit: Unit, call_id: int, name: str, kind: Any, kept: AttachmentContent) -> Attachment:
    made = Attachment(
        call_id=call_id,
        name=name,
        kind=kind,
        size=kept.size,
        digest=kept.digest,
        added_at=unit.now,
        added_by_id=unit.staff.id,
        content_id=kept.id,
    )
    unit.session.add(made)
    unit.session.flush()
    payload = {"name": name, "size": kept.size, "digest": kept.digest}
    unit.tell(EventKind.ATTACHED, call_id, payload=payload)
    return made


def _refuse_others(unit: Unit, found: Attachment) -> str:
    """Who attached it; NotAllowed where that is neither who acts nor below them."""
    owner = unit.session.get_one(Staff, found.added_by_id).name
    if found.added_by_id != unit.staff.id and not unit.allows(Role.SUPERVISOR):
        raise NotAllowed(Refusal.ATTACHMENT_NOT_YOURS, name=found.name, who=owner)
    return owner


def _view(found: Attachment, owner: str) -> AttachmentView:
    return AttachmentView(found.id, found.name, found.kind, found.size, found.added_at, owner, found.added_by_id)
