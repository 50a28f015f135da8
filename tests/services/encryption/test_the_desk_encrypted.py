"""A manager encrypts the desk, changes its passphrase and takes it away; its copies go along, are removed or stay."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from older_desks import make_older
from patience import SECONDS

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CopyRead, OfCopies
from deskapp.models.events import Event
from deskapp.services.backups.acts import SetSecondPlace
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt, RemoveEncryption
from deskapp.services.encryption.views import EncryptionView
from deskapp.services.site.check import check
from deskapp.storage import backup, encryption, opening, unlocking

GOOD, BETTER = "four words of nothing", "a lamp, a hat, the sea"
CANARY = "Hxqzvj"


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(opening, "_known", {})


def again(desk: Desk) -> Desk:
    """The desk opened anew, as a window does when its file was written anew."""
    desk.close()
    return Desk(desk.path, desk.clock, desk.staff_id).open()


def read_by(view: EncryptionView) -> list[CopyRead]:
    return [one.read for one in view.copies]


def kinds(desk: Desk) -> list[str]:
    with desk.work.read() as session:
        return [one.kind for one in session.query(Event).order_by(Event.id)][-1:]


def test_encrypted_changed_and_removed_with_what_becomes_of_its_copies(desk: Desk) -> None:
    desk.calls.log(LogCall(CANARY, new_customer=NewCustomer(CANARY)))
    copy = backup.back_up(desk.path, "one.db")
    made_at = copy.stat().st_mtime_ns
    assert not desk.encryption.view().encrypted
    assert read_by(desk.encryption.view()) == [CopyRead.BY_ANYBODY]

    first = desk.encryption.encrypt(Encrypt(GOOD)).value
    assert first.left == ()
    desk = again(desk)
    assert kinds(desk) == [EventKind.ENCRYPTION_SET]
    assert read_by(desk.encryption.view()) == [CopyRead.BY_PASSPHRASE]
    assert copy.stat().st_mtime_ns == made_at
    assert desk.encryption.recovery_key(GOOD) == first.recovery_key
    with pytest.raises(NotAllowed) as refused:
        desk.encryption.encrypt(Encrypt(BETTER))
    assert refused.value.code is Refusal.ALREADY_ENCRYPTED
    backup.back_up(desk.path, "two.db")

    for act, field in (
        (ChangePassphrase(BETTER, BETTER), {"typed": FieldFault.PASSPHRASE_WRONG}),
        (ChangePassphrase(GOOD, "short"), {"passphrase": FieldFault.PASSPHRASE_SHORT}),
    ):
        with pytest.raises(Invalid) as wrong:
            desk.encryption.change(act)
        assert wrong.value.fields == field
    # By the recovery key too; what is left is read by the passphrase that was.
    second = desk.encryption.change(ChangePassphrase(first.recovery_key, BETTER, OfCopies.LEFT)).value
    assert second.recovery_key != first.recovery_key
    assert [one.name for one in second.left] == ["one.db", "two.db"]
    desk = again(desk)
    assert kinds(desk) == [EventKind.ENCRYPTION_CHANGED]

    with pytest.raises(Invalid):
        desk.encryption.remove(RemoveEncryption(GOOD))
    gone = desk.encryption.remove(RemoveEncryption(BETTER, OfCopies.REMOVED)).value
    assert (gone.recovery_key, gone.left) == ("", ())
    assert backup.copies(desk.path) == []
    desk = again(desk)
    assert kinds(desk) == [EventKind.ENCRYPTION_REMOVED]
    with pytest.raises(NotAllowed) as not_so:
        desk.encryption.remove(RemoveEncryption(BETTER))
    assert not_so.value.code is Refusal.NOT_ENCRYPTED
    desk.close()
    assert check(desk.path).findings == ()


def test_backups_in_the_second_place_go_along_and_it_is_told_when_it_is_away(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.backups.set_second_place(SetSecondPlace(str(stick)))
    desk.backups.keep()
    (folder,) = stick.iterdir()
    (second,) = folder.glob("*.db")
    assert len(desk.encryption.view().copies) == 2
    assert desk.encryption.encrypt(Encrypt(GOOD)).value.left == ()
    assert second.read_bytes()[:16] == desk.path.read_bytes()[:16]
    desk = again(desk)
    assert set(read_by(desk.encryption.view())) == {CopyRead.BY_PASSPHRASE}
    stick.rename(tmp_path / "gone")
    assert desk.encryption.view().away == str(stick)
    assert desk.encryption.remove(RemoveEncryption(GOOD)).value.away == str(stick)


def test_a_copy_that_cannot_be_encrypted_stays_and_is_told(desk: Desk) -> None:
    copy = backup.back_up(desk.path, "one.db")
    copy.write_bytes(copy.read_bytes()[:5000])
    (left,) = desk.encryption.encrypt(Encrypt(GOOD)).value.left
    assert (left.name, left.read) == ("one.db", CopyRead.DAMAGED)


def test_while_another_window_has_it_open_it_is_refused_and_nothing_is_changed(desk: Desk) -> None:
    other = Desk(desk.path, desk.clock, desk.staff_id).open()
    with pytest.raises(StorageProblem) as refused:
        desk.encryption.encrypt(Encrypt(GOOD))
    assert refused.value.code is Refusal.OPEN_ELSEWHERE
    other.close()
    assert desk.path.read_bytes().startswith(b"SQLite format 3")
    assert not again(desk).encryption.view().encrypted


def test_a_command_asks_for_the_passphrase_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk.calls.log(LogCall(CANARY, new_customer=NewCustomer(CANARY)))
    key = desk.encryption.encrypt(Encrypt(GOOD)).value.recovery_key
    command = ("overdue", str(desk.path))
    monkeypatch.setattr(opening, "_known", {})
    assert cli.main(command) == cli.REFUSED
    assert "DESKAPP_PASSPHRASE_FILE" in capsys.readouterr().err
    # In a terminal it is asked unseen, and may be mistyped.
    typed = ["no", key]
    monkeypatch.setattr("deskapp.commands.passphrase.can_ask", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _asked: typed.pop(0))
    assert cli.main(command) == cli.DONE
    assert typed == []
    # Where nobody sits, a file or a descriptor says it.
    monkeypatch.setattr(opening, "_known", {})
    words = tmp_path / "words"
    words.write_text(f"{GOOD}\nand more\n", "utf-8")
    monkeypatch.setenv("DESKAPP_PASSPHRASE_FILE", str(words))
    assert cli.main(("check", str(desk.path))) == cli.DONE
    monkeypatch.setattr(opening, "_known", {})
    words.write_text(BETTER, "utf-8")
    assert cli.main(command) == cli.REFUSED
    assert "recovery key" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no such descriptors")
def test_the_passphrase_comes_by_a_descriptor_to_a_process_of_its_own(desk: Desk) -> None:
    desk.encryption.encrypt(Encrypt(GOOD))
    reading, writing = os.pipe()
    os.write(writing, f"{GOOD}\n".encode())
    os.close(writing)
    made = subprocess.run(
        (sys.executable, "-m", "deskapp", "check", str(desk.path)),
        env={**os.environ, "DESKAPP_PASSPHRASE_FILE": f"/dev/fd/{reading}"},
        pass_fds=(reading,),
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    os.close(reading)
    assert (made.returncode, made.stderr) == (0, "")


def test_an_older_file_that_is_encrypted_is_brought_up_to_date_with_a_backup_like_it(
    monday_demo: Path, clock: FixedClock, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    make_older(older, "0006", monday_demo)
    key = unlocking.new_key(GOOD)
    encryption.rewrite(older, key, lambda _making: None)
    copy = Desk(older, clock).bring_up_to_date()
    assert copy is not None
    for file in (older, copy):
        assert file.read_bytes()[:16] == key.salt
    assert check(older).findings == ()
