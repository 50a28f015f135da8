"""A furnished file, and a plain connection to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plain_desk import furnish, plain


@pytest.fixture(scope="session")
def furnished_desk(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("furnished") / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    connection = plain(path)
    furnish(connection)
    connection.close()
    return path


@pytest.fixture
def furnished(furnished_desk: Path, tmp_path: Path) -> Path:
    path = tmp_path / "furnished.db"
    path.write_bytes(furnished_desk.read_bytes())
    return path


@pytest.fixture
def stranger(furnished: Path) -> Iterator[Any]:
    connection = plain(furnished)
    yield connection
    connection.close()
