"""A disk that fills up while a file is attached, and a process that is killed in the middle: whole or not there."""

import io
import os
import random
import time
from pathlib import Path

import pytest
from in_a_process import start
from scene import MONDAY_TEN, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import StorageProblem
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.attachments.content import CHUNK
from deskapp.services.site.check import check

#: Attaches and removes, saying what is saved, until it is killed.
WRITER = """
import os, sys
from pathlib import Path
from deskapp.desk import Desk
from deskapp.services.attachments.acts import AttachFile, File, RemoveAttachment

desk = Desk(Path(sys.argv[1]), staff_id=1).open()
print("ready", flush=True)
for number in range(10_000):
    one = desk.attachments.attach(AttachFile(1, File(f"{number}.bin", os.urandom(700_000)))).value
    print("attached", one.id, flush=True)
    if number % 3 == 2:
        desk.attachments.remove(RemoveAttachment(one.id))
        print("removed", one.id, flush=True)
"""


def _counts(desk: Desk) -> list[int]:
    tables = ("attachment", "attachment_content", "attachment_chunk", "attachment_waiting", "event")
    with desk.work.read() as session:
        ask = session.connection().exec_driver_sql
        return [int(ask(f"SELECT count(*) FROM {table}").scalar_one()) for table in tables]


def test_with_a_full_disk_nothing_of_a_file_is_kept_and_it_is_attached_when_there_is_room(desk: Desk) -> None:
    call = log(desk)
    before = _counts(desk)

    def room(pages: int) -> None:
        with desk.work.database.connect() as connection:
            used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {used + pages}")

    # Some of its chunks still have room.
    room(2 * CHUNK // 4096)
    file = AttachFile(call.id, File("photo.bin", os.urandom(10 * CHUNK)))
    with pytest.raises(StorageProblem) as refused:
        desk.attachments.attach(file)
    assert refused.value.code == "disk_full"
    assert _counts(desk) == before
    room(10_000)
    one = desk.attachments.attach(file).value
    written = io.BytesIO()
    desk.attachments.write(one.id, written)
    assert written.getvalue() == file.file.data
    assert check(desk.path).findings == ()


def test_a_copy_that_the_disk_has_no_room_for_says_so(desk: Desk, tmp_path: Path) -> None:
    one = desk.attachments.attach(AttachFile(log(desk).id, File("notes.txt", b"words"))).value
    with pytest.raises(StorageProblem) as refused:
        desk.attachments.open_copy(one.id, tmp_path / "not there")
    assert refused.value.code == "file_not_written"


def test_killed_in_the_middle_every_file_that_was_acknowledged_is_whole_and_no_other_half_there(
    blank_desk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "killed.db"
    path.write_bytes(blank_desk.read_bytes())
    desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
    log(desk)
    desk.close()
    chance = random.Random(6)
    acknowledged: dict[int, str] = {}
    # The last of each round may have been removed without that being said.
    last: set[int] = set()
    for _kill in range(5):
        process = start(WRITER, path)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready", process.communicate()
        for _line in range(chance.randrange(1, 7)):
            what, attachment = process.stdout.readline().split()
            acknowledged[int(attachment)] = what
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        # What was said before the end of it counts too.
        for line in process.communicate()[0].splitlines():
            what, attachment = line.split()
            acknowledged[int(attachment)] = what
        last.add(max(acknowledged))
    assert check(path).findings == ()
    desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
    there = {one.id: one.size for one in desk.attachments.of_call(1)}
    assert {key for key, what in acknowledged.items() if what == "attached"} - there.keys() <= last
    assert not {key for key, what in acknowledged.items() if what == "removed"} & there.keys()
    for key, size in there.items():
        written = io.BytesIO()
        desk.attachments.write(key, written)
        assert len(written.getvalue()) == size == 700_000
    told = [event.kind for event in desk.overview.call(1).events]
    with desk.work.read() as session:
        kept = int(session.connection().exec_driver_sql("SELECT count(*) FROM attachment").scalar_one())
    assert told.count("attached") == kept
    desk.close()
