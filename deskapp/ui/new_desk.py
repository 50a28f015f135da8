"""A new desk as the first run asks for it: its file, its site, its first manager, its hours."""

from dataclasses import dataclass
from pathlib import Path

from deskapp import desk
from deskapp.desk import Desk
from deskapp.domain.words import Paper
from deskapp.domain.working_time import Calendar
from deskapp.services.acts import SaveHours, SaveSite, SaveStaff

_WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What was entered; "" and None keep what every desk starts with. hours: "HH:MM" from and to."""

    path: Path
    site: str = ""
    phone: str = ""
    zone: str = ""
    paper: Paper | None = None
    manager: str = ""
    hours: tuple[str, str] | None = None


def make(wanted: NewDesk) -> Path:
    """Make the desk; its path. Raises StorageProblem, and Invalid for what was entered; then no file is left."""
    desk.make(wanted.path)
    made = Desk(wanted.path)
    try:
        _fill(made.open(), wanted)
    except BaseException:
        made.close()
        for rest in ("", "-wal", "-shm"):
            wanted.path.with_name(wanted.path.name + rest).unlink(missing_ok=True)
        raise
    made.close()
    return wanted.path


def _fill(made: Desk, wanted: NewDesk) -> None:
    facts = made.facts()
    first = facts.staff[0]
    made.sign_in(first.id)
    if wanted.manager.strip():
        made.site.save_staff(SaveStaff(wanted.manager, first.role, id=first.id))
    site = facts.site
    made.site.save_site(
        SaveSite(
            name=wanted.site.strip() or site.name,
            address=site.address,
            phone=wanted.phone,
            zone=wanted.zone or site.zone,
            paper=wanted.paper or site.paper,
            language=site.language,
            supplier_pauses=site.supplier_pauses,
            other_pauses=site.other_pauses,
            tone_to_outside=site.tone_to_outside,
            version=site.version,
        )
    )
    if wanted.hours is not None:
        hours = Calendar(zone=wanted.zone or site.zone, week={day: [wanted.hours] for day in _WORKDAYS})
        made.site.save_hours(SaveHours(facts.desk_calendar.id, hours.to_dict()))
