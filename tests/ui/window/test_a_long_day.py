"""A long day: others write all the time while the window and the wall board are open. Nothing grows, nothing is lost.

With DESK_LONG_RUNS=1 it goes on for ten minutes, and says what it measured.
"""

import gc
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from in_a_process import Python
from long_runs import LONG_RUNS
from patience import SECONDS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stretches import Stretches

from deskapp.desk import Desk
from deskapp.services.site import check
from deskapp.ui.supervise.overdue_screen import OverdueScreen
from deskapp.ui.wall.wall_board import WallBoard
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
ROOT = Path(__file__).resolve().parents[3]
WRITERS = 3
LENGTH = 600.0 if LONG_RUNS else 3.0
#: No event holds up the thread that draws for longer, in seconds of its own work.
MOST = 0.1
#: The screens that are gone through, all day.
SCREENS = ("overdue", "calls", "overdue", "escalations", "call_backs")

#: Logs a call, says something about it, and gives it to another, again and again; says each call once it is saved.
WRITER = """
import sys, time
from pathlib import Path
from deskapp.desk import Desk
from deskapp.services.calls import acts

desk, me, number = Desk(Path(sys.argv[1]), staff_id=1).open(), sys.argv[2], 0
while True:
    number += 1
    customer = acts.NewCustomer(f"Customer {me} {number}", phone=f"030 {number}")
    call = desk.calls.log(acts.LogCall(f"{me} {number}", new_customer=customer)).value
    desk.calls.note(acts.AddNote(call.id, "looked at it"))
    print(call.id, flush=True)
    time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def desk(monday_demo: Path, tmp_path: Path) -> Iterator[Desk]:
    """The demo's desk, by the clock of the machine."""
    path = tmp_path / "day.db"
    shutil.copyfile(monday_demo, path)
    made = Desk(path, staff_id=1).open()
    yield made
    made.close()


def _grown() -> tuple[int, int]:
    """Widgets and objects that are there once everything that is over has gone."""
    for _round in range(3):
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()
        gc.collect()
    return len(QApplication.allWidgets()), len(gc.get_objects())


def _pass(window: MainWindow, seconds: float = 0) -> None:
    """A supervisor goes from screen to screen, and down the lists: to each of them once, and for so long."""
    until, turn = time.monotonic() + seconds, 0
    while turn < len(SCREENS) or time.monotonic() < until:
        screen = window.show_screen(SCREENS[turn % len(SCREENS)])
        turn += 1
        for _key in range(5):
            QTest.keyClick(screen.focus_taker, Qt.Key.Key_Down)
            QTest.qWait(100)


@pytest.mark.long
def test_10_minutes_under_load_nothing_grows_and_nothing_is_lost(
    window: MainWindow, place: Workplace, desk: Desk, wait_idle: Wait
) -> None:
    board = WallBoard(desk, place.lanes)
    board.resize(1366, 768)
    board.show()
    pause = "0.5" if LONG_RUNS else "0.1"
    writers = [
        Python(WRITER, desk.path, f"writer{one}", pause, stdout=subprocess.PIPE, text=True) for one in range(WRITERS)
    ]
    try:
        # Everything that is made once is there: each screen was visited, and the first calls of others came.
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        _pass(window)
        wait_idle(place)
        widgets, objects = _grown()
        pulse = Stretches()
        _pass(window, LENGTH)
        pulse.stop()
    finally:
        for writer in writers:
            writer.kill()
    said = {int(line) for writer in writers for line in writer.communicate(timeout=SECONDS)[0].split() if line}
    assert len(said) >= WRITERS
    screen = window.show_screen("overdue")
    assert isinstance(screen, OverdueScreen)
    screen.refresh()
    wait_idle(place)
    assert {call.id for call in desk.lists.calls("open")} >= said
    assert check.check(desk.path).findings == ()
    after = _grown()
    told = f"at most {pulse.longest * 1000:.0f} ms at a stretch, widgets and objects {(widgets, objects)}, then {after}"
    sys.stdout.write(f"{len(said)} calls, {told}\n")
    assert after[0] <= widgets * 1.05 + 20, "widgets stay behind"
    # What is kept of each open call is a row of values.
    assert after[1] <= objects * 1.1 + 60 * len(said), "objects stay behind"
    if LONG_RUNS:
        assert pulse.longest <= MOST, pulse.where
    board.close()
    wait_idle(place)
