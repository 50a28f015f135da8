"""A listener in the place of a screen reader: it hears every event that the system's accessibility bus is told of.

It stands where Qt's bridge to that bus stands, and says what a screen reader says to each event: of what has the
keyboard its label, name, kind, state and description; of that alone also each change; and whatever is announced.
"""

from __future__ import annotations

import ctypes
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import PySide6
import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_TEXT, _EVENT, _ROLE = QAccessible.Text, QAccessible.Event, QAccessible.Role
_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
#: Where an event keeps its kind, and the address of what it is about: behind the pointer to its class.
_KIND, _WHOSE = 8, 16
#: Events about the letters of a text: the bridge complains where whatever they are about has none.
_OF_TEXTS = (
    *(_EVENT.TextInserted, _EVENT.TextRemoved, _EVENT.TextUpdated),
    *(_EVENT.TextCaretMoved, _EVENT.TextSelectionChanged),
)
#: These are told by the text of their value, and named by labels alone.
_BY_LABEL = (_ROLE.ComboBox,)


class Heard:
    """What was said since the last `take`, and who told how often."""

    def __init__(self) -> None:
        self.said: list[str] = []
        #: How often each thing told of itself, by what it told and its address.
        self.tellers: Counter[tuple[QAccessible.Event, int]] = Counter()
        #: What the bridge would complain of.
        self.amiss: list[str] = []
        self._focus: int | None = None

    def take(self) -> list[str]:
        said, self.said = self.said, []
        return said

    def hear(self, address: int) -> None:
        """An event, by its address. What it is about may be in the making: only of what is heard it is taken hold."""
        kind = _EVENT(ctypes.c_int.from_address(address + _KIND).value)
        whose = ctypes.c_void_p.from_address(address + _WHOSE).value or 0
        self.tellers[kind, whose] += 1
        told = (kind in (_EVENT.Focus, _EVENT.Announcement), kind in _OF_TEXTS, whose == self._focus)
        if any(told):
            event = shiboken6.wrapInstance(address, QAccessibleEvent)
            interface = event.accessibleInterface()
            if kind == _EVENT.Announcement:
                self.said.append(event.message())  # type: ignore[attr-defined]
            elif kind in _OF_TEXTS:
                self._of_a_text(kind, interface)
            elif interface is not None and interface.isValid():
                self._of_the_focus(kind, interface, whose)

    def _of_a_text(self, kind: _EVENT, interface: QAccessibleInterface | None) -> None:
        if interface is None or interface.textInterface() is None:
            about = "nothing" if interface is None else f"{interface.role().name} {interface.text(_TEXT.Name)[:30]!r}"
            self.amiss.append(f"{kind.name} of {about}, which has no text")

    def _of_the_focus(self, kind: _EVENT, interface: QAccessibleInterface, whose: int) -> None:
        if kind == _EVENT.Focus:
            self._focus = whose
            self.said.append(_told(interface).spoken)
        elif kind == _EVENT.DescriptionChanged:
            self.said.append(interface.text(_TEXT.Description))
        elif kind == _EVENT.NameChanged and interface.role() not in _BY_LABEL:
            self.said.append(interface.text(_TEXT.Name))
        elif kind == _EVENT.ValueChanged:
            self.said.append(interface.text(_TEXT.Value))
        elif kind == _EVENT.StateChanged and interface.state().checkable:
            self.said.append(_state(interface))


class Told(NamedTuple):
    """What a screen reader is told of something. It never holds what it asked: that dies with what it is about."""

    name: str
    role: QAccessible.Role
    #: All that is said when the keyboard comes to it: "Impact, one person, RadioButton, checked".
    spoken: str


def told(widget: QWidget) -> Told:
    return _told(QAccessible.queryAccessibleInterface(widget))


def parts(widget: QWidget) -> list[Told]:
    """Of what something is made up, such as the tabs of a bar."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return [_told(interface.child(place)) for place in range(interface.childCount())]


def _told(interface: QAccessibleInterface) -> Told:
    role, name = interface.role(), _name(interface)
    value = interface.text(_TEXT.Value) if role in (_ROLE.ComboBox, _ROLE.SpinBox) else ""
    said = (name, value, role.name, _state(interface), interface.text(_TEXT.Description))
    return Told(name, role, ", ".join(part.strip() for part in said if part.strip()))


def _name(interface: QAccessibleInterface) -> str:
    """By what it is called: its labels, else its own name."""
    related = interface.relations(QAccessible.RelationFlag.Label)
    labels = [other.text(_TEXT.Name) for other, kind in related if kind == QAccessible.RelationFlag.Label]
    own = "" if interface.role() in _BY_LABEL else interface.text(_TEXT.Name)
    return " ".join(labels).strip() or own.strip()


def _state(interface: QAccessibleInterface) -> str:
    state = interface.state()
    if not state.checkable:
        return ""
    return "checked" if state.checked else "not checked"


@contextmanager
def listening() -> Iterator[Heard]:
    """Hears everything while it lasts."""
    heard, install = Heard(), _installer()
    busy = False

    def on_event(address: int) -> None:
        nonlocal busy
        if busy:  # to ask something may make it, and that is told too
            return
        busy = True
        try:
            heard.hear(address)
        finally:
            busy = False

    handler = _HANDLER(on_event)
    install(handler)
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        yield heard
    finally:
        QAccessible.setActive(was_active)
        install(_HANDLER())


def _installer() -> Callable[[object], object]:
    """Qt's own way to put a listener in the bridge's place, which PySide leaves out."""
    library = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    install = library._ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE
    install.argtypes, install.restype = [_HANDLER], ctypes.c_void_p
    return install


#: Elsewhere Qt's names are others.
CAN_LISTEN = sys.platform == "linux"
