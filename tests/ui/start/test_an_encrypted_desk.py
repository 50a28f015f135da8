"""The desk is encrypted in its window, opened by what was typed, and readable again: the whole way, by keyboard."""

import os
import subprocess
import sys
from pathlib import Path

from patience import SECONDS

from deskapp.desk import Desk

ROOT = Path(__file__).resolve().parents[3]

#: Goes the way as a person does, and says what it sees. Each `yield` waits until it is true.
_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from deskapp.app import make

GOOD = "four words of nothing"
app = QApplication(["deskapp"])
application = make(Path(sys.argv[1]), new_window=True)

def say(*words):
    print(*words, flush=True)

def type_into(field, words):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)

def shown(name):
    # Its keys are heard once it is in front.
    tops = QApplication.topLevelWidgets()
    return next((one for one in tops if type(one).__name__ == name and one.isVisible() and one.isActiveWindow()), None)

def window(name):
    return lambda: type(application.window).__name__ == name and application.window

def at_work():
    found = window("MainWindow")()
    return found if found and application._is_ready and found.place.facts is not None else None

def sign_in():
    application.window._desk.sign_in(1)
    application.window.signed_in.emit(1)

def page():
    settings = at_work().show_screen("settings")
    return settings.show_page("encryption")

def confirm(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

def kept():
    card = application.window.findChild(CodeCard)
    return card if card is not None and card.isVisible() else None

def way():
    global CodeCard
    from deskapp.ui.sign_in.code_card import CodeCard
    yield window("SignInPage")
    sign_in()
    yield at_work
    yield lambda: page()._view is not None
    say(page().state.text())
    page().trigger()
    yield lambda: shown("NewPassphraseDialog")
    dialog = shown("NewPassphraseDialog")
    type_into(dialog.passphrase, "short")
    confirm(dialog)
    say(dialog.field_form("passphrase").error.text())
    type_into(dialog.passphrase, GOOD)
    type_into(dialog.again, GOOD + "s")
    confirm(dialog)
    say(dialog.field_form("again").error.text())
    type_into(dialog.again, GOOD)
    confirm(dialog)
    yield kept
    key = kept()._sheet.code
    say(len(key), kept().go.isEnabled())
    kept().sure.setChecked(True)
    kept().press()
    yield at_work
    say(Path(sys.argv[1]).read_bytes().startswith(b"SQLite"))
    # As in a process of its own.
    from deskapp.storage import opening
    opening._known.clear()
    application.window.desk_asked.emit(Path(sys.argv[1]))
    yield lambda: shown("UnlockPage")
    lock = application.window
    say(lock.field.hasFocus(), lock.field.echoMode().name)
    type_into(lock.field, "four words of something")
    QTest.keyClick(lock.field, Qt.Key.Key_Return)
    yield lambda: lock.form.error.text()
    say(lock.form.error.text())
    lock.passphrases.show_box.click()
    say(lock.field.echoMode().name)
    type_into(lock.field, key.lower())
    QTest.keyClick(lock.field, Qt.Key.Key_Return)
    yield window("SignInPage")
    sign_in()
    yield at_work
    yield lambda: page()._view is not None
    say(page().state.text())
    page().remove_button.click()
    yield lambda: shown("RemoveEncryptionDialog")
    dialog = shown("RemoveEncryptionDialog")
    type_into(dialog.typed, "wrong")
    confirm(dialog)
    yield lambda: dialog.field_form("typed").error.text()
    say(dialog.field_form("typed").error.text())
    type_into(dialog.typed, GOOD)
    confirm(dialog)
    yield lambda: shown("RewritePage") and application.window.go.hasFocus()
    say(application.window.words.text())
    QTest.keyClick(application.window.go, Qt.Key.Key_Return)
    yield at_work
    say(Path(sys.argv[1]).read_bytes().startswith(b"SQLite"))

steps, waited = way(), None

def look():
    global waited
    if waited is not None and not waited():
        return
    waited = next(steps, None)
    if waited is None:
        app.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
sys.exit(application.run())
"""


def test_a_desk_is_encrypted_unlocked_and_readable_again_in_its_window(desk: Desk, tmp_path: Path) -> None:
    desk.close()
    done = subprocess.run(
        (sys.executable, "-c", _PROGRAM, str(desk.path)),
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "It is not encrypted: whoever has the file can read all of it.",
        "Take at least 12 letters, digits or signs: four words that have nothing to do with each other are good.",
        "This is not what stands above.",
        "69 False",
        "False",
        "True Password",
        "That is neither the passphrase nor the recovery key of this desk. Try again.",
        "Normal",
        "It is encrypted. Its passphrase is asked for at each start, in the window and by each command.",
        "That is neither the passphrase nor the recovery key of this desk.",
        "The desk is not encrypted any more.",
        "True",
    ]
