"""What can be pressed in a window, found in the window itself: each thing that a hand could do, as a step."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple

import presses
from presses import Key
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

#: What is typed into every field, one after the other; each is right in some and wrong in others. The fourth is the
#: PIN of everybody.
WORDS = ("Vega 17", "tomorrow 10:00", "45 min", "2580", "vega@example.com")
_AROUND = (
    *(Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_Left),
    *(Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home),
)
#: What does something in one list or another.
_DEEDS = (Key.Key_Space, Key.Key_Return, Key.Key_Delete, Key.Key_N, Key.Key_S, Key.Key_A)
_LETTERS = (Key.Key_Backspace, Key.Key_Plus, Key.Key_Q, Key.Key_1)
#: The order of what has come into sight together: fields first, then what is done with them, then the rows of lists,
#: each of which brings other things into sight.
_TAB, _KEYS, _FIELD, _MAIN, _CHOICE, _BUTTON, _SHORTCUT, _ROW, _TWICE, _LAST = (0, 1, 2, 2, 12, 13, 14, 15, 16, 17)
_CLICK, _MENU = ": click", ": menu of "
#: A menu in which nothing new was found so often is no other in the next row.
_LOOKS = 12
_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)
#: Kinds of buttons that tell figures, and what else is chosen, in their names.
_SAY_WHAT_IS_CHOSEN = ("tile", "held", "chip")
Chooser = QFileDialog | QAbstractPrintDialog


class Step(NamedTuple):
    """One thing to do. key: the same whenever the same thing could be done once more."""

    key: str
    rank: int
    do: Callable[[], object]


class Size(NamedTuple):
    """How much of the same is pressed: rows of a list, choices of a combo, words in a field, controls of one name."""

    rows: int
    choices: int
    words: int
    alike: int


class Found(NamedTuple):
    """A widget in sight, with the classes of ours that it stands in."""

    widget: QWidget
    place: str


class Finder:
    """answer: deals with a chooser of Qt's own, the first time (0) and the second (1)."""

    def __init__(self, size: Size, answer: Callable[[Chooser, int], object]) -> None:
        self._size, self._answer = size, answer
        #: The row that was pressed last in each kind of window: what a menu there offers differs from row to row.
        self._rows: dict[type, str] = {}
        self._odd: set[str] = set()
        #: The classes of everything that was in sight.
        self.met: set[type] = set()
        #: The buttons that were seen to open a menu, and how often there was nothing new in it.
        self._menus: dict[str, int] = {}

    def steps(self, window: QWidget) -> Iterator[Step]:
        """Everything that could be done now; of what is alike the first ones."""
        if isinstance(window, QMenu):
            found = self._of_menu(window)
        elif isinstance(window, (QFileDialog, QAbstractPrintDialog)):
            found = self._of_chooser(window)
        else:
            found = self._of_window(window)
        seen: Counter[str] = Counter()
        for step in found:
            seen[step.key] += 1
            if seen[step.key] == 1:
                yield step
            elif seen[step.key] <= self._size.alike:
                yield step._replace(key=f"{step.key} ({seen[step.key]})")

    def opens_menu(self, key: str) -> None:
        """A step has opened a menu: it is worth a look wherever something else is chosen."""
        self._menus.setdefault(key.partition(_CLICK)[0], 0)

    def finds_no_more(self, key: str) -> None:
        """There was nothing new in the menu that a step has opened."""
        name = key.partition(_MENU)[0]
        if name in self._menus:
            self._menus[name] += 1

    def _of_menu(self, menu: QMenu) -> Iterator[Step]:
        chain, above = plain(menu.title()), menu.parentWidget()
        while isinstance(above, QMenu):
            chain, above = f"{plain(above.title())} > {chain}", above.parentWidget()
        entries = _entries(menu)
        if all(entry.isCheckable() for entry in entries):
            entries = entries[: self._size.rows]  # a list of ticks
        elif _place_among_alike(menu) >= self._size.rows:
            return
        for entry in entries:
            key = f"menu {chain} of {type(above).__name__}: {plain(entry.text())}"
            yield Step(key, _BUTTON, partial(presses.click_entry, menu, entry))

    def _of_chooser(self, chooser: Chooser) -> Iterator[Step]:
        over = type(chooser.parentWidget()).__name__
        for turn in (0, 1):
            key = f"{type(chooser).__name__} over {over}, {plain(chooser.windowTitle())}: turn {turn}"
            yield Step(key, turn, partial(self._answer, chooser, turn))

    def _of_window(self, window: QWidget) -> Iterator[Step]:
        seen = list(in_sight(window))
        self.met |= {type(widget) for widget, _place in seen}
        name = f"{type(window).__name__}({_foot(window, seen)})"
        chosen = _chosen(seen)
        yield Step(f"{name}: Tab", _TAB, partial(presses.tab_around, window))
        for widget, place in seen:
            for step in self._of_widget(widget, f"{name} {place}", chosen):
                yield step._replace(do=partial(self._do, widget, place, step.do))
        for shortcut in window.findChildren(QShortcut):
            yield from _of_shortcut(shortcut, window, name)

    def _do(self, widget: QWidget, place: str, do: Callable[[], object]) -> None:
        """Whatever takes the keyboard gets the keys of no meaning before anything else."""
        name = f"{place} {widget.accessibleName()}"
        if name not in self._odd and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self._odd.add(name)
            presses.press_odd_keys(widget)
        do()

    def _of_widget(self, widget: QWidget, place: str, chosen: str) -> Iterator[Step]:
        key = f"{place} {plain(widget.accessibleName())}"
        if widget.property("kind") in _SAY_WHAT_IS_CHOSEN:
            # Each combination of them would be something new, and the walk would go through all there are.
            yield from self._of_button(widget, f"{place} {_heading(widget.accessibleName())}", chosen)
        elif isinstance(widget, QAbstractButton):
            yield from self._of_button(widget, f"{key} {plain(widget.text())}", chosen)
        elif isinstance(widget, QComboBox):
            yield Step(f"{key}: drop down", _CHOICE, partial(presses.drop_down, widget))
            for choice in range(min(widget.count(), self._size.choices)):
                yield Step(f"{key}: choice {choice}", _CHOICE, partial(presses.choose, widget, choice))
        elif isinstance(widget, (*_TEXTS, QAbstractSpinBox)) and not widget.isReadOnly():
            for number, words in enumerate(WORDS[: self._size.words]):
                yield Step(f"{key}: write {words}", _FIELD + 2 * number, partial(presses.write, widget, words))
        elif isinstance(widget, QTabBar):
            for tab in range(widget.count()):
                yield Step(f"{key}: tab {tab}", _SHORTCUT, partial(presses.click_tab, widget, tab))
        elif isinstance(widget, QAbstractItemView):
            yield from self._of_list(widget, key, chosen)
        elif widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, (QLabel, QScrollArea, *_TEXTS)):
            yield Step(f"{key}: click", _BUTTON, partial(presses.click, widget))
            yield from _deeds(widget, key)
        yield from _of_own_menu(widget, key)

    def _of_button(self, button: QAbstractButton, key: str, chosen: str) -> Iterator[Step]:
        press = partial(presses.click, button)
        if button.property("kind") == "primary":
            # What is to be saved says something else each time.
            for number, words in enumerate(WORDS[: self._size.words] if self._size.words > 1 else ()):
                yield Step(f"{key}: click with {words}", _MAIN + 2 * number + 1, press)
            yield Step(f"{key}: click at last", _LAST, press)
        else:
            # In a window they come before its fields: what is typed there and not saved holds them back.
            early = not button.isCheckable() and not isinstance(button.window(), QDialog)
            yield Step(f"{key}{_CLICK}", _KEYS if early else _BUTTON, press)
        if key in self._menus:
            row = self._rows.get(type(button.window()), "") if self._menus[key] < _LOOKS else ""
            yield Step(f"{key}{_MENU}{chosen}, {row}", _BUTTON, press)

    def _of_list(self, view: QAbstractItemView, key: str, chosen: str) -> Iterator[Step]:
        yield from _deeds(view, key)
        if isinstance(view, QTableView):
            heading = view.horizontalHeader()
            for section in range(heading.count() if heading.isVisible() and heading.sectionsClickable() else 0):
                if not heading.isSectionHidden(section):
                    yield Step(f"{key}: heading {section}", _BUTTON, partial(presses.click_heading, heading, section))
        for place, index in enumerate(_cells(view, self._size.rows)):
            row = f"{key} at {chosen}: row {place}"
            yield Step(row, _ROW, partial(self._click_row, view, index, row))
            yield Step(f"{row} twice", _TWICE, partial(presses.click_cell, view, index, twice=True))
        if view.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection:
            yield Step(f"{key} at {chosen}: every row", _TWICE, partial(presses.choose_all, view))

    def _click_row(self, view: QAbstractItemView, index: QModelIndex, row: str) -> None:
        self._rows[type(view.window())] = row
        presses.click_cell(view, index)


def _entries(menu: QMenu) -> list[QAction]:
    """What can be chosen in it."""
    return [one for one in menu.actions() if one.isVisible() and one.isEnabled() and not one.isSeparator()]


def _place_among_alike(menu: QMenu) -> int:
    """The how manieth it is of those beside it that begin alike, as where each column has one; 0 where it is alone."""
    above = menu.parentWidget()
    beside = [one.menu() for one in above.actions()] if isinstance(above, QMenu) else []
    if menu not in beside:
        return 0
    first = [one.actions()[0].text() if isinstance(one, QMenu) and one.actions() else None for one in beside]
    place = beside.index(menu)
    return first[:place].count(first[place])


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Words without what differs from one call to the next."""
    return re.sub(r"\d+", "#", words.split("\t")[0]).strip()[:60]


def in_sight(window: QWidget) -> Iterator[Found]:
    """What can be seen and used in a window, in its order; what is of no class of ours is named by what it is in."""

    def within(parent: QWidget, place: str) -> Iterator[Found]:
        for child in parent.children():
            if not isinstance(child, QWidget) or child.isWindow() or child.isHidden() or not child.width():
                continue
            here = f"{place}/{type(child).__name__}" if is_ours(type(child)) else place
            if child.isEnabled() and not isinstance(child, (QScrollBar, QHeaderView)):
                yield Found(child, here)
            if not isinstance(child, (QComboBox, QAbstractSpinBox)):
                yield from within(child, here)

    yield Found(window, "")
    yield from within(window, "")


@cache
def is_ours(kind: type) -> bool:
    return kind.__module__.partition(".")[0] not in ("PySide6", "shiboken6")


def _foot(window: QWidget, seen: list[Found]) -> str:
    """What a dialog is there for: one class may serve for several acts."""
    if not isinstance(window, QDialog):
        return ""
    mains = {
        plain(one.text()) for one, _place in seen if isinstance(one, QPushButton) and one.property("kind") == "primary"
    }
    return ", ".join(sorted(mains))


def _heading(name: str) -> str:
    """What a name begins with, before it tells figures and what else is chosen."""
    return plain(re.split(r"[:,]", name)[0])


def _chosen(seen: list[Found]) -> str:
    """What is chosen in sight: the lists show something else for each choice."""
    return "|".join(
        plain(one.text())
        for one, _place in seen
        if isinstance(one, QAbstractButton) and one.isChecked() and one.property("kind") in ("choice", "entry", "page")
    )


def _of_shortcut(shortcut: QShortcut, window: QWidget, name: str) -> Iterator[Step]:
    owner = shortcut.parent()
    if (
        not shortcut.isEnabled()
        or not isinstance(owner, QWidget)
        or owner.window() is not window
        or not owner.isVisible()
    ):
        return
    for place, keys in enumerate(shortcut.keys()):
        words = keys.toString()
        if words not in (
            "Esc",
            "Ctrl+Enter",
        ):  # the one leads out, and comes last; the other is Ctrl+Return of the keypad
            rank = _KEYS if words == "Ctrl+Return" else _SHORTCUT
            key = f"{name} {type(owner).__name__}: key {words}"
            yield Step(key, rank, partial(presses.press_shortcut, shortcut, owner, place))


def _of_own_menu(widget: QWidget, key: str) -> Iterator[Step]:
    """The menu of the right button: that of a field of Qt's own once, any other wherever it is."""
    ask = partial(presses.ask_for_menu, widget)
    if isinstance(widget, (*_TEXTS, QAbstractSpinBox, QLabel)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield Step(f"{type(widget).__name__}: its own menu", _SHORTCUT, ask)
    elif widget.contextMenuPolicy() != Qt.ContextMenuPolicy.DefaultContextMenu or _answers_menu(type(widget)):
        yield Step(f"{key}: its own menu", _SHORTCUT, ask)


@cache
def _answers_menu(kind: type) -> bool:
    return any(is_ours(one) and "contextMenuEvent" in vars(one) for one in kind.__mro__)


def _deeds(widget: QWidget, key: str) -> Iterator[Step]:
    yield Step(f"{key}: keys", _KEYS, partial(presses.press, widget, _AROUND))
    for deed in _DEEDS:
        yield Step(f"{key}: {deed.name}", _SHORTCUT, partial(presses.press, widget, (deed,)))
    yield Step(f"{key}: letters", _SHORTCUT, partial(presses.press, widget, _LETTERS))


def _cells(view: QAbstractItemView, rows: int) -> Iterator[QModelIndex]:
    """The cells that a click means something else by: of a table whose rows are chosen, one each."""
    model = view.model()
    if model is None:
        return
    whole = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
    columns = model.columnCount() if isinstance(view, QTableView) and not whole else 1
    for row in range(min(model.rowCount(), rows)):
        for column in range(min(columns, 3)):
            yield model.index(row, column)
