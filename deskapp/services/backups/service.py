"""The desk's backups: which there are, one more, what is in one, and one put back."""

from datetime import timedelta
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.site import Site
from deskapp.services.backups import finding, inside, keeping, restoring
from deskapp.services.backups.acts import RestoreBackup, SetSecondPlace
from deskapp.services.backups.views import BackupCopy, Inside, KeptBackup, Restored, SecondPlace
from deskapp.services.backups.views import Backups as BackupsView
from deskapp.services.changes import Changes, Done
from deskapp.services.staff import pins
from deskapp.services.work import Work
from deskapp.storage import backup, second_place
from deskapp.storage.contents import contents
from deskapp.storage.copies import Copy

_BACKUPS = Changes(lists=frozenset({"backups"}))


class Backups:
    """Everybody makes one; a manager looks into one and puts it back. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._path = work.database.path

    def all(self) -> BackupsView:
        """Those beside the desk, and those that only the second place has."""
        with self._work.read():
            pass
        desk = keeping.of_desk(self._path)
        second = keeping.state_of_second(self._path, desk.place)
        there = tuple(map(keeping.view, finding.all_of(self._path, desk)))
        return BackupsView(backup.folder_of(self._path), there, second, desk.head)

    def make(self) -> Done[BackupCopy]:
        """One more, now. Raises StorageProblem where it cannot be made."""
        with self._work.read():
            pass
        made = keeping.keep(self._path, self._work.clock.now(), asked=True).made
        if made is None:
            raise NotFound(Refusal.COPY_UNKNOWN, name="")
        return Done(made, _BACKUPS)

    def keep(self, every: timedelta = timedelta(0)) -> KeptBackup:
        """By nobody in particular: see `keeping.keep`."""
        return keeping.keep(self._path, self._work.clock.now(), every=every)

    def look_into(self, name: str) -> Inside:
        """What is in a copy, and what would be lost by putting it back. Raises NotFound."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
        return inside.inside(self._one(name), self._path)

    def restore(self, act: RestoreBackup) -> Done[Restored]:
        """Put a copy in the place of the desk, which is set aside. It must be opened again before anything is done.

        Raises NotAllowed for a wrong PIN, NotFound, Conflict where more would be lost than was told, StorageProblem.
        """
        with self._work.read() as session:
            by = self._work.must_be(session, Role.MANAGER)
            demo = session.get_one(Site, 1).demo
        if act.pin or not demo:
            pins.check(self._work, by.id, act.pin)
        copy = self._one(act.name)
        told = inside.inside(copy, self._path)
        head = contents(self._path).head
        # What proved the PIN is no line of the timeline; what anybody did since they looked is.
        if act.lost_lines is not None and told.lost_lines > act.lost_lines:
            raise Conflict(Refusal.SAVED_MEANWHILE)
        instead = restoring.Instead(head, told.lost_lines)
        return Done(restoring.restore(self._path, copy.path, self._work.clock, by, instead), Changes())

    def set_second_place(self, act: SetSecondPlace) -> Done[SecondPlace | None]:
        """A second folder for backups, which must be there now; "" for none. Raises StorageProblem where it is not."""
        place = act.place.strip()
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
        if place:
            second_place.prepare(Path(place), self._path, keeping.of_desk(self._path).mark)
        with self._work.act(Role.MANAGER) as unit:
            site = unit.session.get_one(Site, 1)
            if site.backup_place != place:
                said = {"was": {"backup_place": site.backup_place}, "becomes": {"backup_place": place}}
                unit.tell(EventKind.SITE_EDITED, payload=said)
                site.backup_place = place
            return unit.done(keeping.state_of_second(self._path, place), "site", "backups")

    def _one(self, name: str) -> Copy:
        return finding.named(self._path, name, keeping.of_desk(self._path))
