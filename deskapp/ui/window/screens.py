"""The screens of the window: each is made when it is first visited, so that the start stays fast."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

#: Of a workplace makes a screen.
Kind = Callable[[Workplace, QWidget], Screen]


class Row(NamedTuple):
    """A screen: its key, what the side bar calls it, and what loads its kind; None: the log, there from the start."""

    key: str
    words: str
    kind: Callable[[], Kind] | None = None


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


def load() -> None:
    """Load every kind of screen: whoever visits one for the first time does not wait for that."""
    from deskapp.ui.improve import parts

    for row in (*rows(), *pages()):
        if row.kind is not None:
            row.kind()
    parts.load()


def _call() -> Kind:
    from deskapp.ui.calls.page.call_page import CallPage

    return CallPage


def _escalations() -> Kind:
    from deskapp.ui.escalate.escalations_screen import EscalationsScreen

    return EscalationsScreen


def _overdue() -> Kind:
    from deskapp.ui.supervise.overdue_screen import OverdueScreen

    return OverdueScreen


def _call_backs() -> Kind:
    from deskapp.ui.calls.call_backs.call_backs_screen import CallBacksScreen

    return CallBacksScreen


def _incidents() -> Kind:
    from deskapp.ui.incidents.incidents_screen import IncidentsScreen

    return IncidentsScreen


def _directory() -> Kind:
    from deskapp.ui.directory.directory_screen import DirectoryScreen

    return DirectoryScreen


def _rota() -> Kind:
    from deskapp.ui.rota.rota_screen import RotaScreen

    return RotaScreen


def _improve() -> Kind:
    from deskapp.ui.improve.improve_screen import ImproveScreen

    return ImproveScreen


def _settings() -> Kind:
    from deskapp.ui.settings.settings_screen import SettingsScreen

    return SettingsScreen


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
            kind = next(row.kind for row in (*rows(), *pages()) if row.key == key)
            assert kind is not None  # the log is among them from the start
            # Made where it will stand: to be moved there afterwards takes as long again.
            screen = kind()(self._place, self)
            self._screens[key] = screen
            self.addWidget(screen)
            self.made.emit(screen)
        return self._screens[key]

    def show_screen(self, key: str) -> Screen:
        screen = self.visit(key)
        self.setCurrentWidget(screen)
        return screen
