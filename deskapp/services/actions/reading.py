"""Agreed actions, read with what became of each."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.event_kind import EventKind
from deskapp.models.events import Event, EventWords
from deskapp.models.improve.actions import Action, ActionEvent
from deskapp.models.site import Staff
from deskapp.services.actions.views import ActionStep, ActionView

_Maker, _Ender = aliased(Staff), aliased(Staff)


def views(session: Session, *where: object, most: int | None = None) -> tuple[ActionView, ...]:
    """By any condition: those still to be done by their day, then those that are over, the last first."""
    found = session.execute(
        select(Action, Staff.name, _Maker.name, _Ender.name)
        .join(Staff, Staff.id == Action.owner_id)
        .join(_Maker, _Maker.id == Action.made_by_id)
        .outerjoin(_Ender, _Ender.id == Action.ended_by_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Action.ended_at.is_not(None), Action.ended_at.desc(), Action.due, Action.id)
        .limit(most)
    ).all()
    steps = _steps(session, [row.id for row, *_names in found])
    return tuple(
        ActionView(
            id=row.id,
            of=row.of_kind,
            of_key=row.of_key,
            about=row.about,
            what=row.what,
            owner_id=row.owner_id,
            owner=owner,
            due=row.due,
            made_at=row.made_at,
            made_by=made_by,
            how=row.how,
            ended_at=row.ended_at,
            ended_by=ended_by or "",
            done_on=row.done_on,
            words=row.words,
            version=row.version,
            steps=tuple(steps[row.id]),
        )
        for row, owner, made_by, ended_by in found
    )


def _steps(session: Session, ids: Sequence[int]) -> dict[int, list[ActionStep]]:
    found: dict[int, list[ActionStep]] = defaultdict(list)
    query = (
        select(ActionEvent.action_id, Event.at, Staff.name, Event.kind, EventWords.payload)
        .join(Event, Event.id == ActionEvent.event_id)
        .join(Staff, Staff.id == Event.staff_id)
        .join(EventWords, EventWords.event_id == Event.id)
        .where(ActionEvent.action_id.in_(ids))
        .order_by(Event.id)
    )
    for action_id, at, by, kind, words in session.execute(query):
        due = date.fromisoformat(words["due"]) if words.get("due") else None
        found[action_id].append(
            ActionStep(at, by, EventKind(kind), due, words.get("owner", ""), words.get("words", ""))
        )
    return found
