"""The way to the approvals that wait, by name and from the menu; for those who decide them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.work.commands import Command, Group

if TYPE_CHECKING:
    from deskapp.ui.work.window_context import WindowContext


def waiting_command(window: WindowContext) -> Command:
    def run() -> None:
        from deskapp.ui.supervise.overdue_screen import OverdueScreen

        screen = window.show_screen("overdue")
        assert isinstance(screen, OverdueScreen)
        if screen.approvals.isVisible():
            screen.approvals.take_focus()
        else:
            from deskapp.ui.approvals.waiting_dialog import WaitingDialog

            WaitingDialog(window.place, window.window()).open()

    def ready() -> bool:
        from deskapp.ui.approvals.people import me

        here = me(window.place)
        return here is not None and here.role is not Role.AGENT

    also = _("grant refuse confirm")
    return Command("approvals", _("Approvals that wait"), Group.SCREENS, run, also=also, ready=ready)
