"""Carrying out acts on many calls, step by step; each goes on wherever it was left."""

from collections.abc import Mapping
from time import sleep
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.words import LongActKind, Role
from deskapp.models.site import LongAct, LongActCall
from deskapp.services import long_acts, reindexing
from deskapp.services.calls import signs
from deskapp.services.changes import Done
from deskapp.services.clocks import applying
from deskapp.services.long_acts import Step
from deskapp.services.measures import recounting
from deskapp.services.steps.views import LongActView
from deskapp.services.work import Unit, Work

#: So long nobody who takes steps writes after each, in seconds: others who wait to write look so often at the least.
GAP = 0.06


class _Way(NamedTuple):
    """What a step does, and to how many calls: so many that others wait a tenth of a second at the most."""

    step: Step
    calls: int


_WAYS: Mapping[LongActKind, _Way] = {
    LongActKind.TARGETS: _Way(applying.step, 20),
    LongActKind.SIGNS: _Way(signs.step, 25),
    LongActKind.WORDS: _Way(reindexing.step, 100),
    LongActKind.MEASURES: _Way(recounting.step, 100),
}


class Steps:
    """A step is for whoever is there: that it is to be done was decided when it was begun."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def unfinished(self) -> tuple[LongActView, ...]:
        """The acts that have not come to their end, the first one first."""
        with self._work.read() as session:
            acts = session.scalars(select(LongAct).where(LongAct.ended_at.is_(None)).order_by(LongAct.id))
            return tuple(_view(session, act) for act in acts)

    def step(self, act_id: int) -> Done[LongActView]:
        """The next few calls, whole; with none left the act has ended. One that rests or has ended is left alone."""
        with self._work.act() as unit:
            act = unit.session.get_one(LongAct, act_id)
            if act.ended_at is None and act.stopped_at is None:
                _take_a_step(unit, act)
            return _done(unit, act)

    def finish(self) -> None:
        """Every step of what is under way, to its end, with a gap after each in which others write."""
        while acts := [act for act in self.unfinished() if not act.stopped]:
            self.step(acts[0].id)
            sleep(GAP)

    def stop(self, act_id: int) -> Done[LongActView]:
        """Have it rest: what was done stays."""
        with self._work.act(Role.MANAGER) as unit:
            act = unit.session.get_one(LongAct, act_id)
            if act.ended_at is None and act.stopped_at is None:
                act.stopped_at = unit.now
            return _done(unit, act, "long_acts")

    def go_on(self, act_id: int) -> Done[LongActView]:
        """What rests goes on."""
        with self._work.act(Role.MANAGER) as unit:
            act = unit.session.get_one(LongAct, act_id)
            act.stopped_at = None
            return _done(unit, act, "long_acts")


def _take_a_step(unit: Unit, act: LongAct) -> None:
    way = _WAYS[act.kind]
    query = select(LongActCall.call_id).where(LongActCall.long_act_id == act.id).order_by(LongActCall.call_id)
    calls = unit.session.scalars(query.limit(way.calls)).all()
    unit.calls.update(way.step(unit, calls, act.asked))
    unit.session.execute(delete(LongActCall).where(LongActCall.long_act_id == act.id, LongActCall.call_id.in_(calls)))
    if not long_acts.left(unit.session, act.id):
        long_acts.end(unit, act)
        unit.lists.add("long_acts")


def _done(unit: Unit, act: LongAct, *lists: str) -> Done[LongActView]:
    unit.session.flush()
    return unit.done(_view(unit.session, act), *lists)


def _view(session: Session, act: LongAct) -> LongActView:
    left = long_acts.left(session, act.id)
    return LongActView(
        id=act.id,
        kind=act.kind,
        total=act.total,
        left=left,
        stopped=act.stopped_at is not None,
        ended=act.ended_at is not None,
    )
