"""Words are typed, a key is pressed and the window is closed while the file is held by others, or its disk is full."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROMISE = (
    "what was typed or asked for is never dropped unseen, nor is the window frozen: locks of up to 40 s, full disks"
)
FULL, SHORT = 40, 4
#: Every so often others save for longer than a save waits.
_LONG_EVERY, _LONG = 10, 40.0
#: The window's thread never works longer at a stretch, in seconds of its own.
_GAP = 0.1
#: Nothing of it depends on how fast the machine is: only a fault takes so long.
_PATIENCE = 90


def run(folder: Path, times: int, seed: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, __file__, str(folder), str(times), str(seed)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder / "data")},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    return lines[:-1] if lines[-1:] == ["over"] else [*lines, f"ended with {done.returncode}"]


def _rounds(folder: Path, times: int, seed: int) -> None:
    from PySide6.QtWidgets import QApplication

    from deskapp.desk import make
    from deskapp.ui.look import theme

    app = QApplication([])
    theme.apply(app, "light")
    dice = random.Random(seed)
    blank = folder / "blank.db"
    make(blank)
    for number in range(times):
        path = folder / f"desk-{number}.db"
        path.write_bytes(blank.read_bytes())
        if sys.platform != "win32" and number % 2:
            fault, what = _full(path, dice.choice((0, 4096, 40_000))), "the disk is full"
        else:
            long = times == FULL and number % _LONG_EVERY == 0
            seconds = _LONG if long else dice.uniform(0.2, 2.5)
            fault, what = _held(path, seconds), f"held for {seconds:.1f} s"
        for wrong in _round(path, dice, fault):
            print(f"round {number}, {what}: {wrong}", flush=True)
    print("over", flush=True)


def _round(path: Path, dice: random.Random, fault: Callable[[], None]) -> Iterator[str]:
    """One window: what is typed and pressed while `fault` goes on, until it has closed by itself."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from stretches import Stretches

    from deskapp.desk import Desk
    from deskapp.services.calls.acts import LogCall, NewCustomer
    from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.changes import ChangeHub
    from deskapp.ui.work.lanes import Lanes
    from deskapp.ui.work.workplace import Workplace
    from deskapp.ui.work.workstation import Workstation

    desk = Desk(path, staff_id=1)
    call = desk.open().calls.log(LogCall("No power", new_customer=NewCustomer("Ada Vega"))).value
    lanes = Lanes()
    place = Workplace(desk, lanes, ChangeHub())
    window = MainWindow(place, Workstation(path.with_suffix(".ini")), desk.first_screen("due"))
    window.show()
    window.activateWindow()
    window.begin()
    _until(lambda: not lanes.busy)
    window.show_call(call.id)
    _until(lambda: not lanes.busy)
    dialog = NoteDialog(place, desk.overview.call(call.id), window)
    dialog.open()
    _until(lambda: not lanes.busy)
    words = f"Rang again {dice.random()}"
    acted: list[bool] = []
    place.acted.connect(lambda: acted.append(True))
    over = threading.Event()
    begun = threading.Event()
    beside = threading.Thread(target=lambda: fault(begun, over))
    stretches = Stretches()
    beside.start()
    begun.wait(_PATIENCE)
    dialog.words.setPlainText(words)
    dialog.reject()
    window.activateWindow()
    _until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F7)
    _until(lambda: place.underway.acts or acted or not window.shell.unsaved.refused.isHidden())
    if window.close() and place.keeper.waiting:
        yield "the window closed over what was typed"
    unsaved = window.shell.unsaved
    over.set()
    until = time.monotonic() + _PATIENCE
    while window.isVisible() and time.monotonic() < until:
        if not beside.is_alive():
            place.keeper.try_again()
            if not unsaved.refused.isHidden():
                unsaved.refused._action.click()
        QTest.qWait(20)
    stretches.stop()
    beside.join()
    if window.isVisible():
        yield "the window never closed by itself"
    if stretches.longest > _GAP:
        yield f"the window stood still for {stretches.longest:.2f} s:\n{stretches.where}"
    _until(lambda: not lanes.busy)
    kept = desk.drafts.load(f"note:{call.id}") or {}
    if kept.get("words") != words:
        yield "what was typed is gone"
    told = [str(one.kind) for one in desk.overview.call(call.id).events].count("customer_told")
    if told != 1:
        yield f"the key was pressed once and is there {told} times"
    lanes.stop()
    desk.close()
    window.deleteLater()
    QTest.qWait(1)


def _held(path: Path, seconds: float) -> Callable[[threading.Event, threading.Event], None]:
    """Others save for so long, whatever goes on here."""

    def hold(begun: threading.Event, _over: threading.Event) -> None:
        import sqlcipher3.dbapi2 as sqlite

        other = sqlite.connect(str(path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()

    return hold


def _full(path: Path, left: int) -> Callable[[threading.Event, threading.Event], None]:
    """No file may grow past what the write-ahead log has and a little, until the window was asked to close."""

    def fill(begun: threading.Event, over: threading.Event) -> None:
        with _no_larger_than(path.with_name(f"{path.name}-wal").stat().st_size + left):
            begun.set()
            over.wait(_PATIENCE)
            time.sleep(0.3)

    return fill


@contextmanager
def _no_larger_than(size: int) -> Iterator[None]:
    import resource  # Python ignores the signal that comes with it

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _until(holds: Callable[[], object]) -> None:
    from PySide6.QtTest import QTest

    until = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise AssertionError("it never came to rest")
        QTest.qWait(5)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    sys.path[:0] = [str(here.parent), str(here.parent / "ui"), str(here.parents[1])]
    _rounds(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
