"""The demo desk: every screen has something to show, and every act has a call to be done with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from every_view import EveryView, furnish
from made_once import MadeOnce

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.demo.service import make_demo

if TYPE_CHECKING:
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.workplace import Workplace

#: A working afternoon at the demo's site.
AFTERNOON = datetime.fromisoformat("2026-11-20T14:12:07+00:00")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(AFTERNOON)


@pytest.fixture(scope="session")
def demo_desk(made_once: MadeOnce) -> Path:
    """The demo's file, copied for each test."""
    return made_once("afternoon", _furnished)


def _furnished(path: Path) -> None:
    make_demo(path, AFTERNOON, closed=20)
    desk = Desk(path, FixedClock(AFTERNOON), staff_id=1)
    desk.open()
    furnish(desk)
    desk.close()


@pytest.fixture
def desk_file(request: pytest.FixtureRequest, demo_desk: Path, blank_desk: Path, tmp_path: Path) -> Path:
    """The demo desk's file; of a new desk where a test asks for "blank"."""
    path = tmp_path / "desk.db"
    path.write_bytes((blank_desk if getattr(request, "param", "") == "blank" else demo_desk).read_bytes())
    return path


@pytest.fixture
def views(window: MainWindow, place: Workplace, tmp_path: Path, wait_idle: Callable[[Workplace], None]) -> EveryView:
    return EveryView(window, lambda: wait_idle(place), tmp_path)
