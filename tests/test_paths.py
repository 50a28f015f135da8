"""Where this user's files lie."""

import sys
from pathlib import Path

import platformdirs
import pytest

from deskapp import paths


@pytest.mark.parametrize("home", ["", " ", "set"])
def test_the_users_folder_is_the_one_that_the_system_names(
    home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data") if home == "set" else home)
    folder = paths.user_data()
    assert folder == Path(platformdirs.user_data_dir("deskapp", appauthor=False))
    assert folder.is_dir()
    if sys.platform == "linux":
        assert folder.stat().st_mode & 0o777 == 0o700
