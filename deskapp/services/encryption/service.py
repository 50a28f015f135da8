"""The desk's file encrypted by a passphrase, by another one, and by none; what becomes of its copies by that."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.encryption import passphrase as passphrases
from deskapp.domain.encryption import recovery_key
from deskapp.domain.errors import Invalid, NotAllowed, StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CopyRead, OfCopies, Role
from deskapp.services.backups import keeping
from deskapp.services.changes import Changes, Done
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt, RemoveEncryption
from deskapp.services.encryption.views import CopyView, EncryptionView, Rewritten
from deskapp.services.work import Work
from deskapp.storage import backup, encryption, file_check, opening, second_place, unlocking
from deskapp.storage.contents import contents
from deskapp.storage.copies import remember
from deskapp.storage.database import Database
from deskapp.storage.opening import Key


class Encryption:
    """For managers. Every method may raise DeskError, and then nothing was changed.

    What writes the file anew closes the desk before: nobody else may have it open, and it is opened again afterwards.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    def view(self) -> EncryptionView:
        """Whether the desk is encrypted, and how its copies are."""
        self._by_a_manager()
        place = _second_place(self._path)
        return EncryptionView(self._key() is not None, tuple(_copies(self._path, place)), _away(place))

    def encrypt(self, act: Encrypt) -> Done[Rewritten]:
        """Encrypt the desk. Raises Invalid for a passphrase that is guessed too soon."""
        self._by_a_manager()
        if self._key() is not None:
            raise NotAllowed(Refusal.ALREADY_ENCRYPTED)
        key = _new_key(act.passphrase)
        return self._rewritten(key, EventKind.ENCRYPTION_SET, act.copies)

    def change(self, act: ChangePassphrase) -> Done[Rewritten]:
        """Encrypt it by another passphrase, and so with another recovery key. Raises Invalid for either of the two."""
        self._by_a_manager()
        self._must_be_known(act.typed)
        key = _new_key(act.passphrase)
        return self._rewritten(key, EventKind.ENCRYPTION_CHANGED, act.copies)

    def remove(self, act: RemoveEncryption) -> Done[Rewritten]:
        """Encrypt it no more. Raises Invalid for a wrong passphrase."""
        self._by_a_manager()
        self._must_be_known(act.typed)
        return self._rewritten(None, EventKind.ENCRYPTION_REMOVED, act.copies)

    def recovery_key(self, typed: str) -> str:
        """The recovery key, to be printed once more. Raises Invalid for a wrong passphrase."""
        self._by_a_manager()
        return recovery_key.written(self._must_be_known(typed).secret)

    def _by_a_manager(self) -> None:
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)

    def _key(self) -> Key | None:
        with file_check.said_plainly(self._path):
            return opening.key_of(self._path)

    def _must_be_known(self, typed: str) -> Key:
        with file_check.said_plainly(self._path):
            if opening.salt_of(self._path) is None:
                raise NotAllowed(Refusal.NOT_ENCRYPTED)
            key = unlocking.find_key(self._path, typed)
        if key is None:
            raise Invalid({"typed": FieldFault.PASSPHRASE_WRONG})
        return key

    def _rewritten(self, key: Key | None, kind: EventKind, copies: OfCopies) -> Done[Rewritten]:
        path, work = self._path, self._work

        def tell(making: Path) -> None:
            """The new file says of itself that it was made: so one is never there without the other."""
            database = Database(making)
            try:
                with Work(database, work.clock, work.staff_id).act(Role.MANAGER) as unit:
                    unit.tell(kind)
            finally:
                database.close()

        place = _second_place(path)
        work.database.close()
        encryption.rewrite(path, key, tell)
        written = "" if key is None else recovery_key.written(key.secret)
        # The desk is so by now, whatever becomes of its copies.
        left = tuple(
            one for one in _copies(path, place) if copies is OfCopies.LEFT or not _is_done_with(one, copies, key)
        )
        return Done(Rewritten(written, left, _away(place)), Changes(everything=True))

    @property
    def _path(self) -> Path:
        return self._work.database.path


def _new_key(typed: str) -> Key:
    fault = passphrases.fault(typed)
    if fault is not None:
        raise Invalid({"passphrase": fault})
    return unlocking.new_key(typed)


def _read_by(copy: Path) -> CopyRead:
    try:
        file_check.FileCheck(copy).close()
    except StorageProblem as problem:
        return CopyRead.BY_ANOTHER if problem.code is Refusal.ENCRYPTED else CopyRead.DAMAGED
    return CopyRead.BY_ANYBODY if opening.salt_of(copy) is None else CopyRead.BY_PASSPHRASE


def _second_place(path: Path) -> Path | None:
    """The folder of its copies in the second place that the site names; None where it names none."""
    desk = keeping.of_desk(path)
    return second_place.folder_in(Path(desk.place), path, desk.mark) if desk.place else None


def _away(place: Path | None) -> str:
    return "" if place is None or place.is_dir() else str(place.parent)


def _copies(path: Path, place: Path | None) -> Iterator[CopyView]:
    for copy in (*backup.copies(path), *(() if place is None else backup.lying_in(place))):
        try:
            found = copy.stat()
        except OSError:
            continue  # somebody has just removed it
        yield CopyView(copy, datetime.fromtimestamp(found.st_mtime, UTC), found.st_size, _read_by(copy))


def _is_done_with(one: CopyView, copies: OfCopies, key: Key | None) -> bool:
    """Remove a copy, or write it anew; whether that could be done."""
    try:
        if copies is OfCopies.REMOVED:
            backup.take_away(one.path)
            return True
        if one.read is CopyRead.BY_ANOTHER:
            return False
        encryption.copy_again(one.path, key)
        remember(one.path, contents(one.path), one.made_at)
    except (StorageProblem, OSError):
        return False
    return True
