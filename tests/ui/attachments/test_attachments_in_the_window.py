"""Files of a call at the real window: chosen, dropped, pasted, opened, saved, removed and taken back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from scene import log, staff
from window_hands import CTRL, NONE, Hands

from deskapp import paths
from deskapp.domain.words import Role
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.changes import Changes
from deskapp.ui.attachments import copies as opened
from deskapp.ui.attachments.copies import copies
from deskapp.ui.attachments.strip import AttachmentStrip
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace


@pytest.fixture(autouse=True)
def of_this_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def image(side: int = 40) -> QImage:
    made = QImage(side, side, QImage.Format.Format_RGB32)
    made.fill(QColor("teal"))
    return made


def files(*named: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in named])
    return data


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drop something on a part of the window; whether it was taken."""
    where, how = QPoint(5, 5), (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    for event in (QDragEnterEvent(where, *how), QDropEvent(QPointF(where), *how)):
        event.setAccepted(False)
        QApplication.sendEvent(widget, event)
        if not event.isAccepted():
            return False
    return True


def strip_of(window: MainWindow) -> AttachmentStrip:
    panel = window.current.panel
    assert panel is not None
    return panel.files


@pytest.fixture
def shown(place: Workplace, window: MainWindow, wait_idle: Any) -> AttachmentStrip:
    call = log(place.desk)
    window.show_call(call.id)
    wait_idle(place)
    strip = strip_of(window)
    assert strip.isVisible()
    QAbstractItemModelTester(strip.tiles.files, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return strip


def names(strip: AttachmentStrip) -> list[str]:
    return [one.name for one in strip.files]


def test_files_are_chosen_dropped_and_pasted_and_each_stands_there_with_its_picture(
    shown: AttachmentStrip,
    window: MainWindow,
    person: Hands,
    place: Workplace,
    wait_idle: Any,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    photo, notes, page = tmp_path / "photo.png", tmp_path / "notes.txt", tmp_path / "page.html"
    image(400).save(str(photo))
    notes.write_text("words")
    page.write_text("<script>")
    person.do("Attach a file")
    dialog = person.dialog(QFileDialog)
    dialog.filesSelected.emit([str(photo)])
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    wait_idle(place)
    # On the panel whatever it is, on the rest of the window what is no list.
    assert drop(shown, files(notes))
    assert drop(window, files(page))
    wait_idle(place)
    QGuiApplication.clipboard().setImage(image())
    window.log.table.setFocus()
    person.press(Qt.Key.Key_V, CTRL)
    wait_idle(place)
    assert names(shown)[:3] == ["photo.png", "notes.txt", "page.html"]
    assert names(shown)[3].startswith("Screenshot 2026-11-16 10.00")
    assert shown.count.text() == "4"
    photo_id, shot_id = shown.files[0].id, shown.files[3].id
    qtbot.waitUntil(lambda: set(shown.tiles.files.pictures) == {photo_id, shot_id})
    assert [event.kind for event in place.desk.overview.call(1).events] == ["logged", *["attached"] * 4]


def test_a_text_field_keeps_its_paste_unless_there_is_nothing_in_it_but_a_picture(
    shown: AttachmentStrip, window: MainWindow, person: Hands, place: Workplace, wait_idle: Any
) -> None:
    field = window.search
    field.setFocus()
    QGuiApplication.clipboard().setText("C-00001")
    person.press(Qt.Key.Key_V, CTRL)
    assert field.text() == "C-00001"
    assert names(shown) == []
    QGuiApplication.clipboard().setImage(image())
    person.press(Qt.Key.Key_V, CTRL)
    wait_idle(place)
    assert field.text() == "C-00001"
    assert len(names(shown)) == 1
    # With nothing in it nothing is pasted, wherever the keyboard is.
    QGuiApplication.clipboard().clear()
    for widget in (field, window.log.table):
        widget.setFocus()
        person.press(Qt.Key.Key_V, CTRL)
    wait_idle(place)
    assert field.text() == "C-00001"
    assert len(names(shown)) == 1


def test_by_keyboard_a_file_is_opened_as_a_copy_saved_removed_and_put_back(
    shown: AttachmentStrip,
    window: MainWindow,
    person: Hands,
    place: Workplace,
    wait_idle: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    for name, data in (("notes.txt", b"words"), ("run.exe", b"MZ")):
        place.desk.attachments.attach(AttachFile(1, File(name, data)))
    place.hub.tell(Changes(everything=True))
    wait_idle(place)
    given: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: given.append(url) or True)
    shown.tiles.setFocus()
    person.press(Qt.Key.Key_Return)
    (copy,) = [Path(url.toLocalFile()) for url in given]
    assert (copy.name, copy.read_bytes()) == ("notes.txt", b"words")
    assert paths.user_data() in copy.parents
    # What may run is not opened, and says what to do.
    person.press(Qt.Key.Key_Right)
    person.press(Qt.Key.Key_Return)
    assert len(given) == 1
    assert "run.exe" in shown.wrong.text()
    person.press(Qt.Key.Key_S, CTRL)
    person.dialog(QFileDialog).fileSelected.emit(str(tmp_path / "saved.exe"))
    person.dialog(QFileDialog).reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    wait_idle(place)
    assert (tmp_path / "saved.exe").read_bytes() == b"MZ"
    shown.tiles.setFocus()
    person.press(Qt.Key.Key_Delete)
    assert names(shown) == ["notes.txt"], (shown.wrong.text(), window.shell.said, QApplication.focusWidget())
    window.shell._notice.acted.emit()
    wait_idle(place)
    assert names(shown) == ["notes.txt", "run.exe"]
    copies.end()
    assert not copy.exists()


def test_copies_that_a_window_left_behind_are_cleared_by_the_next_and_those_of_an_open_one_are_not(
    shown: AttachmentStrip,
) -> None:
    left = paths.user_data() / "opened" / "left"
    left.mkdir(parents=True)
    (left / "secret.txt").write_text("words")
    mine = copies.folder()
    opened.clear_left_behind()
    assert not left.exists()
    assert mine.is_dir()
    copies.end()


def test_what_is_too_large_or_somebody_elses_says_so_beside_the_files(
    shown: AttachmentStrip, place: Workplace, wait_idle: Any, tmp_path: Path
) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(11 << 20)
    shown.take_paths([large, tmp_path / "gone.txt"])
    wait_idle(place)
    assert "large.bin" in shown.wrong.text()
    assert "10" in shown.wrong.text()
    assert "gone.txt" in shown.wrong.text()
    place.desk.attachments.attach(AttachFile(1, File("notes.txt", b"words")))
    place.desk.sign_in(staff(place.desk, Role.AGENT, "Sam"))
    place.load_facts()
    place.hub.tell(Changes(everything=True))
    wait_idle(place)
    menu = shown.menu(0)
    assert [action.isEnabled() for action in menu.actions()] == [True, True, False]
    menu.deleteLater()


def test_of_a_call_that_is_not_for_whoever_looks_no_file_shows(
    shown: AttachmentStrip, window: MainWindow, place: Workplace, wait_idle: Any
) -> None:
    secret = log(place.desk, confidential=True)
    place.desk.attachments.attach(AttachFile(secret.id, File("secret.txt", b"words")))
    place.desk.sign_in(staff(place.desk, Role.AGENT, "Sam"))
    place.load_facts()
    window.show_call(secret.id)
    wait_idle(place)
    assert not shown.isVisible()
    assert names(shown) == []
