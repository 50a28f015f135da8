"""Actions agreed on because of a signal, a review or a gap of readiness: who does what by when, and what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotAllowed, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd, ActionOf, Role
from deskapp.models.improve.actions import Action, ActionEvent
from deskapp.models.site import Site, Staff
from deskapp.services.actions import reading
from deskapp.services.actions.acts import FinishAction, MakeAction, MoveAction, ReopenAction, WithdrawAction
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Done
from deskapp.services.texts import clean
from deskapp.services.work import Look, Unit, Work, allows

#: Of the actions that are over so many are listed.
_MOST = 500


class Actions:
    """Supervisors agree on them and see all; an owner sees their own, and says when one is done.

    Every method may raise DeskError, and then nothing was changed.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    def mine(self) -> tuple[ActionView, ...]:
        """What whoever works here has still to do, by its day."""
        with self._work.read() as session:
            mine = Action.owner_id == (self._work.staff_id or 0)
            return reading.views(session, mine, Action.ended_at.is_(None))

    def all(self) -> tuple[ActionView, ...]:
        """Every action: those to be done by their day, then those that are over. For supervisors."""
        with self._work.read() as session:
            self._work.must_be(session, Role.SUPERVISOR)
            return reading.views(session, most=_MOST)

    def of(self, kind: ActionOf, keys: Sequence[str]) -> tuple[ActionView, ...]:
        """Those that came of these, done or not; an agent is given their own of them."""
        with self._work.read() as session:
            where = [Action.of_kind == kind, Action.of_key.in_(keys)]
            me = self._work.must_be(session, Role.AGENT)
            if not allows(me, Role.SUPERVISOR):
                where.append(Action.owner_id == me.id)
            return reading.views(session, *where)

    def make(self, act: MakeAction) -> Done[ActionView]:
        """Agree on an action. Raises Invalid by field."""
        with self._work.act(Role.SUPERVISOR) as unit:
            value = agreed(unit, act)
            return unit.done(value, "actions")

    def move(self, act: MoveAction) -> Done[ActionView]:
        """Raises Invalid by field: a reason is needed, and a day that is not over."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_open(unit, act.action_id, act.base_version)
            owner_id = row.owner_id if act.owner_id is None else act.owner_id
            refuse_where(
                ("reason", FieldFault.MISSING, not clean(act.reason)),
                ("due", FieldFault.PAST, act.due < today(unit)),
                ("owner_id", FieldFault.STAFF_GONE, not _works_here(unit.session, owner_id)),
            )
            row.due, row.owner_id = act.due, owner_id
            return _told(unit, row, EventKind.ACTION_MOVED, act.reason)

    def finish(self, act: FinishAction) -> Done[ActionView]:
        """It is done; its owner or a supervisor says so. Raises Invalid by field."""
        with self._work.act() as unit:
            row = _the_open(unit, act.action_id, act.base_version)
            if row.owner_id != unit.staff.id and not unit.allows(Role.SUPERVISOR):
                raise NotAllowed(Refusal.ACTION_NOT_YOURS)
            began = row.made_at.astimezone(_zone(unit)).date()
            refuse_where(
                ("words", FieldFault.MISSING, not clean(act.words)),
                ("done_on", FieldFault.FUTURE, act.done_on > today(unit)),
                ("done_on", FieldFault.ACTION_BEFORE, act.done_on < began),
            )
            _end(unit, row, ActionEnd.DONE, act.words)
            row.done_on = act.done_on
            return _told(unit, row, EventKind.ACTION_DONE, act.words)

    def withdraw(self, act: WithdrawAction) -> Done[ActionView]:
        """It is not wanted any more, for a reason. Raises Invalid."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_open(unit, act.action_id, act.base_version)
            refuse_where(("reason", FieldFault.MISSING, not clean(act.reason)))
            _end(unit, row, ActionEnd.WITHDRAWN, act.reason)
            return _told(unit, row, EventKind.ACTION_WITHDRAWN, act.reason)

    def reopen(self, act: ReopenAction) -> Done[ActionView]:
        """It is still to be done, for a reason; what was said of its end stays in its lines. Raises Invalid."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_action(unit, act.action_id, act.base_version)
            if row.ended_at is None:
                raise Conflict(Refusal.ACTION_CHANGED, newer=_view(unit.session, row))
            refuse_where(("reason", FieldFault.MISSING, not clean(act.reason)))
            row.ended_at = row.ended_by_id = row.how = row.done_on = None
            row.words = ""
            return _told(unit, row, EventKind.ACTION_REOPENED, act.reason)


def agreed(unit: Unit, act: MakeAction) -> ActionView:
    """Agree on an action within an act. Raises Invalid by field."""
    what = clean(act.what)
    refuse_where(
        ("what", FieldFault.MISSING, not what),
        ("due", FieldFault.PAST, act.due < today(unit)),
        ("owner_id", FieldFault.STAFF_GONE, not _works_here(unit.session, act.owner_id)),
    )
    row = Action(
        of_kind=act.of,
        of_key=act.of_key,
        about=clean(act.about),
        what=what,
        owner_id=act.owner_id,
        due=act.due,
        made_at=unit.now,
        made_by_id=unit.staff.id,
    )
    unit.session.add(row)
    unit.session.flush()
    unit.lists.add("actions")
    return _told(unit, row, EventKind.ACTION_MADE, "").value


def late_of(session: Session, staff_id: int, day: date) -> int:
    """How many of somebody's actions are late on a local day: by an index, for the side bar."""
    return (
        session.scalar(
            select(func.count()).where(Action.owner_id == staff_id, Action.due < day, Action.ended_at.is_(None))
        )
        or 0
    )


def today(look: Look) -> date:
    """The site's local day."""
    return look.now.astimezone(_zone(look)).date()


def _zone(look: Look) -> ZoneInfo:
    return ZoneInfo(look.session.get_one(Site, 1).zone)


def _works_here(session: Session, staff_id: int) -> bool:
    found = session.get(Staff, staff_id)
    return found is not None and found.active


def _the_action(unit: Unit, action_id: int, base_version: int) -> Action:
    row = unit.session.get(Action, action_id)
    if row is None:
        raise NotFound(Refusal.ACTION_UNKNOWN)
    if row.version != base_version:
        raise Conflict(Refusal.ACTION_CHANGED, newer=_view(unit.session, row))
    return row


def _the_open(unit: Unit, action_id: int, base_version: int) -> Action:
    row = _the_action(unit, action_id, base_version)
    if row.ended_at is not None:
        raise Conflict(Refusal.ACTION_CHANGED, newer=_view(unit.session, row))
    return row


def _end(unit: Unit, row: Action, how: ActionEnd, words: str) -> None:
    row.ended_at, row.ended_by_id, row.how, row.words = unit.now, unit.staff.id, how, clean(words)


def _view(session: Session, row: Action) -> ActionView:
    return reading.views(session, Action.id == row.id)[0]


def _told(unit: Unit, row: Action, kind: EventKind, words: str) -> Done[ActionView]:
    """Write the line, and give back what the action is now."""
    if kind is not EventKind.ACTION_MADE:
        row.version += 1
    unit.session.flush()
    payload: dict[str, Any] = {
        "id": row.id,
        "what": row.what,
        "about": row.about,
        "owner": unit.session.get_one(Staff, row.owner_id).name,
        "due": row.due.isoformat(),
        "words": clean(words),
    }
    if row.done_on is not None:
        payload["done_on"] = row.done_on.isoformat()
    unit.tell(kind, payload=payload)
    unit.session.add(ActionEvent(event_id=unit.record()[-1], action_id=row.id))
    unit.session.flush()
    return unit.done(_view(unit.session, row), "actions")
