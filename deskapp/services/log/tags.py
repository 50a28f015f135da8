"""Tags: words that people put on calls, to find them together again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import folded
from deskapp.models.lists import CallTag
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.log.acts import TagCalls
from deskapp.services.log.each import each
from deskapp.services.log.views import EachDone
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

#: So many characters a tag may have: it stands on a chip.
LONGEST = 40


def key(tag: str) -> str:
    """A tag as it is compared: however it is written, it is one."""
    return " ".join(folded(tag).split())


def tag(work: Work, act: TagCalls) -> Done[EachDone]:
    """A tag on each of the calls, or off it; a line in the timeline of each whose tags that changed."""
    written = " ".join(clean(act.tag).split())
    if not key(written):
        raise Invalid({"tag": FieldFault.MISSING})
    if len(written) > LONGEST:
        raise Invalid({"tag": FieldFault.TOO_LONG})
    with work.act() as unit:
        # As it is written already, so that lists and chips say it in one way.
        written = unit.session.scalar(select(CallTag.tag).where(CallTag.key == key(written)).limit(1)) or written
        put = _take_off if act.off else _put_on
        done = each(unit, act.call_ids, lambda call_id: put(unit, call_id, written))
        return unit.done(done, "tags", calls=done.done)


def of_call(session: Session, call_id: int) -> tuple[str, ...]:
    """The tags of a call, as they are written, in order."""
    return tuple(session.scalars(select(CallTag.tag).where(CallTag.call_id == call_id).order_by(CallTag.key)))


def _put_on(unit: Unit, call_id: int, written: str) -> None:
    the_call(unit.session, call_id)
    if unit.session.get(CallTag, (call_id, key(written))) is None:
        unit.session.add(CallTag(call_id=call_id, key=key(written), tag=written))
        unit.tell(EventKind.TAGGED, call_id, payload={"tag": written})


def _take_off(unit: Unit, call_id: int, written: str) -> None:
    the_call(unit.session, call_id)
    found = unit.session.get(CallTag, (call_id, key(written)))
    if found is not None:
        unit.session.delete(found)
        unit.tell(EventKind.UNTAGGED, call_id, payload={"tag": found.tag})
