"""The screens of the window: each is made when it is first visited, so that the start stays fast."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace


class Row(NamedTuple):
    """A screen: its key, what the side bar calls it, what makes it; None: the log, which is there from the start."""

    key: str
    words: str
    make: Callable[[Workplace], Screen] | None = None


def rows() -> tuple[Row, ...]:
    """Every screen, in the order of the side bar; Ctrl+1 is the first."""
    return (
        Row("calls", _("Calls")),
        Row("escalations", _("Escalations"), _escalations),
        Row("overdue", _("Overdue"), _overdue),
        Row("call_backs", _("Call-backs"), _call_backs),
        Row("incidents", _("Incidents"), _incidents),
        Row("directory", _("Directory"), _directory),
        Row("rota", _("Rota"), _rota),
        Row("improve", _("Improve"), _improve),
        Row("settings", _("Settings"), _settings),
    )


def pages() -> tuple[Row, ...]:
    """What takes the place of a screen, opened from it."""
    return (Row("call", _("Call"), _call),)


def _call(place: Workplace) -> Screen:
    from deskapp.ui.calls.page.call_page import CallPage

    return CallPage(place)


def _escalations(place: Workplace) -> Screen:
    from deskapp.ui.escalate.escalations_screen import EscalationsScreen

    return EscalationsScreen(place)


def _overdue(place: Workplace) -> Screen:
    from deskapp.ui.supervise.overdue_screen import OverdueScreen

    return OverdueScreen(place)


def _call_backs(place: Workplace) -> Screen:
    from deskapp.ui.calls.call_backs.call_backs_screen import CallBacksScreen

    return CallBacksScreen(place)


def _incidents(place: Workplace) -> Screen:
    from deskapp.ui.incidents.incidents_screen import IncidentsScreen

    return IncidentsScreen(place)


def _directory(place: Workplace) -> Screen:
    from deskapp.ui.directory.directory_screen import DirectoryScreen

    return DirectoryScreen(place)


def _rota(place: Workplace) -> Screen:
    from deskapp.ui.rota.rota_screen import RotaScreen

    return RotaScreen(place)


def _improve(place: Workplace) -> Screen:
    from deskapp.ui.improve.improve_screen import ImproveScreen

    return ImproveScreen(place)


def _settings(place: Workplace) -> Screen:
    from deskapp.ui.settings.settings_screen import SettingsScreen

    return SettingsScreen(place)


class Screens(ShownStack):
    """Shows one screen at a time. The log is there from the start."""

    made = Signal(object)  # a Screen, before it is shown

    def __init__(self, place: Workplace, log: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._screens: dict[str, Screen] = {"calls": log}
        self.addWidget(log)

    @property
    def current_key(self) -> str:
        return next(key for key, screen in self._screens.items() if screen is self.currentWidget())

    @property
    def current(self) -> Screen:
        """The screen shown."""
        return self._screens[self.current_key]

    def visited(self) -> tuple[tuple[str, Screen], ...]:
        """Those that were made so far, by their keys."""
        return tuple(self._screens.items())

    def visit(self, key: str) -> Screen:
        """The screen with this key, made if it was never visited."""
        if key not in self._screens:
            make = next(row.make for row in (*rows(), *pages()) if row.key == key)
            assert make is not None  # the log is among them from the start
            screen = make(self._place)
            self._screens[key] = screen
            self.addWidget(screen)
            self.made.emit(screen)
        return self._screens[key]

    def show_screen(self, key: str) -> Screen:
        screen = self.visit(key)
        self.setCurrentWidget(screen)
        return screen
