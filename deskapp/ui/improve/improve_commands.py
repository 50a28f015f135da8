"""The parts of *Improve* by name, for whoever they are for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from deskapp.domain.words import Role
from deskapp.ui.improve.parts import PartRow, rows
from deskapp.ui.work.commands import Command, Group

if TYPE_CHECKING:
    from deskapp.ui.improve.improve_screen import ImproveScreen
    from deskapp.ui.work.window_context import WindowContext


def improve_commands(window: WindowContext) -> list[Command]:
    def there(do: Callable[[ImproveScreen], object]) -> None:
        from deskapp.ui.improve.improve_screen import ImproveScreen

        screen = window.show_screen("improve")
        assert isinstance(screen, ImproveScreen)
        do(screen)
        screen.focus_taker.setFocus()

    def ready(row: PartRow) -> bool:
        me = window.place.me
        return (Role.AGENT if me is None else me.role).reaches(row.at_least)

    def go(row: PartRow) -> None:
        there(lambda screen: screen.show_part(row.key))

    return [
        Command(
            f"improve_{row.key}", row.words, Group.SCREENS, partial(go, row), also=row.also, ready=partial(ready, row)
        )
        for row in rows()
    ]
