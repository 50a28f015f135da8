"""A desk's file is encrypted, and readable again: all of it or nothing, and nobody reads it past its passphrase."""

import os
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.encryption import recovery_key
from deskapp.domain.errors import StorageProblem
from deskapp.storage import encryption, file_check, opening, practice_file, unlocking
from deskapp.storage.file_check import FileCheck
from deskapp.storage.opening import Key

GOOD = "four words of nothing"


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just begun."""
    monkeypatch.setattr(opening, "_known", {})


def encrypted(path: Path) -> Key:
    key = unlocking.new_key(GOOD)
    encryption.rewrite(path, key, lambda _making: None)
    return key


def whole(path: Path) -> dict[str, object]:
    """The catalogue, and each row of each table with its number."""
    connection = opening.connect(path, "ro")
    catalogue = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
    tables = [name for kind, name, sql in catalogue if kind == "table" and "VIRTUAL" not in (sql or "")]
    found: dict[str, object] = {"": catalogue}
    for name in tables:
        numbered = (
            "" if "WITHOUT ROWID" in next(sql or "" for _kind, one, sql in catalogue if one == name) else "rowid, "
        )
        found[name] = connection.execute(f'SELECT {numbered}* FROM "{name}" ORDER BY 1, 2').fetchall()
    connection.close()
    return found


def refusal(path: Path) -> Refusal | None:
    try:
        FileCheck(path).close()
    except StorageProblem as problem:
        return problem.code
    return None


def test_encrypted_changed_and_readable_again_it_is_the_same_desk(monday_demo: Path, tmp_path: Path) -> None:
    demo_file = tmp_path / "desk.db"
    demo_file.write_bytes(monday_demo.read_bytes())
    before = whole(demo_file)
    first = encrypted(demo_file)
    assert demo_file.read_bytes()[:16] == first.salt
    assert whole(demo_file) == before
    second = encrypted(demo_file)
    assert (first.salt, first.secret) != (second.salt, second.secret)
    assert whole(demo_file) == before
    encryption.rewrite(demo_file, None, lambda _making: None)
    assert whole(demo_file) == before
    assert refusal(demo_file) is None
    assert [one.name for one in demo_file.parent.iterdir() if one.name.startswith(".")] == []


def test_only_the_passphrase_and_the_recovery_key_open_it(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = encrypted(desk_file)
    written = recovery_key.written(key.secret)
    monkeypatch.setattr(opening, "_known", {})
    assert refusal(desk_file) is Refusal.ENCRYPTED
    for wrong in ("", GOOD.title(), f"{GOOD}.", written[:-1], recovery_key.written(os.urandom(32))):
        assert not unlocking.unlock(desk_file, wrong)
        assert refusal(desk_file) is Refusal.ENCRYPTED
    # The same letters from another keyboard, and the key as somebody reads it aloud.
    for right in (f" {GOOD}\n", written.lower().replace("-", " ").replace("0", "o")):
        monkeypatch.setattr(opening, "_known", {})
        assert unlocking.unlock(desk_file, right)
        assert refusal(desk_file) is None


@pytest.mark.parametrize(
    ("passphrase", "as_typed", "otherwise"),
    [
        (
            "\u00c5ngstr\u00f6m caf\u00e9 na\u00efve",
            "A\u030angstro\u0308m cafe\u0301 nai\u0308ve",
            "Angstrom cafe naive",
        ),
        ("a  b  c  d  e  f  g", " a  b  c  d  e  f  g ", "a b c d e f g"),
        ("".join(chr(0x4E00 + n * 37 % 5000) for n in range(10_000)), None, "\u4e00" * 10_000),
        ("\u1e9b\u0323 \uac00\u11a8 one two three", "\u1e9b\u0323 \uac01 one two three", "\u1e9b\u0323"),
    ],
    ids=["accents", "spaces", "long", "combining"],
)
def test_a_passphrase_opens_however_a_keyboard_puts_its_signs_together(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str, as_typed: str | None, otherwise: str
) -> None:
    encryption.rewrite(desk_file, unlocking.new_key(passphrase), lambda _making: None)
    for wrong in (otherwise, passphrase[:-1], f"{passphrase}\0", f"\0{passphrase}"):
        monkeypatch.setattr(opening, "_known", {})
        assert not unlocking.unlock(desk_file, wrong)
    for right in (passphrase, as_typed or passphrase):
        monkeypatch.setattr(opening, "_known", {})
        assert unlocking.unlock(desk_file, right)
        assert refusal(desk_file) is None


def test_what_is_no_desk_is_not_taken_for_an_encrypted_one(tmp_path: Path) -> None:
    """A picture, a packed file and words begin with words and small figures; zeros are what a broken disk leaves."""
    for begin in (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\x08\0\x08\0\xd1\x9a\x71\x5b",
        b"Dear all, here i",
    ):
        path = tmp_path / "one.db"
        path.write_bytes(begin.ljust(8192, b"\0"))
        assert refusal(path) is Refusal.NOT_A_DATABASE, begin
    path.write_bytes(bytes(8192))
    assert refusal(path) is Refusal.NOT_A_DATABASE


def test_damage_of_an_encrypted_file_is_told_as_damage(desk_file: Path) -> None:
    encrypted(desk_file)
    data = bytearray(desk_file.read_bytes())
    data[200] ^= 1
    desk_file.write_bytes(data)
    assert refusal(desk_file) is Refusal.DAMAGED


def test_while_somebody_has_it_open_nothing_is_changed(desk_file: Path) -> None:
    before = whole(desk_file)
    other = opening.connect(desk_file, "rw")
    other.execute("PRAGMA journal_mode = WAL").fetchone()
    other.execute("SELECT count(*) FROM call").fetchone()
    with pytest.raises(StorageProblem) as refused:
        encrypted(desk_file)
    assert refused.value.code is Refusal.OPEN_ELSEWHERE
    other.close()
    assert whole(desk_file) == before
    assert refusal(desk_file) is None


def test_practice_goes_with_its_desk_also_where_that_was_killed_between_the_two(desk_file: Path) -> None:
    practice = practice_file.PracticeFile(desk_file)
    with practice.write() as connection:
        connection.execute("INSERT INTO shown VALUES (1)")
    plain = practice.path.read_bytes()
    key = encrypted(desk_file)
    assert practice.path.read_bytes()[:16] == key.salt
    following = practice.path.with_name(f".{practice.path.name}.next")
    # The desk was written anew, its practice not yet: whoever opens the desk does it.
    following.write_bytes(practice.path.read_bytes())
    practice.path.write_bytes(plain)
    practice_file.put_next(desk_file)
    assert practice.path.read_bytes()[:16] == key.salt
    with practice.read() as connection:
        assert connection.execute("SELECT staff_id FROM shown").fetchall() == [(1,)]
    # It was not: what was made for it goes.
    following.write_bytes(plain)
    practice_file.put_next(desk_file)
    assert not following.exists()
    assert practice.path.read_bytes()[:16] == key.salt


def test_what_is_made_beside_an_encrypted_desk_is_encrypted_too(desk_file: Path) -> None:
    key = encrypted(desk_file)
    practice = practice_file.PracticeFile(desk_file)
    with practice.write() as connection:
        connection.execute("INSERT INTO shown VALUES (1)")
    assert practice.path.read_bytes()[:16] == key.salt
    assert practice.path.stat().st_mode == desk_file.stat().st_mode
    assert file_check.APPLICATION_ID.to_bytes(4, "big") not in desk_file.read_bytes()[:100]


def test_a_key_is_worked_out_once_however_many_connections_open_the_desk(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is what the start of an encrypted desk costs."""
    encrypted(desk_file)
    monkeypatch.setattr(opening, "_known", {})
    worked_out: list[bytes] = []
    before = unlocking.low_level.hash_secret_raw

    def counted(*given: Any, **named: Any) -> bytes:
        worked_out.append(before(*given, **named))
        return worked_out[-1]

    monkeypatch.setattr(unlocking.low_level, "hash_secret_raw", counted)
    assert unlocking.unlock(desk_file, GOOD)
    desk = Desk(desk_file, staff_id=1)
    desk.first_screen("open")
    desk.open()
    desk.facts()
    desk.drafts.save("note", {"words": "Back soon"})
    desk.close()
    assert len(worked_out) == 1
