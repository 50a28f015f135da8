"""A new desk as the first run asks for it: its file, its site, its first manager, its hours."""

from pathlib import Path

from deskapp import desk
from deskapp.desk import Desk
from deskapp.documents.papers.recovery_sheet import RecoverySheet
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.domain.working_time import Calendar
from deskapp.services.clocks.acts import SaveHours
from deskapp.services.site.acts import SaveSite

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
    #: The manager's; None: chosen at the first sign-in.
    pin: str | None = None


@dataclass(frozen=True, slots=True)
class MadeDesk:
    """A desk that is there now. sheet: the recovery code's page, to be shown once; None where no PIN was chosen."""

    path: Path
    manager_id: int
    sheet: RecoverySheet | None = None


def make(wanted: NewDesk) -> MadeDesk:
    """Make the desk. Raises StorageProblem, and Invalid for what was entered; then no file is left."""
    code = desk.make(wanted.path, manager=wanted.manager.strip() or "Manager", pin=wanted.pin)
    made = Desk(wanted.path)
    try:
        _fill(made.open(), wanted)
        facts = made.facts()
    except BaseException:
        made.close()
        for rest in ("", "-wal", "-shm"):
            wanted.path.with_name(wanted.path.name + rest).unlink(missing_ok=True)
        raise
    made.close()
    manager = facts.staff[0]
    sheet = RecoverySheet(
        site=facts.site.name,
        code=code,
        made_for=manager.name,
        made_at=made.clock.now(),
        zone=facts.site.zone,
        paper=facts.site.paper,
        language=facts.site.language,
    )
    return MadeDesk(wanted.path, manager.id, sheet if code else None)


def _fill(made: Desk, wanted: NewDesk) -> None:
    facts = made.facts()
    first = facts.staff[0]
    made.sign_in(first.id)
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
            base_version=site.version,
        )
    )
    if wanted.hours is not None:
        hours = Calendar(zone=wanted.zone or site.zone, week={day: [wanted.hours] for day in _WORKDAYS})
        made.site.save_hours(SaveHours(facts.desk_calendar.id, hours.to_dict()))
