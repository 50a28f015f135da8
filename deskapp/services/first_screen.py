"""The first painted window's data, by the plain driver: nothing here loads the ORM."""

import json

from deskapp.domain.working_time import Calendar
from deskapp.services import call_rows
from deskapp.services.first_views import FirstScreen


def read(run: call_rows.Run, view: str, staff_id: int | None) -> FirstScreen:
    """What the window shows before anything else is ready. `run` carries out SQL with positional parameters."""
    (name, zone, demo) = next(iter(run("SELECT name, zone, demo FROM site", ())))
    staff = tuple(
        (number, who, role)
        for number, who, role in run("SELECT id, name, role FROM staff WHERE active ORDER BY role <> 'agent', id", ())
    )
    known = {number for number, _who, _role in staff}
    rows = call_rows.view(run, view, staff_id)
    needed = {row.calendar_id for row in rows if row.calendar_id is not None}
    calendars = {
        number: Calendar.from_dict(json.loads(spec))
        for number, spec in run("SELECT id, spec FROM calendar_version", ())
        if number in needed
    }
    return FirstScreen(name, zone, bool(demo), rows, calendars, staff, staff_id if staff_id in known else None)
