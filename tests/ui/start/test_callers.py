"""`deskapp --caller NUMBER`, as a softphone runs it; and two calls that are typed when the machine ends the app."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
import sqlcipher3.dbapi2 as sqlite
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.services.directory.acts import SaveCustomer
from deskapp.storage import file_check

ROOT = Path(__file__).resolve().parents[3]

#: Tells of each call that is begun who calls, once they are found.
_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from deskapp import app

made = app.make(Path(sys.argv[1]), caller=sys.argv[2])
told = []
def look():
    from deskapp.ui.calls.new_call.new_call import NewCallDialog
    for one in QApplication.topLevelWidgets():
        if isinstance(one, NewCallDialog) and one.isVisible() and one.who.caller_name and one not in told:
            told.append(one)
            one.what.summary.insert("The call of " + one.who.caller_name)
            print(one.who.field.text(), "|", one.who.caller_name, flush=True)
timer = QTimer()
made.ready.connect(lambda: (timer.timeout.connect(look), timer.start(20)))
sys.exit(made.run())
"""


@pytest.fixture
def demo(desk: Desk, desk_file: Path) -> Path:
    desk.directory.save_customer(SaveCustomer("Brook Logistics", phones=("0161 496 0233",)))
    desk.directory.save_customer(SaveCustomer("Quayside Café", phones=("+44 161 496 0240",)))
    desk.close()
    with closing(sqlite.connect(str(desk_file))) as connection, connection:
        # Of a demo the window is there at once; any other desk asks first who works here.
        connection.execute("UPDATE site SET demo = 1")
    return desk_file


def _deskapp(file: Path, caller: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deskapp", "--database", str(file), "--caller", caller]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS)


def test_who_rings_starts_the_app_or_brings_it_forward_and_a_crash_loses_no_call_that_is_typed(
    demo: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _PROGRAM, str(demo), "0161 496 0233"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    said: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    listening = threading.Thread(target=_listen, args=(process.stdout, said.put), daemon=True)
    listening.start()
    try:
        assert said.get(timeout=SECONDS) == "0161 496 0233 | Brook Logistics"
        # The window that runs is told; the second start is over at once.
        assert _deskapp(demo, "tel:+44-161-496-0240", environment).returncode == 0
        assert said.get(timeout=SECONDS) == "+44-161-496-0240 | Quayside Café"
        refused = _deskapp(demo, "anonymous; rm -rf /", environment)
        assert refused.returncode == 1
        assert "is no telephone number" in refused.stderr
        wanted = ["The call of Brook Logistics", "The call of Quayside Café"]
        until = time.monotonic() + SECONDS
        while _summaries(demo) != wanted:
            assert time.monotonic() < until, "the drafts were never kept"
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        listening.join()
    desk = Desk(demo).open()
    try:
        desk.sign_in(desk.facts().staff[0].id)
        assert sorted(one.content["summary"] for one in desk.drafts.kept("new-call")) == wanted
    finally:
        desk.close()


def _listen(stream: IO[str], tell: Callable[[str], object]) -> None:
    with stream:
        for line in stream:
            tell(line.strip())
    tell("ended")


def _summaries(file: Path) -> list[str]:
    with closing(sqlite.connect(file_check.uri(file, "ro"), uri=True)) as connection:
        rows = connection.execute("SELECT content FROM draft").fetchall()
    return sorted(json.loads(content)["summary"] for (content,) in rows)
