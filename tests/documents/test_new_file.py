"""Files are written as a whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from deskapp.documents.new_file import new_file, try_place, write
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem


def test_a_file_takes_its_name_when_everything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    with new_file(path) as file:
        file.write(b"half")
        assert not path.exists()
        file.write(b" and half")
    assert path.read_bytes() == b"half and half"
    assert os.listdir(tmp_path) == ["sheet.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    with new_file(path) as file:
        file.write(b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_half_done_stays_and_the_older_file_survives(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"older")

    def write() -> None:
        with new_file(path) as file:
            file.write(b"new")
            raise DeskError("stopped")

    with pytest.raises(DeskError):
        write()
    assert path.read_bytes() == b"older"
    assert os.listdir(tmp_path) == ["sheet.pdf"]


def test_a_folder_that_is_not_there_is_a_storage_problem_before_anything_is_done(tmp_path: Path) -> None:
    began = False
    with pytest.raises(StorageProblem) as caught, new_file(tmp_path / "none" / "sheet.pdf"):
        began = True
    assert not began
    assert caught.value.code == "file_not_written"
    assert caught.value.values["why"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_what_is_no_file_is_refused_and_stays_what_it_is(tmp_path: Path) -> None:
    taken = tmp_path / "pipe.pdf"
    os.mkfifo(taken)
    for attempt in (lambda: write(taken, b"%PDF"), lambda: try_place(taken)):
        with pytest.raises(StorageProblem) as refused:
            attempt()
        assert refused.value.code is Refusal.FILE_NOT_WRITTEN
    assert taken.is_fifo()
    assert list(tmp_path.iterdir()) == [taken]
