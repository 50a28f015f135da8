"""The closed calls of a desk with 1,000,000: opening the list, and jumping anywhere in it, against one keyset page.

Run as `python tests/benchmarks/bench_list.py`; prints a table. The ratios judge, the milliseconds orient. The floor is
one page of rows by the plain driver. Painting a jump is compared with painting the page that is there.
"""

import gc
import os
import sys
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import sqlcipher3.dbapi2 as sqlite
from histories import NOW, history
from in_turns import medians

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.log.service import PAGE
from deskapp.services.log.sieve import Shown
from deskapp.storage import file_check

CALLS = int(os.environ.get("DESK_BENCH_CALLS", "1000000"))
ROUNDS = 15
CLOSED = Shown("closed")
#: The rows of a page as the plain driver gives them: the same columns, the same tables.
KEYSET = "WHERE call.id < ? AND call.state NOT IN ('new', 'open', 'waiting', 'resolved') ORDER BY call.id DESC LIMIT ?"

#: Name, ours in seconds, floor in seconds, ratio to reach.
Figure = tuple[str, float, float, float]


def measure(calls: int = CALLS) -> list[Figure]:
    path = history(calls)
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    plain = sqlite.connect(file_check.uri(path, "ro"), uri=True)
    gc.disable()
    try:
        return [*_in_sql(desk, plain, calls), _painted(desk)]
    finally:
        gc.enable()
        plain.close()
        desk.close()


def _in_sql(desk: Desk, plain: Any, calls: int) -> list[Figure]:
    from deskapp.services.calls import rows as call_rows

    select = call_rows.select(1)
    anywhere = Random(1)

    def page() -> None:
        plain.execute(select + KEYSET, (anywhere.randrange(PAGE, calls), PAGE)).fetchall()

    def first() -> None:
        desk.log.calls(CLOSED, PAGE)

    ids = desk.log.ids(CLOSED)

    def jump() -> None:
        at = anywhere.randrange(0, len(ids) - PAGE)
        list(desk.lists.in_turn(ids[at : at + PAGE]))

    figures = []
    for name, work in (("open the closed calls, SQL", first), ("jump anywhere in them, SQL", jump)):
        ours, floor = medians(work, page, ROUNDS)
        figures.append((name, ours, floor, 3.0))
    return figures


def _painted(desk: Desk) -> Figure:
    from PySide6.QtWidgets import QApplication

    from deskapp.ui.calls.log.call_table import CallTable
    from deskapp.ui.look import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    table = CallTable(several=True)
    model = table.calls
    model.rows_wanted.connect(lambda ids, pages: model.put_rows(tuple(desk.lists.in_turn(ids)), pages))
    table.set_now(NOW)
    table.set_ids(desk.log.ids(CLOSED))
    table.resize(1200, 760)
    table.show()
    app.processEvents()
    anywhere = Random(2)

    def paint() -> None:
        table.viewport().update()
        app.processEvents()

    def jump() -> None:
        place = anywhere.randrange(0, model.rowCount())
        table.scrollTo(model.index(place, 0), table.ScrollHint.PositionAtTop)
        while model.row_at(place) is None:
            app.processEvents()
        app.processEvents()

    ours, floor = medians(jump, paint, ROUNDS)
    table.close()
    return ("jump anywhere in them, painted", ours, floor, 2.0)


def main() -> None:
    print(f"{'what':34} {'ours':>10} {'floor':>10} {'ratio':>7} {'reach':>7}")
    for name, ours, floor, reach in measure():
        mark = "" if ours / floor <= reach else "  MISSED"
        print(f"{name:34} {ours * 1000:7.3f} ms {floor * 1000:7.3f} ms {ours / floor:7.2f} {reach:7.2f}{mark}")


if __name__ == "__main__":
    main()
