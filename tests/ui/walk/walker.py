"""Somebody who presses everything there is, once each, and notes what it came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol

import shiboken6
from patience import SECONDS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from steps import Finder, Step
from troubles import Frozen, Troubles, coming_back, served

#: Which step opened a window; it stands on the window itself.
_OPENER = "walk_opener"
#: So often it was not left by Escape; and so often all of it is pressed once more.
_HELD, _ROUNDS = "walk_held", 3
#: An end where none comes by itself.
_AT_MOST = 40_000


class Ground(Protocol):
    """Where it is walked."""

    def places(self) -> Iterable[str]:
        """Where to begin, one after the other."""
        ...

    def go(self, place: str) -> None:
        """Be there, with the window as it should be."""
        ...

    def window(self) -> QWidget:
        """The window that everything else opens over; a new one where it was closed."""
        ...

    def settle(self) -> None:
        """Let everything that was set off come to its end."""
        ...


class _Opened(NamedTuple):
    window: QWidget
    opener: str


class Walker:
    """Of what is in front it presses what it has not pressed yet: what came into sight last is pressed first.

    A window is left by Escape when all of it was pressed. One that was closed before by something in it is opened once
    more, by whatever opened it, until nothing is left. What is pressed is the same each time; only what a machine is
    too slow for within ten seconds, such as an undo, may be missed.
    """

    #: What is walked now.
    _ground: Ground
    _stops = False

    def __init__(self, finder: Finder, troubles: Troubles, patience: float = SECONDS) -> None:
        self._finder, self._troubles, self._patience = finder, troubles, patience
        self._done: set[str] = set()
        self._seen_in: dict[str, int] = {}
        self._round = 0
        self._opened: list[_Opened] = []
        #: The step by which the window of a step was opened.
        self._within: dict[str, str] = {}
        self._pressed_in: Counter[str] = Counter()
        self._left: set[str] = set()
        #: The steps after which there was something that had not been there.
        self._ways: set[str] = set()
        self._last = ""
        #: Every step in its order, and everything that went wrong.
        self.pressed: list[str] = []
        self.faults: list[str] = []

    def walk(self, ground: Ground, *, to_the_first_fault: bool = False) -> None:
        """What was pressed on another ground before is not pressed again, but for what led to something else there."""
        self._ground, self._stops = ground, to_the_first_fault
        self._done -= self._ways
        before = -1
        while len(self._done) != before and not self._ends:
            before = len(self._done)
            for place in self._ground.places():
                if self._ends:
                    return
                self._clear()
                self._next(self._ground.window())  # what is there already came into sight before the place did
                self._ground.go(place)
                self._last = ""
                self._settle(f"going to {place}")
                self._look(place)
                self._wander()

    @property
    def _ends(self) -> bool:
        return self._stops and bool(self.faults)

    def _wander(self) -> None:
        while not self._ends:
            window = self._front()
            step = self._next(window)
            if step is not None:
                self._press(window, step)
            elif window is self._ground.window():
                return
            else:
                self._leave(window)

    def _front(self) -> QWidget:
        main = self._ground.window()
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        beside = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        active = QApplication.activeWindow()
        return front or (active if active in beside else next(iter(beside), main))

    def _next(self, window: QWidget) -> Step | None:
        self._round += 1
        open_now = [step for step in self._finder.steps(window) if step.key not in self._done]
        for step in open_now:
            if self._seen_in.setdefault(step.key, self._round) == self._round and self._last:
                self._ways.add(self._last)
        return min(open_now, key=lambda step: (-self._seen_in[step.key], step.rank), default=None)

    def _press(self, window: QWidget, step: Step) -> None:
        self._done.add(step.key)
        self._last = step.key
        self.pressed.append(step.key)
        if len(self.pressed) > _AT_MOST:
            raise AssertionError(f"there is no end to it: {self.pressed[-20:]}")
        opener = window.property(_OPENER)
        if opener:
            self._pressed_in[opener] += 1
            self._within[step.key] = opener
        if not isinstance(window, QMenu) and QApplication.activePopupWidget() is None and not window.isActiveWindow():
            window.activateWindow()
        try:
            with served(self._patience):
                with coming_back(self._troubles):
                    step.do()
                self._ground.settle()
        except Frozen as frozen:
            self._troubles.note(str(frozen))
            self._ground.settle()
        except Exception as error:  # noqa: BLE001 - what a method of Qt's that ours replaces raises comes out here
            # What was pressed may be gone before a hand comes to the end of it.
            if "already deleted" not in str(error):
                self._troubles.on_error(type(error), error, None)
            self._ground.settle()
        self._note(step.key)
        self._look(step.key)

    def _settle(self, doing: str) -> None:
        self._ground.settle()
        self._note(doing)

    def _note(self, doing: str) -> None:
        self.faults += [f"{doing}\n    {words}" for words in self._troubles.take()]

    def _look(self, doing: str) -> None:
        """What has opened, and what was closed before all of it was pressed."""
        main = self._ground.window()
        for top in QApplication.topLevelWidgets():
            if top is not main and top.isVisible() and not top.property(_OPENER):
                top.setProperty(_OPENER, doing)
                if isinstance(top, QMenu):
                    self._finder.opens_menu(doing)
                self._pressed_in[doing] = 0
                self._opened.append(_Opened(top, doing))
        for one in list(self._opened):
            if shiboken6.isValid(one.window) and one.window.isVisible():
                continue
            self._opened.remove(one)
            if shiboken6.isValid(one.window):
                one.window.setProperty(_OPENER, None)  # it is kept, and may be shown once more
            if one.opener not in self._left and self._pressed_in[one.opener]:
                self._open_again(one.opener)
            self._left.discard(one.opener)

    def _open_again(self, opener: str) -> None:
        """By the same way as before, from where it is still open: a window beside it may be reached from it too."""
        there = {one.opener for one in self._opened if shiboken6.isValid(one.window) and one.window.isVisible()}
        chain = [opener]
        while (above := self._within.get(chain[-1])) is not None and above not in chain and above not in there:
            chain.append(above)
        for step in chain:
            self._done.discard(step)
            self._seen_in[step] = self._round + 1

    def _leave(self, window: QWidget) -> None:
        """By Escape; where that does not lead out, by whatever else in it does."""
        opener, kind = window.property(_OPENER), type(window).__name__
        if opener:
            self._left.add(opener)
            if not self._pressed_in[opener]:
                self._finder.finds_no_more(opener)
        for _try in range(3):
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
            self._settle(f"Escape in {kind}")
            if not shiboken6.isValid(window) or not window.isVisible():
                self._look(f"Escape in {kind}")
                return
        held = window.property(_HELD) or 0
        if held < _ROUNDS:
            # What was ticked is ticked off by the next press: the round after that has it ticked again.
            window.setProperty(_HELD, held + 1)
            self._done = {key for key in self._done if not key.startswith(f"{kind}(")}
            return
        self.faults.append(f"nothing leads out of {kind}")
        window.hide()
        self._look(f"hiding {kind}")

    def _clear(self) -> None:
        while (window := self._front()) is not self._ground.window():
            self._leave(window)
