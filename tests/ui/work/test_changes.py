"""Who reloads when something changed, and when."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.services.changes import Changes
from deskapp.ui.work.changes import ChangeHub, Reloader


class Log(QWidget):
    """A screen that shows contacts."""

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("contacts")

    def reload(self) -> None:
        self.loads += 1


CONTACTS = Changes(lists=frozenset({"contacts"}))


def test_a_visible_screen_reloads_at_once_and_only_for_what_it_shows(qtbot: QtBot) -> None:
    hub, screen = ChangeHub(), Log()
    qtbot.addWidget(screen)
    Reloader(screen, hub)
    assert screen.loads == 0
    screen.show()
    assert screen.loads == 1
    hub.tell(CONTACTS)
    assert screen.loads == 2
    hub.tell(Changes(lists=frozenset({"site"})))
    assert screen.loads == 2
    hub.tell(Changes(everything=True))
    assert screen.loads == 3


def test_a_hidden_screen_remembers_to_reload_once(qtbot: QtBot) -> None:
    hub, screen = ChangeHub(), Log()
    qtbot.addWidget(screen)
    reloader = Reloader(screen, hub)
    screen.show()
    screen.hide()
    hub.tell(CONTACTS)
    hub.tell(CONTACTS)
    assert screen.loads == 1
    assert reloader.stale
    screen.show()
    assert screen.loads == 2
    screen.hide()
    screen.show()
    assert screen.loads == 2
