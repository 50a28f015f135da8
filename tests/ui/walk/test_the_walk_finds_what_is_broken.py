"""The walk itself: whatever is planted where nobody told it of, it presses, and says what came of it."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from classes import screens_and_dialogs, unmet
from presses import Key
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, qWarning
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from steps import Finder, Size
from troubles import Troubles
from walker import Walker
from whole_app import WholeApp

from deskapp.domain.words import Role
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

SIZE = Size(rows=3, choices=2, words=1, alike=1)
Broken = Callable[..., object]


def fails(*_told: object) -> None:
    raise LookupError("planted")


class Window(QWidget):
    """A window of one column, and the walk's ground."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)

    def put(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def button(self, words: str, pressed: Broken) -> None:
        button = QPushButton(words)
        button.clicked.connect(pressed)
        self.put(button)

    def places(self) -> Iterable[str]:
        return ("here",)

    def go(self, place: str) -> None:
        self.activateWindow()

    def window(self) -> QWidget:
        return self

    def settle(self) -> None:
        for _round in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qapp: QApplication) -> Iterator[Window]:
    made = Window()
    yield made
    made.close()
    made.deleteLater()


def walk(window: Window, troubles: Troubles, patience: float = 60) -> Walker:
    window.show()
    walker = Walker(Finder(SIZE, lambda _chooser, _turn: None), troubles, patience)
    walker.walk(window)
    return walker


def in_the_open(window: Window, broken: Broken) -> None:
    window.button("Press", broken)


def behind_a_menu(window: Window, broken: Broken) -> None:
    menu = QMenu(window)
    deeper = menu.addMenu("More")
    deeper.addAction("Harmless")
    deeper.addAction("Press", broken)
    window.button("Menu", lambda: menu.popup(window.mapToGlobal(window.rect().center())))


def in_a_dialog(window: Window, broken: Broken) -> None:
    """Behind a button that closes the dialog before."""

    def opened() -> None:
        dialog = QDialog(window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(dialog)
        for words, pressed in (("Close", dialog.reject), ("Press", broken)):
            button = QPushButton(words)
            button.clicked.connect(pressed)
            column.addWidget(button)
        dialog.open()

    window.button("Open", opened)


def on_a_page(window: Window, broken: Broken) -> None:
    pages = QTabWidget()
    pages.addTab(QWidget(), "One")
    button = QPushButton("Turn")
    button.clicked.connect(broken)
    pages.addTab(button, "Two")
    window.put(pages)


def shown_by_a_row(window: Window, broken: Broken) -> None:
    rows, shown = QListWidget(), QStackedWidget()
    button = QPushButton("Show")
    button.clicked.connect(broken)
    for number in range(3):
        rows.addItem(f"Row {number}")
        shown.addWidget(QWidget() if number < 2 else button)
    rows.currentRowChanged.connect(shown.setCurrentIndex)
    window.put(rows)
    window.put(shown)


def of_a_row(window: Window, broken: Broken) -> None:
    rows = QListWidget()
    rows.addItem("Row")
    rows.itemDoubleClicked.connect(broken)
    window.put(rows)


def of_a_key(window: Window, broken: Broken) -> None:
    QShortcut(QKeySequence("Ctrl+Shift+J"), window).activated.connect(broken)


def of_a_key_of_no_meaning(window: Window, broken: Broken) -> None:
    class Field(QLineEdit):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            if event.key() == Key(0):
                broken()
            super().keyPressEvent(event)

    window.put(Field())


def of_a_tick(window: Window, broken: Broken) -> None:
    box = QCheckBox("Tick")
    box.toggled.connect(broken)
    window.put(box)


def of_a_choice(window: Window, broken: Broken) -> None:
    combo = QComboBox()
    combo.addItems(["One", "Two"])
    combo.currentIndexChanged.connect(broken)
    window.put(combo)


def of_what_is_typed(window: Window, broken: Broken) -> None:
    field = QLineEdit()
    field.textEdited.connect(broken)
    window.put(field)


def of_the_right_button(window: Window, broken: Broken) -> None:
    action = QAction("Press", window)
    action.triggered.connect(broken)
    rows = QListWidget()
    rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    menu = QMenu(rows)
    menu.addAction(action)
    rows.customContextMenuRequested.connect(lambda where: menu.popup(rows.mapToGlobal(where)))
    window.put(rows)


@pytest.mark.parametrize(
    "planted",
    [
        *(in_the_open, behind_a_menu, in_a_dialog, on_a_page, shown_by_a_row, of_a_row, of_a_key),
        *(of_a_key_of_no_meaning, of_a_tick, of_a_choice, of_what_is_typed, of_the_right_button),
    ],
)
def test_an_error_is_found_wherever_it_is(
    planted: Callable[[Window, Broken], None], window: Window, troubles: Troubles
) -> None:
    planted(window, fails)
    faults = walk(window, troubles).faults
    assert faults
    assert all("LookupError: " in fault and "planted" in fault for fault in faults)


def test_where_nothing_is_broken_nothing_is_found_and_everything_pressed_once(
    window: Window, troubles: Troubles
) -> None:
    heard: list[str] = []
    for number, planted in enumerate((in_the_open, behind_a_menu, in_a_dialog, on_a_page, shown_by_a_row)):
        planted(window, lambda _told=None, number=number: heard.append(str(number)))
    walker = walk(window, troubles)
    assert walker.faults == []
    assert sorted(heard) == ["0", "1", "2", "3", "4"]


def warns(*_told: object) -> None:
    qWarning("planted")


def logs(*_told: object) -> None:
    logging.getLogger("deskapp.planted").error("planted")


def cannot_be_let_go(*_told: object) -> None:
    class Thing:
        def __del__(self) -> None:
            fails()

    Thing()


def fails_on_a_thread(*_told: object) -> None:
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()


def waits_for_a_dialog(*_told: object) -> None:
    QDialog().exec()


def waits_for_an_answer(*_told: object) -> None:
    QMessageBox.question(None, "Planted", "Really?")


def waits_for_a_file(*_told: object) -> None:
    QFileDialog.getOpenFileName()


def waits_for_a_colour(*_told: object) -> None:
    """Within Qt, where no name of ours is called."""
    QColorDialog.getColor()


def turns_by_itself(*_told: object) -> None:
    QEventLoop().exec()


def waits_for_a_lock(*_told: object) -> None:
    threading.Event().wait()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (warns, "Qt said: planted"),
        (logs, "logged by deskapp.planted: planted"),
        (cannot_be_let_go, "unraisable"),
        (fails_on_a_thread, "uncaught on a thread"),
        (waits_for_a_dialog, "QDialog.exec stops the window"),
        (waits_for_an_answer, "QMessageBox.question stops the window"),
        (waits_for_a_file, "QFileDialog.getOpenFileName stops the window"),
        (waits_for_a_colour, "a press that does not come back"),
        (turns_by_itself, "QEventLoop.exec stops the window"),
    ],
)
def test_whatever_goes_wrong_is_said(broken: Broken, said: str, window: Window, troubles: Troubles) -> None:
    in_the_open(window, broken)
    faults = walk(window, troubles).faults
    assert len(faults) == 1
    assert said in faults[0]
    assert "Press: click" in faults[0].splitlines()[0]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timer on this system")
def test_a_window_that_waits_for_ever_is_found(window: Window, troubles: Troubles) -> None:
    in_the_open(window, waits_for_a_lock)
    (fault,) = walk(window, troubles, patience=3).faults
    assert "nothing came back for 3 s" in fault
    assert "waits_for_a_lock" in fault


def test_a_dialog_that_nothing_leads_out_of_is_found(window: Window, troubles: Troubles) -> None:
    class Trap(QDialog):
        def reject(self) -> None:
            pass

    window.button("Open", lambda: Trap(window).open())
    assert walk(window, troubles).faults == ["nothing leads out of Trap"]


def test_windows_that_lead_to_each_other_come_to_an_end(window: Window, troubles: Troubles) -> None:
    """Two beside the main one, each with a menu that leads to the second."""
    beside = [QDialog(window), QDialog(window)]

    def go() -> None:
        beside[1].show()
        beside[1].activateWindow()

    for dialog in beside:
        button, menu = QPushButton("Which"), QMenu(dialog)
        menu.addAction("Go", go)
        menu.addAction("Stay")
        button.clicked.connect(lambda _on, menu=menu, dialog=dialog: menu.popup(dialog.pos()))
        QVBoxLayout(dialog).addWidget(button)
    window.button("Open", beside[0].show)
    walker = walk(window, troubles)
    assert walker.faults == []
    assert {"Go", "Stay"} <= {key.rpartition(": ")[2] for key in walker.pressed}


def test_of_alike_menus_the_first_are_pressed(window: Window, troubles: Troubles) -> None:
    """As of the rows of a list; a menu of ticks is such a list itself."""
    heard: list[str] = []
    menu = QMenu(window)
    for name in ("One", "Two", "Three", "Four", "Five"):
        menu.addMenu(name).addAction("Press", lambda name=name: heard.append(name))
    ticks, other = menu.addMenu("Ticks"), menu.addMenu("Other")
    for name in ("One", "Two", "Three", "Four", "Five"):
        ticks.addAction(f"Tick {name}", lambda name=name: heard.append(f"tick {name}")).setCheckable(True)
    other.addAction("Harmless")
    other.addAction("Last", lambda: heard.append("last"))
    window.button("Menu", lambda: menu.popup(window.mapToGlobal(window.rect().center())))
    assert walk(window, troubles).faults == []
    assert sorted(heard) == ["One", "Three", "Two", "last", "tick One", "tick Three", "tick Two"]


class BrokenScreen(Screen):
    """Nobody told the walk of it."""

    def __init__(self, _place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        button = QPushButton("Planted")
        button.clicked.connect(fails)
        QVBoxLayout(self).addWidget(button)


class FromCallBacks(WholeApp):
    """Begins where something was planted; from there the walk goes everywhere."""

    def places(self) -> Iterator[str]:
        yield "call_backs"


def test_a_broken_screen_is_found_in_the_app(
    new_desk: Path, troubles: Troubles, tmp_path: Path, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.ui.window.screens._call_backs", lambda: BrokenScreen)
    assert "LookupError: planted" in first_fault(new_desk, troubles, tmp_path)


class FromSettings(FromCallBacks):
    def places(self) -> Iterator[str]:
        yield "settings"


def first_fault(desk: Path, troubles: Troubles, folder: Path, ground: type[WholeApp] = FromCallBacks) -> str:
    app = ground(desk, Role.AGENT, (1366, 768), folder)
    walker = Walker(Finder(SIZE, lambda _chooser, _turn: None), troubles)
    try:
        walker.walk(app, to_the_first_fault=True)
    finally:
        app.end()
    return walker.faults[0]


def test_a_broken_page_of_the_settings_is_found_in_the_app(
    new_desk: Path, troubles: Troubles, tmp_path: Path, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers = SettingsScreen._made_of
    monkeypatch.setattr(SettingsScreen, "_made_of", lambda screen: {**makers(screen), "hours": BrokenScreen})
    assert "LookupError: planted" in first_fault(new_desk, troubles, tmp_path, FromSettings)


def test_a_dialog_that_was_not_met_is_named() -> None:
    every = screens_and_dialogs()
    assert len(every) > 60
    assert unmet(every) == set()
    assert unmet(every - {NoteDialog}) == {"NoteDialog"}
