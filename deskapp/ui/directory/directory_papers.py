"""The directory's papers: all contacts, and what the one whose card is shown holds from us."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskapp.ui.documents.desk_papers import directory_papers, holds_papers
from deskapp.ui.work.workplace import Workplace


class DirectoryPapers:
    def __init__(self, place: Workplace, screen: QWidget, contact: Callable[[], int | None]) -> None:
        """contact: the one whose card is shown; None: no contact's is."""
        self.everybody = directory_papers(place, screen)
        self.holds = holds_papers(place, screen, contact)

    def hand_over(self, printed: bool) -> None:
        """What the contact holds: printed, else saved as a PDF."""
        if printed:
            self.holds.print()
        else:
            self.holds.ask_where("pdf")
