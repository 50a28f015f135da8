"""The settings' screen as a manager sees it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace


@pytest.fixture
def screen(place: Workplace, qtbot: QtBot, wait_idle: Callable[[Workplace], None]) -> Iterator[SettingsScreen]:
    screen = SettingsScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1190, 714)
    screen.show()
    wait_idle(place)
    yield screen
    wait_idle(place)
