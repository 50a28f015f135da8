"""A call painted: the panel after the row changes, and the call whole, each with 20 files, against its bound.

Run as `python tests/benchmarks/bench_panel.py [calls]`; prints a table. From the key to the painted widget, everything
counts: reading in its lane, words, layout, paint. What is left of it when the same call is painted again stands beside.
Of an arrow that is held, how long the slowest of its keys waits until it is heard.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Transfer
from deskapp.models.base import to_stored
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote, ContactCustomer, LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, HearFromContact
from deskapp.services.places.acts import Chosen
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.calls.panel.call_panel import CallPanel
from deskapp.ui.look import theme
from deskapp.ui.work.changes import ChangeHub
from deskapp.ui.work.lanes import Lanes
from deskapp.ui.work.workplace import Workplace

CALLS, OPEN, FILES, ROUNDS = 100_000, 12, 20, 5
PANEL, PAGE, HEARD = 0.050, 0.100, 0.100
#: An arrow that is held: so many keys, so far apart in seconds.
HELD, APART = 60, 0.033
NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
WORDS = "Since this morning, error E-37 on the display of the unit; switched off and on again, the light stays red. "


def measure(calls: int = CALLS) -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, the bound in seconds, 1): medians of rounds through all the open calls."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9)
    app.setFont(font)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "desk.db")
        make(path, FixedClock(NOW))
        desk = Desk(path, FixedClock(NOW), staff_id=1).open()
        ids = _furnish(desk, calls)
        lanes = Lanes()
        place = Workplace(desk, lanes, ChangeHub())
        place.load_facts()
        _until(app, lambda: place.facts is not None)
        panel, page = CallPanel(place), CallPage(place)
        try:
            return [
                *_panel(app, panel, ids),
                _held(app, panel, ids),
                *_page(app, page, ids),
            ]
        finally:
            for widget in (panel, page):
                widget.hide()
            lanes.stop()
            desk.close()


def _panel(app: QApplication, panel: CallPanel, ids: list[int]) -> list[tuple[str, float, float, float]]:
    panel.resize(424, 700)
    panel.show()
    taken, again = [], []
    for call_id in ids * ROUNDS:
        before = time.perf_counter()
        panel.show_call(call_id)
        _until_painted(app, panel, lambda: panel.call is not None)
        taken.append(time.perf_counter() - before)
        before = time.perf_counter()
        panel.repaint()
        again.append(time.perf_counter() - before)
    return [
        ("the panel after the row changes", median(taken[OPEN:]), PANEL, 1.0),
        ("the same, against painting it again", median(taken[OPEN:]), median(again[OPEN:]), 40.0),
    ]


class _Keys(QObject):
    """Goes to the next call with every key, and knows how long each waited."""

    def __init__(self, panel: CallPanel, ids: list[int]) -> None:
        super().__init__()
        self._panel, self._ids = panel, ids
        self.pressed: list[float] = []
        self.waited: list[float] = []

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.User:
            return super().event(event)
        self.waited.append(time.perf_counter() - self.pressed[len(self.waited)])
        self._panel.show_call(self._ids[len(self.waited) % len(self._ids)])
        return True

    def hold(self) -> None:
        for _turn in range(HELD):
            time.sleep(APART)
            self.pressed.append(time.perf_counter())
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))


def _held(app: QApplication, panel: CallPanel, ids: list[int]) -> tuple[str, float, float, float]:
    keys = _Keys(panel, ids)
    finger = threading.Thread(target=keys.hold)
    finger.start()
    _until(app, lambda: len(keys.waited) == HELD)
    finger.join()
    _until(app, lambda: panel.call is not None)
    return ("an arrow held, until its slowest key is heard", max(keys.waited), HEARD, 1.0)


def _page(app: QApplication, page: CallPage, ids: list[int]) -> list[tuple[str, float, float, float]]:
    page.resize(1190, 700)
    page.show()
    taken, whole = [], []
    for call_id in ids * ROUNDS:
        before = time.perf_counter()
        page.open(call_id, ids, "Calls")
        _until_painted(app, page, lambda: page.call is not None)
        taken.append(time.perf_counter() - before)
        _until_painted(app, page, lambda: bool(page.past.links))
        whole.append(time.perf_counter() - before)
    return [
        ("the call whole, all that was said", median(taken[OPEN:]), PAGE, 1.0),
        ("the call whole, with what stands around it", median(whole[OPEN:]), PAGE, 1.0),
    ]


def _until(app: QApplication, there: Callable[[], bool]) -> None:
    while not there():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class _Painted(QObject):
    """Whether a window was painted since something is there."""

    def __init__(self, window: QWidget, there: Callable[[], bool]) -> None:
        super().__init__()
        self._there, self.was = there, False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.was |= event.type() == QEvent.Type.UpdateRequest and self._there()
        return False


def _until_painted(app: QApplication, window: QWidget, there: Callable[[], bool]) -> None:
    """As a display shows it: what changed is painted once, by Qt's own next update, and nothing beside it."""
    painted = _Painted(window, there)
    _until(app, lambda: painted.was)
    window.removeEventFilter(painted)


def _furnish(desk: Desk, calls: int) -> list[int]:
    """Open calls with all that belongs to one, and so many past ones of their customers."""
    expert = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Dean Marsh", phones=("0161 496 0171",))).value
    ids = []
    for number in range(OPEN):
        customer = NewCustomer(f"Grace {number}", f"School {number}", f"104{number}", f"0161 496 02{number:02}")
        named = {"place": Chosen(words="Main building"), "equipment": Chosen(words="Line unit")}
        log = LogCall(f"No phones on floor {number}", new_customer=customer, details=WORDS * 3, wants=WORDS, **named)
        call_id = desk.calls.log(log).value.id
        ids.append(call_id)
        given = dict.fromkeys((HandoffPart.ISSUE, HandoffPart.STEPS, HandoffPart.WANTS), WORDS)
        types, why = (EscalationType.FUNCTIONAL,), (("other_knowledge", ""),)
        made = Escalate(call_id, types, why, expert.id, given, Consent.YES, transfer=Transfer.WARM)
        out = desk.escalations.escalate(made).value.id
        for turn in range(8):
            desk.calls.note(AddNote(call_id, f"{turn}. {WORDS}"))
            desk.calls.contact_customer(ContactCustomer(call_id, reached=True, words=f"{turn}. {WORDS}"))
            desk.escalations.hear(HearFromContact(out, f"{turn}. {WORDS}"))
        for turn in range(FILES):
            file = File(f"note {turn}.txt", f"{number} {turn} {WORDS}".encode())
            desk.attachments.attach(AttachFile(call_id, file))
    _copies(desk, ids, calls)
    return ids


def _copies(desk: Desk, ids: list[int], calls: int) -> None:
    """Closed calls in the words of the open ones, some months old, for the customers in turn."""
    with desk.work.database.write() as session:
        run = session.connection().exec_driver_sql
        names = [row[1] for row in run("PRAGMA table_info(call)")]
        instead = {
            "id": "n",
            "customer_id": f"1 + n % {OPEN}",
            "state": "'archived'",
            "source": "'copied'",
            "source_ref": "n",
            "logged_at": f"{to_stored(NOW - timedelta(days=300))} + n * 1000000",
            "solution": "'Line card ' || n || ' reseated and the unit restarted.'",
            **dict.fromkeys(("next_clock", "next_due_at", "next_warn_at", "next_calendar_id", "with_name"), "NULL"),
        }
        columns = ", ".join(instead.get(name, name) for name in names)
        run(
            f"WITH RECURSIVE number(n) AS (SELECT {max(ids) + 1} UNION ALL SELECT n + 1 FROM number"
            f" WHERE n < {max(ids) + calls}) INSERT INTO call ({', '.join(names)})"
            f" SELECT {columns} FROM number JOIN call ON call.id = {ids[0]}"
        )
        # Each with a clock that was met: these outnumber everything else of a desk.
        kept = "call_id, cycle, kind, started_at, target, calendar_version_id, stopped_at, verdict, margin"
        run(
            f"INSERT INTO clock ({kept}) SELECT call.id, 1, 'response', call.logged_at, clock.target,"
            " clock.calendar_version_id, call.logged_at, 'met', clock.target"
            f" FROM call JOIN clock ON clock.call_id = {ids[0]} AND clock.kind = 'resolution'"
            f" WHERE call.id > {max(ids)}"
        )


def main() -> None:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else CALLS
    print(f"{'what':44} {'ours':>10} {'bound':>10} {'ratio':>6}")
    for what, ours, bound, reach in measure(calls):
        mark = "" if ours <= bound * reach else "  MISSED"
        print(f"{what:44} {ours * 1e3:7.1f} ms {bound * 1e3:7.1f} ms {ours / bound:6.2f}{mark}")


if __name__ == "__main__":
    main()
