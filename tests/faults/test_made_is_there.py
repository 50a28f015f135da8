"""Made is there: what the app said is made has its name on the disk by then, whatever becomes of the power."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from deskapp.documents import new_file
from deskapp.storage import backup, schema


class Disk:
    """What a cut of the power at this instant would leave of some folders: the names that were there at their sync."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._names: dict[int, set[str]] = {}
        self._whole: set[tuple[int, int]] = set()
        self._sync = os.fsync
        monkeypatch.setattr(os, "fsync", self._note)

    def _note(self, handle: int) -> None:
        self._sync(handle)
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            self._names[found.st_ino] = set(os.listdir(handle))
        else:
            self._whole.add((found.st_ino, found.st_size))

    def keeps(self, path: Path) -> bool:
        """Whether the name lasts, and what stands in the file."""
        found = path.stat()
        named = path.name in self._names.get(path.parent.stat().st_ino, set())
        return named and (path.is_dir() or (found.st_ino, found.st_size) in self._whole)


def _new_desk(folder: Path) -> list[Path]:
    schema.create(folder / "desk.db")
    return [folder / "desk.db"]


def _backup(folder: Path) -> list[Path]:
    schema.create(folder / "desk.db")
    copy = backup.back_up(folder / "desk.db", "monday.db")
    return [copy, copy.parent]


def _in_place_of_another(folder: Path) -> list[Path]:
    (folder / "demo.db").write_bytes(b"older")
    schema.create(folder / "made.db")
    backup.put_instead(folder / "made.db", folder / "demo.db")
    return [folder / "demo.db"]


def _paper(folder: Path) -> list[Path]:
    return [new_file.write(folder / "sheet.pdf", b"%PDF")]


@pytest.mark.parametrize("make", [_new_desk, _backup, _in_place_of_another, _paper])
def test_made_is_there_whatever_is_created_or_put_into_place_survives_the_next_instants_power_cut(
    make: Callable[[Path], list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    for made in make(tmp_path):
        assert disk.keeps(made), made.name
