"""The way to the approvals that wait, by name and from the menu; for those who decide them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.work.commands import Command, Group

if TYPE_CHECKING:
    from deskapp.ui.window.main_window import MainWindow


def waiting_command(window: MainWindow) -> Command:
    def run() -> None:
        screen = window.show_screen("overdue")
        beside: QWidget = screen.approvals  # type: ignore[attr-defined]
        if beside.isVisible():
            beside.take_focus()  # type: ignore[attr-defined]
        else:
            from deskapp.ui.approvals.waiting_dialog import WaitingDialog

            WaitingDialog(window.place, window).open()

    def ready() -> bool:
        from deskapp.ui.approvals.people import me

        here = me(window.place)
        return here is not None and here.role is not Role.AGENT

    also = _("grant refuse confirm")
    return Command("approvals", _("Approvals that wait"), Group.SCREENS, run, also=also, ready=ready)
