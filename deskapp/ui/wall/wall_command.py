"""The ways to the wall board: by name, from the menu, and from the overdue screen by a button and a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.language import _
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import native

if TYPE_CHECKING:
    from deskapp.ui.work.screen import Screen
    from deskapp.ui.work.window_context import WindowContext

#: On the overdue screen, where no call is paused; and back again.
KEY = "F11"


def wall_command(window: WindowContext) -> Command:
    also = _("screen large full monitor overdue figures")
    return Command("wall", _("Wall board"), Group.SCREENS, window.wall_asked.emit, also=also)


def wall_button(screen: Screen) -> KeyButton:
    made = secondary(_("Wall board"), native(KEY))
    made.setToolTip(_("Fills a screen. Esc leaves it."))
    made.clicked.connect(screen.wall_asked)
    return made
