"""The whole start, in its own process: the window of a good file, the page of a bad one, from one to another."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from older_desks import make_older
from patience import SECONDS
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.storage.backup import folder_made, folder_of, write_copy
from deskapp.ui.start.startup_read import StartupRead
from deskapp.ui.start.storage_page import StoragePage
from deskapp.ui.work.lanes import Lanes

ROOT = Path(__file__).resolve().parents[3]

#: Says which window is shown, and does what it is told: "open FILE" as the menu does, "again", "close".
_PROGRAM = """
import queue, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from deskapp.app import make
from deskapp.ui.widgets.label import Label

app = QApplication(["deskapp"])  # before the timer, which needs it
application = make(Path(sys.argv[1]), new_window=True)
told, said = queue.Queue(), []
threading.Thread(target=lambda: [told.put(line.strip()) for line in sys.stdin], daemon=True).start()

def look():
    window = application.window
    if window is None:
        return
    words = type(window).__name__
    if words == "StoragePage":
        words += ": " + window.words.text()
    if words == "RepairPage":
        words += ": " + (" ".join(one.text() for one in window.findChildren(Label)) if window.saved.isEnabled() else "")
    if words == "MainWindow" and window.place.facts is not None and window.current.panel is not None:
        words += ": " + " ".join(row.ref for row in window.log.table.calls.rows)
    if [words] != said[-1:]:
        said.append(words)
        print(words, flush=True)
    if not told.empty():
        do, _, file = told.get().partition(" ")
        if do == "open":
            window.desk_asked.emit(Path(file))
        elif do in ("saved", "backup"):
            getattr(window, do).click()
        elif do == "again":
            window._again.click()
        else:
            app.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
sys.exit(application.run())
"""


#: Says what holds when everything can be used.
_READY = """
import builtins, gc, sys
from pathlib import Path
from deskapp.app import make

application = make(Path(sys.argv[1]), new_window=True)

def ready():
    print(application.garbage.running, gc.isenabled(), bool(application.app.styleSheet()), builtins.__import__.__name__)

def loaded():
    from deskapp.ui.window import screens
    known, left = set(sys.modules), len(gc.get_objects())
    screens.load()
    print("loaded", len(set(sys.modules) - known), left < gc.get_freeze_count() / 10)
    application.window.close()

application.ready.connect(ready)
application.loaded.connect(loaded)
sys.exit(application.run())
"""


def at_home(home: Path) -> dict[str, str]:
    """The environment of a start whose user's files lie there."""
    home.mkdir(exist_ok=True)
    return os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}


class Running:
    """A started app: what it said, and what it is told."""

    def __init__(self, path: Path, home: Path) -> None:
        environment = at_home(home)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
        )
        self._said: queue.Queue[str] = queue.Queue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def wait_for(self, words: str) -> str:
        """The next window whose words begin so."""
        heard: list[str] = []
        try:
            while not heard or not heard[-1].startswith(words):
                heard.append(self._said.get(timeout=SECONDS))
        except queue.Empty:
            raise AssertionError(f"{words!r} was never shown, but {heard}") from None
        return heard[-1]

    def tell(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Close it, and its exit code."""
        assert self._process.stdin is not None
        if self._process.poll() is None:
            self.tell("close")
        code = self._process.wait(SECONDS)
        self._listening.join()
        self._process.stdin.close()
        return code

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._said.put(line.strip())


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Path], Running]]:
    running: list[Running] = []

    def begin(path: Path) -> Running:
        running.append(Running(path, tmp_path / "home"))
        return running[-1]

    yield begin
    assert [one.end() for one in running] == [0] * len(running)


@pytest.fixture
def desk_file(desk_file: Path) -> Path:
    """A desk that goes without PINs, so that the start ends at its calls."""
    change(desk_file, "UPDATE site SET demo = 1")
    return desk_file


def test_a_desk_is_not_shown_before_somebody_has_signed_in(
    desk_file: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    with_calls(desk_file, clock, 1)
    change(desk_file, "UPDATE site SET demo = 0")
    assert start(desk_file).wait_for("") == "SignInPage"


def change(path: Path, sql: str) -> None:
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.execute(sql)


def damage(path: Path, table: str) -> None:
    """Write over the page on which a table begins, as a failing disk does."""
    with closing(sqlite.connect(str(path))) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def with_calls(path: Path, clock: FixedClock, many: int) -> Path:
    desk = Desk(path, clock, staff_id=1).open()
    for number in range(many):
        desk.calls.log(LogCall(f"Call {number}", new_customer=NewCustomer(f"Customer {number}")))
    desk.close()
    return path


def test_what_the_start_puts_off_is_there_when_it_is_ready_and_no_import_is_searched_for_features(
    desk_file: Path, tmp_path: Path
) -> None:
    command, environment = [sys.executable, "-c", _READY, str(desk_file)], at_home(tmp_path / "home")
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=True)
    assert "feature" not in ended.stdout
    assert ended.stdout.split()[:3] == ["True", "False", "True"]
    # No screen is loaded by the thread that draws, and none of all this is looked through for garbage again.
    assert ended.stdout.split()[4:] == ["loaded", "0", "True"]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("PRAGMA user_version = 999", "newer"),
        ("PRAGMA application_id = 1", "another program"),
    ],
    ids=["newer", "foreign"],
)
def test_a_file_of_another_program_or_of_a_newer_one_is_said_on_a_page_and_left_as_it_is(
    sql: str, said: str, desk_file: Path, start: Callable[[Path], Running]
) -> None:
    change(desk_file, sql)
    before = desk_file.read_bytes()
    assert said in start(desk_file).wait_for("StoragePage")
    assert desk_file.read_bytes() == before


def test_a_locked_file_is_opened_by_another_try_once_it_is_free(
    desk_file: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    with_calls(desk_file, clock, 1)
    with closing(sqlite.connect(str(desk_file), isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        app = start(desk_file)
        app.wait_for("StoragePage")
        other.execute("ROLLBACK")
    app.tell("again")
    assert app.wait_for("MainWindow: ") == "MainWindow: C-00001"


def test_a_desk_of_an_older_version_is_brought_up_to_date_and_then_shown(
    desk_file: Path, tmp_path: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    with_calls(desk_file, clock, 2)
    older = tmp_path / "older.db"
    make_older(older, "0001", desk_file)
    app = start(older)
    app.wait_for("UpdatePage")
    assert app.wait_for("MainWindow: ") == "MainWindow: C-00001 C-00002"
    assert len(list(folder_of(older).iterdir())) == 1


def test_a_desk_whose_number_was_set_by_hand_is_shown_and_not_brought_up_to_date_again_and_again(
    desk_file: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    with_calls(desk_file, clock, 1)
    change(desk_file, "PRAGMA user_version = 1")
    assert start(desk_file).wait_for("MainWindow: ") == "MainWindow: C-00001"
    assert not folder_of(desk_file).exists()


def test_an_older_desk_that_cannot_be_brought_up_to_date_is_said_on_a_page(
    desk_file: Path, tmp_path: Path, start: Callable[[Path], Running]
) -> None:
    older = tmp_path / "older.db"
    make_older(older, "0001", desk_file)
    folder_of(older).write_text("no folder")
    before = older.read_bytes()
    assert str(folder_of(older)) in start(older).wait_for("StoragePage")
    assert older.read_bytes() == before


@pytest.mark.parametrize("chosen", ["saved", "backup"])
def test_a_damaged_desk_is_looked_at_and_repaired_and_the_damaged_file_is_kept(
    chosen: str, desk_file: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    with_calls(desk_file, clock, 1)
    folder_made(desk_file)
    write_copy(desk_file, folder_of(desk_file) / "desk 2026-11-16 100000.db")
    with_calls(desk_file, clock, 1)
    damage(desk_file, "category")
    before = desk_file.read_bytes()

    app = start(desk_file)
    said = app.wait_for("RepairPage: T")

    assert str(desk_file) in said
    assert "2 calls can be read." in said
    assert "with 1 call. After it came 1 call and" in said
    assert desk_file.read_bytes() == before
    app.tell(chosen)
    refs = {"saved": "C-00001 C-00002", "backup": "C-00001"}[chosen]
    assert app.wait_for("MainWindow: ") == f"MainWindow: {refs}"
    (kept,) = desk_file.parent.glob("desk damaged *.db")
    assert str(kept) in said
    assert kept.read_bytes() == before


def test_another_desk_is_opened_from_the_menu_and_the_one_before_is_let_go(
    desk_file: Path, tmp_path: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    paths = [tmp_path / "one.db", tmp_path / "two.db"]
    for many, path in enumerate(paths, 1):
        path.write_bytes(desk_file.read_bytes())
        with_calls(path, clock, many)
    app = start(paths[0])
    assert app.wait_for("MainWindow: ") == "MainWindow: C-00001"
    app.tell(f"open {paths[1]}")
    assert app.wait_for("MainWindow: C-00001 ") == "MainWindow: C-00001 C-00002"
    # Nobody holds the first one any more: its write-ahead log went with its last connection.
    assert not paths[0].with_name("one.db-wal").exists()


def test_a_bad_file_chosen_in_the_menu_is_said_on_a_page_from_which_one_goes_on(
    desk_file: Path, tmp_path: Path, clock: FixedClock, start: Callable[[Path], Running]
) -> None:
    with_calls(desk_file, clock, 1)
    app = start(desk_file)
    app.wait_for("MainWindow: ")
    app.tell(f"open {tmp_path / 'nowhere.db'}")
    assert "There is no file" in app.wait_for("StoragePage")
    (tmp_path / "nowhere.db").write_bytes(desk_file.read_bytes())
    app.tell("again")
    assert app.wait_for("MainWindow:") == "MainWindow: C-00001"


@pytest.fixture
def kept_from_writing(blank_desk: Path) -> Iterator[Path]:
    """A desk in a folder that may only be read, by somebody to whom that applies: not the administrator."""
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    path = folder / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    path.chmod(0o444)
    folder.chmod(0o555)
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    yield path
    if administrator:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="there, a folder's mode does not keep anybody from writing")
def test_a_file_in_a_folder_that_may_only_be_read_is_said_on_a_page(
    qapp: QApplication, qtbot: QtBot, kept_from_writing: Path
) -> None:
    with pytest.raises(StorageProblem) as caught:
        StartupRead(kept_from_writing, "due", None).result()
    lanes = Lanes()
    page = StoragePage(caught.value, lanes)
    qtbot.addWidget(page)
    assert str(kept_from_writing) in page.words.text()
    lanes.stop()
