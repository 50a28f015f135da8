"""The visits of a supervisor's day: what happened since the last one, what is due before the next, and the trend."""

from deskapp.domain.visits import marks
from deskapp.domain.visits.trend import DAYS, DayFigures
from deskapp.models.base import to_stored
from deskapp.models.site import Site
from deskapp.services import rules
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.visits import ahead, figures
from deskapp.services.overview.visits.views import SHOWN, Handover, Happened, Since
from deskapp.services.work import Look, Work

_OVERDUE = f"SELECT count(*) FROM call WHERE {call_rows.OPEN} AND next_due_at < ? AND next_clock <> 'chase'"


class Visits:
    """For everybody who is signed in. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def since(self) -> Since:
        """How many calls are new, solved, newly late since the last mark of the desk's day, and how much is ahead."""
        with self._work.look() as look:
            return since_of(look)

    def calls(self, what: Happened, told: Since, limit: int = SHOWN) -> tuple[CallRow, ...]:
        """Which calls a figure is made of, the newest first, as of now; at most so many."""
        with self._work.look() as look:
            return figures.calls(look, what, told.since, limit)

    def handover(self, limit: int = SHOWN) -> Handover:
        """What is due before the next opening, by time, and who is on call meanwhile."""
        with self._work.look() as look:
            told = since_of(look)
            duty = ahead.duty(look, told.until)
            return Handover(
                told=told,
                rows=ahead.due(look, told.until, duty, limit),
                duty=duty,
                overdue=int(runner(look.session)(_OVERDUE, (to_stored(look.now),))[0][0]),
                trend=_trend(look),
            )

    def trend(self) -> tuple[DayFigures, ...]:
        """The figures of the last local days of the site, today's until now the last of them."""
        with self._work.look() as look:
            return _trend(look)


def since_of(look: Look) -> Since:
    """What `Visits.since` tells, within another look."""
    version = rules.desk_calendar(look.session)[1]
    visit = marks.visit(look.rules.calendar(look.session, version.id), look.now)
    new, solved, late = (figures.count(look, what, visit.since) for what in Happened)
    return Since(
        as_of=look.now,
        since=visit.since,
        until=visit.until,
        new=new,
        solved=solved,
        late=late,
        ahead=ahead.count(look, visit.until),
    )


def _trend(look: Look) -> tuple[DayFigures, ...]:
    return figures.trend(look, look.session.get_one(Site, 1).zone, DAYS)
