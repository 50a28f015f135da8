"""A supervisor's visit at the window: what happened since, each figure's calls, what is due next, the trend."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from scene import by_mail, log
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.overview.visits.views import Happened
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.supervise.overdue_screen import OverdueScreen
from deskapp.ui.supervise.visits.figure_dialog import FigureDialog
from deskapp.ui.supervise.visits.handover_dialog import HandoverDialog
from deskapp.ui.supervise.visits.trend_dialog import TrendDialog
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def day(desk: Desk, clock: FixedClock) -> list[int]:
    """From 10:00 to 14:30 of a Monday: two by phone, one of them solved; one by mail that nobody has answered."""
    calls = [log(desk, "No toner").id, log(desk, "Cable torn").id, by_mail(desk).id]
    desk.calls.resolve(ResolveCall(calls[1], "A new cable"))
    clock.advance(timedelta(hours=4, minutes=30))
    return calls


def test_a_visit_tells_what_happened_and_what_is_due_next(
    day: list[int], desk: Desk, person: Hands, clock: FixedClock, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    person.press(Key.Key_3, CTRL)
    screen = person.window.screens.current
    assert isinstance(screen, OverdueScreen)
    line = screen.since
    told = desk.visits.since()
    assert line.words == f"Since 09:00: +3 new, 1 solved, {told.late} newly late Due before Tue 09:00: {told.ahead}"
    assert told.late > 0
    # Each figure is the way to its calls, and to one of them.
    line.figures[Happened.SOLVED].click()
    wait_idle(place)
    dialog = person.dialog(FigureDialog)
    assert (dialog.windowTitle(), dialog.note.text()) == ("Solved since 09:00", "1 call. Enter opens it.")
    assert [row[:4] for row in dialog.table.lines.texts()] == [
        ("C-00002", "P3", "Ada Lovelace, Engines Ltd", "Cable torn")
    ]
    person.press(Key.Key_Return)
    assert not person.is_open(FigureDialog)
    page = person.window.screens.current
    assert isinstance(page, CallPage)
    assert page.current_call_id == day[1]
    person.press(Key.Key_Escape)
    # What is due next, on the screen and on paper.
    line.ahead.click()
    wait_idle(place)
    handover = person.dialog(HandoverDialog)
    lines = list(handover.table.lines.texts())
    assert len(lines) == told.ahead
    assert handover.note.text().startswith(f"{told.ahead} are due before Tue 09:00.")
    handover.papers.save(tmp_path / "handover.pdf")
    wait_idle(place)
    read = " ".join(PdfReader(tmp_path / "handover.pdf").pages[0].extract_text().split())
    assert f"{told.ahead} due before the next opening" in read
    assert all(line[2] in read for line in lines)
    person.press(Key.Key_Escape)
    # The trend: a chart that says its sums, and each day one key away.
    line.trend.click()
    wait_idle(place)
    trend = person.dialog(TrendDialog)
    sums = f"3 new, 1 solved, {told.late} newly late in 30 days."
    assert (trend.note.text(), trend.chart.accessibleName()) == (sums, f"Chart of the last days: {sums}")
    assert trend.chart.renderer().isValid()
    assert trend.chart.isVisible()
    person.press(Key.Key_Return, CTRL | SHIFT)
    assert trend.table.isVisible()
    days = list(trend.table.lines.texts())
    assert (len(days), days[0]) == (30, ("Mon 16 Nov 2026", "3", "1", str(told.late)))
    person.press(Key.Key_Escape)
    # A call that comes in, and a clock that runs out, are counted without a word from anybody.
    place.hub.tell(desk.calls.resolve(ResolveCall(day[0], "Toner")).changes)
    wait_idle(place)
    assert line.figures[Happened.SOLVED].text() == "2 solved,"
    clock.advance(timedelta(hours=2))
    person.window.ticker.tick()
    wait_idle(place)
    assert line.figures[Happened.LATE].text() == f"{desk.visits.since().late} newly late"
