"""The overdue view by name: what it is narrowed down to, how it is grouped and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from deskapp.language import _
from deskapp.services.overview.late.ask import GroupBy, Tile
from deskapp.ui.work.commands import Command, Group

if TYPE_CHECKING:
    from deskapp.ui.supervise.overdue_screen import OverdueScreen
    from deskapp.ui.work.window_context import WindowContext


def late_commands(window: WindowContext) -> list[Command]:
    def there(do: Callable[[OverdueScreen], object]) -> None:
        from deskapp.ui.supervise.overdue_screen import OverdueScreen

        screen = window.show_screen("overdue")
        assert isinstance(screen, OverdueScreen)
        do(screen)
        screen.focus_taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def tile(key: Tile) -> Callable[[], None]:
        return lambda: there(lambda screen: screen.toggle_tile(key))

    def group(by: GroupBy) -> Callable[[], None]:
        return lambda: there(lambda screen: screen.group_by(by))

    also = _("overdue supervisor late narrow down filter")
    narrowed = {
        Tile.OVERDUE: _("Overdue calls alone, or all again"),
        Tile.DUE_SOON: _("Calls due soon alone, or all again"),
        Tile.PROMISES_MISSED: _("Calls with promises missed alone, or all again"),
        Tile.NOT_ACCEPTED: _("Calls not accepted alone, or all again"),
        Tile.NOT_AGREED: _("Calls waiting for agreement alone, or all again"),
    }
    grouped = {
        GroupBy.WHAT_IS_LATE: _("Group by what is late"),
        GroupBy.OWNER: _("Group by owner"),
        GroupBy.CONTACT: _("Group by contact"),
    }
    return [
        *(Command(f"late_{key}", name, Group.LOOK, tile(key), also=also) for key, name in narrowed.items()),
        *(Command(f"late_by_{by}", name, Group.LOOK, group(by), also=also) for by, name in grouped.items()),
        Command("late_all", _("All calls in the overdue view"), Group.LOOK, partial(there, _show_all), also=also),
        Command("late_save", _("Save the overdue view…"), Group.LOOK, partial(there, _save), also=_("keep name view")),
    ]


def _show_all(screen: OverdueScreen) -> None:
    screen.show_all()


def _save(screen: OverdueScreen) -> None:
    screen.save_view()
