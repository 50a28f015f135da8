"""Papers by name and from the menu, from whichever screen: each is printed, or saved as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.documents.screen_papers import ScreenPapers


class PaperCommands:
    """What prints is made when it is first asked for: a start waits for none of it."""

    def __init__(self, place: Workplace, window: QWidget) -> None:
        self._place, self._window = place, window
        self._made: dict[str, ScreenPapers] = {}

    def commands(self) -> list[Command]:
        """Print and save, for each paper."""
        named = (
            ("overdue", _("Print the overdue list…"), _("Save the overdue list…"), _("late tick owners")),
            ("handover", _("Print the handover…"), _("Save the handover…"), _("due next opening on call")),
            ("rota", _("Print the rota of this month…"), _("Save the rota of this month…"), _("on call duty")),
            ("directory", _("Print the contacts directory…"), _("Save the contacts directory…"), _("phones who")),
            (
                "report",
                _("Print the report of the last month…"),
                _("Save the report of the last month…"),
                _("figures"),
            ),
            ("policy", _("Print the escalation policy…"), _("Save the escalation policy…"), _("criteria rules")),
        )
        made = []
        for key, print_words, save_words, also in named:
            also = f"{also} {_('paper PDF')}"
            made.append(Command(f"print_{key}", print_words, Group.PAPERS, partial(self._print, key), also=also))
            made.append(Command(f"save_{key}", save_words, Group.PAPERS, partial(self._save, key), also=also))
        return made

    def papers(self, key: str) -> ScreenPapers:
        """One of them: "overdue", "handover", "rota", "directory", "report", "policy"."""
        from deskapp.ui.documents import desk_papers

        if key not in self._made:
            make: dict[str, Callable[[Workplace, QWidget], ScreenPapers]] = {
                "overdue": desk_papers.overdue_papers,
                "handover": desk_papers.handover_papers,
                "rota": desk_papers.rota_papers,
                "directory": desk_papers.directory_papers,
                "report": desk_papers.report_papers,
                "policy": desk_papers.policy_papers,
            }
            self._made[key] = make[key](self._place, self._window)
        return self._made[key]

    def _print(self, key: str) -> None:
        self.papers(key).print()

    def _save(self, key: str) -> None:
        self.papers(key).ask_where("pdf")
