"""The measures on screen, from the question to the painted figures and charts, at a desk with 1,000,000 calls.

Run as `python tests/benchmarks/bench_measures_screen.py`; prints a table. The floor paints once more what stands there.
The figures, the course of six periods, the slices and the calls are read, the charts drawn, and all of it is shown.
"""

import gc
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from histories import NOW, history
from in_turns import medians

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock

CALLS = int(os.environ.get("DESK_BENCH_CALLS", "1000000"))
ROUNDS = 15

#: Name, ours in seconds, floor in seconds, ratio to reach.
Figure = tuple[str, float, float, float]


def measure(calls: int = CALLS) -> list[Figure]:
    from PySide6.QtWidgets import QApplication

    from deskapp.ui.improve.measures.measures_part import MeasuresPart
    from deskapp.ui.look import theme
    from deskapp.ui.work.changes import ChangeHub
    from deskapp.ui.work.lanes import Lanes
    from deskapp.ui.work.workplace import Workplace

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    lanes = Lanes()
    place = Workplace(Desk(history(calls), FixedClock(NOW), staff_id=1), lanes, ChangeHub())

    def rest() -> None:
        """Until everything that was asked for is read, drawn and painted."""
        quiet = 0
        while quiet < 2:
            app.processEvents()
            quiet = 0 if lanes.busy else quiet + 1

    place.load_facts()
    rest()
    part = MeasuresPart(place)
    part.resize(1180, 680)
    part.show()
    rest()
    way = [-1]

    def turn() -> None:
        part.turns(way[0])
        way[0] = -way[0]
        rest()

    def again() -> None:
        part.update()
        for widget in part.findChildren(type(part.figures.cards)):
            widget.update()
        part.repaint()
        app.processEvents()

    def first() -> None:
        other = MeasuresPart(place)
        other.resize(1180, 680)
        other.show()
        rest()
        other.close()
        other.deleteLater()

    gc.disable()
    try:
        return [
            ("the measures of another month, painted", *medians(turn, again, ROUNDS), 5.0),
            ("the measures for the first time, painted", *medians(first, again, ROUNDS), 10.0),
        ]
    finally:
        gc.enable()
        part.close()
        lanes.stop()


def main() -> None:
    print(f"{'what':44} {'ours':>11} {'floor':>11} {'ratio':>7} {'reach':>7}")
    for name, ours, floor, reach in measure():
        mark = "" if ours / floor <= reach else "  MISSED"
        print(f"{name:44} {ours * 1000:8.3f} ms {floor * 1000:8.3f} ms {ours / floor:7.2f} {reach:7.2f}{mark}")


if __name__ == "__main__":
    main()
