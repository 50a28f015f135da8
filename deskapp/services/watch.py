"""News of what other windows and workstations wrote."""

from sqlalchemy import func, select

from deskapp.models.events import Event
from deskapp.services.changes import Changes
from deskapp.services.work import Work

_LISTS = frozenset({"customers", "contacts", "promises", "approvals"})


class Watch:
    """Looks whether somebody else committed since the last look. To be asked in the lane of the acts."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._version = work.database.data_version()
        self._last_event = self._newest_event()

    def look(self) -> Changes | None:
        """What others changed since the last look; None where nobody did. Our own acts do not count."""
        version = self._work.database.data_version()
        if version == self._version:
            return None
        with self._work.read() as session:
            rows = session.execute(select(Event.id, Event.call_id).where(Event.id > self._last_event)).all()
        # Only now that the news was read: had that failed, the next look must try again.
        self._version = version
        if rows:
            self._last_event = max(event_id for event_id, _call in rows)
        calls = frozenset(call for _number, call in rows if call is not None)
        # A change without a call's event is one of the site's, or of the lists.
        return Changes(calls=calls, lists=_LISTS, everything=not calls or any(call is None for _n, call in rows))

    def _newest_event(self) -> int:
        with self._work.read(anybody=True) as session:
            return session.scalar(select(func.max(Event.id))) or 0
