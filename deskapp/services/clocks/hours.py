"""The hours in force by calendar, looked up once."""

from sqlalchemy.orm import Session

from deskapp.domain.working_time import Calendar
from deskapp.services import rules
from deskapp.services.rules import Rules


class Hours:
    """The hours in force by calendar, each looked up once; None: the desk's."""

    def __init__(self, session: Session, knows: Rules) -> None:
        self._session, self._knows = session, knows
        self._versions: dict[int | None, int] = {}

    def version(self, calendar_id: int | None) -> int:
        if calendar_id not in self._versions:
            if calendar_id is None:
                found = rules.desk_calendar(self._session)[1]
            else:
                found = rules.newest_version(self._session, calendar_id)
            self._versions[calendar_id] = found.id
        return self._versions[calendar_id]

    def calendar(self, calendar_id: int | None) -> Calendar:
        return self._knows.calendar(self._session, self.version(calendar_id))
