"""Backups are made by themselves where something changed, and nothing is lost by one put back (RULES.md, "Backups")."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from scene import at, log, rows, staff

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, NotAllowed, NotFound, StorageProblem
from deskapp.domain.words import Role
from deskapp.services.backups import keeping
from deskapp.services.backups.acts import RestoreBackup, SetSecondPlace
from deskapp.services.encryption.acts import Encrypt
from deskapp.services.site.check import check
from deskapp.storage import backup, copies, file_check

PIN = "8462"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """With a PIN for its manager, and a call."""
    desk.staff.choose_pin(1, PIN)
    log(desk, "Before")
    return desk


def _names(path: Path) -> list[str]:
    return sorted(one.name for one in copies.lie_in(backup.folder_of(path)))


def test_one_is_made_where_the_desk_went_on_and_by_one_window(desk: Desk) -> None:
    made = desk.backups.keep().made
    assert made is not None
    assert (made.calls, made.schema, made.head) == (1, file_check.SCHEMA, desk.backups.all().head)
    assert check(made.path).findings == ()
    assert made.path.stat().st_mode & 0o077 == 0
    assert desk.backups.keep().made is None  # nothing changed
    log(desk, "One more")
    desk.clock.advance(timedelta(minutes=29))
    assert desk.backups.keep(every=timedelta(minutes=30)).made is None  # not due
    with copies.alone(backup.folder_of(desk.path)) as mine:
        assert mine
        assert desk.backups.keep().made is None  # another window is about it
    desk.clock.advance(timedelta(minutes=1))
    assert desk.backups.keep(every=timedelta(minutes=30)).made is not None
    desk.clock.advance(timedelta(seconds=1))
    assert desk.backups.make().value.calls == 2  # asked for, though nothing changed
    assert [one.calls for one in desk.backups.all().copies] == [2, 2, 1]


def test_what_is_known_of_a_copy_is_read_from_it_where_nobody_wrote_it_down(desk: Desk) -> None:
    desk.backups.keep()
    folder = backup.folder_of(desk.path)
    told = desk.backups.all().copies
    (folder / copies.KNOWN).write_text("[broken")
    again = desk.backups.all().copies
    assert [(one.calls, one.head, one.last_at) for one in again] == [(one.calls, one.head, one.last_at) for one in told]
    (folder / "desk 2026-11-01 100000.db").write_bytes(b"no desk's file at all")
    broken = desk.backups.all().copies
    assert [one.calls for one in broken if one.said] == [None]
    assert desk.backups.all().newest == broken[0] or broken[0].said


def test_old_ones_are_thinned_out_here_and_there_and_who_was_forgotten_lives_on_in_none(
    desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.backups.set_second_place(SetSecondPlace(str(stick)))
    for _hour in range(0, 24 * 5, 8):
        log(desk, "Again")
        desk.clock.advance(timedelta(hours=8))
        kept = desk.backups.keep()
        assert kept.second is not None
        assert kept.second.away_since is None
    here = _names(desk.path)
    (there,) = stick.iterdir()
    assert sorted(one.name for one in there.glob("*.db")) == here
    assert len(here) == 7 + 4  # of the last two days, and the last of each day before
    with desk.work.own() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO erasure (at, staff_id, reason, calls) VALUES (?, 1, 'asked', 0)",
            (int(desk.clock.now().timestamp() * 1_000_000),),
        )
    desk.clock.advance(timedelta(seconds=1))
    log(desk, "Since")
    desk.backups.keep()
    desk.clock.advance(timedelta(days=30, seconds=1))
    log(desk, "Much later")
    desk.backups.keep()
    assert len(_names(desk.path)) == 2
    assert sorted(one.name for one in there.glob("*.db")) == _names(desk.path)


def test_a_demo_has_none_by_itself(desk: Desk) -> None:
    with desk.work.own() as session:
        session.connection().exec_driver_sql("UPDATE site SET demo = 1")
    assert desk.backups.keep().made is None
    assert desk.backups.make().value.calls == 1


def test_the_second_place_may_be_away_and_takes_the_newest_when_it_is_back(desk: Desk, tmp_path: Path) -> None:
    stick, pocket = tmp_path / "stick", tmp_path / "pocket"
    with pytest.raises(StorageProblem) as away:
        desk.backups.set_second_place(SetSecondPlace(str(stick)))
    assert away.value.code == Refusal.PLACE_AWAY
    stick.mkdir()
    desk.backups.set_second_place(SetSecondPlace(str(stick)))
    desk.backups.keep()
    stick.rename(pocket)
    stick.mkdir()  # what a system leaves where a stick was
    log(desk, "Meanwhile")
    since = desk.clock.now()
    second = desk.backups.keep().second
    assert second is not None
    assert (second.away_since, second.reached_at) == (since, since)
    assert list(stick.iterdir()) == []
    desk.clock.advance(timedelta(days=2))
    second = desk.backups.keep().second
    assert second is not None
    assert second.away_since == since
    stick.rmdir()
    pocket.rename(stick)
    second = desk.backups.keep().second
    assert second is not None
    assert (second.away_since, second.reached_at) == (None, desk.clock.now())
    (there,) = stick.iterdir()
    assert sorted(one.name for one in there.glob("*.db")) == _names(desk.path)


def test_what_hinders_a_backup_is_said_and_the_desk_goes_on(desk: Desk) -> None:
    folder = backup.folder_of(desk.path)
    folder.write_text("a file where the folder should be")
    with pytest.raises(StorageProblem) as refused:
        desk.backups.keep()
    assert refused.value.code == Refusal.NOT_WRITABLE
    assert log(desk, "All the same").ref == "C-00002"


def test_a_look_inside_says_what_would_be_lost(desk: Desk) -> None:
    name = desk.backups.make().value.name
    log(desk, "Lost one")
    log(desk, "Lost two")
    seen = desk.backups.look_into(name)
    assert (seen.calls_open, [one.summary for one in seen.newest]) == (1, ["Before"])
    assert (seen.lost_calls, [one.summary for one in seen.lost]) == (2, ["Lost two", "Lost one"])
    assert seen.lost_lines == rows(desk.path, "SELECT max(id) FROM event")[0][0] - seen.copy.head.number
    with pytest.raises(NotFound):
        desk.backups.look_into("desk 1999-01-01 000000.db")


def test_restored_the_desk_is_what_it_was_and_what_it_was_is_kept(desk: Desk, clock: FixedClock) -> None:
    name = desk.backups.make().value.name
    log(desk, "Since then")
    before = desk.backups.all().head
    lost = desk.backups.look_into(name).lost_lines
    other = Desk(desk.path, clock, staff_id=1).open()
    clock.advance(timedelta(minutes=5))
    restored = desk.backups.restore(RestoreBackup(name, PIN, lost)).value
    # Whoever had it open notices at the next act, and nothing typed counts as saved.
    with pytest.raises(StorageProblem) as noticed:
        log(other, "Typed while it was put back")
    assert noticed.value.code == Refusal.REPLACED
    other.close()
    desk.close()
    assert not list(desk.path.parent.glob(f".{desk.path.name}*"))
    # `.making`, which whoever makes copies holds, has no ending.
    assert {one.suffix for one in backup.folder_of(desk.path).iterdir()} <= {".db", ".json", ""}
    again = Desk(desk.path, clock, staff_id=1).open()
    try:
        assert rows(desk.path, "SELECT summary FROM call") == [("Before",)]
        assert check(desk.path).findings == ()
        # What was set aside is whole without a log, and can be put back in its turn.
        shutil.copyfile(restored.aside, desk.path.parent / "alone.db")
        assert rows(desk.path.parent / "alone.db", "SELECT summary FROM call") == [("Before",), ("Since then",)]
        assert check(desk.path.parent / "alone.db").findings == ()
        (line,) = rows(
            desk.path, "SELECT words FROM event_words JOIN event ON event.id = event_id WHERE kind = 'desk_restored'"
        )
        assert f'"upto":{before.number}' in line[0].replace(" ", "")
        clock.advance(timedelta(minutes=5))
        aside = next(one for one in again.backups.all().copies if one.aside)
        again.backups.restore(RestoreBackup(aside.name, PIN))
    finally:
        again.close()
    assert rows(desk.path, "SELECT summary FROM call") == [("Before",), ("Since then",)]


def test_what_was_set_aside_is_listed_once_though_an_earlier_try_was_killed_when_it_had_named_the_desk_there(
    desk: Desk, clock: FixedClock
) -> None:
    name = desk.backups.make().value.name
    log(desk, "Since then")
    left = backup.folder_of(desk.path) / copies.name_of(desk.path, copies.ASIDE, clock.now())
    os.link(desk.path, left)
    assert left.name not in _names(desk.path), "it is the desk itself"
    clock.advance(timedelta(minutes=1))
    aside = desk.backups.restore(RestoreBackup(name, PIN)).value.aside
    desk.close()
    assert _names(desk.path) == sorted([name, aside.name])
    assert rows(aside, "SELECT summary FROM call") == [("Before",), ("Since then",)]


def test_nobody_restores_without_a_managers_pin_nor_more_than_was_told_nor_another_desks(
    desk: Desk, tmp_path: Path
) -> None:
    name = desk.backups.make().value.name
    lost = desk.backups.look_into(name).lost_lines
    with pytest.raises(NotAllowed) as wrong:
        desk.backups.restore(RestoreBackup(name, "1111", lost))
    assert wrong.value.code == Refusal.PIN_WRONG
    desk.clock.advance(timedelta(minutes=10))
    log(desk, "One more")
    with pytest.raises(Conflict) as more:
        desk.backups.restore(RestoreBackup(name, PIN, lost))
    assert more.value.code == Refusal.SAVED_MEANWHILE
    make(tmp_path / "other.db", desk.clock)
    foreign = Desk(tmp_path / "other.db", desk.clock, staff_id=1)
    log(foreign.open(), "Elsewhere")
    foreign.close()
    with pytest.raises(NotAllowed) as another:
        desk.backups.restore(RestoreBackup(str(foreign.path), PIN))
    assert another.value.code == Refusal.COPY_FOREIGN
    desk.staff_id = staff(desk, Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        desk.backups.restore(RestoreBackup(name, PIN))
    assert log(desk, "Goes on").ref == "C-00003"


def test_little_room_on_the_disk_keeps_fewer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _hour in range(4):
        log(desk, "Again")
        desk.clock.advance(timedelta(hours=1))
        desk.backups.keep()
    assert len(_names(desk.path)) == 4
    monkeypatch.setattr(keeping.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=0))
    log(desk, "Once more")
    desk.clock.advance(timedelta(hours=1))
    desk.backups.keep()
    assert len(_names(desk.path)) == 2
    assert at(10) < desk.clock.now()


def test_before_a_list_is_taken_in_a_backup_is_made_and_without_one_nothing_is(desk: Desk, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,phone\nGrace Hopper,030 1234\n", encoding="utf-8")
    found = desk.customer_files.read(people)
    folder = backup.folder_of(desk.path)
    folder.write_text("a file where the folder should be")
    with pytest.raises(StorageProblem):
        desk.customer_files.take(found)
    assert len(rows(desk.path, "SELECT id FROM customer")) == 1
    folder.unlink()
    desk.customer_files.take(found)
    (copy,) = copies.lie_in(folder)
    assert len(rows(copy.path, "SELECT id FROM customer")) == 1
    assert len(rows(desk.path, "SELECT id FROM customer")) == 2


def test_of_an_encrypted_desk_all_is_encrypted_and_put_back_it_still_is(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    log(desk, "Xylocanary")
    desk.encryption.encrypt(Encrypt("a passphrase of seven small words here"))
    desk.close()
    desk = Desk(desk.path, desk.clock, staff_id=1).open()
    desk.backups.set_second_place(SetSecondPlace(str(stick)))
    name = desk.backups.make().value.name
    log(desk, "Since then")
    desk.clock.advance(timedelta(minutes=1))
    desk.backups.restore(RestoreBackup(name, PIN))
    desk.close()
    again = Desk(desk.path, desk.clock, staff_id=1).open()
    try:
        assert [one.calls for one in again.backups.all().copies] == [3, 2]
        kept = again.backups.keep()
        assert kept.made is not None
        assert kept.second is not None
        assert (kept.second.away_since, kept.second.said) == (None, "")
    finally:
        again.close()
    written = [*desk.path.parent.glob("desk.db*"), *backup.folder_of(desk.path).glob("*.db"), *stick.rglob("*.db")]
    assert len(written) == 6
    for file in written:
        content = file.read_bytes()
        assert b"Xylocanary" not in content, file
        assert not content.startswith(b"SQLite format"), file
