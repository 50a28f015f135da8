"""Questions to the owners of calls, as the screens see them: plain frozen data. Instants are aware UTC."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Answered, CallState


@dataclass(frozen=True, slots=True)
class RequestView:
    """Somebody asks the owner of a call for an update."""

    id: int
    call_id: int
    ref: str
    summary: str
    customer: str
    state: CallState
    asked_at: datetime
    asked_by_id: int
    asked_by: str
    #: Who is to answer: whose the call is.
    owner_id: int
    owner: str
    words: str
    ended_at: datetime | None
    ended_by: str
    #: None: it waits for its answer.
    how: Answered | None
    answer: str

    @property
    def waits(self) -> bool:
        return self.how is None
