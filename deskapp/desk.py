"""Puts the parts together without a window: the file, the clock, who works here, and the services.

Making a Desk is cheap and loads no ORM, so that a window can be painted from `first_calls` at once;
`open` (off the window's thread) makes everything else usable.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from deskapp import phases
from deskapp.domain.clock import Clock, SystemClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, NotFound, StorageProblem

if TYPE_CHECKING:
    from deskapp.services.actions.service import Actions
    from deskapp.services.approvals.service import Approvals
    from deskapp.services.attachments.service import Attachments
    from deskapp.services.backups.evidence import Evidence
    from deskapp.services.backups.service import Backups
    from deskapp.services.calls.lists import Lists
    from deskapp.services.calls.promises import Promises
    from deskapp.services.calls.service import Calls
    from deskapp.services.directory.contact_files import ContactFiles
    from deskapp.services.directory.customer_files import CustomerFiles
    from deskapp.services.directory.index import DirectoryIndex
    from deskapp.services.directory.service import Directory
    from deskapp.services.drafts import Drafts
    from deskapp.services.encryption.service import Encryption
    from deskapp.services.erasure.service import Erasures
    from deskapp.services.escalations.service import Escalations
    from deskapp.services.findings.service import Findings
    from deskapp.services.imports.service import Imports
    from deskapp.services.incidents.service import Incidents
    from deskapp.services.library.cards import Cards
    from deskapp.services.library.categories import Categories
    from deskapp.services.library.guides import Guides
    from deskapp.services.library.phrases import Phrases
    from deskapp.services.library.sign_words import WordsOfSigns
    from deskapp.services.library.templates import Templates
    from deskapp.services.library.triggers import Triggers
    from deskapp.services.log.service import Log
    from deskapp.services.many.service import Many
    from deskapp.services.measures.service import Measures
    from deskapp.services.overview.finding import Finding
    from deskapp.services.overview.first_screen import FirstScreen
    from deskapp.services.overview.late.service import Late
    from deskapp.services.overview.service import Overview
    from deskapp.services.overview.supervision import Supervision
    from deskapp.services.overview.visits.service import Visits
    from deskapp.services.overview.wall_board import WallBoard
    from deskapp.services.papers.fonts import Fonts
    from deskapp.services.papers.of_desk import DeskPapers
    from deskapp.services.papers.service import Papers
    from deskapp.services.places.files import EquipmentFiles
    from deskapp.services.places.service import Places
    from deskapp.services.practice.service import Practice
    from deskapp.services.readiness.service import Readiness
    from deskapp.services.requests.service import Requests
    from deskapp.services.retention.service import Retention
    from deskapp.services.reviews.service import Reviews
    from deskapp.services.rotas.service import Rotas
    from deskapp.services.routes.service import Routes
    from deskapp.services.site.facts import SiteFacts
    from deskapp.services.site.service import SiteSettings
    from deskapp.services.site.views import DeskFacts
    from deskapp.services.staff.service import StaffDoor
    from deskapp.services.steps.service import Steps
    from deskapp.services.watch import Watch
    from deskapp.services.whole.dump import WholeDesk
    from deskapp.services.work import Work
    from deskapp.services.written_policy.service import WrittenPolicy
    from deskapp.storage.out_of_sight import BadRow

T = TypeVar("T")

#: Each service: the room and module it lies in, and its class. None is loaded before it is asked for.
_SERVICES = {
    "calls": ("calls.service", "Calls"),
    "lists": ("calls.lists", "Lists"),
    "log": ("log.service", "Log"),
    "many": ("many.service", "Many"),
    "requests": ("requests.service", "Requests"),
    "promises": ("calls.promises", "Promises"),
    "escalations": ("escalations.service", "Escalations"),
    "papers": ("papers.service", "Papers"),
    "fonts": ("papers.fonts", "Fonts"),
    "attachments": ("attachments.service", "Attachments"),
    "approvals": ("approvals.service", "Approvals"),
    "incidents": ("incidents.service", "Incidents"),
    "actions": ("actions.service", "Actions"),
    "findings": ("findings.service", "Findings"),
    "categories": ("library.categories", "Categories"),
    "guides": ("library.guides", "Guides"),
    "templates": ("library.templates", "Templates"),
    "phrases": ("library.phrases", "Phrases"),
    "cards": ("library.cards", "Cards"),
    "triggers": ("library.triggers", "Triggers"),
    "sign_words": ("library.sign_words", "WordsOfSigns"),
    "practice": ("practice.service", "Practice"),
    "readiness": ("readiness.service", "Readiness"),
    "desk_papers": ("papers.of_desk", "DeskPapers"),
    "measures": ("measures.service", "Measures"),
    "backups": ("backups.service", "Backups"),
    "evidence": ("backups.evidence", "Evidence"),
    "directory": ("directory.service", "Directory"),
    "contact_files": ("directory.contact_files", "ContactFiles"),
    "customer_files": ("directory.customer_files", "CustomerFiles"),
    "encryption": ("encryption.service", "Encryption"),
    "erasures": ("erasure.service", "Erasures"),
    "retention": ("retention.service", "Retention"),
    "imports": ("imports.service", "Imports"),
    "places": ("places.service", "Places"),
    "equipment_files": ("places.files", "EquipmentFiles"),
    "reviews": ("reviews.service", "Reviews"),
    "rotas": ("rotas.service", "Rotas"),
    "routes": ("routes.service", "Routes"),
    "finding": ("overview.finding", "Finding"),
    "overview": ("overview.service", "Overview"),
    "visits": ("overview.visits.service", "Visits"),
    "supervision": ("overview.supervision", "Supervision"),
    "late": ("overview.late.service", "Late"),
    "wall": ("overview.wall_board", "WallBoard"),
    "site": ("site.service", "SiteSettings"),
    "site_facts": ("site.facts", "SiteFacts"),
    "staff": ("staff.service", "StaffDoor"),
    "steps": ("steps.service", "Steps"),
    "drafts": ("drafts", "Drafts"),
    "whole": ("whole.dump", "WholeDesk"),
    "written_policy": ("written_policy.service", "WrittenPolicy"),
}
#: Files of so many bytes are looked over for rows that cannot be read, at each start.
_LOOKED_OVER = 64 << 20
#: Those that look the directory up while somebody types: they have one index of it.
_LOOK_UP = ("directory", "escalations")


class Desk:
    """One open database and everything that can be done with it.

    Raises StorageProblem where the file cannot be used. Every method of its services blocks, and is called
    from any thread but the window's.
    """

    actions: Actions
    findings: Findings
    calls: Calls
    categories: Categories
    templates: Templates
    guides: Guides
    lists: Lists
    log: Log
    many: Many
    measures: Measures
    requests: Requests
    overview: Overview
    finding: Finding
    escalations: Escalations
    papers: Papers
    fonts: Fonts
    attachments: Attachments
    approvals: Approvals
    incidents: Incidents
    promises: Promises
    phrases: Phrases
    cards: Cards
    triggers: Triggers
    sign_words: WordsOfSigns
    backups: Backups
    evidence: Evidence
    directory: Directory
    contact_files: ContactFiles
    customer_files: CustomerFiles
    encryption: Encryption
    erasures: Erasures
    retention: Retention
    imports: Imports
    places: Places
    equipment_files: EquipmentFiles
    practice: Practice
    readiness: Readiness
    desk_papers: DeskPapers
    reviews: Reviews
    rotas: Rotas
    routes: Routes
    supervision: Supervision
    visits: Visits
    late: Late
    wall: WallBoard
    site: SiteSettings
    site_facts: SiteFacts
    staff: StaffDoor
    steps: Steps
    drafts: Drafts
    whole: WholeDesk
    written_policy: WrittenPolicy
    watch: Watch
    work: Work

    def __init__(
        self,
        path: Path,
        clock: Clock | None = None,
        staff_id: int | None = None,
        *,
        guarded: bool = False,
        in_passing: bool = False,
    ) -> None:
        self.path = path
        self.clock = clock or SystemClock()
        #: Whether it tells nothing while nobody is signed in; see `Work.guarded`.
        self.guarded = guarded
        #: For as long as a command takes; see `Database`.
        self._in_passing = in_passing
        self._staff_id = staff_id
        self.is_open = False
        self._closed = False
        # Both lanes open the desk; the second waits for the first.
        self._opening = threading.Lock()
        self._making = threading.RLock()

    def first_screen(self, view: str, last: int | None = None) -> FirstScreen:
        """What the first painted window shows, read by the plain driver before the ORM is loaded.

        last: who worked here last, by what this workstation remembers.
        """
        return self.reading(lambda desk: desk._first_screen(view, last))

    def _first_screen(self, view: str, last: int | None) -> FirstScreen:
        from deskapp.services.overview.first_screen import read
        from deskapp.storage.file_check import SCHEMA, FileCheck

        look = FileCheck(self.path)
        try:
            if look.schema < SCHEMA:
                # Bringing it up to date may take a while, and a window says so.
                raise StorageProblem(Refusal.OLDER, path=str(self.path), schema=look.schema, known=SCHEMA)
            if look.past_locks:
                # A command may read it so; a window would promise to save.
                raise StorageProblem(Refusal.READ_ONLY, path=str(self.path))
            look.look_past_bad_rows()
            return read(look.rows, view, self.staff_id, guarded=self.guarded, last=last)
        finally:
            look.close()

    def reading(self, work: Callable[[Desk], T]) -> T:
        """Read something; where a row cannot be read, once more without it. It must change nothing."""
        try:
            return self._read(work)
        except Exception as error:
            if not self.looks_past(error):
                raise
        return self._read(work)

    def _read(self, work: Callable[[Desk], T]) -> T:
        try:
            return work(self)
        except NotFound as error:
            raise self.told_apart(error) from error

    def told_apart(self, error: NotFound) -> NotFound:
        """The same, or where it is of a call that is there and not shown, that."""
        from deskapp.services.texts import reference

        asked = str(error.values.get("ref", "")).upper().removeprefix("C").lstrip("-0")
        for one in self.bad_rows if error.code == Refusal.CALL_UNKNOWN else ():
            if one.table == "call" and str(one.row) == asked:
                return NotFound(Refusal.CALL_NOT_SHOWN, ref=reference(one.row), path=str(self.path))
        return error

    def acting(self, work: Callable[[Desk], T]) -> T:
        """Act; raises StorageProblem where that comes upon a row that cannot be read."""
        try:
            return work(self)
        except Exception as error:
            if (self.bad_rows and not isinstance(error, DeskError)) or self.looks_past(error):
                raise StorageProblem(Refusal.ROW_UNREADABLE, path=str(self.path)) from error
            raise

    def looks_past(self, error: Exception) -> bool:
        """Whether there are rows that nobody can read, which nobody comes upon from now on.

        Looked for only when something has failed: in a large file that takes a while.
        """
        # An instant that no zone can tell was typed by somebody, or stands in such a row.
        of_rows = (Refusal.ROW_UNREADABLE, Refusal.TOO_FAR)
        return (not isinstance(error, DeskError) or error.code in of_rows) and self._look_past()

    def look_over(self) -> bool:
        """Look for bad rows unasked, in a file that takes no time: some fail nobody, and are only missing somewhere."""
        return self.path.stat().st_size <= _LOOKED_OVER and self._look_past()

    def _look_past(self) -> bool:
        from deskapp.storage import bad_rows

        try:
            found = bad_rows.look(self.path)
        except StorageProblem as problem:
            if self.is_open:
                self.work.database.heard(problem)
            raise
        if not found:
            return False
        if self.is_open:
            self.work.database.look_past_bad_rows()
            with self._making:
                # What they remember of the file is of the rows that they saw.
                self.work.forget()
                for name in (*_SERVICES, "_index"):
                    vars(self).pop(name, None)
        return True

    @property
    def bad_rows(self) -> tuple[BadRow, ...]:
        """The rows that were found unreadable so far, and are not shown, or not as they were written."""
        from deskapp.storage import out_of_sight

        return out_of_sight.of(self.path).rows

    def open(self) -> Desk:
        """Open the file for work. Calling it again does nothing; a desk that was closed stays closed."""
        with self._opening:
            if self._closed:
                # A read that was still on its way must not take hold of the file again.
                raise StorageProblem(Refusal.DESK_CLOSED, path=str(self.path))
            if not self.is_open:
                self._open()
        return self

    def bring_up_to_date(self, told: Callable[[int, int], object] | None = None) -> Path | None:
        """Bring a file of an older version to this one's schema; gives back the backup that was made before.

        told: how far it is, from whichever thread it runs on; see `schema.bring_up_to_date`.
        """
        from deskapp.storage.file_check import SCHEMA, FileCheck

        look = FileCheck(self.path)
        look.close()
        if look.schema == SCHEMA:
            return None
        from deskapp.services.clocks.recount import recount
        from deskapp.storage.schema import bring_up_to_date  # loads Alembic

        return bring_up_to_date(self.path, self.clock.now(), recount, told)

    def _open(self) -> None:
        from deskapp.storage import practice_file, remains
        from deskapp.storage.database import Database

        phases.ended("SQLAlchemy")
        self.bring_up_to_date()
        database = Database(self.path, in_passing=self._in_passing)
        practice_file.put_next(self.path)
        with suppress(OSError):
            # Of an encrypted desk that was to be readable again, what was killed may be readable by then.
            remains.remove_remains(self.path)
        phases.ended("mapping")
        from deskapp.services.watch import Watch
        from deskapp.services.work import Work

        self.work = Work(database, self.clock, self._staff_id)
        self.work.guarded = self.guarded
        # What others commit from here on is noticed.
        self.watch = self.reading(lambda _desk: Watch(self.work))
        self.is_open = True

    def __getattr__(self, name: str) -> Any:
        """A service of an open desk, loaded when it is first asked for: a start needs few of them."""
        if name not in _SERVICES or not self.is_open:
            raise AttributeError(f"the desk has no {name}, or is not open")
        with self._making:
            if name not in vars(self):
                module, kind = _SERVICES[name]
                make_service = getattr(import_module(f"deskapp.services.{module}"), kind)
                vars(self)[name] = make_service(self.work, *((self._index,) if name in _LOOK_UP else ()))
        return vars(self)[name]

    @cached_property
    def _index(self) -> DirectoryIndex:
        from deskapp.services.directory.index import DirectoryIndex

        return DirectoryIndex()

    def load(self) -> None:
        """Load what was not asked for yet, so that the first use of it waits for nothing."""
        with self._opening:
            for name in _SERVICES if self.is_open else ():
                getattr(self, name)

    def facts(self) -> DeskFacts:
        """What every screen needs at hand: site, calendars, staff, categories, targets."""
        return self.site_facts.read()

    @property
    def staff_id(self) -> int | None:
        """Who works here; None while nobody is signed in."""
        return self.work.staff_id if self.is_open else self._staff_id

    @staff_id.setter
    def staff_id(self, staff_id: int | None) -> None:
        self._staff_id = staff_id
        if self.is_open:
            self.work.staff_id = staff_id

    def sign_in(self, staff_id: int) -> None:
        """From now on this member of staff works here; nobody is asked for a PIN (see `staff.sign_in`)."""
        self.staff_id = staff_id

    def close(self) -> None:
        """Let go of the file, for good."""
        with self._opening:
            self._closed = True
            if self.is_open:
                self.work.database.close()
                self.is_open = False


def unlock(path: Path, typed: str) -> None:
    """Open an encrypted desk, and its copies, in this process from now on, by its passphrase or recovery key.

    Raises StorageProblem, PASSPHRASE_REFUSED where it is neither. Takes a tenth of a second.
    """
    from deskapp.storage import unlocking

    if not unlocking.unlock(path, typed):
        raise StorageProblem(Refusal.PASSPHRASE_REFUSED, path=str(path))


def make(path: Path, clock: Clock | None = None, manager: str = "Manager", pin: str | None = None) -> str:
    """Make a new desk's file with the defaults every desk starts with. Raises StorageProblem where one is there.

    pin: the manager's; then the recovery code is given back, to be shown once. Without one it is chosen at the
    first sign-in, and "" is given back.
    """
    from deskapp.services.site.setup import make_desk

    return make_desk(path, clock, manager, pin)
