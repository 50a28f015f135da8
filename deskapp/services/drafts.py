"""What somebody was typing: kept until the act it was for has succeeded."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select

from deskapp.domain.data_class import dataclass
from deskapp.models.site import Draft
from deskapp.services.changes import Changes, Done
from deskapp.services.work import Work


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One draft of whoever works here: its key, and what the dialog put into it."""

    key: str
    content: Mapping[str, Any]


class Drafts:
    def __init__(self, work: Work) -> None:
        self._work = work

    def load(self, key: str) -> dict[str, Any] | None:
        if self._work.staff_id is None:
            return None
        with self._work.read() as session:
            draft = session.get(Draft, (self._work.staff_id, key))
            return None if draft is None else dict(draft.content)

    def kept(self, kind: str) -> tuple[KeptDraft, ...]:
        """All of one kind, whose keys are the kind alone or begin with it and a colon; none while nobody works here."""
        if self._work.staff_id is None:
            return ()
        of_kind = or_(Draft.key == kind, Draft.key.startswith(f"{kind}:", autoescape=True))
        query = select(Draft).where(Draft.staff_id == self._work.staff_id, of_kind).order_by(Draft.key)
        with self._work.read() as session:
            return tuple(KeptDraft(one.key, dict(one.content)) for one in session.scalars(query))

    def save(self, key: str, content: Mapping[str, Any], of: int | None = None) -> Done[None]:
        """Keep what was typed so far, in place of what was kept before. `content` is JSON-able.

        of: whose it is, where it waited to be saved until somebody else, or nobody, works here.
        """
        if of is not None and of != self._work.staff_id:
            with self._work.own() as session:
                session.merge(Draft(staff_id=of, key=key, content=dict(content)))
            return Done(None, Changes())
        with self._work.act() as unit:
            unit.session.merge(Draft(staff_id=unit.staff.id, key=key, content=dict(content), saved_at=unit.now))
            return unit.done(None)

    def take(self, key: str, into: str) -> Done[bool]:
        """Give a draft another key; whether there was one. Who still types under the old one keeps a draft apart."""
        with self._work.act() as unit:
            draft = unit.session.get(Draft, (unit.staff.id, key))
            if draft is None:
                return unit.done(False)
            kept = Draft(staff_id=unit.staff.id, key=into, content=dict(draft.content), saved_at=draft.saved_at)
            unit.session.add(kept)
            unit.session.delete(draft)
            return unit.done(True)

    def forget(self, key: str) -> Done[None]:
        with self._work.act() as unit:
            draft = unit.session.get(Draft, (unit.staff.id, key))
            if draft is not None:
                unit.session.delete(draft)
            return unit.done(None)
