"""Call-backs and promised updates: one list of all points in time that were named to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import tuple_
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES, ClockKind, PromiseKind
from deskapp.models.base import to_stored
from deskapp.models.clocks import ClockRow
from deskapp.models.promises import Promise
from deskapp.services.calls import follow_ups
from deskapp.services.calls.care import must_fit, spoke, taken_up, the_call
from deskapp.services.calls.promised import promises_of
from deskapp.services.calls.views import PromisePage, PromiseView
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks, last_word
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import KeepPromise, MovePromise, PromiseCallBack, PromiseFollowUp


_COUNTED = """
SELECT count(*), count(*) FILTER (WHERE due_at < ?) FROM promise WHERE kept_at IS NULL AND moved_at IS NULL
"""


class Promises:
    def __init__(self, work: Work) -> None:
        self._work = work

    def open(self) -> tuple[PromiseView, ...]:
        """All promises that are neither kept nor moved, by time: missed ones come first of themselves."""
        with self._work.read() as session:
            return promises_of(session, Promise.kept_at.is_(None), Promise.moved_at.is_(None))

    def page(self, count: int, after: PromiseView | None = None) -> PromisePage:
        """So many of them from the first on, or from the one after; and how many there are."""
        with self._work.look() as look:
            where: list[object] = [Promise.kept_at.is_(None), Promise.moved_at.is_(None)]
            if after is not None:
                where.append(tuple_(Promise.due_at, Promise.id) > (after.due_at, after.id))
            found = promises_of(look.session, *where, limit=count + 1)
            counted = look.session.connection().exec_driver_sql(_COUNTED, (to_stored(look.now),)).one()
            return PromisePage(found[:count], len(found) > count, *counted)

    def call_back(self, act: PromiseCallBack) -> Done[PromiseView]:
        """Promise the customer a call at an instant: fixed, whatever the hours or pauses."""
        with self._work.act() as unit:
            call = the_call(unit.session, act.call_id)
            must_fit(call, CallAct.CALL_BACK)
            if act.due_at <= unit.now:
                raise Invalid({"due_at": FieldFault.PAST})
            taken_up(unit, call)
            return _done(unit, follow_ups.promise(unit, call, act, follow_up=False))

    def follow_up(self, act: PromiseFollowUp) -> Done[PromiseView]:
        """Promise a customer who agreed to call them all the same; the call stays closed."""
        with self._work.act() as unit:
            call = the_call(unit.session, act.call_id)
            must_fit(call, CallAct.FOLLOW_UP)
            if act.due_at <= unit.now:
                raise Invalid({"due_at": FieldFault.PAST})
            return _done(unit, follow_ups.promise(unit, call, act))

    def keep(self, act: KeepPromise) -> Done[PromiseView]:
        """The customer was spoken to as promised: the note becomes the contact, and the next update starts."""
        with self._work.act() as unit:
            promise = _open_promise(unit.session, act.promise_id)
            call = the_call(unit.session, promise.call_id)
            if act.next_update is not None and act.next_update <= unit.now:
                raise Invalid({"next_update": FieldFault.PAST})
            promise.kept_at = unit.now
            unit.session.flush()
            for clock in _clocks_of(unit.session, promise):
                clocks.stop(unit, clock)
            if call.state not in OPEN_STATES and act.next_update is not None:
                raise Invalid({"next_update": FieldFault.CALL_IS_OVER})
            if call.state in OPEN_STATES:
                spoke(unit, call, act.next_update)
            else:
                last_word.told(unit, call)
            payload: dict[str, object] = {
                "promise": promise.id,
                "kind": promise.kind.value,
                "due": to_stored(promise.due_at),
                "words": clean(act.words),
            }
            if act.next_update is not None:
                payload["next_update"] = to_stored(act.next_update)
            unit.tell(EventKind.PROMISE_KEPT, call.id, payload=payload)
            return _done(unit, promise)

    def move(self, act: MovePromise) -> Done[PromiseView]:
        """Another instant takes the place of the promised one, with its reason; the clock keeps its verdict."""
        with self._work.act() as unit:
            promise = _open_promise(unit.session, act.promise_id)
            call = the_call(unit.session, promise.call_id)
            if act.due_at <= unit.now:
                raise Invalid({"due_at": FieldFault.PAST})
            if not act.reason.strip():
                raise Invalid({"reason": FieldFault.MISSING})
            follower = Promise(
                call_id=call.id,
                kind=promise.kind,
                made_at=unit.now,
                made_by_id=unit.staff.id,
                due_at=act.due_at,
                phone=promise.phone,
                words=promise.words,
                follow_up=promise.follow_up,
            )
            unit.session.add(follower)
            unit.session.flush()
            promise.moved_at, promise.moved_reason, promise.moved_to_id = unit.now, clean(act.reason), follower.id
            for clock in _clocks_of(unit.session, promise):
                clocks.stop(unit, clock)
            promise_id = follower.id if promise.kind is PromiseKind.CALL_BACK else None
            kind = ClockKind.CALL_BACK if promise.kind is PromiseKind.CALL_BACK else ClockKind.UPDATE
            clocks.start(unit, call, kind, fixed=act.due_at, promise_id=promise_id)
            payload = {
                "promise": promise.id,
                "kind": promise.kind.value,
                "due_was": to_stored(promise.due_at),
                "due": to_stored(act.due_at),
                "reason": clean(act.reason),
            }
            unit.tell(EventKind.PROMISE_MOVED, call.id, payload=payload)
            return _done(unit, follower)


def _done(unit: Unit, promise: Promise) -> Done[PromiseView]:
    unit.record()
    clocks.refresh(unit, the_call(unit.session, promise.call_id))
    view = promises_of(unit.session, Promise.id == promise.id)[0]
    return unit.done(view, "promises", calls=(promise.call_id,))


def _open_promise(session: Session, promise_id: int) -> Promise:
    promise = session.get(Promise, promise_id)
    if promise is None:
        raise NotFound(Refusal.PROMISE_UNKNOWN, id=promise_id)
    the_call(session, promise.call_id)
    if promise.kept_at is not None or promise.moved_at is not None:
        raise NotAllowed(Refusal.PROMISE_OVER)
    return promise


def _clocks_of(session: Session, promise: Promise) -> list[ClockRow]:
    """The running clock of a promise: its own, or for a promised update the call's update clock."""
    if promise.kind is PromiseKind.UPDATE:
        return list(clocks.running(session, promise.call_id, ClockKind.UPDATE))
    return [
        clock
        for clock in clocks.running(session, promise.call_id, ClockKind.CALL_BACK)
        if clock.promise_id == promise.id
    ]
