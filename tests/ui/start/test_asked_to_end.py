"""Ctrl+C in the terminal and the system's wish to end: the window closes in order, and nothing typed is lost."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from patience import SECONDS

from deskapp.storage import backup, file_check

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from PySide6.QtTest import QTest
from deskapp import app

made = app.make(Path(sys.argv[1]))
def type_a_note():
    made.window.shell.new_call()
    while made.lanes.busy or not isinstance((focus := QApplication.focusWidget()) and focus.window(), QDialog):
        QTest.qWait(10)
    QTest.keyClicks(QApplication.focusWidget(), "Ada")
    print("ready", flush=True)
made.ready.connect(lambda: QTimer.singleShot(0, type_a_note))
sys.exit(made.run())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_window_closes_when_it_is_asked_to_and_what_was_typed_is_kept(
    desk_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with closing(sqlite.connect(str(desk_file))) as connection, connection:
        # Of a demo the window is there at once; any other desk asks first who works here.
        connection.execute("UPDATE site SET demo = 1")
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(desk_file)],
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # A window that never becomes ready would be waited for without end.
    patience = threading.Timer(SECONDS, process.kill)
    patience.start()
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with closing(sqlite.connect(str(desk_file), timeout=SECONDS)) as connection, connection:
            # Of a demo no backup is made.
            connection.execute("UPDATE site SET demo = 0")
        process.send_signal(number)
        _out, err = process.communicate(timeout=SECONDS)
    finally:
        patience.cancel()
        process.kill()
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert not desk_file.with_name(desk_file.name + "-wal").exists()
    assert _drafts(desk_file) == 1
    # Left with a backup of all that was saved, and with how far the timeline went.
    (copy,) = backup.copies(desk_file)
    assert _drafts(copy) == 1
    assert next(tmp_path.rglob("heads.json")).read_text(encoding="utf-8").count('"number"') == 1


def _drafts(file: Path) -> int:
    connection = sqlite.connect(file_check.uri(file, "ro"), uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM draft").fetchone()[0])
    finally:
        connection.close()
