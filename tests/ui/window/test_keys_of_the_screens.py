"""No key means two things at once: of two shortcuts that could answer, Qt asks neither."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.desk import Desk
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.incidents.acts import OpenIncident
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.window.screens import rows as screen_rows

SCREENS = [row.key for row in screen_rows()]

WINDOW = Qt.ShortcutContext.WindowShortcut


def _answering(window: MainWindow) -> list[QShortcut]:
    """The shortcuts that the shown screen and the window hear now."""
    return [
        one
        for one in window.findChildren(QShortcut)
        if one.isEnabled() and isinstance(one.parent(), QWidget) and one.parent().isVisible()
    ]


@pytest.mark.parametrize("name", SCREENS)
def test_no_key_of_a_screen_is_one_of_the_windows_own(
    name: str, desk: Desk, qapp: QApplication, window: MainWindow, wait_idle
) -> None:
    call = desk.calls.log(LogCall("Network down", new_customer=NewCustomer("Vega"))).value
    desk.incidents.start(OpenIncident("Network down", calls=(call.id,)))
    wait_idle(window.place)
    window.show_screen(name)
    wait_idle(window.place)
    heard = _answering(window)
    everywhere = Counter(key.toString() for one in heard if one.context() == WINDOW for key in list(one.keys()))
    assert {key: count for key, count in everywhere.items() if count > 1} == {}
    within = {key.toString() for one in heard if one.context() != WINDOW for key in list(one.keys())}
    assert within & set(everywhere) == set()
