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

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import histories

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
#: How many calls are open: `DESK_BENCH_OPEN=10000` for a large desk, whose start must take no longer.
CALLS = int(os.environ.get("DESK_BENCH_OPEN", "1000"))

#: So many seconds may the start of an encrypted desk take longer.
ENCRYPTED_ADDS = 0.2

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
from deskapp import phases
from deskapp.app import make

def ended(phase):
    print(phase, flush=True)
    if phase == "ready":
        sys.stdin.readline()
        application.window.close()

phases.listener = ended
application = make(Path(sys.argv[1]), new_window=True)
application.run()
"""

#: The same of an encrypted desk. Its passphrase is there as soon as it is asked for, so that nothing waits for fingers:
#: what it costs is to look at the file, to be asked, to work out the key, and to read what is encrypted.
_ENCRYPTED = """
from deskapp.ui.start.unlock_page import UnlockPage

shown = UnlockPage.showEvent

def typed(page, event):
    shown(page, event)
    page.field.setText(sys.argv[2])
    page.submit()

UnlockPage.showEvent = typed
"""
_PASSPHRASE = "four words of nothing"

#: SQLAlchemy on its own, as a start loads it: garbage is not looked for, and nothing is drawn beside it.
_BARE_ORM = """
import gc
import sys
gc.disable()
print("began", flush=True)
import sqlalchemy.orm, sqlalchemy.dialects.sqlite
print("loaded", flush=True)
sys.stdin.readline()
"""

#: What a start is made of, in the order of its ends, each from the end of the one before; on the right its budget.
#: The first read, SQLAlchemy, the mapping and the facts are loaded beside the window's thread, which meanwhile builds
#: the window, its commands and the panel: one line holds what both did.
_PHASES = {
    "Qt": ("  Python and Qt", 0.95),
    "first read": ("  the first read, beside the window", 0.40),
    "window": ("  the window is built", 0.40),
    "paint": ("  the window is painted", 0.30),
    "SQLAlchemy": ("  SQLAlchemy, beside the commands", 1.80),
    "mapping": ("  the tables are mapped, the file is opened", 0.90),
    "facts": ("  the services and the desk's facts", 0.75),
    "panel": ("  the panel", 0.50),
    "ready": ("  the rest", 0.15),
}


def make_desk(path: Path) -> None:
    """A desk with open calls, logged through the services."""
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
    desk.close()
    _without_sign_in(path)


def _without_sign_in(path: Path) -> None:
    """The start is that after sign-in: a desk of this kind goes without."""
    from deskapp.desk import Desk

    desk = Desk(path, staff_id=1).open()
    with desk.work.write() as session:
        session.connection().exec_driver_sql("UPDATE site SET demo = 1")
    desk.close()


def encrypted(path: Path) -> Path:
    """The same desk, encrypted, beside it."""
    from deskapp.storage import encryption, unlocking

    other = path.with_name("encrypted.db")
    other.write_bytes(path.read_bytes())
    encryption.rewrite(other, unlocking.new_key(_PASSPHRASE), lambda _making: None)
    return other


def _added_by_encryption(rounds: int) -> tuple[str, float, float, float]:
    """By what an encrypted desk is usable later than the same in plain, both started in turns, of what it may."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        plain = home / "desk.db"
        make_desk(plain)
        ours = encrypted(plain)
        program = _OURS.replace("\nphases.listener", f"{_ENCRYPTED}\nphases.listener")
        taken: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds + 1):
            for kept, one in zip(taken, (ours, plain), strict=True):
                said = start(program, str(one), _PASSPHRASE, home=home, last="ready")
                if number:  # the first of each fills the cache
                    kept.append(said["ready"])
    added = statistics.median(taken[0]) - statistics.median(taken[1])
    return ("what encryption adds to the start, of 200 ms", max(added, 0.0), ENCRYPTED_ADDS, 1.0)


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


def measure(calls: int | None = None, rounds: int = ROUNDS) -> list[tuple[str, float, float, float]]:
    """(what, ours in seconds, the floor's, the ratio to reach); medians, taken in turns.

    calls: a desk with an invented history of so many, and the two figures that a person waits for.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = home / "desk.db"
        if calls is None:
            make_desk(database)
        else:
            histories.copy(calls, database)
            _without_sign_in(database)
        floor: Callable[[], dict[str, float]] = lambda: start(_FLOOR, home=home, last="painted")  # noqa: E731
        bare_orm: Callable[[], dict[str, float]] = lambda: start(_BARE_ORM, home=home, last="loaded")  # noqa: E731
        ours: Callable[[], dict[str, float]] = lambda: start(  # noqa: E731
            _OURS, str(database), home=home, last="ready"
        )
        floor(), bare_orm(), ours()  # from now on the files are in the cache
        bare, orm, starts = [], [], []
        for _round in range(rounds):
            bare.append(floor()["painted"])
            said = bare_orm()
            orm.append(said["loaded"] - said["began"])
            starts.append(ours())
    least = statistics.median(bare)

    def until(phase: str) -> float:
        return statistics.median(said[phase] for said in starts)

    shown = CALLS if calls is None else histories.open_of(calls)
    waited_for = [
        (f"first painted window, {shown:,} open calls", until("paint"), least, 1.25),
        ("everything usable", until("ready"), least, 3.0),
    ]
    if calls is not None:
        return waited_for
    return [
        *waited_for,
        ("SQLAlchemy alone, its bare import", statistics.median(orm), least, 1.5),
        *_phases(starts, least),
        _added_by_encryption(rounds),
    ]


def _phases(starts: list[dict[str, float]], least: float) -> list[tuple[str, float, float, float]]:
    """What each phase takes from the end of the one before it, whichever that was in the start at hand."""
    took: dict[str, list[float]] = {name: [] for name in _PHASES}
    for said in starts:
        before = 0.0
        for name, at in sorted(said.items(), key=lambda end: end[1]):
            took[name].append(at - before)
            before = at
    return [(words, statistics.median(took[name]), least, budget) for name, (words, budget) in _PHASES.items()]


def main() -> None:
    for name, ours, floor, reach in measure():
        print(f"{name:44} {ours * 1000:7.0f} ms  {floor * 1000:7.0f} ms  {ours / floor:5.2f} x  (reach {reach} x)")


if __name__ == "__main__":
    main()
