"""The first painted window's data, by the plain driver: nothing here loads the ORM."""

import json
from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from deskapp.domain.working_time import Calendar
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.row import CallRow

#: So many calls are read before the window is painted, more than it shows; the others come once it can be seen.
FIRST = 200


class FirstScreen(NamedTuple):
    """Everything the first painted window shows: read by the plain driver, before the ORM is loaded."""

    site: str
    zone: str
    demo: bool
    rows: tuple[CallRow, ...]
    #: The calendar versions that the rows refer to.
    calendars: Mapping[int, Calendar]
    #: (id, name, role) of the staff who may work here.
    staff: tuple[tuple[int, str, str], ...]
    #: Who is signed in; None: the sign-in page comes first, and no call was read.
    staff_id: int | None
    #: Who of the staff has a PIN.
    pins: frozenset[int] = frozenset()
    #: Whether there are more calls than were read.
    more: bool = False


def read(
    run: call_rows.Run, view: str, staff_id: int | None, *, guarded: bool = False, last: int | None = None
) -> FirstScreen:
    """What the window shows before anything else is ready. `run` carries out SQL with positional parameters.

    guarded: without somebody signed in no call is read; a demo desk is worked on by whoever did so last.
    """
    (name, zone, demo) = next(iter(run("SELECT name, zone, demo FROM site", ())))
    ZoneInfo(zone)  # whatever is shown is told by it: one that is none is found here, while it can be read again
    staff = tuple(
        (one, who, role)
        for one, who, role in run("SELECT id, name, role FROM staff WHERE active ORDER BY role <> 'agent', id", ())
    )
    pins = frozenset(person_id for (person_id,) in run("SELECT staff_id FROM staff_pin", ()))
    known = {person_id for person_id, _who, _role in staff}
    if staff_id not in known:
        staff_id = _of_the_demo(staff, pins, last) if demo else None
    if guarded and staff_id is None:
        return FirstScreen(name, zone, bool(demo), (), {}, staff, None, pins)
    rows = call_rows.first(run, view, staff_id, FIRST + 1)
    rows, more = rows[:FIRST], len(rows) > FIRST
    needed = {row.calendar_id for row in rows if row.calendar_id is not None}
    calendars = {
        version_id: Calendar.from_dict(json.loads(spec))
        for version_id, spec in run("SELECT id, spec FROM calendar_version", ())
        if version_id in needed
    }
    return FirstScreen(name, zone, bool(demo), rows, calendars, staff, staff_id, pins, more)


def _of_the_demo(staff: tuple[tuple[int, str, str], ...], pins: frozenset[int], last: int | None) -> int | None:
    """Who works at a demo desk unasked: whoever did so last, or somebody who may do less; nobody who has a PIN."""
    free = [staff_id for staff_id, _who, _role in staff if staff_id not in pins]
    return last if last in free else next(iter(free), None)
