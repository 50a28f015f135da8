"""A window over a desk with a row that nobody can read: it opens, and says so once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from direct_writes import write
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls import acts
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.changes import ChangeHub
from deskapp.ui.work.lanes import Lanes
from deskapp.ui.work.workplace import Workplace
from deskapp.ui.work.workstation import Workstation


@pytest.fixture
def damaged(desk: Desk, clock: FixedClock, wait_idle: Callable[[Workplace], None]) -> Iterator[Workplace]:
    for summary in ("Printer is out", "No network", "Screen is dark"):
        desk.calls.log(acts.LogCall(summary, new_customer=acts.NewCustomer("Ann Lee")))
    desk.close()
    write(desk.path, "UPDATE call SET priority = 'P9' WHERE id = 2", "UPDATE site SET zone = 'Nowhere/Land'")
    place = Workplace(Desk(desk.path, clock, staff_id=1), Lanes(), ChangeHub())
    yield place
    wait_idle(place)
    place.lanes.stop()
    place.desk.close()


def test_the_window_opens_without_the_row_says_so_once_and_work_goes_on(
    damaged: Workplace, tmp_path: Path, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    place = damaged
    window = MainWindow(place, Workstation(tmp_path / "workstation.ini"), place.desk.first_screen("open"))
    qtbot.addWidget(window)
    window.show()
    window.begin()
    wait_idle(place)

    notice = window.shell.bad_rows.notice
    assert notice.isVisible()
    assert "1 call cannot be shown: C-00002." in notice.words
    assert "1 entry is shown without what cannot be read in it: site 1." in notice.words
    for key in ("overdue", "escalations", "call_backs", "directory", "rota", "improve", "settings"):
        window.show_screen(key)
        wait_idle(place)
    assert window.shell.said == ""
    notice.end()

    place.act(lambda desk: desk.calls.note(acts.AddNote(1, "Toner is on its way")))
    place.look_over()
    wait_idle(place)
    assert notice.isHidden()
    assert len(place.desk.overview.call(1).events) > 1
