"""From the command to a window that is painted, and to one that can be used, against a bare window with a table.

Each start is a process of its own; ours and the floor take turns. `python tests/benchmarks/bench_start.py`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
CALLS = 1000

#: A bare window with a table of 1,000 rows of eight texts, painted.
_FLOOR = """
import sys
from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

class Model(QAbstractTableModel):
    def rowCount(self, parent=None): return 1000
    def columnCount(self, parent=None): return 8
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, told)
        return False

def told():
    print("painted", flush=True)
    sys.stdin.readline()
    app.quit()

app = QApplication(sys.argv)
window = QMainWindow()
table = QTableView()
model = Model()
table.setModel(model)
window.setCentralWidget(table)
window.resize(1366, 768)
painted = Painted()
table.viewport().installEventFilter(painted)
window.show()
app.exec()
"""

_OURS = """
import sys
from pathlib import Path
from deskapp.app import make

application = make(Path(sys.argv[1]), new_window=True)

def painted():
    print("painted", flush=True)

def ready():
    print("ready", flush=True)
    sys.stdin.readline()
    application.window.close()

application.painted.connect(painted)
application.ready.connect(ready)
application.run()
"""


def make_desk(path: Path) -> None:
    """A desk with 1,000 open calls, logged through the services."""
    sys.path.insert(0, str(ROOT))
    from deskapp.desk import Desk, make
    from deskapp.domain.clock import FixedClock
    from deskapp.services.calls.acts import LogCall, NewCustomer

    clock = FixedClock(datetime.now(UTC) - timedelta(hours=CALLS * 60 / 3600))
    make(path)
    desk = Desk(path, clock, staff_id=1).open()
    with desk.work.batch():
        for number in range(CALLS):
            customer = NewCustomer(f"Customer {number}", account=f"A{number:05d}")
            desk.calls.log(LogCall(f"Label printer {number} prints blank labels", new_customer=customer))
            clock.advance(timedelta(seconds=60))
    # The start is that after sign-in: a desk of this kind goes without.
    with desk.work.write() as session:
        session.connection().exec_driver_sql("UPDATE site SET demo = 1")
    desk.close()


def start(program: str, *arguments: str, home: Path, last: str) -> dict[str, float]:
    """Start a program; when it said each word, in seconds since its start, up to the last word."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(ROOT),
        "XDG_DATA_HOME": str(home),
        "HOME": str(home),
        # As installed: modules are compiled once, not at every start.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    assert process.stdout is not None
    said: dict[str, float] = {}
    for line in process.stdout:
        said[line.strip()] = time.perf_counter() - began
        if line.strip() == last:
            break
    process.communicate("\n", timeout=30)
    if last not in said:
        raise RuntimeError("the program ended before it was painted")
    return said


def measure(rounds: int = ROUNDS) -> list[tuple[str, float, float, float]]:
    """(what, ours in seconds, the floor's, the ratio to reach); medians, taken in turns."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = home / "desk.db"
        make_desk(database)
        floor: Callable[[], dict[str, float]] = lambda: start(_FLOOR, home=home, last="painted")  # noqa: E731
        ours: Callable[[], dict[str, float]] = lambda: start(  # noqa: E731
            _OURS, str(database), home=home, last="ready"
        )
        floor(), ours()  # from now on the files are in the cache
        bare, painted, ready = [], [], []
        for _round in range(rounds):
            bare.append(floor()["painted"])
            said = ours()
            painted.append(said["painted"])
            ready.append(said["ready"])
    least = statistics.median(bare)
    return [
        ("first painted window, 1,000 open calls", statistics.median(painted), least, 1.25),
        ("everything usable", statistics.median(ready), least, 3.0),
    ]


def main() -> None:
    for name, ours, floor, reach in measure():
        print(f"{name:42} {ours * 1000:7.0f} ms  {floor * 1000:7.0f} ms  {ours / floor:5.2f} x  (reach {reach} x)")


if __name__ == "__main__":
    main()
