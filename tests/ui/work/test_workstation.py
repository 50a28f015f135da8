"""What a workstation remembers is read by nobody else on it."""

import os
from pathlib import Path
from stat import S_IMODE

import pytest
from PySide6.QtCore import QByteArray

from deskapp.ui.work.workstation import Workstation

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a file's mode is POSIX's")


def mode_of(file: Path) -> int:
    return S_IMODE(file.stat().st_mode)


def test_its_file_is_readable_for_its_user_alone_from_the_start(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "workstation.ini"
    kept = Workstation(file)
    kept.view = "mine"
    assert mode_of(file) == 0o600
    kept.save()
    assert mode_of(file) == 0o600
    assert Workstation(file).view == "mine"


def test_a_file_that_others_could_read_is_mended_when_it_is_written_next(tmp_path: Path) -> None:
    file = tmp_path / "workstation.ini"
    Workstation(file).view = "mine"
    file.chmod(0o644)
    kept = Workstation(file)
    kept.keep_place("window", QByteArray(b"here"))
    kept.save()
    assert mode_of(file) == 0o600
    assert (kept.view, kept.place_of("window")) == ("mine", QByteArray(b"here"))


def test_a_size_of_the_text_that_is_taken_back_is_forgotten(tmp_path: Path) -> None:
    kept = Workstation(tmp_path / "workstation.ini")
    kept.font_points = 12.0
    kept.font_points = None
    assert kept.font_points is None
