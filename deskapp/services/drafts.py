"""What somebody was typing: kept until the act it was for has succeeded."""

from collections.abc import Mapping
from typing import Any

from deskapp.models.site import Draft
from deskapp.services.changes import Changes, Done
from deskapp.services.work import Work


class Drafts:
    def __init__(self, work: Work) -> None:
        self._work = work

    def load(self, key: str) -> dict[str, Any] | None:
        if self._work.staff_id is None:
            return None
        with self._work.read() as session:
            draft = session.get(Draft, (self._work.staff_id, key))
            return None if draft is None else dict(draft.content)

    def save(self, key: str, content: Mapping[str, Any]) -> Done[None]:
        """Keep what was typed so far, in place of what was kept before. `content` is JSON-able."""
        with self._work.act() as (session, _now, staff):
            session.merge(Draft(staff_id=staff.id, key=key, content=dict(content)))
        return Done(None, Changes())

    def forget(self, key: str) -> Done[None]:
        with self._work.act() as (session, _now, staff):
            draft = session.get(Draft, (staff.id, key))
            if draft is not None:
                session.delete(draft)
        return Done(None, Changes())
