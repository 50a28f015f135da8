"""Memory with all closed calls open in the log, against the same window with the ORM loaded and an empty desk's list.

Run as `python tests/benchmarks/bench_memory.py`. Each is measured in a process of its own, in GB of what is resident;
nothing may be added by 500 refreshes. Where the system does not tell (no /proc), there is nothing to measure.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from histories import NOW, history

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.services.log.sieve import Shown

CALLS = int(os.environ.get("DESK_BENCH_CALLS", "1000000"))
REFRESHES = 500
#: Of window and ORM; and how much of itself 500 refreshes may leave behind.
REACH, KEPT = 1.25, 1.03
_STATM = Path("/proc/self/statm")

#: Name, ours in GB, floor in GB, ratio to reach.
Figure = tuple[str, float, float, float]


def measure(calls: int = CALLS) -> list[Figure]:
    if not _STATM.exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.db")
        make(empty, FixedClock(NOW))
        floor, _after = _resident(empty)
    opened, refreshed = _resident(history(calls))
    return [
        ("memory, all calls in the log, in GB", opened, floor, REACH),
        (f"memory after {REFRESHES} refreshes, in GB", refreshed, opened, KEPT),
    ]


def _resident(path: Path) -> tuple[float, float]:
    """GB with the list of a desk open, and after it was read again so many times."""
    done = subprocess.run([sys.executable, __file__, str(path)], stdout=subprocess.PIPE, text=True, check=True)
    opened, refreshed = done.stdout.splitlines()[-1].split()
    return float(opened), float(refreshed)


def _now() -> float:
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e9


def _show(path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from deskapp.ui.calls.log.call_table import CallTable
    from deskapp.ui.look import theme

    app = QApplication([])
    theme.apply(app, "light")
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    desk.load()
    table = CallTable(several=True)
    model = table.calls
    model.rows_wanted.connect(lambda ids, pages: model.put_rows(tuple(desk.lists.in_turn(ids)), pages))
    table.set_now(NOW)
    table.resize(1200, 760)
    table.show()

    def refresh() -> None:
        table.set_ids(desk.log.ids(Shown("closed")))
        app.processEvents()

    for _turn in range(3):
        refresh()
    opened = _now()
    for _turn in range(REFRESHES):
        refresh()
    print(opened, _now())
    desk.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _show(Path(sys.argv[1]))
    else:
        for name, ours, floor, reach in measure():
            print(f"{name}: {ours:.3f}, floor {floor:.3f}, {ours / floor:.2f} x (reach {reach} x)")
