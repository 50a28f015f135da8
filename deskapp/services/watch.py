"""News of what other windows and workstations wrote."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import QUIET
from deskapp.models.events import Event
from deskapp.services.changes import Changes
from deskapp.services.work import Work

#: What stands beside a call and goes with what is done to it.
_LISTS = frozenset({"promises", "approvals"})
#: All that is being typed anywhere, as one text: a draft is kept every few seconds.
_TYPED = "SELECT group_concat(staff_id || char(31) || key || char(31) || content, char(30)) FROM draft"
_OPENED = "SELECT sum(times) FROM card_use"
#: How far acts in steps are: the steps of some of them change calls without a line of the timeline.
_UNDER_WAY = """
SELECT group_concat(id || ':' || (SELECT count(*) FROM long_act_call WHERE long_act_id = long_act.id))
FROM long_act WHERE ended_at IS NULL
"""


class Watch:
    """Looks whether somebody else committed since the last look. To be asked in the lane of the acts."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._version = work.database.data_version()
        with self._work.read(anybody=True) as session:
            self._last_event = session.scalar(select(func.max(Event.id))) or 0
            self._apart, self._under_way = _beside(session)

    def look(self) -> Changes | None:
        """What others changed since the last look; None where nobody did. Our own acts do not count."""
        version = self._work.database.data_version()
        if version == self._version:
            self._work.database.rest()
            return None
        with self._work.read() as session:
            query = select(Event.id, Event.call_id, Event.kind).where(Event.id > self._last_event)
            rows = session.execute(query.order_by(Event.id)).all()
            apart, under_way = _beside(session)
        # Only now that the news was read: had that failed, the next look must try again.
        self._version = version
        nobodys = apart != self._apart or (bool(under_way) and under_way != self._under_way)
        # Once its last step is done, all that an act in steps changed is told.
        ended = bool(self._under_way) and not under_way
        self._apart, self._under_way = apart, under_way
        if not rows:
            # What somebody types is theirs alone, and cards that were opened are a figure that can wait; any other
            # change without a line may be one of anything.
            return Changes(everything=ended or not nobodys)
        self._last_event = rows[-1].id
        calls = frozenset(row.call_id for row in rows if row.call_id is not None)
        # A change without a call is one of the site's, or of the lists.
        everything = ended or any(row.call_id is None and row.kind not in QUIET for row in rows)
        return Changes(calls=calls, lists=_LISTS if calls else frozenset(), everything=everything)


def _beside(session: Session) -> tuple[tuple[str | None, int | None], str | None]:
    """What is typed anywhere, with how often cards were opened, and how far acts in steps are; None: nothing."""
    run = session.connection().exec_driver_sql
    return (run(_TYPED).scalar(), run(_OPENED).scalar()), run(_UNDER_WAY).scalar()
