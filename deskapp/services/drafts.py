"""What somebody was typing: kept until the act it was for has succeeded."""

from collections.abc import Mapping
from typing import Any

from deskapp.models.site import Draft
from deskapp.services.changes import Done
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
        with self._work.act() as unit:
            unit.session.merge(Draft(staff_id=unit.staff.id, key=key, content=dict(content)))
            return unit.done(None)

    def forget(self, key: str) -> Done[None]:
        with self._work.act() as unit:
            draft = unit.session.get(Draft, (unit.staff.id, key))
            if draft is not None:
                unit.session.delete(draft)
            return unit.done(None)
