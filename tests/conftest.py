"""What tests share: a real desk on a real file, a clock that stands still, and no database on the UI thread."""

import atexit
import gc
import itertools
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import no_sockets
import pytest
import sqlcipher3.dbapi2
from _pytest import fixtures
from hypothesis import HealthCheck, settings
from long_runs import examples
from made_once import MadeOnce
from played import Played
from room_in_memory import use_memory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    # Where nobody keeps what was compiled, each process that a test starts would compile the app once more: 2 s of CPU.
    os.environ["PYTHONPYCACHEPREFIX"] = _compiled = tempfile.mkdtemp(prefix="desk-compiled-")
    atexit.register(shutil.rmtree, _compiled, ignore_errors=True)

from argon2 import PasswordHasher

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.services.demo.service import make_demo
from deskapp.services.staff import pins

use_memory()
no_sockets.refuse()
#: Where a test is called, and what sets its scene: outside of it there is only what runs tests.
_RUNS_A_TEST = {pytest.Function.runtest.__code__.co_filename, fixtures.call_fixture_func.__code__.co_filename}
_WINDOW = f"{os.sep}deskapp{os.sep}ui{os.sep}"
# No law depends on how fast the machine is.
settings.register_profile(
    "desk", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("desk")
#: Monday morning, in the desk's hours.
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


#: After so many tests everything is looked through that came since the last time, and after so many all there is.
_WHAT_CAME, _ALL_OF_IT = 50, 1000
#: Where no window was open, after so many.
_FEW = 10
_ended = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: at the end one worker would wait for the other."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """As in the app, garbage is looked for on the thread that draws alone: here between two tests."""
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish(nodeid: str) -> None:
    ended = next(_ended)
    if not nodeid.startswith("tests/ui/") and ended % _FEW:
        return  # nothing of Qt's is among it, and it is little
    if ended % _ALL_OF_IT == 0:
        gc.unfreeze()
    gc.collect(1 if ended % _WHAT_CAME else 2)
    if ended % _WHAT_CAME == 0:
        # What has lasted is what all tests share, such as statements that were compiled: looking through it takes
        # longer with each test, and longer than most tests.
        gc.freeze()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MONDAY)


@pytest.fixture(scope="session")
def blank_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new desk's file, made once and copied for each test."""
    path = tmp_path_factory.mktemp("blank") / "desk.db"
    make(path, FixedClock(MONDAY))
    return path


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    return MadeOnce(tmp_path_factory)


@pytest.fixture(scope="session")
def monday_demo(made_once: MadeOnce) -> Path:
    """The whole demo on Monday morning."""
    return made_once("monday", lambda path: make_demo(path, MONDAY))


@pytest.fixture(scope="session")
def played(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """From Monday morning on."""
    return Played(blank_desk, FixedClock(MONDAY), tmp_path_factory)


@pytest.fixture
def desk_file(blank_desk: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    return path


@pytest.fixture
def desk(desk_file: Path, clock: FixedClock) -> Iterator[Desk]:
    """An open desk with the defaults; its manager works here."""
    desk = Desk(desk_file, clock, staff_id=1)
    desk.open()
    yield desk
    desk.close()


#: What makes guessing slow makes tests slow.
_QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(autouse=True)
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a PIN takes no time; a file of tests that are about that has a fixture of this name that does nothing."""
    monkeypatch.setattr(pins, "_hasher", lambda: _QUICK)


@pytest.fixture(autouse=True)
def window_calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """No screen may wait for the disk: fails the test in which code of the window reaches SQLite on its thread.

    What the test itself asks of a service, to set a scene or to look at the outcome, is no screen's call.
    """
    caught: list[str] = []
    connect, drawing = sqlcipher3.dbapi2.connect, threading.main_thread().ident

    def look(statement: str) -> None:
        if threading.get_ident() != drawing:
            return
        frame = sys._getframe()
        while frame is not None and (file := frame.f_code.co_filename) not in _RUNS_A_TEST:
            if _WINDOW in file:
                caught.append(f"{file}:{frame.f_lineno}: {statement[:120]}")
                return
            frame = frame.f_back

    def watched(*args: Any, **options: Any) -> Any:
        connection = connect(*args, **options)
        connection.set_trace_callback(look)
        return connection

    monkeypatch.setattr(sqlcipher3.dbapi2, "connect", watched)
    yield caught
    assert not caught, "database calls on the UI thread:\n" + "\n".join(caught)
