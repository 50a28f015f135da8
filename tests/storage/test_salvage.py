"""What can be read of a damaged desk is saved: lost rows by what else is known of them, or as a backup had them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import damaging
import pytest
import sqlcipher3.dbapi2 as sqlite
from older_desks import make_older

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Answer
from deskapp.services.calls import acts
from deskapp.services.erasure.acts import ForgetCustomer, Instead
from deskapp.services.site.check import check
from deskapp.services.site.salvage import salvage
from deskapp.storage import encryption, opening, unlocking
from deskapp.storage.backup import folder_made, folder_of, write_copy

NOW = FixedClock(datetime(2026, 11, 16, 10, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return damaging.sound_desk(tmp_path_factory.mktemp("salvage"), 60, NOW)


def first_leaf(path: Path, table: str) -> int:
    """The page of the first rows of a table that takes several."""
    connection = sqlite.connect(str(path))
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    connection.close()
    pages = damaging.Pages(path.read_bytes(), damaging.PAGE, damaging.PAGE)
    while pages.kind(root) != damaging.LEAF:
        root = next(pages.children(root, 0, 0)).page
    return root


def wiped(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * damaging.PAGE : page * damaging.PAGE] = bytes(damaging.PAGE)
    path.write_bytes(content)


def test_a_whole_file_is_saved_whole(sound: Path, tmp_path: Path) -> None:
    saved = salvage(sound, tmp_path / "saved.db", NOW)

    assert (saved.findings, saved.lost_calls, saved.left_over) == ((), (), None)
    assert (saved.report.mended, saved.report.stretches) == ((), ())
    with sqlite.connect(str(sound)) as one, sqlite.connect(str(tmp_path / "saved.db")) as other:
        for table in saved.report.rows:
            asked = f'SELECT * FROM "{table}" ORDER BY 1, 2'
            assert one.execute(asked).fetchall() == other.execute(asked).fetchall(), table


def test_a_call_whose_row_is_lost_keeps_its_timeline_and_becomes_what_that_says(sound: Path, tmp_path: Path) -> None:
    path = damaging.copy(sound, tmp_path / "desk.db", lambda _content: None)
    wiped(path, first_leaf(path, "call"))

    saved = salvage(path, tmp_path / "saved.db", NOW)

    assert saved.lost_calls[0] == "C-00001"
    desk = Desk(tmp_path / "saved.db", NOW, staff_id=1).open()
    call = desk.reading(lambda at: at.overview.call(1))
    assert (call.row.state, len(call.events) > 1) == ("resolved", True)
    assert desk.calls.log(acts.LogCall("Another", customer_id=1)).value.id == 61
    desk.close()


def test_lost_rows_come_from_the_newest_backup_unless_somebody_was_forgotten_since(sound: Path, tmp_path: Path) -> None:
    path = damaging.copy(sound, tmp_path / "desk.db", lambda _content: None)
    folder_made(path)
    write_copy(path, folder_of(path) / "desk 2026-11-16 090000.db")
    wiped(path, first_leaf(path, "call"), first_leaf(path, "event"), first_leaf(path, "customer"))

    saved = salvage(path, tmp_path / "saved.db", NOW)

    assert (saved.findings, saved.lost_calls, saved.report.lost_events) == ((), (), ())
    assert set(saved.report.of_backup) >= {"call", "event", "customer"}

    path = damaging.copy(sound, path, lambda _content: None)
    desk = Desk(path, NOW, staff_id=1).open()
    desk.calls.resolve(acts.ResolveCall(40, "New toner", acts.GiveAgreement(Answer.YES, "Customer 39")))
    desk.erasures.forget(ForgetCustomer(40, "They asked for it", Instead("Customer {number}", "Removed")))
    desk.close()
    wiped(path, first_leaf(path, "customer"))
    again = salvage(path, tmp_path / "again.db", NOW)
    assert again.report.of_backup == {}


def test_a_line_of_the_timeline_is_never_invented_and_what_is_part_of_a_lost_one_is_kept_beside(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    path = damaging.copy(sound, tmp_path / "desk.db", lambda _content: None)
    before = path.read_bytes()
    wiped(path, first_leaf(path, "event"))

    assert cli.main(["salvage", str(path), str(tmp_path / "saved.db")], NOW) == 1

    said = capsys.readouterr().out
    assert "lines of the timeline are lost: 1–" in said
    assert "The timeline is broken: event 1 is missing." in said
    kept = [json.loads(line) for line in (tmp_path / "saved left over.jsonl").read_text("utf-8").splitlines()]
    assert {one["table"] for one in kept} == {"event_words"}
    assert (tmp_path / "saved left over.jsonl").stat().st_mode & 0o777 == 0o600
    assert len(path.read_bytes()) == len(before)
    assert cli.main(["salvage", str(path), str(tmp_path / "saved.db")], NOW) == 1
    assert "There is a file" in capsys.readouterr().err


def test_a_damaged_desk_of_an_older_schema_is_saved_into_one_of_this(desk_file: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    desk = Desk(desk_file, NOW, staff_id=1).open()
    desk.calls.log(acts.LogCall("Printer is out", new_customer=acts.NewCustomer("Ann Lee")))
    desk.close()
    make_older(older, "0005", desk_file)
    wiped(older, first_leaf(older, "category_check"))

    saved = salvage(older, tmp_path / "saved.db", NOW)

    assert saved.report.rows["call"] == 1
    assert check(tmp_path / "saved.db").findings == ()


def test_what_is_no_desk_is_refused_and_nothing_is_left_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.db").write_text("Dear Ann, " * 900)
    assert cli.main(["salvage", str(tmp_path / "letter.db"), str(tmp_path / "saved.db")], NOW) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["letter.db"]


def test_of_an_encrypted_desk_what_can_be_read_is_saved_encrypted_as_it_was(sound: Path, tmp_path: Path) -> None:
    path = damaging.copy(sound, tmp_path / "desk.db", lambda _content: None)
    key = unlocking.new_key("a long passphrase")
    encryption.rewrite(path, key, lambda _made: None)
    opening.know(key)
    content = path.read_bytes()
    page = len(content) // damaging.PAGE // 2
    path.write_bytes(content[: page * damaging.PAGE] + bytes(damaging.PAGE) + content[(page + 1) * damaging.PAGE :])

    saved = salvage(path, tmp_path / "saved.db", NOW)

    assert saved.report.rows["call"] + len(saved.lost_calls) == 60
    desk = Desk(tmp_path / "saved.db", NOW, staff_id=1).open()
    assert len(desk.reading(lambda at: at.lists.calls("open"))) == 60
    desk.close()
    beside = [one for one in tmp_path.iterdir() if b"Printer 1" in one.read_bytes()]
    assert beside == []
    opening.forget(key)
    assert cli.main(["salvage", str(path), str(tmp_path / "again.db")], NOW) == 1


def test_a_desk_that_was_saved_with_losses_says_so_and_from_what_as_long_as_it_is_made_of_it(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    damaged, to = tmp_path / "damaged.db", tmp_path / "saved.db"
    damaged.write_bytes(sound.read_bytes())
    wiped(damaged, first_leaf(damaged, "call"), first_leaf(damaged, "event_words"))
    saved = salvage(damaged, to, NOW)

    cli.main(["check", str(to)], NOW)

    told = capsys.readouterr().out
    assert told.startswith("This desk was saved on ")
    assert "Nov from a damaged file, damaged.db. The row" in told
    assert ", ".join(saved.lost_calls[:3]) in told
    desk = Desk(to, NOW, staff_id=1).open()
    (origin,) = desk.site.origins()
    desk.close()
    assert (origin.file, origin.at) == ("damaged.db", NOW.now())
    assert origin.saved.lost_calls == saved.lost_calls
    assert origin.saved.report.lost_events == saved.report.lost_events
    # Saved once more it is whole, and still made of what was damaged.
    assert salvage(to, tmp_path / "again.db", NOW).report.is_whole
    assert cli.main(["check", str(tmp_path / "again.db")], NOW) == cli.main(["check", str(to)], NOW)
    assert capsys.readouterr().out.count("from a damaged file, damaged.db.") == 2
    assert cli.main(["check", str(sound)], NOW) == 0
    assert "damaged file" not in capsys.readouterr().out
