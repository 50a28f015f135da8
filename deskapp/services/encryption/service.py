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
from deskapp.services.changes import Changes, Done
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt, RemoveEncryption
from deskapp.services.encryption.views import CopyView, EncryptionView, Rewritten
from deskapp.services.work import Work
from deskapp.storage import backup, encryption, file_check, opening
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
        return EncryptionView(self._key() is not None, tuple(self._copies()))

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
            key = encryption.find_key(self._path, typed)
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

        work.database.close()
        encryption.rewrite(path, key, tell)
        written = "" if key is None else recovery_key.written(key.secret)
        left = tuple(self._seen_to(copies, key))
        return Done(Rewritten(written, left), Changes(everything=True))

    def _seen_to(self, copies: OfCopies, key: Key | None) -> Iterator[CopyView]:
        """See to the copies; those that are as they were. The desk is encrypted by then, whatever comes of them."""
        for one in self._copies():
            if copies is OfCopies.LEFT or not self._done_with(one, copies, key):
                yield one

    def _done_with(self, one: CopyView, copies: OfCopies, key: Key | None) -> bool:
        try:
            if copies is OfCopies.REMOVED:
                return bool(backup.remove(backup.folder_of(self._path), (one.name,)))
            if one.read is CopyRead.BY_ANOTHER:
                return False
            encryption.copy_again(backup.folder_of(self._path) / one.name, key)
        except StorageProblem:
            return False
        return True

    def _copies(self) -> Iterator[CopyView]:
        for copy in backup.copies(self._path):
            try:
                found = copy.stat()
            except OSError:
                continue  # somebody has just removed it
            made_at = datetime.fromtimestamp(found.st_mtime, UTC)
            yield CopyView(copy.name, made_at, found.st_size, _read_by(copy))

    @property
    def _path(self) -> Path:
        return self._work.database.path


def _new_key(typed: str) -> Key:
    fault = passphrases.fault(typed)
    if fault is not None:
        raise Invalid({"passphrase": fault})
    return encryption.new_key(typed)


def _read_by(copy: Path) -> CopyRead:
    try:
        file_check.FileCheck(copy).close()
    except StorageProblem as problem:
        return CopyRead.BY_ANOTHER if problem.code is Refusal.ENCRYPTED else CopyRead.DAMAGED
    return CopyRead.BY_ANYBODY if opening.salt_of(copy) is None else CopyRead.BY_PASSPHRASE
