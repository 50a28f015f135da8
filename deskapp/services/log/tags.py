"""Tags: words that people put on calls, to find them together again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import folded
from deskapp.models.calls import CallTag
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
    """Tags on each of the calls, or off it; a line in the timeline of each for each that changed."""
    on, off = _checked(act.on), _checked(act.off)
    if not on and not off:
        raise Invalid({"tag": FieldFault.MISSING})
    with work.act() as unit:
        # As they are written already, so that lists and chips say each in one way.
        on = tuple(_as_written(unit, tag) for tag in on)

        def do(call_id: int) -> None:
            the_call(unit.session, call_id)
            for tag in on:
                _put_on(unit, call_id, tag)
            for tag in off:
                _take_off(unit, call_id, tag)

        done = each(unit, act.call_ids, do)
        return unit.done(done, "tags", calls=done.done)


def _as_written(unit: Unit, tag: str) -> str:
    return unit.session.scalar(select(CallTag.tag).where(CallTag.key == key(tag)).limit(1)) or tag


def _checked(written: tuple[str, ...]) -> tuple[str, ...]:
    """Tags as they are kept, each once. Raises Invalid."""
    tags = {key(tag): " ".join(clean(tag).split()) for tag in written}
    if "" in tags:
        raise Invalid({"tag": FieldFault.MISSING})
    if any(len(tag) > LONGEST for tag in tags.values()):
        raise Invalid({"tag": FieldFault.TOO_LONG})
    return tuple(tags.values())


def of_call(session: Session, call_id: int) -> tuple[str, ...]:
    """The tags of a call, as they are written, in order."""
    return tuple(session.scalars(select(CallTag.tag).where(CallTag.call_id == call_id).order_by(CallTag.key)))


def _put_on(unit: Unit, call_id: int, written: str) -> None:
    if unit.session.get(CallTag, (call_id, key(written))) is None:
        unit.session.add(CallTag(call_id=call_id, key=key(written), tag=written))
        unit.tell(EventKind.TAGGED, call_id, payload={"tag": written})


def _take_off(unit: Unit, call_id: int, written: str) -> None:
    found = unit.session.get(CallTag, (call_id, key(written)))
    if found is not None:
        unit.session.delete(found)
        unit.tell(EventKind.UNTAGGED, call_id, payload={"tag": found.tag})
