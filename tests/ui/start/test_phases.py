"""A start tells its phases to whoever measures it, and before the paint makes no class of a widget it does not show."""

import os
import re
import subprocess
import sys
from pathlib import Path

import deskapp
from deskapp.desk import Desk, make

ROOT = Path(deskapp.__file__).resolve().parent.parent

#: QWizard's names stand for those of every widget: PySide makes them all when it is handed a widget that it never
#: saw, such as a table's viewport.
_START = """
import enum
import os
import sys
from pathlib import Path
from deskapp import phases
from deskapp.app import make

made = []
plain = enum.EnumType.__new__

def noted(kind, name, *rest, **more):
    made.append(name)
    return plain(kind, name, *rest, **more)

enum.EnumType.__new__ = noted

def ended(phase):
    print(phase, flush=True)
    if phase == "paint":
        print("every widget" if "WizardStyle" in made else "what is there", flush=True)
    if phase == "ready":
        os._exit(0)

phases.listener = ended
make(Path(sys.argv[1]), new_window=True).run()
"""


def _phases_of_the_benchmark() -> set[str]:
    source = (ROOT / "tests" / "benchmarks" / "bench_start.py").read_text(encoding="utf-8")
    table = source.split("_PHASES = {")[1].split("\n}")[0]
    return set(re.findall(r'^    "(.+?)": ', table, re.MULTILINE))


def test_a_start_ends_each_phase_of_the_benchmark_and_paints_without_every_widgets_class(tmp_path: Path) -> None:
    database = tmp_path / "desk.db"
    make(database)
    desk = Desk(database, staff_id=1).open()
    with desk.work.write() as session:
        session.connection().exec_driver_sql("UPDATE site SET demo = 1")
    desk.close()
    folders = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)} | folders
    done = subprocess.run(
        [sys.executable, "-c", _START, str(database)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = done.stdout.split("\n")
    assert set(told) - {"", "what is there", "every widget"} == _phases_of_the_benchmark()
    assert "what is there" in told
