"""The start: which window comes, what it says of files that cannot be used, and a second start."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from older_desks import make_older
from patience import MS
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Paper, Role
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.start import second_start
from deskapp.ui.start.first_run import FirstRun
from deskapp.ui.start.new_desk import NewDesk, make
from deskapp.ui.start.startup_read import StartupRead
from deskapp.ui.start.storage_page import StoragePage
from deskapp.ui.start.update_page import UpdatePage
from deskapp.ui.work.lanes import Lanes
from deskapp.ui.work.workstation import Workstation


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.stop()


def test_the_first_screen_is_read_beside_the_window_without_opening_the_desk(desk_file: Path) -> None:
    reading = StartupRead(desk_file, "due", None, signed_in=1)
    first = reading.result()
    assert (first.site, first.rows, first.staff_id) == ("Help desk", (), 1)
    assert not reading.desk.is_open


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b"not a database at all" * 20, "is no desk's file"),
        (b"SQLite format 3\0", "Nothing was changed"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_plain_words_and_left_alone(
    content: bytes | None, said: str, tmp_path: Path, lanes: Lanes, qtbot: QtBot
) -> None:
    from deskapp.domain.errors import StorageProblem

    path = tmp_path / "desk.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageProblem) as caught:
        StartupRead(path, "due", None).result()
    page = StoragePage(caught.value, lanes)
    qtbot.addWidget(page)
    page.show()
    assert said in page.words.text()
    assert (path.read_bytes() if path.exists() else None) == content


def test_the_first_run_makes_a_desk_with_its_site_its_manager_and_its_hours(
    tmp_path: Path, lanes: Lanes, qtbot: QtBot
) -> None:
    page = FirstRun(lanes, tmp_path)
    qtbot.addWidget(page)
    page.show()
    page.new.click()
    fill(page.site.field, "Northside Print & Copy")
    page.on.click()
    fill(page.name.field, "Sam Okoro")
    chosen: list[Path] = []
    page.desk_chosen.connect(chosen.append)
    page.on.click()
    qtbot.waitUntil(lambda: bool(chosen))
    desk = Desk(chosen[0]).open()
    facts = desk.facts()
    desk.close()
    assert facts.site.name == "Northside Print & Copy"
    assert [(one.name, one.role) for one in facts.staff] == [("Sam Okoro", Role.MANAGER)]
    assert facts.desk_calendar.calendar.to_dict()["week"]["mon"] == [["09:00", "17:30"]]


def test_the_first_run_asks_for_the_managers_pin_and_shows_the_recovery_code_until_it_is_kept(
    tmp_path: Path, lanes: Lanes, qtbot: QtBot
) -> None:
    page = FirstRun(lanes, tmp_path)
    qtbot.addWidget(page)
    page.show()
    page.new.click()
    page.on.click()
    fill(page.name.field, "Rita Gomez")
    made: list[tuple[Path, int]] = []
    page.desk_made.connect(lambda path, who: made.append((path, who)))
    for pin, again, words in (
        ("1234", "1234", "guessed first"),
        ("2580", "2581", "not the same"),
        ("2580", "", "same"),
    ):
        fill(page.pin.field, pin)
        fill(page.again.field, again)
        page.on.click()
        assert words in page.pin.error.text() + page.again.error.text()
        wrong = page.again if page.again.error.text() else page.pin
        assert page.focusWidget() is wrong.field
    assert list(tmp_path.iterdir()) == []
    fill(page.again.field, "2580")
    page.on.click()
    qtbot.waitUntil(lambda: hasattr(page, "code_card"))
    card = page.code_card
    code = card.code.text()
    card.copy()
    assert QApplication.clipboard().text() == code
    card.press()
    assert made == []  # not before it is kept
    card.save_as(tmp_path / "code.pdf")
    qtbot.waitUntil(lambda: "Saved" in card.notice.words)
    said = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "code.pdf").pages)
    assert code in said
    assert "Rita Gomez" in said
    card.sure.click()
    card.press()
    assert made == [(tmp_path / "desk.db", 1)]
    desk = Desk(tmp_path / "desk.db").open()
    assert desk.staff.sign_in(1, "2580").value.name == "Rita Gomez"
    assert desk.staff.recover(code, 1, "8642x").value.manager.role is Role.MANAGER
    desk.close()


def test_who_has_just_set_up_a_desk_need_not_sign_in_at_once(desk_file: Path) -> None:
    assert StartupRead(desk_file, "due", None).result().staff_id is None
    assert StartupRead(desk_file, "due", 1).result().staff_id is None  # who was here last proves nothing
    assert StartupRead(desk_file, "due", None, signed_in=1).result().staff_id == 1


def test_every_page_of_the_first_run_can_be_skipped(tmp_path: Path, lanes: Lanes, qtbot: QtBot) -> None:
    page = FirstRun(lanes, tmp_path)
    qtbot.addWidget(page)
    page.show()
    page.new.click()
    chosen: list[Path] = []
    page.desk_chosen.connect(chosen.append)
    page.skip.click()
    qtbot.waitUntil(lambda: bool(chosen))
    assert chosen[0] == tmp_path / "desk.db"


def test_a_zone_that_does_not_exist_is_said_beside_its_field(tmp_path: Path, lanes: Lanes, qtbot: QtBot) -> None:
    page = FirstRun(lanes, tmp_path)
    qtbot.addWidget(page)
    page.show()
    page.new.click()
    page.zone.field.setCurrentText("Mars/Olympus")  # type: ignore[attr-defined]
    page.on.click()
    assert page.zone.error.isVisible()
    assert page.site.isVisible()


def test_what_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    wanted = NewDesk(path, hours=("25:00", "26:00"), paper=Paper.LETTER)
    with ThreadPoolExecutor() as lane, pytest.raises(ValueError):
        lane.submit(make, wanted).result()
    assert list(tmp_path.iterdir()) == []


def test_a_second_start_brings_the_open_window_forward(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    database, folder = tmp_path / "desk.db", tmp_path / "kept"
    folder.mkdir()
    assert not second_start.bring_forward(database, folder)
    answering = second_start.Answering(qapp)
    answering.listen(database, folder)
    asked: list[str] = []
    answering.asked.connect(asked.append)
    root = Path(__file__).resolve().parents[3]
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "app = QCoreApplication([]);"
        "from deskapp.ui.start import second_start;"
        f"second_start._WAIT_MS = {MS};"
        "sys.exit(0 if second_start.bring_forward(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]) else 1)"
    )
    for caller in ("", "tel:+44-161-496-0233"):
        second = subprocess.Popen([sys.executable, "-c", program, str(database), str(folder), caller], cwd=root)
        qtbot.waitUntil(lambda: second.poll() is not None)  # noqa: B023 - within the round
        assert second.returncode == 0
    assert asked == ["", "+44-161-496-0233"]
    # Whatever else comes by the same way is no second start.
    for line in (b"quit\n", b'["caller"]\n', b'{"caller": 7}\n', b'{"run": "rm"}\n', b"x" * 5000, b""):
        socket = QLocalSocket()
        socket.connectToServer(answering._server.serverName())
        assert socket.waitForConnected(MS)
        socket.write(line)
        socket.flush()
        if line:
            qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)  # noqa: B023
        socket.abort()
    assert len(asked) == 2
    answering.stop()
    assert not second_start.bring_forward(database, folder)


#: Answers every second start, as somebody else's program would.
_TAKES_IT = """
import socket, sys
taken = socket.socket(socket.AF_UNIX)
taken.bind(sys.argv[1])
taken.listen()
print("taken", flush=True)
while True:
    connection, _address = taken.accept()
    connection.recv(1024)
    connection.sendall(b"here")
    connection.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs sockets that are files")
def test_who_took_the_name_that_a_crash_left_behind_keeps_no_window_from_opening(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "_WAIT_MS", MS)
    database, folder = tmp_path / "desk.db", tmp_path / "kept"
    folder.mkdir()
    crashed = second_start.Answering(qapp)
    crashed.listen(database, folder)
    (mark,) = (folder / "open").iterdir()
    assert stat.S_IMODE(mark.stat().st_mode) == 0o600
    left, name = mark.read_text(encoding="ascii"), crashed._server.fullServerName()
    crashed.stop()
    mark.write_text(left, encoding="ascii")
    with subprocess.Popen([sys.executable, "-c", _TAKES_IT, name], stdout=subprocess.PIPE, text=True) as taken:
        assert taken.stdout is not None
        assert taken.stdout.readline() == "taken\n"
        try:
            assert not second_start.bring_forward(database, folder)
            assert not second_start.is_answered(database, folder)
        finally:
            taken.kill()
    # Our own window answers all the same, by a name of its own.
    ours = second_start.Answering(qapp)
    ours.listen(database, folder)
    assert mark.read_text(encoding="ascii")[:24] not in ("", left[:24])
    ours.stop()
    assert not mark.exists()


def test_what_the_workstation_remembers_is_there_after_a_restart(tmp_path: Path) -> None:
    file, database = tmp_path / "workstation.ini", tmp_path / "Déjà vu & co.db"
    kept = Workstation(file)
    kept.database, kept.mode, kept.font_points, kept.view = database, "dark", 14.0, "mine"
    kept.set_staff(database, 7)
    kept.save()
    again = Workstation(file)
    assert (again.database, again.mode, again.font_points, again.view) == (database, "dark", 14.0, "mine")
    assert again.staff(database) == 7
    assert again.staff(tmp_path / "other.db") is None


@pytest.mark.parametrize("nonsense", ["purple", "", "1e9"])
def test_settings_that_make_no_sense_are_passed_over(tmp_path: Path, nonsense: str) -> None:
    file = tmp_path / "workstation.ini"
    file.write_text(f"[General]\nmode={nonsense}\nfont_points={nonsense}\npanel_width={nonsense}\n")
    kept = Workstation(file)
    assert kept.mode == "system"
    assert kept.font_points in (None, 36.0)
    assert kept.panel_width == 424


def fill(field: object, words: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setText(words)


def test_while_an_older_desk_is_brought_up_to_date_the_bar_says_how_far_that_is(
    desk: Desk, tmp_path: Path, lanes: Lanes, qtbot: QtBot
) -> None:
    for summary in ("No network", "No light"):
        desk.calls.log(LogCall(summary, new_customer=NewCustomer("Ada")))
    older = tmp_path / "older.db"
    make_older(older, "0003", desk.path)
    page = UpdatePage(older, lanes)
    qtbot.addWidget(page)
    assert (page.bar.minimum(), page.bar.maximum()) == (0, 0)
    seen: list[tuple[int, int]] = []
    page.bar.valueChanged.connect(lambda value: seen.append((value, page.bar.maximum())))
    with qtbot.waitSignal(page.updated):
        page.begin()
    assert {(2, 6), (4, 6)} <= set(seen)
    # What comes after the calls were gone through has no measure again.
    assert page.bar.maximum() == 0
