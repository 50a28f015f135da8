"""Agreed actions, as the screens see them: plain frozen data. Instants are aware UTC, days those of the site."""

from datetime import date, datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd, ActionOf


@dataclass(frozen=True, slots=True)
class ActionStep:
    """One thing that became of an action: a line of the timeline. due, owner: as they were from then on; "" unknown."""

    at: datetime
    by: str
    kind: EventKind
    due: date | None
    owner: str
    words: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """What was agreed, who does it, by when, and what came of it."""

    id: int
    of: ActionOf
    of_key: str
    about: str
    what: str
    owner_id: int
    owner: str
    due: date
    made_at: datetime
    made_by: str
    #: None: it is still to be done.
    how: ActionEnd | None
    ended_at: datetime | None
    ended_by: str
    done_on: date | None
    words: str
    version: int
    #: From its making on.
    steps: tuple[ActionStep, ...]

    @property
    def is_open(self) -> bool:
        return self.how is None

    def is_late(self, today: date) -> bool:
        """today: the site's local day. What is due today is in time."""
        return self.is_open and self.due < today
