"""The calendars of the desk by name: its own hours, and those of contacts."""

from sqlalchemy import select

from deskapp.models.policy import WorkCalendar
from deskapp.services.clocks import policies
from deskapp.services.clocks.views import CalendarView
from deskapp.services.rules import newest_version
from deskapp.services.work import Work


def named(work: Work) -> tuple[CalendarView, ...]:
    """Every calendar with the hours in force; the desk's own is the first."""
    with work.read() as session:
        found = []
        for calendar in session.scalars(select(WorkCalendar).order_by(WorkCalendar.id)):
            version = newest_version(session, calendar.id)
            found.append(policies.view(calendar, version, work.rules.calendar(session, version.id)))
        return tuple(found)
