"""Somebody rings: from the number that the running window receives to their call, painted with who they are.

The floor is a bare window of as many labels, fields and buttons, made, shown and painted in the same run; both in time
of the processor, for what else the machine does delays the one as the other. Milliseconds orient: 300 are what a person
takes for at once. `python tests/benchmarks/bench_caller.py` prints a table.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deskapp.ui.window.main_window import MainWindow

ROUNDS = 9
NUMBER = "020 7946 0018"


class Measure(NamedTuple):
    name: str
    ours_seconds: float
    floor_seconds: float
    reach_ratio: float


def measure() -> list[Measure]:
    """The first caller of a process that has loaded everything when idle, and those after."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        window = _window(Path(folder))
        first, calls = _ring(window)
        bare = _bare(calls)
        floor, ours = [_seconds(bare)], []
        for _round in range(ROUNDS):
            ours.append(_ring(window)[0])
            floor.append(_seconds(bare))
        _end(window)
    least = median(floor)
    return [
        Measure("who rings, the first time, painted", first, least, 10.0),
        Measure("who rings, painted", median(ours), least, 9.0),
    ]


def _window(folder: Path) -> "MainWindow":
    from PySide6.QtWidgets import QApplication

    from deskapp.desk import Desk
    from deskapp.domain.clock import SystemClock
    from deskapp.services.demo.service import make_demo
    from deskapp.ui.look import theme
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.changes import ChangeHub
    from deskapp.ui.work.lanes import Lanes
    from deskapp.ui.work.workplace import Workplace
    from deskapp.ui.work.workstation import Workstation

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    path = folder / "demo.db"
    make_demo(path, SystemClock().now())
    desk = Desk(path)
    first = desk.first_screen("due")
    desk.staff_id = first.staff_id
    lanes = Lanes()
    window = MainWindow(Workplace(desk, lanes, ChangeHub()), Workstation(folder / "workstation.ini"), first)
    window.show()
    window.begin()
    _until(lambda: window.current.panel is not None and not lanes.busy)
    # As the app does when it is idle.
    import deskapp.ui.calls.new_call.new_call  # noqa: F401

    desk.load()
    _until(lambda: not lanes.busy)
    return window


def _ring(window: "MainWindow") -> tuple[float, dict[type, int]]:
    """How long it takes until it is painted, and what it is made of."""
    from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

    from deskapp.ui.calls.new_call.new_call import NewCallDialog

    begun = time.process_time()
    window.shell.new_calls.take(NUMBER)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, NewCallDialog) and one.isVisible()]
    _until(lambda: dialog.who.caller_name != "")
    _paint(dialog)
    took = time.process_time() - begun
    made = {kind: len(dialog.findChildren(kind)) for kind in (QLabel, QLineEdit, QAbstractButton)}
    dialog.throw_away()
    _until(lambda: not window.place.lanes.busy)
    return took, made


def _bare(made: dict[type, int]) -> Callable[[], None]:
    from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QPushButton

    def show() -> None:
        dialog = QDialog()
        grid = QGridLayout(dialog)
        labels, fields, buttons = made.values()
        kinds = [*[QLabel] * labels, *[QLineEdit] * fields, *[QPushButton] * buttons]
        for place, kind in enumerate(kinds):
            grid.addWidget(kind(f"Words {place}"), place // 3, place % 3)
        dialog.resize(1180, 680)
        dialog.show()
        _paint(dialog)
        dialog.close()
        dialog.deleteLater()

    return show


def _paint(widget: "QWidget") -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    widget.repaint()
    QApplication.processEvents()


def _until(holds: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    while not holds():
        QApplication.processEvents()


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _end(window: "MainWindow") -> None:
    window.close()
    window.place.lanes.stop()


def main() -> None:
    print(f"{'what':38} {'ours':>10} {'floor':>10} {'ratio':>7} {'reach':>7}")
    for name, ours, floor, reach in measure():
        print(f"{name:38} {ours * 1000:7.2f} ms {floor * 1000:7.2f} ms {ours / floor:7.2f} {reach:7.2f}")


if __name__ == "__main__":
    main()
